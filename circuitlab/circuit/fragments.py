"""Pieces of a circuit: copied, pasted under new ids and free names, or put in the place of all there is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.defining import is_like, renamed_kinds, with_fresh_ids
from circuitlab.circuit.kinds import in_order, used
from circuitlab.circuit.naming import FreeNames
from circuitlab.circuit.parts import Data, Definition, Gate, Part, Settings, Wire


def copy(circuit: Circuit, ids: Iterable[int]) -> list[Part]:
    """The gates among these ids, by id, the wires between them, and the definitions that they need."""
    chosen = circuit.gates.keys() & set(ids)
    gates = [circuit.gates[key] for key in sorted(chosen)]
    wires = [wire for gate in gates for wire in circuit.incoming(gate.id) if wire.source in chosen]
    return [*_needed(circuit, gates), *gates, *sorted(wires, key=lambda wire: wire.id)]


def _needed(circuit: Circuit, gates: Iterable[Gate]) -> list[Definition]:
    """The definitions that gates are made with, each after those that it is made of itself."""
    waiting, found = {gate.kind for gate in gates}, dict[str, Definition]()
    while waiting:
        name = waiting.pop()
        if name in circuit.definitions and name not in found:
            found[name] = circuit.definitions[name]
            waiting |= used(found[name])
    return [found[name] for name in in_order(found)]


def paste(circuit: Circuit, parts: Iterable[Part], offset: tuple[float, float] = (0.0, 0.0)) -> Changes:
    """These gates and wires added under new ids, moved by `offset`; taken names get the next free number.

    The parts come from `copy`, or from a decoded file: they make a circuit by themselves. Settings and
    data among them are left out.
    """
    fragment = Circuit(part for part in parts if not isinstance(part, Settings | Data))
    free = FreeNames(circuit.names)
    fresh = count(circuit.next_id)
    definitions, called = _merged(circuit, fragment, fresh)
    ids = dict(zip([*sorted(fragment.gates), *sorted(fragment.wires)], fresh, strict=False))
    gates = (
        replace(
            gate,
            id=ids[key],
            kind=called.get(gate.kind, gate.kind),
            name=None if gate.name is None else free.take(gate.name),
            position=None if gate.position is None else _moved(gate.position, offset),
        )
        for key, gate in sorted(fragment.gates.items())
    )
    return adding(*definitions, *gates, *(_with_ids(wire, ids) for wire in fragment.wires.values()))


def _merged(
    circuit: Circuit, fragment: Circuit, fresh: Iterator[int]
) -> tuple[list[Definition], dict[str, str]]:
    """The definitions that a fragment brings and the circuit lacks, and what each is called there.

    One that is there already is shared; where the name means something else, it gets the next free one.
    """
    free = FreeNames([*circuit.definitions, *fragment.definitions])
    added, called = list[Definition](), dict[str, str]()
    for name in in_order(fragment.definitions):
        definition = renamed_kinds(fragment.definitions[name], called)
        there = circuit.definitions.get(name)
        if there is not None and is_like(there, definition):
            called[name] = name
            continue
        called[name] = name if there is None else free.take(name)
        added.append(with_fresh_ids(replace(definition, name=called[name]), fresh))
    return added, called


def duplicate(circuit: Circuit, ids: Iterable[int], offset: tuple[float, float]) -> Changes:
    """A second copy of these gates and the wires between them."""
    return paste(circuit, copy(circuit, ids), offset)


def replace_all(circuit: Circuit, other: Circuit) -> Changes:
    """The whole circuit replaced by `other`, as one change that touches as little as it can.

    A gate of `other` takes the id and the position of the gate of the same name, and a wire the id of the
    wire between the same ends. Seed and data stay, the objective comes from `other`.
    """
    ids = _ids_in_place(circuit, other)
    after: dict[int, Part] = {}
    for key, gate in other.gates.items():
        old = circuit.gates.get(ids[key])
        position = gate.position if gate.position is not None or old is None else old.position
        after[ids[key]] = replace(gate, id=ids[key], position=position)
    after.update((ids[wire.id], _with_ids(wire, ids)) for wire in other.wires.values())
    objective = None if other.settings.objective is None else ids[other.settings.objective]
    before: dict[int, Part] = {**circuit.gates, **circuit.wires}
    definitions = _redefined(circuit, other, count(max([circuit.next_id, *(key + 1 for key in after)])))
    changes = definitions.then(removing(*(part for key, part in before.items() if key not in after)))
    changes = changes.then(adding(*(part for key, part in after.items() if key not in before)))
    changes = changes.then(replacing((before[key], part) for key, part in after.items() if key in before))
    return changes.then(replacing([(circuit.settings, replace(circuit.settings, objective=objective))]))


def _redefined(circuit: Circuit, other: Circuit, fresh: Iterator[int]) -> Changes:
    """The definitions of `other` in the place of those of the same name; others stay."""
    changes = Changes()
    for definition in other.definitions.values():
        there = circuit.definitions.get(definition.name)
        if there is None:
            changes = changes.then(adding(with_fresh_ids(definition, fresh)))
        elif not is_like(there, definition):
            changes = changes.then(replacing([(there, replace(definition, id=there.id))]))
    return changes


def _ids_in_place(circuit: Circuit, other: Circuit) -> dict[int, int]:
    """For each part of `other` the id it gets: that of its counterpart in `circuit`, else a new one."""
    fresh = count(circuit.next_id)
    ids: dict[int, int] = {}
    for key, gate in sorted(other.gates.items()):
        namesake = None if gate.name is None else circuit.named(gate.name)
        ids[key] = next(fresh) if namesake is None else namesake.id
    for key, wire in sorted(other.wires.items()):
        there = circuit.driver(ids[wire.target], wire.port) if ids[wire.target] in circuit.gates else None
        stays = there is not None and there.source == ids[wire.source]
        ids[key] = there.id if there is not None and stays else next(fresh)
    return ids


def _with_ids(wire: Wire, ids: Mapping[int, int]) -> Wire:
    return replace(wire, id=ids[wire.id], source=ids[wire.source], target=ids[wire.target])


def _moved(position: tuple[float, float], offset: tuple[float, float]) -> tuple[float, float]:
    return position[0] + offset[0], position[1] + offset[1]
