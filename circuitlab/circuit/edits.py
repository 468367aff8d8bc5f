"""Edits: a circuit and an intent in, `Changes` out. Pure: nothing is changed until they are applied.

Every edit validates and raises a `CircuitError` that says why it can't be done.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from math import isfinite

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import (
    BadValue,
    NoSuchPort,
    PortTaken,
    UnknownKind,
    UnknownPart,
    label,
    quoted,
    sentence,
    short,
)
from circuitlab.circuit.naming import FreeNames, available_name, normalized
from circuitlab.circuit.order import can_connect
from circuitlab.circuit.parts import INPUT, SETTABLE, SOURCES, Gate, Part, Wire
from circuitlab.gates.kind import GateKind

Position = tuple[float, float]

REACH = 1e9
"""Farthest that a gate can stand from the origin on either axis, in px."""

_FIRST_VALUE = 1.0
"""What a source holds when it is placed."""


def place_gate(
    circuit: Circuit,
    kind: str,
    position: Position | None,
    *,
    name: str | None = None,
    value: float | None = None,
    inputs: int | None = None,
) -> Changes:
    """A new gate. A new input or parameter gets the next free name, a source the value 1."""
    declared = circuit.kind(kind)
    if declared is None:
        raise UnknownKind(f"There is no gate kind {quoted(kind)}.")
    ports = len(declared.ports) if inputs is None else inputs
    _check_inputs(declared, ports)
    if name is not None:
        name = available_name(circuit, name)
    else:
        name = FreeNames(circuit.names).take_for_source(kind)
    new = Gate(circuit.next_id, kind, name, None, ports, _checked_position(position))
    if declared.is_source or value is not None:
        new = _holding(new, _FIRST_VALUE if value is None else value, name or kind)
    return adding(new)


def connect(circuit: Circuit, source: int, target: int, port: int, *, replace: bool = False) -> Changes:
    """A new wire; with `replace`, in the place of the one that ends at the port."""
    taken = circuit.driver(target, port) if target in circuit.gates else None
    if taken is not None and taken.source == source:
        return Changes()
    refusal = can_connect(circuit, source, target, port)
    if refusal is not None and not (replace and isinstance(refusal, PortTaken)):
        raise refusal
    wire = Wire(circuit.next_id, source, target, port)
    return adding(wire) if taken is None else removing(taken).then(adding(wire))


def reroute(circuit: Circuit, wire: int, target: int, port: int, *, replace: bool = False) -> Changes:
    """The wire's end taken to another input port."""
    moved = _wire(circuit, wire)
    if (moved.target, moved.port) == (target, port):
        return Changes()
    return removing(moved).then(connect(circuit, moved.source, target, port, replace=replace))


def disconnect(circuit: Circuit, wires: Iterable[int]) -> Changes:
    """Wires removed."""
    return removing(*(_wire(circuit, key) for key in wires))


def delete(circuit: Circuit, ids: Iterable[int]) -> Changes:
    """Gates and wires removed, gates with their wires; an objective that goes is no longer set."""
    gone: dict[int, Part] = {}
    for key in ids:
        if key in circuit.wires:
            gone[key] = circuit.wires[key]
            continue
        gone[key] = gate(circuit, key)
        gone.update((wire.id, wire) for wire in (*circuit.incoming(key), *circuit.outgoing(key)))
    changes = removing(*gone.values())
    return changes.then(set_objective(circuit, None)) if circuit.settings.objective in gone else changes


def move(circuit: Circuit, positions: Mapping[int, Position | None]) -> Changes:
    """Gates put at new positions; None: to be laid out again."""
    return replacing(
        (before := gate(circuit, key), dataclasses.replace(before, position=_checked_position(position)))
        for key, position in positions.items()
    )


def rename(circuit: Circuit, key: int, name: str | None) -> Changes:
    """A gate given another name, or none (also by an empty one)."""
    before = gate(circuit, key)
    wanted = available_name(circuit, name, key) if name else None
    return replacing([(before, dataclasses.replace(before, name=wanted))])


def set_value(circuit: Circuit, key: int, value: float | None) -> Changes:
    """What a source holds. Any double; None takes the value from an input."""
    before = gate(circuit, key)
    return replacing([(before, _holding(before, value, label(circuit, key)))])


def set_values(circuit: Circuit, values: Mapping[str, float]) -> Changes:
    """What inputs and parameters hold, by name."""
    return replacing(
        (before := _settable(circuit, name), _holding(before, value, short(name), SETTABLE))
        for name, value in values.items()
    )


