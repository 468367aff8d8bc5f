"""Forward mode: the derivatives of the backward pass found the other way round, every operation counted."""

from math import inf, isfinite, isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measured_circuits import network, neuron
from support.random_circuits import random_circuit

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose
from circuitlab.circuit.edits import set_objective, set_seed, set_value
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.forward_mode import Count, Modes, Sweep
from circuitlab.engine.passes import run
from circuitlab.engine.paths import find
from circuitlab.engine.trace import Trace

PRODUCT = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
COUNTED = {
    PRODUCT: (Count(5, 0), Count(4, 0)),  # x: to q and f; y: the same; z: to f
    "a = 3\nf = a + a": (Count(2, 1), Count(2, 1)),  # both wires carry a's tangent, and they meet
    "a = 3\nf = a * a * a": (Count(4, 2), Count(4, 2)),  # two into the square, then it and a into f
    "x = 2\nf = x ** 3": (Count(1, 0), Count(1, 0)),  # the exponent is a constant: sent nothing
    "w = 2\nx = -1\nb = 3\nf = sigmoid(w * x + b)": (Count(8, 0), Count(5, 0)),
    "f = 3": (Count(0, 0), Count(0, 0)),  # an input that is the objective itself
}
"""Formula -> operations of the whole gradient in forward and in reverse mode, counted by hand."""


TINY = 1e-300
"""Products that are no normal doubles round more coarsely."""


def modes_of(circuit: Circuit | str) -> Modes:
    return Modes(run(to_circuit(circuit) if isinstance(circuit, str) else circuit))


def sweep_of(text: str, source: str) -> tuple[Circuit, Sweep]:
    circuit = to_circuit(text)
    return circuit, modes_of(circuit).sweep(circuit.names[source])


def is_finite(trace: Trace) -> bool:
    tape = trace.tape
    return all(map(isfinite, (*tape.values, *tape.downstream, *tape.locals, *tape.totals)))


# What it finds -----------------------------------------------------------------------------------


def test_each_gate_moves_by_local_gradient_times_what_arrives() -> None:
    circuit, sweep = sweep_of(PRODUCT, "x")
    assert [circuit.gates[sweep[i].gate].name for i in range(len(sweep))] == ["q", "f"]
    first, second = sweep[0], sweep[1]
    assert [(came.local, came.tangent, came.product) for came in first.arrivals] == [(1.0, 1.0, 1.0)]
    assert [(came.local, came.tangent, came.product) for came in second.arrivals] == [(-4.0, 1.0, -4.0)]
    assert second.arrivals[0].source == circuit.names["q"]
    assert sweep.derivative == -4.0
    assert sweep.tangent(circuit.names["y"]) == 0.0


def test_where_tangents_meet_they_add() -> None:
    _, sweep = sweep_of("a = 3\nb = a * a\nf = b + a", "a")
    meeting = sweep[0]
    assert [(came.port, came.product, came.total) for came in meeting.arrivals] == [(0, 3, 3), (1, 3, 6)]
    assert sweep.derivative == 7.0


@given(st.integers(0, 10**9))
def test_the_tangent_at_the_objective_is_the_gradient_of_the_source(seed: int) -> None:
    trace = run(random_circuit(seed))
    modes = Modes(trace)
    if not is_finite(trace):
        return
    for source in modes.sources:
        sweep, rounding = modes.sweep(source), find(trace, source, most=0).rounding
        parts = [came.product for i in range(len(sweep)) for came in sweep[i].arrivals]
        if all(map(isfinite, (*parts, rounding))):
            assert sweep.derivative == pytest.approx(trace.gradient(source), rel=0, abs=2 * rounding + TINY)


def test_what_whole_sweeps_cost_is_counted_once() -> None:
    modes = modes_of(random_circuit(3))
    assert modes.forward is modes.forward


@given(st.integers(0, 10**9))
def test_the_counts_of_all_sweeps_are_known_without_performing_them(seed: int) -> None:
    modes = modes_of(random_circuit(seed))
    so_far = Count()
    for number, source in enumerate(modes.sources):
        assert modes.before(number) == so_far
        so_far += modes.sweep(source).count()
    assert modes.forward == so_far


def test_a_network_has_the_same_gradient_in_both_modes_at_many_times_the_cost() -> None:
    circuit = network(2, 4, 4, 1)
    trace = run(circuit)
    modes = Modes(trace)
    for source in modes.sources:
        assert modes.sweep(source).derivative == pytest.approx(trace.gradient(source), rel=1e-12)
    assert modes.forward.total > 5 * modes.reverse.total


