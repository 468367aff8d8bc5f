"""Composite gates: a selection becomes one gate, and a gate becomes its inner circuit again. Pure.

A composite has one value, the only one that leaves the selection. Inputs and parameters stay outside by
default, and feed it through its ports, as does every gate outside that the selection uses.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from math import inf

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.defining import check_definition, define
from circuitlab.circuit.errors import BadValue, label, sentence
from circuitlab.circuit.inside import port_gates
from circuitlab.circuit.kinds import is_composite
from circuitlab.circuit.naming import FreeNames, checked_name
from circuitlab.circuit.parts import INPUT, SETTABLE, Definition, Gate, Wire

_PORTS_BEFORE, _PORTS_APART = 216.0, 96.0
"""How far the inputs inside stand before the first gates, and below one another, in px."""


def compose(
    circuit: Circuit, ids: Iterable[int], name: str, *, symbol: str = "", inside: Collection[int] = ()
) -> Changes:
    """The gates among these ids made into one gate of a new kind.

    inside: inputs and parameters among them that become part of it, with the value they have. The new gate
    has the id, the name and the place of the gate whose value leaves. Raises CircuitError.
    """
    chosen = {
        key
        for key in ids
        if key in circuit.gates and (circuit.gates[key].kind not in SETTABLE or key in inside)
    }
    output = _output(circuit, chosen)
    ports = _ports(circuit, chosen)
    body = _body(circuit, chosen, ports)
    names = tuple(ports.values())
    definition = Definition(circuit.next_id, checked_name(name), names, None, body, output, symbol.strip())
    check_definition(definition)
    defined = define(circuit, definition)
    fresh = count(max(circuit.next_id, *defined.parts, *(part.id for part in body)) + 1)
    before = circuit.gates[output]
    gate = replace(before, kind=definition.name, inputs=len(ports))
    gone = [circuit.gates[key] for key in sorted(chosen - {output})]
    wires = [wire for key in sorted(chosen) for wire in circuit.incoming(key)]
    feeding = [Wire(next(fresh), source, output, port) for port, source in enumerate(ports)]
    changes = removing(*wires, *gone).then(defined).then(replacing([(before, gate)]))
    return changes.then(adding(*feeding))


def _output(circuit: Circuit, chosen: Collection[int]) -> int:
    """The one gate whose value is used outside, or by nothing. Raises BadValue if there is not just one."""
    computing = [key for key in sorted(chosen) if circuit.gates[key].inputs]
    if not computing:
        raise BadValue("Select the gates that compute: inputs and parameters stay outside.")
    leaving = [
        key
        for key in sorted(chosen)
        if key == circuit.objective
        or not circuit.outgoing(key)
        or any(wire.target not in chosen for wire in circuit.outgoing(key))
    ]
    if len(leaving) > 1:
        one, other = (label(circuit, key) for key in leaving[:2])
        raise BadValue(
            f"More than one value leaves the selection, from {one} and from {other}: a gate has one."
        )
    for key in computing:
        for port in range(circuit.gates[key].inputs):
            if circuit.driver(key, port) is None:
                raise BadValue(
                    sentence(f"{label(circuit, key)} has an input without a wire: connect it first.")
                )
    return leaving[0]


def _ports(circuit: Circuit, chosen: Collection[int]) -> dict[int, str]:
    """The gates outside that the selection uses, oldest first, and what the port of each is called."""
    sources = {wire.source for key in chosen for wire in circuit.incoming(key)} - set(chosen)
    if not sources:
        raise BadValue("Nothing feeds the selection from outside: a gate needs at least one input.")
    free = FreeNames([gate.name for key in chosen if (gate := circuit.gates[key]).name is not None])
    return {key: free.take(circuit.gates[key].name or "a") for key in sorted(sources)}


def _body(circuit: Circuit, chosen: Collection[int], ports: Mapping[int, str]) -> tuple[Gate | Wire, ...]:
    """The inner circuit: an input for each gate that feeds it, then the gates and the wires between them."""
    fresh = count(circuit.next_id + 1)
    places = _port_places(circuit, chosen, ports)
    inputs = [Gate(next(fresh), INPUT, name, position=places.get(source)) for source, name in ports.items()]
    ids = {source: gate.id for source, gate in zip(ports, inputs, strict=True)}
    ids |= {key: key for key in chosen}
    wires = [
        Wire(next(fresh), ids[wire.source], wire.target, wire.port)
        for key in sorted(chosen)
        for wire in circuit.incoming(key)
    ]
    return (*inputs, *(circuit.gates[key] for key in sorted(chosen)), *wires)


def _port_places(
    circuit: Circuit, chosen: Collection[int], sources: Iterable[int]
) -> dict[int, tuple[float, float]]:
    """Where the inputs inside stand: in a column before the gates, in the order of what feeds them outside.

    None where some gate stands nowhere yet: then all will be laid out.
    """
    stand = {key: circuit.gates[key].position for key in {*chosen, *sources}}
    if None in stand.values():
        return {}
    at = {key: place for key, place in stand.items() if place is not None}
    left = min(at[key][0] for key in chosen) - _PORTS_BEFORE
    places, lowest = dict[int, tuple[float, float]](), -inf
    for key in sorted(sources, key=lambda key: at[key][::-1]):
        lowest = max(at[key][1], lowest + _PORTS_APART)
        places[key] = left, lowest
    return places


def expand(circuit: Circuit, key: int) -> Changes:
    """A composite gate replaced by its inner gates, around the place where it stood.

    The inner output takes its id and its name; the other inner gates get free ones. Where a port is the
    output, an identity gate stands for it.
    """
    gate = circuit.gates[key]
    if not is_composite(circuit.definitions, gate.kind):
        raise BadValue(sentence(f"{label(circuit, key)} is not made of gates: there is nothing to expand."))
    definition = circuit.definitions[gate.kind]
    if definition.output is None:
        raise BadValue(sentence(f"{label(circuit, key)} has no output inside: choose one there first."))
    inner = {part.id: part for part in definition.body if isinstance(part, Gate)}
    fresh, free = count(circuit.next_id), FreeNames(circuit.names)
    drivers = {i: circuit.driver(key, port) for port, i in enumerate(port_gates(definition))}
    sources = {i: wire.source for i, wire in drivers.items() if wire is not None}
    output = inner[definition.output]
    ids = {i: key if i == output.id else next(fresh) for i in sorted(inner) if i not in drivers}
    dx, dy = _shift(gate, output)
    gates, wires = list[Gate](), list[Wire]()
    for i, new in ids.items():
        part = inner[i]
        position = None if part.position is None else (part.position[0] + dx, part.position[1] + dy)
        own = gate.name if new == key else None if part.name is None else free.take(part.name)
        gates.append(replace(part, id=new, name=own, position=position if gate.position else None))
    if output.id in drivers:
        gates.append(replace(gate, kind="identity", inputs=1))
        wires += [Wire(next(fresh), sources[i], key, 0) for i in [output.id] if i in sources]
    for inside in definition.body:
        if isinstance(inside, Wire) and (source := (ids | sources).get(inside.source)) is not None:
            wires.append(Wire(next(fresh), source, ids[inside.target], inside.port))
    stays = next(part for part in gates if part.id == key)
    changes = removing(*circuit.incoming(key)).then(replacing([(gate, stays)]))
    return changes.then(adding(*(part for part in gates if part.id != key), *wires))


def _shift(gate: Gate, output: Gate) -> tuple[float, float]:
    """How far the inner circuit moves so that its output stands where the composite stood."""
    if gate.position is None or output.position is None:
        return 0.0, 0.0
    return gate.position[0] - output.position[0], gate.position[1] - output.position[1]


def expanded(circuit: Circuit) -> Circuit:
    """A copy with every composite gate, if it has an output, replaced by its inner gates, however deep."""
    copy = Circuit(circuit.parts)
    while (key := next(_expandable(copy), None)) is not None:
        copy.apply(expand(copy, key))
    return copy


def _expandable(circuit: Circuit) -> Iterator[int]:
    definitions = circuit.definitions
    return (
        key
        for key, gate in circuit.gates.items()
        if is_composite(definitions, gate.kind) and definitions[gate.kind].output is not None
    )
