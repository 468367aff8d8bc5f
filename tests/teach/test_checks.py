"""What is said of a gradient check: the verdict in one line, and what one gate's curve shows."""

from math import nan

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.error_curve import Curve
from circuitlab.engine.gradient_check import Report, Row, check
from circuitlab.engine.passes import run
from circuitlab.teach import checks

STEPS = (1e-12, 1e-5, 1e-2)


def row(status: str = "ok", gate: int = 1) -> Row:
    return Row(gate, "x", 1.0, 1.0, 0.0, status)  # type: ignore[arg-type]


def curve(errors: tuple[float, ...], split: bool = False, truncation: float | None = 1.0) -> Curve:
    return Curve(STEPS, errors, (split,) * 3, 1e-16, truncation)


def said_of(text: str) -> str:
    circuit = to_circuit(text)
    return checks.summary(circuit, check(circuit))


def test_when_all_agree_it_says_how_many() -> None:
    assert said_of("x = 2\nf = exp(x)") == "All 2 gradients agree."
    circuit = to_circuit("x = 2")
    assert checks.summary(circuit, check(circuit)) == "The one gradient agrees."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 0\nf = relu(x)", "1 of 2 gradients agree. 1 sits on a kink: x."),
        ("x = 1\ny = 1\nf = max(x, y)", "1 of 3 gradients agree. 2 sit on a kink: x and y."),
        ("x = 0\nf = log(x)", "2 are not finite: x and f."),
    ],
)
def test_kinks_and_what_is_not_finite_are_counted_and_named(text: str, said: str) -> None:
    assert said_of(text) == said


def test_a_disagreement_comes_first() -> None:
    circuit = to_circuit("x = 1\ny = 2\nf = x * y")
    gates = [circuit.names[name] for name in "xyf"]
    report = Report((row("kink", gates[0]), row("mismatch", gates[1]), row("ok", gates[2])))
    assert checks.summary(circuit, report) == "1 of 3 disagrees: y. 1 sits on a kink: x."
    assert checks.summary(circuit, report, {gates[1]}).startswith("2 of 3 settled")


def test_of_many_only_a_few_are_named() -> None:
    total = " + ".join(f"relu(x{place})" for place in range(9))
    circuit = to_circuit("\n".join([*(f"x{place} = 0" for place in range(9)), f"f = {total}"]))
    assert "9 sit on a kink: x₀, x₁, x₂ and 6 more." in checks.summary(circuit, check(circuit))


def test_it_says_what_stands_in_the_way() -> None:
    for circuit, words in (
        (Circuit(), "empty"),
        (to_circuit("x = 1\nf = x + y"), "f waits for y"),
        (to_circuit("k = constant(2)"), "Nothing to check: every gate is a constant."),
        (Circuit((*to_circuit("k = constant(2)").parts, Gate(9, "sin", inputs=1))), "gate with a value is"),
    ):
        assert words in checks.obstacle(circuit, run(circuit))
    for text in ("x = 1\nf = sin(x)", "k = constant(2)\nf = k * k"):
        circuit = to_circuit(text)
        assert checks.obstacle(circuit, run(circuit)) == ""
        assert check(circuit).rows


@pytest.mark.parametrize("h", [0.0, -1e-5, nan, float("inf"), 1e-15, 0.5])
def test_what_is_no_step_is_told_between_which_it_must_lie(h: float) -> None:
    assert checks.step_problem(h) == "The step must lie between 10⁻¹⁴ and 10⁻¹."


@pytest.mark.parametrize("h", [1e-14, 1e-5, 1e-1])
def test_what_is_a_step_has_no_problem(h: float) -> None:
    assert checks.step_problem(h) == ""


@pytest.mark.parametrize(
    ("status", "of", "words"),
    [
        ("ok", curve((1e-4, 1e-11, 1e-4)), "truncation"),
        ("ok", curve((1e-4, 0.0, 1e-4)), "Hollow: exactly 0."),
        ("ok", curve((1e-4, 1e-11, 1e-14), truncation=None), "no more than a parabola"),
        ("ok", curve((0.0, 0.0, 0.0), truncation=None), "exactly 0 at every step"),
        ("kink", curve((0.5, 0.5, 0.5), split=True), "no step brings the error down"),
        ("kink", curve((1e-12, 1e-6, 1e-3), split=True), "mean of the slopes"),
        ("mismatch", curve((0.5, 0.5, 0.5)), "slope rule behind x must be wrong"),
        ("ok", curve((nan, 1e-11, 1e-4)), "(truncation). Below 10⁻⁵ steps are too small to move x."),
        ("ok", curve((1e-4, 1e-11, nan)), "Above 10⁻⁵ the difference is not finite."),
        ("undefined", curve((nan, nan, nan)), "not finite"),
        ("kink", Curve(STEPS, (0.0, 0.5, 0.5), (False, True, True), 1e-16, None), "within h of x"),
    ],
)
def test_a_curve_is_explained_by_what_it_shows(status: str, of: Curve, words: str) -> None:
    assert words in checks.remark("x", row(status), of)


def test_the_head_of_a_curve_names_gate_and_error_and_stays_short() -> None:
    assert checks.error_line("x", 1.14e-10) == "x: error 1.1 · 10⁻¹⁰"
    assert checks.error_line("x", 0.0) == "x: error 0"
    assert checks.error_line("x", nan) == checks.error_line("x", None) == "x: no error here"
    assert checks.error_line("a" * 40, 1.0) == "a" * 15 + "…: error 1"


def test_every_verdict_of_the_check_is_explained() -> None:
    assert set(checks.STATUS) == {"ok", "mismatch", "kink", "undefined"}
    assert set(checks.MEANING) == {*checks.STATUS, "open"}