def test_the_seed_multiplies_at_the_end_and_costs_one_multiplication_a_sweep() -> None:
    circuit = to_circuit(PRODUCT)
    circuit.apply(set_seed(circuit, 3.0))
    modes = modes_of(circuit)
    sweep = modes.sweep(circuit.names["x"])
    assert (sweep.tangent(circuit.names["f"]), sweep.derivative) == (-4.0, -12.0)
    assert (sweep.count(len(sweep)), sweep.count()) == (Count(2), Count(3))
    assert (modes.forward, modes.reverse) == (Count(8), Count(4))


def test_a_tie_shares_and_a_closed_relu_passes_nothing() -> None:
    _, tie = sweep_of("x = 2\ny = 2\nf = max(x, y)", "x")
    assert tie.derivative == 0.5
    _, closed = sweep_of("x = -1\nf = relu(x)", "x")
    assert closed.derivative == 0.0


def test_what_is_not_finite_is_a_result() -> None:
    assert sweep_of("x = 0\nf = log(x)", "x")[1].derivative == inf
    derivative = sweep_of("x = 0\nf = sqrt(x) * 0", "x")[1].derivative
    assert derivative is not None
    assert isnan(derivative)


def test_a_gate_of_gates_is_one_step() -> None:
    circuit = neuron()
    plain = modes_of(circuit)
    inner = [gate.id for gate in circuit.gates.values() if gate.inputs]
    expected = [plain.sweep(source).derivative for source in plain.sources]
    circuit.apply(compose(circuit, inner, "whole"))
    whole = modes_of(circuit)
    assert [len(whole.sweep(source)) for source in whole.sources] == [1] * len(whole.sources)
    assert [whole.sweep(source).derivative for source in whole.sources] == pytest.approx(expected)


# What it costs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", COUNTED, ids=lambda text: text.splitlines()[-1])
def test_the_operations_are_those_counted_by_hand(text: str) -> None:
    modes = modes_of(text)
    assert (modes.forward, modes.reverse) == COUNTED[text]


def test_one_source_and_many_outputs_cost_forward_mode_one_sweep() -> None:
    circuit = to_circuit("x = 2\na = 3 * x\nb = x * x\nf = sin(x)")
    sweep = modes_of(circuit).sweep(circuit.names["x"])
    assert [sweep.tangent(circuit.names[name]) for name in "ab"] == [3.0, 4.0]
    assert len(sweep) == 3


def test_sources_without_a_way_to_the_objective_need_no_sweep() -> None:
    circuit = to_circuit("x = 2\ny = 3\nq = x + y\nf = 2 * x")
    modes = modes_of(circuit)
    assert modes.sources == (circuit.names["x"],)
    assert modes.sweep(circuit.names["y"]).derivative == 0.0


def test_the_counters_run_with_the_steps() -> None:
    circuit = to_circuit("a = 3\nb = a * a\nf = b + a")
    modes = modes_of(circuit)
    sweep, trace = modes.sweep(circuit.names["a"]), modes.trace
    assert [sweep.count(done) for done in range(3)] == [Count(0, 0), Count(2, 1), Count(4, 2)]
    seeded = trace.forward_count + 1
    found = [modes.reverse_at(Cursor(seeded + done)) for done in range(3)]
    assert found == [Count(0, 0), Count(2, 0), Count(4, 2)]
    assert modes.reverse_at(Cursor()) == Count()
    assert modes.reverse_at(end(trace)) == modes.reverse
    assert modes.reverse_at(Cursor(seeded, 1)) == Count(1, 0)


def test_tangents_arrive_one_gate_after_the_other() -> None:
    circuit, sweep = sweep_of(PRODUCT, "x")
    at = {name: [sweep.tangent_at(circuit.names[name], done) for done in range(3)] for name in "xyqf"}
    assert at == {"x": [1, 1, 1], "y": [None] * 3, "q": [None, 1, 1], "f": [None, None, -4]}


# What stands in the way --------------------------------------------------------------------------


def test_without_an_objective_there_are_tangents_but_no_derivative() -> None:
    circuit = to_circuit("x = 2\na = 3 * x\nb = x * x")
    circuit.apply(set_objective(circuit, None))
    modes = modes_of(circuit)
    sweep = modes.sweep(circuit.names["x"])
    assert (modes.sources, sweep.derivative) == ((), None)
    assert sweep.tangent(circuit.names["b"]) == 4.0


def test_gates_without_a_value_have_no_tangent() -> None:
    circuit = to_circuit("q = x + y\nf = 2 * x", {"x": 1.0})
    modes = modes_of(circuit)
    assert modes.sweep(circuit.names["x"]).tangent(circuit.names["q"]) is None
    assert len(modes.sweep(circuit.names["y"])) == 0
    circuit.apply(set_value(circuit, circuit.names["y"], 2.0))
    assert modes_of(circuit).sweep(circuit.names["x"]).tangent(circuit.names["q"]) == 1.0
