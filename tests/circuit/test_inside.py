"""Inside a composite gate: its inner circuit, and what an edit of it does to the document."""

import pytest

from circuitlab.circuit import edits, fragments
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose, expand, expanded
from circuitlab.circuit.errors import BadValue, CircuitError, NameTaken
from circuitlab.circuit.inside import inner_circuit, port_gates, put_back
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.inside import inside
from circuitlab.engine.passes import run
from circuitlab.files.schema import decode, encode

TEXT = "x = 2\ny = 3\nq = x * y + 1\nf = q * 5\ng = q + f"


def boxed() -> Circuit:
    """q = x y + 1 as one gate, used by two others."""
    circuit = to_circuit(TEXT)
    inner = [wire.source for wire in circuit.incoming(circuit.names["q"])]
    circuit.apply(compose(circuit, [circuit.names["q"], *inner], "box"))
    return circuit


def twice() -> Circuit:
    """box inside outer, and once more beside it."""
    circuit = boxed()
    q, f = circuit.names["q"], circuit.names["f"]
    for source, port in ((circuit.names["x"], 0), (circuit.names["y"], 1)):
        if not port:
            circuit.apply(edits.place_gate(circuit, "box", None, name="other"))
        circuit.apply(edits.connect(circuit, source, circuit.names["other"], port))
    circuit.apply(compose(circuit, [q, f, *inner_of(circuit, f), circuit.names["g"]], "outer"))
    return circuit


def inner_of(circuit: Circuit, key: int) -> list[int]:
    return [wire.source for wire in circuit.incoming(key) if circuit.gates[wire.source].kind == "constant"]


def edited(circuit: Circuit, name: str, key: int, edit) -> Circuit:
    """The circuit after an edit inside the gate `key` of kind `name`."""
    inner = inside(circuit, key)
    circuit.apply(put_back(circuit, name, inner, edit(inner)))
    return circuit


def nothing(_: Circuit) -> Changes:
    return Changes()


def test_inside_are_the_numbers_that_come_from_outside() -> None:
    circuit = boxed()
    outside = run(circuit)
    inner = inside(circuit, circuit.names["q"])
    found = run(inner)
    assert (found.values["x"], found.values["y"], found.values["q"]) == (2.0, 3.0, 7.0)
    assert found.seed == outside.gradients["q"] == 6.0
    assert {name: found.gradients[name] for name in "xy"} == {n: outside.gradients[n] for n in "xy"}


def test_where_no_gradient_arrives_the_seed_inside_is_one() -> None:
    circuit = boxed()
    circuit.apply(edits.delete(circuit, [circuit.names["g"]]))
    circuit.apply(edits.place_gate(circuit, "identity", None))  # a second sink: there is no objective
    assert circuit.objective is None
    assert run(inside(circuit, circuit.names["q"])).gradients["x"] == 3.0


def test_an_empty_edit_inside_changes_nothing_that_is_computed() -> None:
    circuit = boxed()
    before = run(circuit).values
    assert run(edited(circuit, "box", circuit.names["q"], nothing)).values == before
    assert decode(encode(circuit)).definitions["box"].ports == ("x", "y")


def test_a_constant_changed_inside_changes_every_instance() -> None:
    circuit = twice()
    other = circuit.names["other"]

    def ten(inner: Circuit) -> Changes:
        one = next(key for key, gate in inner.gates.items() if gate.kind == "constant")
        return edits.set_value(inner, one, 10.0)

    edited(circuit, "box", other, ten)
    assert run(circuit).values["other"] == 16.0
    assert run(circuit).values["g"] == 16.0 + 80.0


def test_what_the_ports_hold_is_not_kept_in_the_definition() -> None:
    circuit = edited(boxed(), "box", boxed().names["q"], lambda inner: edits.move(inner, {}))
    body = circuit.definitions["box"].body
    ports = port_gates(circuit.definitions["box"])
    assert {part.value for part in body if part.id in ports} == {None}


