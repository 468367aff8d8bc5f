"""Composite gates: made of a selection, expanded again, nested, and computing the same all the while."""

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose, expand, expanded
from circuitlab.circuit.defining import InUse, undefine
from circuitlab.circuit.edits import place_gate, set_objective
from circuitlab.circuit.errors import BadValue, NameTaken
from circuitlab.circuit.inside import inner_circuit
from circuitlab.circuit.kinds import Kinds
from circuitlab.circuit.parts import Definition, Gate, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import to_text
from circuitlab.engine.passes import run
from circuitlab.engine.prepared import Prepared
from circuitlab.files.schema import decode, encode

NEURON = "x = 2\nw = parameter(-1)\nb = parameter(0.5)\nf = 1 / (1 + exp(-(x * w + b)))"


def neuron() -> Circuit:
    return to_circuit(NEURON)


def inner(circuit: Circuit, kinds: set[str]) -> list[int]:
    return [key for key, gate in circuit.gates.items() if gate.kind in kinds]


def squashed() -> Circuit:
    """The neuron with 1 / (1 + exp(-z)) as one gate."""
    circuit = neuron()
    last = circuit.names["f"]
    gates = inner(circuit, {"negate", "exp", "constant", "divide"})
    plus = next(wire.source for wire in circuit.incoming(last) if circuit.gates[wire.source].kind == "add")
    circuit.apply(compose(circuit, [*gates, plus], "squash"))
    return circuit


def test_a_composite_computes_what_its_gates_did() -> None:
    whole, one = run(neuron()), run(squashed())
    assert one.values == pytest.approx(whole.values, rel=1e-15)
    assert one.gradients == pytest.approx(whole.gradients, rel=1e-12)
    assert len(one.steps) < len(whole.steps)


def test_the_sigmoid_of_primitives_has_the_gradients_of_the_sigmoid_gate() -> None:
    sigmoid = run(to_circuit("x = 2\nw = parameter(-1)\nb = parameter(0.5)\nf = sigmoid(x * w + b)"))
    one = run(squashed())
    for name in ("x", "w", "b"):
        assert one.gradients[name] == pytest.approx(sigmoid.gradients[name], rel=1e-12)


@pytest.mark.parametrize("engine", ["straight", "tape", "levels", "exact"])
def test_every_engine_runs_it(engine) -> None:
    plan, trace = Prepared(squashed(), engine), run(neuron())
    value, gradients = plan([2.0, -1.0, 0.5])
    assert value == pytest.approx(trace.values["f"], rel=1e-12)
    assert gradients == pytest.approx([trace.gradients[name] for name in plan.inputs], rel=1e-12)


def test_undo_brings_every_gate_back() -> None:
    circuit = neuron()
    before = encode(circuit)
    changes = compose(circuit, circuit.gates, "neuron")
    circuit.apply(changes)
    assert {gate.kind for gate in circuit.gates.values()} == {"input", "parameter", "neuron"}
    circuit.apply(changes.inverse())
    assert encode(circuit) == before


def test_inputs_and_parameters_stay_outside_unless_they_are_asked_in() -> None:
    circuit = neuron()
    b = circuit.names["b"]
    circuit.apply(compose(circuit, circuit.gates, "neuron", inside={b}))
    assert circuit.definitions["neuron"].ports == ("x", "w")
    assert run(circuit).values["f"] == pytest.approx(run(neuron()).values["f"])
    assert b not in circuit.gates


def test_expanding_is_the_way_back() -> None:
    circuit = squashed()
    key = circuit.names["f"]
    changes = expand(circuit, key)
    composed = encode(circuit)
    circuit.apply(changes)
    trace, whole = run(circuit), run(neuron())
    assert trace.values == pytest.approx(whole.values, rel=1e-15)
    assert trace.gradients == pytest.approx(whole.gradients, rel=1e-15)
    assert sorted(gate.kind for gate in circuit.gates.values()) == sorted(
        gate.kind for gate in neuron().gates.values()
    )
    circuit.apply(changes.inverse())
    assert encode(circuit) == composed


