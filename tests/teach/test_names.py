"""What gates are called in sentences and equations."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.teach.names import clear, compact, latex_of, listed, name_of, pretty, typeset


@pytest.mark.parametrize(
    ("text", "shown"),
    [("w0 * -x1", "w₀ · −x₁"), ("x ** 2", "x ** 2"), ("1e-5 * t", "1e-5 · t"), ("rate10", "rate10")],
)
def test_formulas_are_printed_as_in_a_book_and_keep_their_length(text, shown):
    assert pretty(text) == shown
    assert len(pretty(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"), [("d ** 2 + w0 * x0", "d² + w₀·x₀"), ("s * -1", "s·(−1)"), ("a - b", "a − b")]
)
def test_in_a_sentence_they_are_shorter(text, shown):
    assert compact(text) == shown


def test_a_gate_is_called_by_its_name_its_number_its_formula_or_its_sign():
    circuit = to_circuit("long_name = add(alpha, beta, gamma * gamma, delta * 2) * w1", default=1.0)
    names = {name_of(circuit, key) for key in circuit.gates}
    assert {"long_name", "alpha", "w₁", "2", "gamma·gamma", "delta·2", "+"} <= names


def test_a_long_formula_is_a_box_in_an_equation():
    circuit = to_circuit("f = add(alpha, beta, gamma, delta) * w1", default=1.0)
    unnamed = next(key for key, gate in circuit.gates.items() if gate.kind == "add")
    assert latex_of(circuit, unnamed) == r"\boxed{{+}}"
    assert latex_of(circuit, circuit.named("w1").id) == "w_{1}"


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["x"], "x"), (["x", "y"], "x and y"), (["x", "y", "z"], "x, y and z")],
)
def test_words_are_listed(words, text):
    assert listed(words) == text


def test_a_long_list_is_cut_short():
    assert listed([str(k) for k in range(9)]) == "0, 1, 2 and 6 more"


def test_an_apostrophe_is_curly_and_a_quotation_mark_stays():
    assert typeset("q's gradient, the others' values, 'so' and don't") == (
        "q’s gradient, the others’ values, 'so' and don’t"
    )


def test_a_gate_called_a_is_not_taken_for_the_article():
    circuit = to_circuit("a = 1\nf = a + a")
    assert clear(circuit, "a comes in twice. a works, a and b work.") == (
        "The input a comes in twice. The input a works, a and b work."
    )
    assert clear(circuit, "a and b work. It is: a door.") == "a and b work. It is: a door."
    assert clear(to_circuit("a = x * 2", default=1.0), "a works.") == "The gate a works."
    assert clear(to_circuit("x = 1"), "a word.") == "a word."