def set_inputs(circuit: Circuit, key: int, inputs: int) -> Changes:
    """How many inputs a gate has.

    Wires of ports that go away move to ports that are free; where there are none, they are removed.
    """
    before = gate(circuit, key)
    declared = circuit.kind(before.kind)
    if declared is None:
        reason = f"{label(circuit, key)} is of an unknown kind, so its inputs can't be changed."
        raise UnknownKind(sentence(reason))
    _check_inputs(declared, inputs)
    free = [port for port in range(inputs) if circuit.driver(key, port) is None]
    homeless = [wire for wire in circuit.incoming(key) if wire.port >= inputs]
    moved = [(wire, dataclasses.replace(wire, port=port)) for wire, port in zip(homeless, free, strict=False)]
    changes = replacing([(before, dataclasses.replace(before, inputs=inputs)), *moved])
    return changes.then(removing(*homeless[len(moved) :]))


def set_objective(circuit: Circuit, key: int | None) -> Changes:
    """The gate to differentiate; None: the only sink, if there is just one."""
    objective = None if key is None else gate(circuit, key).id
    return replacing([(circuit.settings, dataclasses.replace(circuit.settings, objective=objective))])


def keeping_objective(circuit: Circuit, changes: Changes) -> Changes:
    """The changes, and the objective set where they would leave several gates that could be it.

    For copies: a new gate that stands alone must not take the gradients of a class away. An input that is
    the objective only because there is nothing else is not held on to.
    """
    objective = circuit.objective
    if circuit.settings.objective is not None or objective is None or not circuit.gates[objective].inputs:
        return changes
    copy = Circuit(circuit.parts)
    copy.apply(changes)
    return changes.then(set_objective(circuit, objective)) if copy.objective is None else changes


def set_seed(circuit: Circuit, seed: float) -> Changes:
    """The gradient that the objective starts with: a finite number."""
    if not isfinite(seed):
        raise BadValue("The seed must be a finite number.")
    return replacing([(circuit.settings, dataclasses.replace(circuit.settings, seed=float(seed)))])


def gate(circuit: Circuit, key: int) -> Gate:
    """The gate of this id. Raises UnknownPart."""
    try:
        return circuit.gates[key]
    except KeyError:
        raise UnknownPart(f"There is no gate {key}.") from None


def kind_of(circuit: Circuit, key: int) -> GateKind:
    """The kind of a gate. Raises UnknownKind."""
    found = circuit.kind(circuit.gates[key].kind)
    if found is None:
        raise UnknownKind(f"There is no gate kind {quoted(circuit.gates[key].kind)}.")
    return found


def _wire(circuit: Circuit, key: int) -> Wire:
    try:
        return circuit.wires[key]
    except KeyError:
        raise UnknownPart(f"There is no wire {key}.") from None


def _settable(circuit: Circuit, name: str) -> Gate:
    found = circuit.named(normalized(name))
    if found is None:
        from difflib import get_close_matches

        known = [part.name for part in circuit.gates.values() if part.name and part.kind in SETTABLE]
        near = get_close_matches(name, known, n=1)
        hint = f": did you mean {near[0]}?" if near else "."
        raise UnknownPart(f"There is no input or parameter {quoted(name)}{hint}")
    return found


def _holding(source: Gate, value: float | None, called: str, kinds: Collection[str] = SOURCES) -> Gate:
    """The source with this value. Raises BadValue if it can't hold it."""
    if source.kind not in kinds:
        nature = "constant: its value stays" if source.kind in SOURCES else "gate: it computes its value"
        raise BadValue(sentence(f"{called} is a {nature}, none can be set."))
    if value is None and source.kind != INPUT:
        raise BadValue(sentence(f"{called} is a {source.kind}: it needs a value."))
    return dataclasses.replace(source, value=None if value is None else float(value))


def _check_inputs(kind: GateKind, inputs: int) -> None:
    least = len(kind.ports)
    if not least <= inputs <= kind.most:
        allowed = f"{least} to {kind.most}" if least < kind.most else str(least)
        raise NoSuchPort(f"{kind.title} can't have {inputs} inputs: allowed is {allowed}.")


def _checked_position(position: Position | None) -> Position | None:
    if position is None:
        return None
    x, y = position
    if not (abs(x) <= REACH and abs(y) <= REACH):
        raise BadValue(f"A gate must stand within {REACH:.0e} px of the origin.")
    return float(x), float(y)