def test_a_port_that_goes_takes_its_wires_with_it_inside_other_gates_too() -> None:
    circuit = twice()
    other = circuit.names["other"]
    outer = next(key for key, gate in circuit.gates.items() if gate.kind == "outer")
    edited(circuit, "box", other, lambda inner: edits.delete(inner, [inner.names["y"]]))
    assert circuit.definitions["box"].ports == ("x",)
    assert [wire.port for wire in circuit.incoming(other)] == [0]
    body = circuit.definitions["outer"].body
    (boxed_inside,) = (part for part in body if getattr(part, "kind", "") == "box")
    assert boxed_inside.inputs == 1
    assert [part.port for part in body if getattr(part, "target", 0) == boxed_inside.id] == [0]
    assert circuit.kind("outer").missing  # its inner × waits for an input now
    assert run(circuit).value(outer) is None


def test_a_new_input_inside_is_a_new_port_behind_the_others() -> None:
    circuit = boxed()
    q = circuit.names["q"]
    edited(circuit, "box", q, lambda inner: edits.place_gate(inner, "input", None, name="z"))
    assert circuit.definitions["box"].ports == ("x", "y", "z")
    assert circuit.gates[q].inputs == 3
    assert [wire.port for wire in circuit.incoming(q)] == [0, 1]


def test_ports_that_swap_their_names_keep_their_wires() -> None:
    circuit = boxed()
    q = circuit.names["q"]
    before = [(wire.source, wire.port) for wire in circuit.incoming(q)]

    def swap(inner: Circuit) -> Changes:
        copy, changes = Circuit(inner.parts), Changes()
        x, y = inner.names["x"], inner.names["y"]
        for key, name in ((x, "t"), (y, "x"), (x, "y")):
            step = edits.rename(copy, key, name)
            copy.apply(step)
            changes = changes.then(step)
        return changes

    edited(circuit, "box", q, swap)
    assert circuit.definitions["box"].ports == ("y", "x")
    assert [(wire.source, wire.port) for wire in circuit.incoming(q)] == before


def test_an_input_that_holds_its_own_value_stays_inside() -> None:
    circuit = to_circuit(TEXT)
    y = circuit.names["y"]
    inner = [wire.source for wire in circuit.incoming(circuit.names["q"])]
    circuit.apply(compose(circuit, [circuit.names["q"], *inner, y], "box", inside={y}))
    edited(circuit, "box", circuit.names["q"], nothing)
    assert circuit.definitions["box"].ports == ("x",)
    assert run(circuit).values["q"] == 7.0


def test_a_gate_is_not_known_inside_itself() -> None:
    circuit = twice()
    assert inside(circuit, circuit.names["other"]).definitions.keys() == set()
    outer = next(key for key, gate in circuit.gates.items() if gate.kind == "outer")
    assert inside(circuit, outer).definitions.keys() == {"box"}


def test_an_unfinished_gate_waits_and_says_for_what() -> None:
    circuit = boxed()
    q = circuit.names["q"]
    wire = next(iter(inside(circuit, q).wires))
    edited(circuit, "box", q, lambda inner: edits.disconnect(inner, [wire]))
    trace = run(circuit)
    assert trace.values["q"] is None
    assert "inside has an input without a wire" in (trace.waiting(q) or "")
    again = decode(encode(circuit))
    assert again.kind("box").missing == circuit.kind("box").missing


def test_a_gate_that_nothing_inside_needs_may_be_unfinished() -> None:
    circuit = boxed()
    edited(circuit, "box", circuit.names["q"], lambda inner: edits.place_gate(inner, "add", None))
    assert run(circuit).values["q"] == 7.0


def test_without_an_output_inside_it_waits_and_can_not_be_expanded() -> None:
    circuit = boxed()
    q = circuit.names["q"]

    def two_sinks(inner: Circuit) -> Changes:
        return edits.delete(inner, [inner.objective])

    edited(circuit, "box", q, two_sinks)
    assert circuit.definitions["box"].output is None
    assert "no gate inside is its output" in circuit.kind("box").missing
    with pytest.raises(BadValue, match="has no output inside"):
        expand(circuit, q)
    assert any(gate.kind == "box" for gate in expanded(circuit).gates.values())


