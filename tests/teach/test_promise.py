"""What the gradient promises, what came of it, and how it is said."""

from dataclasses import replace
from math import inf, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.edits import set_seed, set_value
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.along import curve, kink_between
from circuitlab.engine.passes import run
from circuitlab.teach import promise
from circuitlab.teach.promise import POINTS, Promise, decade, heights, points, reach, told_apart


def step(text: str, now: float, source: str = "x", seed: float = 1.0) -> tuple[Promise, str]:
    """Set the source to another value: what was promised, and the sentence about it."""
    circuit = to_circuit(text)
    circuit.apply(set_seed(circuit, seed))
    before, gate = run(circuit), circuit.names[source]
    circuit.apply(set_value(circuit, gate, now))
    first, after = promise.begun(before, gate), run(circuit)
    assert first is not None
    found = promise.gone(first, after, crossed=kink_between(before, after, gate))
    assert found is not None
    assert before.objective is not None
    return found, promise.sentence(circuit, before.objective, found)


def test_along_one_input_a_product_keeps_its_promise() -> None:
    found, said = step("x = 3\ny = -4\nf = x * y", 3.5)
    assert (found.promised, found.after, found.error) == (-14.0, -14.0, 0.0)
    assert said == "The gradient promised −14, and −14 it is: along x, f is straight so far."


def test_a_square_is_off_by_the_square_of_the_step() -> None:
    found, said = step("x = 3\nf = x ** 2", 3.5)
    assert (found.promised, found.after, found.error) == (12.0, 12.25, 0.25)
    assert said == "The gradient promised 12; the true output is 12.25: off by 0.25, because f curves."


def test_the_seed_does_not_change_the_promise() -> None:
    assert step("x = 3\nf = x ** 2", 3.5, seed=3.0) == step("x = 3\nf = x ** 2", 3.5)
    assert step("x = 3\nf = x ** 2", 3.5, seed=0.0)[0].promised == 12.0


def test_numbers_that_differ_look_different() -> None:
    assert told_apart(12.00001, 12.00002) == ("12.00001", "12.00002")
    assert told_apart(12.0, 12.0) == ("12", "12")
    assert told_apart(inf, inf) == ("∞", "∞")
    found, said = step("x = 1\nf = exp(x)", 1.00001)
    assert found.error > 0
    assert said.endswith("because f curves.")


def test_at_a_kink_nothing_is_promised() -> None:
    found, said = step("x = 0\nf = relu(x)", 0.5)
    assert not found.comparable
    assert said.startswith("No single slope here: f has a corner at x = 0.")
    assert said.endswith("f is 0.5 now.")


def test_a_kink_on_the_way_is_the_reason() -> None:
    assert step("x = -1\nf = relu(x)", 0.5)[1] == (
        "The gradient promised 0; the true output is 0.5: off by 0.5, because f is not smooth on the way."
    )


@pytest.mark.parametrize(
    ("text", "now", "said"),
    [
        ("x = 1\nf = log(x)", 0.0, "The gradient promised −1, but f is −∞ there: no line reaches that."),
        ("x = 0\nf = log(x)", 1.0, "f was −∞ at x = 0: from there no line leads anywhere."),
        ("x = 0\nf = sqrt(x)", 1.0, "The slope at x = 0 is ∞: no line can be drawn with it."),
        ("x = 3\nf = x ** 2", 3.0, "x is where it began: nothing is promised, and nothing has changed."),
    ],
)
def test_what_can_not_be_compared_is_said(text: str, now: float, said: str) -> None:
    found, sentence = step(text, now)
    assert sentence == said
    assert found.comparable == (now == 3.0)


def test_nobody_is_blamed_before_somebody_has_looked() -> None:
    found, _ = step("x = 3\nf = x ** 2", 3.5)
    circuit = to_circuit("x = 3\nf = x ** 2")
    said = promise.sentence(circuit, circuit.names["f"], replace(found, crossed=None))
    assert said == "The gradient promised 12; the true output is 12.25: off by 0.25."


def test_without_a_way_there_is_no_promise() -> None:
    circuit = to_circuit("x = 1\ny = 2\nf = 2 * x")
    before, y = run(circuit), circuit.names["y"]
    assert promise.begun(before, y) is None
    assert promise.no_way(circuit, y, before.objective) == "y has no way to f: whatever y is, f stays."


# The picture -------------------------------------------------------------------------------------


def test_the_picture_grows_in_powers_of_two_of_the_size_of_the_value() -> None:
    assert [reach(3.0, now) for now in (3.1, 3.5, 4.0, 30.0)] == [0.125, 1.0, 2.0, 64.0]
    assert reach(3.0, 3.1, least=1.0) == 1.0
    assert reach(1e-300, 1e20) == 1e-300, "no double is as many times as large"
    assert isfinite(reach(1e10, 1.7e308))
    assert isfinite(reach(1.0, 1.7e308))
    assert (reach(0.0, 0.0), reach(-400.0, -400.0), reach(inf, 1.0)) == (1.0, 100.0, 1.0)
    assert (decade(0.03), decade(-25.0), decade(0.0)) == (pytest.approx(0.01), 10.0, 1.0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_step_is_in_the_picture_and_its_start_in_the_middle(start: float, now: float) -> None:
    xs = points(start, reach(start, now))
    assert xs[0] <= now <= xs[-1]
    assert (len(xs), xs[POINTS // 2]) == (POINTS, start)


def test_a_pole_does_not_flatten_the_picture() -> None:
    found, _ = step("x = 0.5\nf = 1 / x", 0.4)
    circuit = to_circuit("x = 0.5\nf = 1 / x")
    ys = curve(run(circuit), circuit.names["x"], points(0.5, 0.8))
    low, high = heights(found, ys)
    assert low < min(found.before, found.after, found.promised)
    assert max(found.before, found.after, found.promised) < high < 4


def test_there_is_always_a_picture() -> None:
    nowhere = Promise(1, 0.0, 1.0, inf, inf, inf)
    for ys in ((), (inf,) * 3, (2.0,) * 3):
        low, high = heights(nowhere, ys)
        assert isfinite(low)
        assert low < high
