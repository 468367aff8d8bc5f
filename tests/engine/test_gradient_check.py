"""The gradient check: what it finds right, what wrong, and where it says that there is nothing to compare."""

from dataclasses import replace
from math import inf, nan

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Settings, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.gradient_check import Report, check, checking
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Trace
from circuitlab.engine.work import done


def report_of(text: str, **values: float) -> Report:
    return check(to_circuit(text, values))


def statuses(text: str, **values: float) -> dict[str, str]:
    return {row.name: row.status for row in report_of(text, **values).rows}


def test_every_output_but_the_constants_has_a_row() -> None:
    report = report_of("q = x + y\nf = q * z ** 2", x=-2.0, y=5.0, z=-4.0)
    assert [row.name for row in report.rows if not row.name.isdigit()] == ["x", "y", "q", "z", "f"]
    assert len(report.rows) == 6, "the inner power has a row, the constant 2 has none"
    assert report.ok


def test_a_row_tells_both_gradients_and_how_far_they_are_apart() -> None:
    row = next(row for row in report_of("f = x ** 3", x=2.0).rows if row.name == "x")
    assert row.analytic == 12.0
    assert row.numeric == pytest.approx(12.0, abs=1e-7)
    assert row.error == abs(row.numeric - row.analytic)


def test_a_wrong_gradient_is_a_mismatch_and_the_only_failure() -> None:
    circuit = to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    trace = run(circuit)
    slot = trace.plan.slots[circuit.names["z"]]
    wrong = [gradient + 1e-4 * (at == slot) for at, gradient in enumerate(trace.tape.gradients)]
    forged = Trace(trace.plan, replace(trace.tape, gradients=wrong), circuit.gates, trace.revision)
    report = check(circuit, forged)
    assert not report.ok
    assert {row.name: row.status for row in report.rows if row.status != "ok"} == {"z": "mismatch"}


def test_a_gate_without_a_way_to_the_objective_is_zero_both_ways() -> None:
    rows = {row.name: row for row in report_of("g = exp(1000 * x)\nf = x + 1", x=1.0).rows}
    assert (rows["g"].analytic, rows["g"].numeric, rows["g"].status) == (0.0, 0.0, "ok")


def test_without_a_backward_pass_there_is_nothing_to_check() -> None:
    assert check(Circuit()) == Report(())
    waiting = Circuit([Gate(1, "input", "x", 1.0), Gate(2, "add", "f", inputs=2), Wire(3, 1, 2, 0)])
    assert check(waiting).ok


@pytest.mark.parametrize("seed", [0.0, 1.0, -3.0, 1e6])
def test_the_seed_scales_both(seed: float) -> None:
    circuit = to_circuit("f = sin(x) * y", {"x": 1.0, "y": 2.0})
    scaled = Circuit([Settings(circuit.objective, seed), *circuit.parts[1:]])
    assert {row.status for row in check(scaled).rows} == {"ok"}


# Kinks and undefined places ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["f = relu(x)", "f = abs(x)", "f = max(x, 0)", "f = min(0, x) * 3", "f = relu(x) ** 2"]
)
def test_a_kink_is_named_for_what_the_two_sides_depend_on(text: str) -> None:
    assert statuses(text, x=0.0)["x"] == "kink"
    assert statuses(text, x=0.0)["f"] == "ok"
    assert report_of(text, x=0.0).ok


@pytest.mark.parametrize("text", ["f = tanh(w ** x)", "f = sigmoid(w ** x) * x"])
def test_the_edge_of_a_pole_is_no_mismatch(text: str) -> None:
    """0 to the x is 0, 1 or infinite, as x is above, at or below 0."""
    assert statuses(text, w=0.0, x=0.0)["x"] == "kink"


def test_near_a_kink_the_two_ends_are_on_different_sides() -> None:
    assert statuses("f = relu(x)", x=1e-6)["x"] == "kink"
    assert statuses("f = relu(x)", x=1e-3)["x"] == "ok"


def test_a_tie_of_a_number_with_itself_is_no_kink() -> None:
    assert statuses("f = max(x, x)", x=1.0) == {"x": "ok", "f": "ok"}


