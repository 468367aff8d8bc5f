"""In which order gates are computed, who depends on whom, and which wires may be drawn. Never recursive."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import (
    CircuitError,
    NoSuchPort,
    PortTaken,
    UnknownPart,
    WouldCloseCycle,
    label,
    numbered,
    ordinal,
    sentence,
)


def topological(circuit: Circuit) -> list[int]:
    """The gates, each after all that feed it; among those that could come next, the oldest first.

    Raises WouldCloseCycle if the wires go round in a circle.
    """
    if all(wire.source < wire.target for wire in circuit.wires.values()):
        return sorted(circuit.gates)  # every gate is younger than what feeds it: age is the order
    waiting = dict.fromkeys(circuit.gates, 0)
    feeds: dict[int, list[int]] = {gate: [] for gate in waiting}
    for wire in circuit.wires.values():
        feeds[wire.source].append(wire.target)
        waiting[wire.target] += 1
    ready = [gate for gate, count in waiting.items() if not count]
    heapify(ready)
    order: list[int] = []
    while ready:
        gate = heappop(ready)
        order.append(gate)
        for target in feeds[gate]:
            waiting[target] -= 1
            if not waiting[target]:
                heappush(ready, target)
    if len(order) < len(waiting):
        gate = _gate_on_a_cycle(circuit, set(waiting).difference(order))
        raise WouldCloseCycle(f"The wires go round in a circle through {numbered(circuit, gate)}.")
    return order


def levels(circuit: Circuit) -> dict[int, int]:
    """How many gates are on the longest way from a source to each gate; 0 for sources.

    A gate with unwired ports counts as if they were sources: it is on level 1 at least.
    """
    result: dict[int, int] = {}
    for gate in topological(circuit):
        feeding = (result[wire.source] + 1 for wire in circuit.incoming(gate))
        result[gate] = max(feeding, default=min(1, circuit.gates[gate].inputs))
    return result


def ancestors(circuit: Circuit, gate: int) -> set[int]:
    """The gate and all that it depends on."""
    return _cone(gate, lambda at: [wire.source for wire in circuit.incoming(at)])


def descendants(circuit: Circuit, gate: int) -> set[int]:
    """The gate and all that depend on it."""
    return _cone(gate, lambda at: [wire.target for wire in circuit.outgoing(at)])


def reaches(circuit: Circuit, start: int, end: int) -> bool:
    """Whether wires lead from `start` to `end`; a gate reaches itself."""
    return start in ancestors(circuit, end)


def can_connect(circuit: Circuit, source: int, target: int, port: int) -> CircuitError | None:
    """Why this wire may not be drawn, as the error to raise; None if it may."""
    for gate in (source, target):
        if gate not in circuit.gates:
            return UnknownPart(f"There is no gate {gate}.")
    gives, takes = label(circuit, source), label(circuit, target)
    inputs = circuit.gates[target].inputs
    if not 0 <= port < inputs:
        return NoSuchPort(sentence(f"{takes} has {inputs or 'no'} {'input' if inputs == 1 else 'inputs'}."))
    if source == target:
        return WouldCloseCycle(sentence(f"{gives} can't feed itself: this wire would close a loop."))
    if reaches(circuit, target, source):
        return WouldCloseCycle(sentence(f"{takes} already leads to {gives}: this wire would close a loop."))
    if circuit.driver(target, port) is not None:
        return PortTaken(f"The {ordinal(port)} input of {takes} already has a wire.")
    return None


def accepting_ports(circuit: Circuit, source: int) -> set[tuple[int, int]]:
    """All free input ports, as (gate, port), that a wire from `source` may end at."""
    downstream = set(circuit.gates) - ancestors(circuit, source)
    return {
        (gate, port)
        for gate in downstream
        for port in range(circuit.gates[gate].inputs)
        if circuit.driver(gate, port) is None
    }


def accepting_sources(circuit: Circuit, target: int) -> set[int]:
    """All gates whose output may be wired to an input of `target`."""
    return set(circuit.gates) - descendants(circuit, target)


def _cone(start: int, neighbours: Callable[[int], list[int]]) -> set[int]:
    seen = {start}
    waiting = [start]
    while waiting:
        for gate in neighbours(waiting.pop()):
            if gate not in seen:
                seen.add(gate)
                waiting.append(gate)
    return seen


def _gate_on_a_cycle(circuit: Circuit, stuck: set[int]) -> int:
    """A gate on a cycle, among gates each of which is fed by another of them."""
    gate = min(stuck)
    seen: set[int] = set()
    while gate not in seen:
        seen.add(gate)
        gate = next(wire.source for wire in circuit.incoming(gate) if wire.source in stuck)
    return gate