def test_a_port_can_be_the_output() -> None:
    circuit = boxed()
    q = circuit.names["q"]
    edited(circuit, "box", q, lambda inner: edits.set_objective(inner, inner.names["y"]))
    assert run(circuit).values["q"] == 3.0
    circuit.apply(expand(circuit, q))
    assert circuit.gates[q].kind == "identity"
    assert run(circuit).values["q"] == 3.0


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda inner: edits.set_seed(inner, 2.0), "arrives from outside"),
        (lambda inner: edits.set_objective(inner, None), "make another gate the output"),
        (lambda inner: edits.rename(inner, inner.names["x"], None), "needs a name"),
        (lambda inner: edits.delete(inner, list(inner.gates)), "at least one input"),
    ],
)
def test_what_can_not_be_inside_is_refused_and_changes_nothing(edit, said) -> None:
    circuit = boxed()
    inner, before = inside(circuit, circuit.names["q"]), encode(circuit)
    with pytest.raises(CircuitError, match=said):
        put_back(circuit, "box", inner, edit(inner))
    assert encode(circuit) == before


def test_a_composite_made_inside_belongs_to_the_document() -> None:
    circuit = boxed()
    q = circuit.names["q"]

    def nest(inner: Circuit) -> Changes:
        times = next(key for key, gate in inner.gates.items() if gate.kind == "multiply")
        return compose(inner, [times], "product")

    edited(circuit, "box", q, nest)
    assert circuit.definitions.keys() == {"box", "product"}
    assert run(circuit).values["g"] == 42.0
    deeper = inside(circuit, q)
    assert {"product"} == deeper.definitions.keys()
    times = next(key for key, gate in deeper.gates.items() if gate.kind == "product")
    assert run(inside(deeper, times)).gradients["x"] == run(circuit).gradients["x"]


def test_a_copy_of_a_gate_can_not_be_put_inside_it() -> None:
    circuit = twice()
    other, outer = circuit.names["other"], circuit.objective
    for key, name in ((other, "box"), (outer, "box")):
        copied, inner = fragments.copy(circuit, [key]), inside(circuit, other)
        with pytest.raises(BadValue, match="would be made of itself"):
            put_back(circuit, name, inner, fragments.paste(inner, copied))
    copied = fragments.copy(circuit, [other])  # the other way round it can
    inner = inside(circuit, outer)
    circuit.apply(put_back(circuit, "outer", inner, fragments.paste(inner, copied)))
    assert sum(getattr(part, "kind", "") == "box" for part in circuit.definitions["outer"].body) == 2


def test_a_gate_made_inside_takes_no_name_that_is_taken_outside() -> None:
    circuit = boxed()
    inner = inside(circuit, circuit.names["q"])
    times = next(key for key, gate in inner.gates.items() if gate.kind == "multiply")
    with pytest.raises(NameTaken, match="already called 'box'"):
        put_back(circuit, "box", inner, compose(inner, [times], "box"))


def test_moving_inner_gates_is_no_change_of_structure() -> None:
    circuit = boxed()
    inner = inside(circuit, circuit.names["q"])
    moved = put_back(circuit, "box", inner, edits.move(inner, dict.fromkeys(inner.gates, (12.0, 24.0))))
    assert moved.touches == Touches.LOOKS
    times = next(key for key, gate in inner.gates.items() if gate.kind == "multiply")
    renamed = put_back(circuit, "box", inner, edits.rename(inner, times, "product"))
    assert renamed.touches == Touches.LOOKS
    port = put_back(circuit, "box", inner, edits.rename(inner, inner.names["x"], "u"))
    assert port.touches == Touches.STRUCTURE
    one = next(key for key, gate in inner.gates.items() if gate.kind == "constant")
    assert put_back(circuit, "box", inner, edits.set_value(inner, one, 2.0)).touches == Touches.STRUCTURE


def test_what_is_not_made_of_gates_has_no_inside() -> None:
    circuit = boxed()
    with pytest.raises(BadValue, match="nothing inside"):
        inner_circuit(circuit, circuit.names["f"], [], 1.0)