def test_a_kink_elsewhere_does_not_touch_the_others() -> None:
    found = statuses("k = relu(x)\nf = k + y", x=0.0, y=3.0)
    assert found == {"x": "kink", "k": "ok", "y": "ok", "f": "ok"}


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("f = sqrt(x)", 0.0),
        ("f = log(x)", 0.0),
        ("f = 1 / x", 0.0),
        ("f = x * 2", inf),
        ("f = sin(x) / x", 0.0),
    ],
)
def test_where_something_is_not_finite_nothing_is_compared(text: str, x: float) -> None:
    report = report_of(text, x=x)
    row = next(row for row in report.rows if row.name == "x")
    assert (row.status, row.error) == ("undefined", None)
    assert report.ok


def test_an_undefined_input_makes_all_that_depend_on_it_undefined() -> None:
    assert set(statuses("f = exp(x)", x=nan).values()) == {"undefined"}


# Where one step size would fail ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("f = 3 * x", 1e5),  # rounding of a large product
        ("f = 3 * x", 1e12),  # x does not even move by 1e-5
        ("f = x + 1000000000", 1.0),  # rounding of a large sum
        ("f = sin(1000 * x)", 1.0),  # curvature
        ("f = log(x)", 1e-6),  # a step out of the domain
        ("f = log(x)", 1e-4),
        ("f = exp(x)", 300.0),
    ],
)
def test_a_right_gradient_is_found_right_whatever_its_scale(text: str, x: float) -> None:
    assert set(statuses(text, x=x).values()) == {"ok"}


@pytest.mark.parametrize("text", ["f = x + exp(100)", "f = x * 1e-30 + exp(80)", "f = (x + 1e15) - 1e15"])
def test_rounding_that_drowns_every_step_contradicts_nothing(text: str) -> None:
    assert set(statuses(text, x=1.0).values()) <= {"ok"}


@pytest.mark.parametrize("x", [0.0, 1e-7, -1e-6, 3e-6])
def test_a_corner_between_the_two_ends_of_every_step_is_no_mismatch(x: float) -> None:
    assert "mismatch" not in statuses("f = arcsin(cos(x))", x=x).values()


@pytest.mark.parametrize(
    "text", ["f = x * y + sin(x)", "f = exp(x) / y", "f = tanh(x * y) ** 2", "f = max(x, y) * x"]
)
@pytest.mark.parametrize("off", [1e-4, 1e-6, -3e-5])
def test_a_slope_that_is_off_by_little_is_found(text: str, off: float) -> None:
    circuit = to_circuit(text, {"x": 0.7, "y": 1.9})
    trace = run(circuit)
    slot = trace.plan.slots[circuit.names["x"]]
    wrong = [gradient + off * (at == slot) for at, gradient in enumerate(trace.tape.gradients)]
    forged = Trace(trace.plan, replace(trace.tape, gradients=wrong), circuit.gates, trace.revision)
    assert [row.name for row in check(circuit, forged).rows if row.status == "mismatch"] == ["x"]


# With pauses, and with a step of one's own -------------------------------------------------------


def test_the_raw_difference_is_the_one_at_exactly_this_step() -> None:
    """((x + h)³ − (x − h)³) / 2h = 3x² + h²: too far off at 0.1, and yet the verdict is careful."""
    circuit = to_circuit("f = x ** 3", {"x": 2.0})
    row = next(row for row in check(circuit, h=0.1).rows if row.name == "x")
    assert row.raw == pytest.approx(12.01, rel=1e-12)
    assert row.numeric == pytest.approx(12.0, abs=1e-6)
    assert row.status == "ok"


@pytest.mark.parametrize("h", [1e-1, 1e-3, 1e-9, 1e-14])
def test_no_step_makes_a_right_gradient_wrong(h: float) -> None:
    circuit = to_circuit("q = exp(x) * y\nf = tanh(q) + q / y", {"x": 0.3, "y": 1.9})
    assert check(circuit, h=h).ok


def test_the_numbers_are_told_before_the_verdicts_of_the_doubtful() -> None:
    circuit = to_circuit("f = x ** 3 + y", {"x": 2.0, "y": 1.0})
    told = []
    report = done(checking(circuit, run(circuit), 0.1, lambda *first: told.append(first)))
    ((first, open_),) = told
    assert [row.raw for row in first.rows] == [row.raw for row in report.rows]
    assert open_ == {row.gate for row in first.rows if row.name == "x"}


def test_a_check_in_pieces_pauses_often_and_lets_no_state_out() -> None:
    import numpy as np

    circuit = to_circuit("\n".join(["a0 = 2", *(f"a{i + 1} = log(a{i})" for i in range(2000))]), {})
    before, pauses = np.geterr(), 0
    for _ in checking(circuit, run(circuit), 1e-5):
        pauses += 1
        assert np.geterr() == before
    assert pauses > 2
