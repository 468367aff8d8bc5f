"""The plan: the order of the steps, what is prepared when, and how deep and wide a circuit may be."""

from collections.abc import Iterator
from itertools import count

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import move, rename, set_objective, set_value
from circuitlab.circuit.parts import Gate, Part, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.gradient_check import check
from circuitlab.engine.passes import run
from circuitlab.engine.plan import plan_of


def first() -> Circuit:
    return to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})


def test_values_names_and_places_prepare_nothing_again() -> None:
    circuit = first()
    plan = plan_of(circuit)
    x = circuit.names["x"]
    circuit.apply(set_value(circuit, x, 7.0))
    circuit.apply(rename(circuit, x, "u"))
    circuit.apply(move(circuit, {x: (1.0, 2.0)}))
    assert plan_of(circuit) is plan
    assert run(circuit).values == {"u": 7.0, "y": 5.0, "q": 12.0, "z": -4.0, "f": -48.0}


def test_another_objective_is_another_plan() -> None:
    circuit = first()
    plan = plan_of(circuit)
    circuit.apply(set_objective(circuit, circuit.names["q"]))
    assert plan_of(circuit) is not plan
    assert run(circuit).gradients == {"x": 1.0, "y": 1.0, "q": 1.0, "z": 0.0, "f": 0.0}


def test_a_trace_stays_what_it_was_when_the_circuit_changes() -> None:
    circuit = first()
    trace = run(circuit)
    circuit.apply(set_value(circuit, circuit.names["x"], 100.0))
    circuit.apply(rename(circuit, circuit.names["y"], "other"))
    assert trace.values == {"x": -2.0, "y": 5.0, "q": 3.0, "z": -4.0, "f": -12.0}
    assert trace.revision < circuit.revision


@st.composite
def random_parts(draw: st.DrawFn) -> list[Part]:
    """Gates whose ids have nothing to do with the order in which they must be computed."""
    size = draw(st.integers(2, 12))
    ids = draw(st.permutations(range(1, size + 1)))
    parts: list[Part] = [Gate(ids[0], "input", value=0.5)]
    wire_ids = count(size + 1)
    for place in range(1, size):
        kind, inputs = draw(st.sampled_from([("input", 0), ("sin", 1), ("add", 2), ("multiply", 3)]))
        parts.append(Gate(ids[place], kind, value=0.25 if kind == "input" else None, inputs=inputs))
        feeds = (ids[draw(st.integers(0, place - 1))] for _ in range(inputs))
        parts += [Wire(next(wire_ids), feed, ids[place], port) for port, feed in enumerate(feeds)]
    return parts


@given(random_parts())
def test_steps_come_in_topological_order_ties_by_creation(parts: list[Part]) -> None:
    circuit = Circuit(parts)
    order = list(nx.lexicographical_topological_sort(circuit.graph))
    trace = run(circuit)
    computing = [gate for gate in order if circuit.gates[gate].inputs]
    assert [step.gate for step in trace.steps[: trace.forward_count]] == computing
    backward = trace.steps[len(trace) - len(trace.tape.backward) :]
    assert [step.gate for step in backward] == [
        gate for gate in reversed(computing) if trace.is_ancestor(gate)
    ]


@given(random_parts())
def test_the_messages_to_a_gate_add_up_to_its_gradient(parts: list[Part]) -> None:
    circuit = Circuit([*parts])
    trace = run(circuit)
    sums = dict.fromkeys(circuit.gates, 0.0)
    if trace.objective is not None:
        sums[trace.objective] = trace.seed
    for step in trace.steps:
        assert step.upstream in (None, sums[step.gate])
        for message in step.messages:
            assert step.upstream is not None
            assert message.downstream == step.upstream * message.local
            assert message.before == sums[message.to]
            sums[message.to] += message.downstream
            assert message.total == sums[message.to]
    for gate, total in sums.items():
        assert trace.gradient(gate) == (None if trace.objective is None else total)


@given(random_parts())
def test_random_circuits_pass_the_check(parts: list[Part]) -> None:
    assert check(Circuit(parts)).ok


def chain(length: int) -> Iterator[Part]:
    """x, then sin of cos of sin … , newest first among the ids so that nothing is sorted beforehand."""
    yield Gate(length + 1, "input", "x", 0.5)
    for place in range(length):
        yield Gate(length - place, "sin" if place % 2 else "cos", inputs=1)
        yield Wire(2 * length + 2 + place, length - place + 1, length - place, 0)


def test_a_chain_fifty_thousand_deep_runs() -> None:
    trace = run(Circuit(chain(50_000)))
    assert (trace.forward_count, len(trace)) == (50_000, 100_001)
    assert trace.gradients["x"] is not None
    assert trace.gradient_origin(50_001) is None
    assert len(trace.index.level_stops) == 100_002


def test_waiting_reaches_the_end_of_a_deep_chain() -> None:
    parts = [part for part in chain(20_000) if not (isinstance(part, Wire) and part.target == 10_000)]
    trace = run(Circuit(parts))
    assert trace.forward_count == 10_000
    assert trace.waiting(1) == "sin waits for cos"
