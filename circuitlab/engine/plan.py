"""The plan: a circuit flattened for the passes, prepared once for each structure it has.

Gates become *slots*, numbered in topological order (sources included), so that the passes run over
flat sequences and never look at the circuit. What sources hold is not part of the plan: changing a
value prepares nothing again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import nan
from typing import TypeAlias
from weakref import WeakKeyDictionary

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.order import topological
from circuitlab.circuit.parts import CONSTANT, Gate
from circuitlab.gates.kind import GateKind

Evaluator: TypeAlias = Callable[..., float]
"""The inputs of a gate by port -> its output."""
Slopes: TypeAlias = tuple[tuple[int, Callable[..., float]], ...]
"""Ports of a gate, each with: the inputs by port, and the output -> d out / d the input at that port."""

UNWIRED = -1
"""Stands for the slot, or the wire, at a port that has no wire."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Plan:
    """A circuit flattened. "By slot" sequences have an entry for every gate.

    ids: gate id by slot. slots: slot by gate id.
    kinds: by slot; None where nobody knows the kind.
    sources: slots that hold a value of their own. constants: those of them that are sent no messages.
    operands, wires: by slot, the slots and the wire ids at its input ports.
    operations: slots of the gates that compute, in order. incomplete: those of them that never can,
        for want of a wire or a kind, or of something inside.
    evaluators: by slot. slopes: by slot, for the ports that are sent a message.
    objective: its slot. sweep: slots of the gates with a backward step, in the order of these.
    ancestors: slots with a way to the objective, itself included.
    """

    ids: Sequence[int]
    slots: Mapping[int, int]
    kinds: Sequence[GateKind | None]
    sources: Sequence[int]
    constants: frozenset[int]
    operands: Sequence[tuple[int, ...]]
    wires: Sequence[tuple[int, ...]]
    operations: Sequence[int]
    incomplete: frozenset[int]
    evaluators: Sequence[Evaluator]
    slopes: Sequence[Slopes]
    objective: int | None
    sweep: Sequence[int]
    ancestors: frozenset[int]


def plan_of(circuit: Circuit) -> Plan:
    """The plan of a circuit, made anew only if its structure has changed."""
    known = _plans.get(circuit)
    if known is None or known[0] != circuit.structure_revision:
        known = _plans[circuit] = (circuit.structure_revision, prepare(circuit))
    return known[1]


_plans: WeakKeyDictionary[Circuit, tuple[int, Plan]] = WeakKeyDictionary()


def prepare(circuit: Circuit) -> Plan:
    """Flatten a circuit. Raises CircuitError if its wires go round in a circle."""
    ids = topological(circuit)
    slots = {key: slot for slot, key in enumerate(ids)}
    gates = list(map(circuit.gates.__getitem__, ids))
    faces = [(gate.kind, gate.inputs) for gate in gates]
    known = {(name, inputs): _functions(circuit.kind(name), inputs) for name, inputs in set(faces)}
    functions = [known[face] for face in faces]
    kinds = [kind for kind, _, _ in functions]
    holding = {kind for kind, _, _ in known.values() if kind is not None and kind.is_source}
    sources = [slot for slot, kind in enumerate(kinds) if kind in holding]
    computing = [slot for slot, kind in enumerate(kinds) if kind not in holding]
    constants = frozenset(slot for slot in sources if gates[slot].kind == CONSTANT)
    operands, wires = _connections(circuit, gates, slots)
    objective = None if circuit.objective is None else slots[circuit.objective]
    ancestors = _ancestors(operands, objective)
    return Plan(
        ids=ids,
        slots=slots,
        kinds=kinds,
        sources=sources,
        constants=constants,
        operands=operands,
        wires=wires,
        operations=computing,
        incomplete=frozenset(slot for slot in computing if _waits(kinds[slot], operands[slot])),
        evaluators=[evaluator for _, evaluator, _ in functions],
        slopes=[
            slopes if constants.isdisjoint(operands[slot]) else _asked(slopes, operands[slot], constants)
            for slot, (_, _, slopes) in enumerate(functions)
        ],
        objective=objective,
        sweep=[slot for slot in reversed(computing) if slot in ancestors],
        ancestors=ancestors,
    )


def _functions(kind: GateKind | None, inputs: int) -> tuple[GateKind | None, Evaluator, Slopes]:
    """What computes the gates of a kind that have this many inputs."""
    if kind is None or kind.is_source:
        return kind, _nothing, ()
    computation = kind.computation(inputs)
    return kind, computation.evaluator, tuple(enumerate(computation.slope_functions))


def _waits(kind: GateKind | None, operands: tuple[int, ...]) -> bool:
    return kind is None or kind.missing != "" or UNWIRED in operands


def _nothing(*_inputs: float) -> float:
    """Stands where there is no function; never called, because such gates have no step."""
    return nan


def _asked(slopes: Slopes, operands: tuple[int, ...], constants: frozenset[int]) -> Slopes:
    """The slopes without those toward constants: these are sent nothing, so that x ** 2 takes no log of x."""
    return tuple((port, slope) for port, slope in slopes if operands[port] not in constants)


def _connections(
    circuit: Circuit, gates: Sequence[Gate], slots: Mapping[int, int]
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """By slot and port: the slots that feed it, and the wires from there."""
    # In one row, cut at the end: a list for each gate would cost more than all the rest of the plan.
    first = [0, *accumulate([gate.inputs for gate in gates])]
    operands, wires = [UNWIRED] * first[-1], [UNWIRED] * first[-1]
    for wire in circuit.wires.values():
        place = first[slots[wire.target]] + wire.port
        operands[place] = slots[wire.source]
        wires[place] = wire.id
    return _cut(operands, first), _cut(wires, first)


def _cut(row: Sequence[int], first: Sequence[int]) -> list[tuple[int, ...]]:
    whole = tuple(row)
    return [whole[start:stop] for start, stop in pairwise(first)]


def _ancestors(operands: Sequence[tuple[int, ...]], objective: int | None) -> frozenset[int]:
    if objective is None:
        return frozenset()
    found = {objective}
    for slot in range(objective, -1, -1):
        if slot in found:
            found.update(operands[slot])
    found.discard(UNWIRED)
    return frozenset(found)
