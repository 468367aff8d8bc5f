"""Pieces of a circuit: copied, pasted under new ids and free names, or put in the place of all there is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.naming import FreeNames
from circuitlab.circuit.parts import Part, Settings, Wire


def copy(circuit: Circuit, ids: Iterable[int]) -> list[Part]:
    """The gates among these ids, by id, and the wires between them."""
    chosen = circuit.gates.keys() & set(ids)
    gates = [circuit.gates[key] for key in sorted(chosen)]
    wires = [wire for gate in gates for wire in circuit.incoming(gate.id) if wire.source in chosen]
    return [*gates, *sorted(wires, key=lambda wire: wire.id)]


def paste(circuit: Circuit, parts: Iterable[Part], offset: tuple[float, float] = (0.0, 0.0)) -> Changes:
    """These gates and wires added under new ids, moved by `offset`; taken names get the next free number.

    The parts come from `copy`, or from a decoded file: they make a circuit by themselves. Settings among
    them are left out.
    """
    fragment = Circuit(part for part in parts if not isinstance(part, Settings))
    free = FreeNames(circuit.names)
    ids = dict(zip([*sorted(fragment.gates), *sorted(fragment.wires)], count(circuit.next_id), strict=False))
    gates = (
        replace(
            gate,
            id=ids[key],
            name=None if gate.name is None else free.take(gate.name),
            position=None if gate.position is None else _moved(gate.position, offset),
        )
        for key, gate in sorted(fragment.gates.items())
    )
    return adding(*gates, *(_with_ids(wire, ids) for wire in fragment.wires.values()))


def duplicate(circuit: Circuit, ids: Iterable[int], offset: tuple[float, float]) -> Changes:
    """A second copy of these gates and the wires between them."""
    return paste(circuit, copy(circuit, ids), offset)


def replace_all(circuit: Circuit, other: Circuit) -> Changes:
    """The whole circuit replaced by `other`, as one change that touches as little as it can.

    A gate of `other` takes the id and the position of the gate of the same name, and a wire the id of the
    wire between the same ends. The seed stays, the objective comes from `other`.
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
    changes = removing(*(part for key, part in before.items() if key not in after))
    changes = changes.then(adding(*(part for key, part in after.items() if key not in before)))
    changes = changes.then(replacing((before[key], part) for key, part in after.items() if key in before))
    return changes.then(replacing([(circuit.settings, replace(circuit.settings, objective=objective))]))


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
