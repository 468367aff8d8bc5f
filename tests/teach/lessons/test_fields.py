"""The text of a slide: numbers are those of its circuit, and what is no number or formula is refused."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.teach import numbers
from circuitlab.teach.lessons.fields import Figure, Formula, Known, Words, check, filled, plain
from circuitlab.teach.lessons.latex import MOST, fault

CIRCUIT = to_circuit("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z")


def shown(text: str) -> str:
    check(text, CIRCUIT)
    return plain(filled(text, Known(CIRCUIT)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f is {=f}", "f is −12"),
        ("x gets {=x.grad}", "x gets −4"),
        ("{= q.grad * 1 }", "−4"),
        ("{=f at x = -1.99}", "−12.04"),
        ("{=f at x = x + 0.01 * x.grad, y = y + 0.01 * y.grad, z = z + 0.01 * z.grad:6}", "−11.5924"),
        ("{=x.grad at z = 7}", "7"),
        ("{=1 / 3:2}", "0.33"),
        ("{=pi}", "3.142"),
        ("a set {x} in braces", "a set {x} in braces"),
        (r"five \$ each", "five $ each"),
    ],
)
def test_a_field_is_a_number_of_the_circuit(text, said):
    assert shown(text) == said


def test_a_number_wears_the_colour_of_what_it_is():
    pieces = filled("{=f}, {=x.grad}, {=2 * f}", Known(CIRCUIT))
    comma = Words(", ")
    assert pieces == (Figure("−12", "value"), comma, Figure("−4", "gradient"), comma, Figure("−24", ""))
    assert filled("$a = {=f}$", Known(CIRCUIT)) == (Formula(r"a = \textcolor{value}{-12}"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("y is {=1.9999999}.", "y is about 2."),
        ("{=1.9999999}", "about 2"),
        ("about {=1.9999999}", "about 2"),
        ("y is {=2}", "y is 2"),
        ("w1 · x is {=w1}, w12 is another", "w₁ · x is 3, w12 is another"),
    ],
)
def test_words_say_about_and_write_names_as_the_canvas_does(text, said):
    circuit = to_circuit("w1 = 3\nx = 1\nf = w1 * x")
    assert plain(filled(text, Known(circuit))) == said


def test_a_lecture_has_its_canvas_digits_but_a_nudge_is_not_rounded_away():
    circuit = to_circuit("x = 1.23456\nf = 34.5 * x")
    text = "{=x}, {=x.grad * x}, {=f at x = x + 0.01}, {=x:5}"
    assert plain(filled(text, Known(circuit))) == "1.235, 42.59, 42.94, 1.2346"
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        assert plain(filled(text, Known(circuit))) == "1.23, 42.6, 42.94, 1.2346"


def test_what_has_no_number_is_shown_as_a_question():
    waiting = to_circuit("f = x * y")
    assert plain(filled("{=f}", Known(waiting))) == "?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{=g}", "there is no gate 'g'"),
        ("{=f", "expected } at the end of a number such as {=f}"),
        ("{=f +}", "ends too early"),
        ("{=f at q = 2}", "f at q = 2"),
        ("{=f at x}", "expected at x = 1, y = 2"),
        ("{=__import__('os')}", "'{=__import__"),
        ("it costs $5", "expected a second $ after a formula"),
        (r"$\frac{a}$", r"expected {…} after \frac"),
        (r"$\includegraphics{x}$", "unknown command \\includegraphics in a formula"),
        ("$a_{b$", "expected } at the end of a formula"),
        ("$a}$", "a } too many in a formula"),
        ("$$", "an empty formula"),
        ("$a^$", "expected something after ^"),
        ("$a_b_c$", "two _ at one sign"),
        (r"$\left x$", r"\left: expected a bracket after it"),
        (r"$\left( x$", r"expected \right for every \left"),
        ("$a & b$", "'&' has no meaning in a formula"),
        ("$" + "x" * (MOST + 1) + "$", f"a formula of more than {MOST} characters"),
        ("${{{{{{{x}}}}}}}$", "braces more than 6 deep"),
    ],
)
def test_what_is_broken_is_said_in_one_line(text, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is what is tested
        check(text, CIRCUIT)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_step_panels_show_can_be_written():
    chain = r"\frac{\partial f}{\partial x} = \left(-4\right) \cdot 1"
    assert fault(chain + r" \approx \sigma'(s)_1^2 \quad \text{so}") == ""
