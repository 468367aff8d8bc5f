"""The objective along one source: its slope without the seed, its kinks, and its curve."""

from math import inf, isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measured_circuits import neuron
from support.random_circuits import random_circuit

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose
from circuitlab.circuit.edits import set_seed, set_value
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.along import at_kink, curve, curving, kink_between, slope
from circuitlab.engine.forward_mode import Modes
from circuitlab.engine.passes import run

XS = (-1.5, -0.25, 0.0, 0.75, 2.0)


def along(text: str, source: str = "x") -> tuple[float, ...]:
    circuit = to_circuit(text)
    return curve(run(circuit), circuit.names[source], XS)


def kinked(text: str, source: str = "x") -> bool:
    circuit = to_circuit(text)
    return at_kink(run(circuit), circuit.names[source])


def crossed(text: str, now: float) -> bool:
    circuit = to_circuit(text)
    before, x = run(circuit), circuit.names["x"]
    circuit.apply(set_value(circuit, x, now))
    return kink_between(before, run(circuit), x)


def one_by_one(circuit: Circuit, source: int) -> list[float]:
    found = []
    for x in XS:
        circuit.apply(set_value(circuit, source, x))
        trace = run(circuit)
        assert trace.objective is not None
        found.append(trace.value(trace.objective) or 0.0)
    return found


def test_a_square_along_its_input() -> None:
    assert along("x = 3\nf = x ** 2") == tuple(x * x for x in XS)
    assert along("x = 3\ny = 2\nf = y * 5") == (10.0,) * 5
    assert along("x = 3\nf = x") == XS
    logs = along("x = 3\nf = log(x)")
    assert isnan(logs[0])
    assert logs[2] == -inf


@given(st.integers(0, 10**9))
def test_the_curve_is_what_single_runs_give(seed: int) -> None:
    circuit = random_circuit(seed)
    for source in Modes(run(circuit)).sources[:1]:
        found = curve(run(circuit), source, XS)
        assert list(found) == pytest.approx(one_by_one(circuit, source), rel=1e-9, abs=1e-9, nan_ok=True)


def test_a_gate_of_gates_moves_as_its_insides_do() -> None:
    circuit = neuron()
    source = circuit.names["w0"]
    expected = curve(run(circuit), source, XS)
    circuit.apply(compose(circuit, [gate.id for gate in circuit.gates.values() if gate.inputs], "whole"))
    assert curve(run(circuit), source, XS) == pytest.approx(expected)


def test_a_long_curve_pauses_so_that_a_window_can_go_on() -> None:
    circuit = to_circuit("x0 = 0.5\n" + "\n".join(f"x{i} = sin(x{i - 1})" for i in range(1, 2000)))
    pauses = list(curving(run(circuit), circuit.names["x0"], XS))
    assert len(pauses) > 2


@pytest.mark.parametrize("seed", [1.0, 3.0, -0.5, 0.0])
def test_the_slope_has_no_seed_in_it(seed: float) -> None:
    circuit = to_circuit("x = -2\ny = 5\nz = -4\nf = (x + y) * z")
    circuit.apply(set_seed(circuit, seed))
    trace = run(circuit)
    assert [slope(trace, circuit.names[name]) for name in "xyz"] == pytest.approx([-4.0, -4.0, 3.0])


def test_a_kink_counts_where_the_source_moves_it_and_the_objective_hears_it() -> None:
    assert kinked("x = 0\nf = relu(x)")
    assert kinked("x = 2\ny = 2\nf = max(x, y)")
    assert not kinked("x = 1\nf = relu(x)")
    assert not kinked("x = 1\ny = 0\nf = x + relu(y)")
    assert not kinked("x = 0\nf = relu(x) * 0")


def test_a_kink_on_the_way_is_noticed() -> None:
    assert crossed("x = -1\nf = relu(x) + x", 0.5)
    assert not crossed("x = -1\nf = relu(x) + x", -0.5)
    assert not crossed("x = -1\nf = x ** 2", 0.5)
