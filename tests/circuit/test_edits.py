"""Every edit says what changes, or raises an error that says why not; nothing changes until it is applied."""

from collections.abc import Callable
from math import inf, isnan, nan

import pytest

from circuitlab.circuit import edits
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import (
    BadName,
    BadValue,
    CircuitError,
    NameTaken,
    NoSuchPort,
    PortTaken,
    UnknownKind,
    UnknownPart,
    WouldCloseCycle,
)
from circuitlab.circuit.parts import Gate, Settings, Wire

X, Y, Z, Q, F = 1, 2, 3, 4, 5


@pytest.fixture
def circuit() -> Circuit:
    """f = (x + y) * z, with f set as the objective."""
    return Circuit(
        [
            Settings(objective=F),
            Gate(X, "input", "x", -2.0),
            Gate(Y, "input", "y", 5.0),
            Gate(Z, "input", "z", -4.0),
            Gate(Q, "add", "q", None, 2),
            Gate(F, "multiply", "f", None, 2),
            Wire(6, X, Q, 0),
            Wire(7, Y, Q, 1),
            Wire(8, Q, F, 0),
            Wire(9, Z, F, 1),
        ]
    )


def done(circuit: Circuit, changes: Changes) -> Circuit:
    circuit.apply(changes)
    return circuit


def test_an_edit_proposes_and_changes_nothing(circuit: Circuit) -> None:
    before = circuit.parts
    assert edits.delete(circuit, [Q])
    assert circuit.parts == before


def test_placed_sources_get_the_next_free_name_and_the_value_1() -> None:
    circuit = Circuit()
    for kind in ("input", "input", "parameter", "constant", "multiply"):
        circuit.apply(edits.place_gate(circuit, kind, (12, 24)))
    assert [(g.name, g.value, g.inputs) for g in circuit.gates.values()] == [
        ("x", 1.0, 0), ("y", 1.0, 0), ("w", 1.0, 0), (None, 1.0, 0), (None, None, 2),
    ]  # fmt: skip
    assert circuit.gates[1].position == (12.0, 24.0)


def test_a_gate_can_be_placed_with_all_it_has() -> None:
    circuit = done(Circuit(), edits.place_gate(Circuit(), "add", None, name="s", inputs=8))
    assert circuit.named("s") == Gate(1, "add", "s", None, 8)
    assert edits.place_gate(Circuit(), "constant", None, value=nan)


def test_a_wire_is_drawn_and_taken_away() -> None:
    circuit = Circuit([Gate(1, "input", "x", 1.0), Gate(2, "exp", None, None, 1)])
    circuit.apply(edits.connect(circuit, 1, 2, 0))
    assert circuit.driver(2, 0) == Wire(3, 1, 2, 0)
    assert not edits.connect(circuit, 1, 2, 0), "the same wire again is no change"
    circuit.apply(edits.disconnect(circuit, [3]))
    assert not circuit.wires


def test_a_wire_takes_the_place_of_another_only_when_told(circuit: Circuit) -> None:
    with pytest.raises(PortTaken):
        edits.connect(circuit, Z, Q, 0)
    circuit.apply(edits.connect(circuit, Z, Q, 0, replace=True))
    assert [wire.source for wire in circuit.incoming(Q)] == [Z, Y]
    with pytest.raises(WouldCloseCycle):
        edits.connect(circuit, F, Q, 0, replace=True)


def test_a_wires_end_is_taken_elsewhere(circuit: Circuit) -> None:
    circuit.apply(edits.set_inputs(circuit, F, 3))
    circuit.apply(edits.reroute(circuit, 6, F, 2))
    assert circuit.driver(Q, 0) is None
    assert circuit.incoming(F)[2].source == X
    assert not edits.reroute(circuit, 7, Q, 1)
    with pytest.raises(PortTaken):
        edits.reroute(circuit, 7, F, 0)
    circuit.apply(edits.reroute(circuit, 7, F, 0, replace=True))
    assert [wire.source for wire in circuit.incoming(F)] == [Y, Z, X]


def test_gates_are_deleted_with_their_wires_and_undone_with_them(circuit: Circuit) -> None:
    before = circuit.parts
    changes = edits.delete(circuit, [Q, 9])
    circuit.apply(changes)
    assert not circuit.wires
    assert set(circuit.gates) == {X, Y, Z, F}
    circuit.apply(changes.inverse())
    assert circuit.parts == before


def test_an_objective_that_is_deleted_is_no_longer_set(circuit: Circuit) -> None:
    changes = edits.delete(circuit, [F])
    circuit.apply(changes)
    assert circuit.settings.objective is None
    assert circuit.objective is None, "q and z are two sinks"
    circuit.apply(changes.inverse())
    assert circuit.objective == F


def test_moving_touches_looks_alone(circuit: Circuit) -> None:
    changes = edits.move(circuit, {X: (12.0, 0.0), Y: None})
    assert changes.touches == Touches.LOOKS
    assert list(changes.parts) == [X]