def test_gates_of_gates_of_gates_still_compute_and_are_saved() -> None:
    circuit = squashed()
    circuit.apply(compose(circuit, circuit.gates, "neuron"))
    circuit.apply(place_gate(circuit, "neuron", None))
    assert set(circuit.definitions) == {"squash", "neuron"}
    key = circuit.names["f"]
    circuit.apply(set_objective(circuit, key))
    trace = run(circuit)
    assert trace.values["f"] == pytest.approx(run(neuron()).values["f"], rel=1e-12)
    assert trace.gradients["w"] == pytest.approx(run(neuron()).gradients["w"], rel=1e-12)
    again = decode(encode(circuit))
    assert encode(again) == encode(circuit)
    assert run(again).gradients["w"] == trace.gradients["w"]
    flat = expanded(again)
    assert not set(flat.definitions) & {gate.kind for gate in flat.gates.values()}
    assert run(flat).gradients["w"] == pytest.approx(trace.gradients["w"], rel=1e-12)
    with pytest.raises(InUse, match="squash is in use"):
        undefine(circuit, "squash")


def test_inside_are_the_values_and_gradients_of_the_instance() -> None:
    circuit = squashed()
    trace = run(circuit)
    key = circuit.names["f"]
    step = trace.steps[trace.step_of(key, "forward")]
    inside = inner_circuit(circuit, key, step.inputs, trace.gradient(key))
    within = run(inside)
    assert within.value(inside.objective) == pytest.approx(trace.value(key), rel=1e-15)
    port = next(gate.id for gate in inside.gates.values() if gate.kind == "input")
    message = trace.steps[trace.step_of(key, "backward")].messages[0]
    assert within.gradient(port) == pytest.approx(message.downstream, rel=1e-12)


def test_gates_that_double_at_every_level_are_refused_before_they_fill_the_memory() -> None:
    def doubled(level: int) -> Definition:
        kind = "square" if level == 0 else f"level{level - 1}"
        first = 100 * level
        body = (
            Gate(first + 1, "input", "x"),
            Gate(first + 2, kind, inputs=1),
            Gate(first + 3, kind, inputs=1),
            Wire(first + 4, first + 1, first + 2, 0),
            Wire(first + 5, first + 2, first + 3, 0),
        )
        return Definition(10_000 + level, f"level{level}", ("x",), body=body, output=first + 3)

    with pytest.raises(ValueError, match="level14 would be made of more than 20,000 gates"):
        Kinds({f"level{level}": doubled(level) for level in range(60)})


def test_text_has_its_inner_gates_and_says_so() -> None:
    text = to_text(squashed())
    assert "that squash is one gate: its inner gates are written out" in text.lost
    assert run(to_circuit(text.text)).gradients == pytest.approx(run(neuron()).gradients, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "names", "says"),
    [
        ("a = 1\np = a * 2\nq = p + 1\nf = p * q", ["p", "q"], "More than one value leaves the selection"),
        ("a = 1\nf = a * 2", ["a"], "Select the gates that compute"),
    ],
)
def test_what_makes_no_gate_is_refused_with_the_reason(text, names, says) -> None:
    circuit = to_circuit(text)
    chosen = [circuit.names[name] for name in names]
    with pytest.raises(BadValue, match=says):
        compose(circuit, chosen, "part")


def test_a_name_that_is_taken_or_an_open_port_is_refused() -> None:
    circuit = neuron()
    with pytest.raises(NameTaken):
        compose(circuit, circuit.gates, "exp")
    circuit = to_circuit("f = x * y", {"x": 1.0, "y": 2.0})
    circuit.apply(place_gate(circuit, "add", None))
    with pytest.raises(BadValue, match="has an input without a wire"):
        compose(circuit, [max(circuit.gates)], "part")