@pytest.mark.parametrize(("typed", "name"), [("ﬁt", "fit"), (None, None), ("", None), ("x", "x")])
def test_renaming(circuit: Circuit, typed: str | None, name: str | None) -> None:
    circuit.apply(edits.rename(circuit, X, typed))
    assert circuit.gates[X].name == name


@pytest.mark.parametrize("value", [0.0, -0.0, inf, -inf, nan, 5e-324, None])
def test_an_input_holds_every_double_to_the_last_bit(circuit: Circuit, value: float | None) -> None:
    circuit.apply(edits.set_value(circuit, X, 0.0))
    circuit.apply(edits.set_value(circuit, X, value))
    assert repr(circuit.gates[X].value) == repr(value)


def test_values_are_set_by_name(circuit: Circuit) -> None:
    circuit.apply(edits.set_values(circuit, {"x": 1, "y": nan}))
    assert circuit.gates[X].value == 1.0
    assert isnan(circuit.gates[Y].value or 0.0)
    with pytest.raises(UnknownPart, match="did you mean x"):
        edits.set_values(circuit, {"x2": 1.0})
    with pytest.raises(BadValue, match="q is a gate"):
        edits.set_values(circuit, {"q": 1.0})


def test_a_port_goes_and_its_wire_moves_to_a_free_one(circuit: Circuit) -> None:
    circuit.apply(edits.set_inputs(circuit, F, 4))
    circuit.apply(edits.connect(circuit, X, F, 3))
    circuit.apply(edits.set_inputs(circuit, F, 3))
    assert [(wire.source, wire.port) for wire in circuit.incoming(F)] == [(Q, 0), (Z, 1), (X, 2)]
    before = circuit.parts
    changes = edits.set_inputs(circuit, F, 2)
    circuit.apply(changes)
    assert [(wire.source, wire.port) for wire in circuit.incoming(F)] == [(Q, 0), (Z, 1)]
    circuit.apply(changes.inverse())
    assert circuit.parts == before


def test_objective_and_seed(circuit: Circuit) -> None:
    circuit.apply(edits.set_objective(circuit, X).then(Changes()))
    circuit.apply(edits.set_seed(circuit, 2))
    assert circuit.settings == Settings(X, 2.0)
    assert edits.set_seed(circuit, 3.0).touches == Touches.VALUES


REFUSED: list[tuple[Callable[[Circuit], Changes], type[CircuitError]]] = [
    (lambda c: edits.place_gate(c, "teapot", None), UnknownKind),
    (lambda c: edits.place_gate(c, "add", None, inputs=9), NoSuchPort),
    (lambda c: edits.place_gate(c, "exp", None, inputs=2), NoSuchPort),
    (lambda c: edits.place_gate(c, "input", None, inputs=1), NoSuchPort),
    (lambda c: edits.place_gate(c, "add", None, value=1.0), BadValue),
    (lambda c: edits.place_gate(c, "add", None, name="x"), NameTaken),
    (lambda c: edits.place_gate(c, "add", (nan, 0.0)), BadValue),
    (lambda c: edits.place_gate(c, "add", (inf, 0.0)), BadValue),
    (lambda c: edits.connect(c, F, Q, 0), WouldCloseCycle),
    (lambda c: edits.connect(c, X, 77, 0), UnknownPart),
    (lambda c: edits.reroute(c, 77, Q, 0), UnknownPart),
    (lambda c: edits.disconnect(c, [X]), UnknownPart),
    (lambda c: edits.delete(c, [77]), UnknownPart),
    (lambda c: edits.move(c, {77: (0.0, 0.0)}), UnknownPart),
    (lambda c: edits.rename(c, X, "y"), NameTaken),
    (lambda c: edits.rename(c, X, "if"), BadName),
    (lambda c: edits.set_value(c, Q, 1.0), BadValue),
    (lambda c: edits.set_inputs(c, Q, 1), NoSuchPort),
    (lambda c: edits.set_inputs(c, X, 1), NoSuchPort),
    (lambda c: edits.set_objective(c, 77), UnknownPart),
    (lambda c: edits.set_seed(c, nan), BadValue),
]


@pytest.mark.parametrize(("edit", "error"), REFUSED)
def test_refusals_are_one_line_and_change_nothing(
    circuit: Circuit, edit: Callable[[Circuit], Changes], error: type[CircuitError]
) -> None:
    before = circuit.parts
    with pytest.raises(error) as caught:
        edit(circuit)
    assert str(caught.value).isprintable()
    assert 10 < len(str(caught.value)) <= 240
    assert circuit.parts == before


def test_a_parameter_always_has_a_value(circuit: Circuit) -> None:
    circuit.apply(edits.place_gate(circuit, "parameter", None))
    with pytest.raises(BadValue, match="w is a parameter: it needs a value"):
        edits.set_value(circuit, circuit.names["w"], None)
