"""Forward mode: how every gate moves with one source, found in one sweep from that source to the outputs.

A *tangent* is d gate / d source. The source begins with 1; each gate that depends on it adds up, over its
input wires, local gradient x the tangent that comes along the wire. Reverse mode, which is the backward
pass, has all sources in one sweep; forward mode needs one sweep for each. Imports no numpy.

What is counted is what a sweep does with what the values pass left behind, the values and the local
gradients: one multiplication for each wire that carries something, one addition for each further one that
arrives at the same gate (the first is taken as it is). Forward mode visits the gates that depend on the
source, reverse mode those that the objective depends on; constants are sent nothing and send nothing. A
seed other than 1 costs forward mode one multiplication more a sweep, at its end, and reverse mode nothing.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Trace

MANY = 256
"""Between two pauses, so many gates are prepared."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many operations were performed."""

    multiplications: int = 0
    additions: int = 0

    @property
    def total(self) -> int:
        """Both kinds together."""
        return self.multiplications + self.additions

    def __add__(self, other: "Count") -> "Count":
        return Count(self.multiplications + other.multiplications, self.additions + other.additions)


class Arrival(NamedTuple):
    """What comes to a gate along one of its input wires.

    wire, source: ids of the wire and of the gate that it comes from. port: 0-based. local: d out / d this
    input. tangent: of the gate that it comes from. product: of the two. total: the sum so far.
    """

    wire: int
    source: int
    port: int
    local: float
    tangent: float
    product: float
    total: float


@dataclass(frozen=True, slots=True)
class TangentStep:
    """One gate of a sweep. index: its place in it. arrivals: by port. tangent: their sum."""

    index: int
    gate: int
    arrivals: tuple[Arrival, ...]
    tangent: float


class _Term(NamedTuple):
    """An input that can move: its port, the slot that feeds it, and the local gradient there."""

    port: int
    operand: int
    local: float


class Sweep:
    """One sweep in forward mode: its steps, gate by gate in topological order. Gates are addressed by id.

    source: where it begins. It has a length, and `sweep[i]` is one of its steps.
    """

    def __init__(self, trace: Trace, terms: Mapping[int, Sequence[_Term]], source: int) -> None:
        self._plan, self._trace, self._terms, self.source = trace.plan, trace, terms, source
        start = self._plan.slots[source]
        self._tangents: dict[int, float] = {} if start in trace.tape.missing else {start: 1.0}
        self._slots: list[int] = []
        self._counts = [Count()]
        for slot in trace.tape.forward:
            came = self._arriving(slot)
            if came:
                self._tangents[slot] = self._sum(came)
                self._slots.append(slot)
                self._counts.append(self._counts[-1] + Count(len(came), len(came) - 1))
        self._places = {slot: place for place, slot in enumerate(self._slots)}

    def _arriving(self, slot: int) -> list[_Term]:
        return [term for term in self._terms[slot] if term.operand in self._tangents]

    def _sum(self, came: Sequence[_Term]) -> float:
        first, *others = (term.local * self._tangents[term.operand] for term in came)
        for product in others:  # one after the other: `sum` of newer Pythons rounds otherwise
            first += product
        return first

    def __len__(self) -> int:
        return len(self._slots)

    def __getitem__(self, index: int) -> TangentStep:
        slot = self._slots[index]
        ids, came = self._plan.ids, self._arriving(slot)
        arrivals = tuple(
            Arrival(
                self._plan.wires[slot][port],
                ids[operand],
                port,
                local,
                self._tangents[operand],
                local * self._tangents[operand],
                self._sum(came[: place + 1]),
            )
            for place, (port, operand, local) in enumerate(came)
        )
        return TangentStep(index % len(self), ids[slot], arrivals, self._tangents[slot])

    def tangent(self, gate: int) -> float | None:
        """d gate / d source: exactly 0.0 where it does not depend on it, None where there is no value."""
        slot = self._plan.slots[gate]
        return None if slot in self._trace.tape.missing else self._tangents.get(slot, 0.0)

    def tangent_at(self, gate: int, done: int) -> float | None:
        """The same after so many steps; None while nothing has arrived, and where nothing ever does."""
        slot = self._plan.slots[gate]
        return self._tangents.get(slot) if self._places.get(slot, -1) < done else None

    def count(self, done: int | None = None) -> Count:
        """The operations of the first `done` steps; with None of the whole sweep, its seed included."""
        if done is not None:
            return self._counts[done]
        return self._counts[-1] + Count(int(self._trace.seed != 1))

    @property
    def derivative(self) -> float | None:
        """Seed x d objective / d source, which the backward pass finds too; None without an objective."""
        objective, seed = self._trace.tape.objective, self._trace.seed
        if objective is None:
            return None
        tangent = self._tangents.get(objective, 0.0)
        return tangent if seed == 1 else seed * tangent


class Modes:
    """Both modes on the numbers of one trace.

    sources: ids of the inputs and parameters that the objective depends on, oldest first; forward mode
        needs a sweep for each. evaluated: how many gates the values pass computed, which both modes need.
    """

    def __init__(self, trace: Trace) -> None:
        plan = trace.plan
        self.trace = trace
        self.evaluated = len(trace.tape.forward)
        settable = (slot for slot in plan.sources if slot not in plan.constants and slot in plan.ancestors)
        known = trace.tape.objective is not None
        self.sources = tuple(sorted(plan.ids[slot] for slot in settable)) if known else ()
        self._prepared: tuple[dict[int, Sequence[_Term]], list[tuple[Sequence[int], int]]] | None = None

    def sweep(self, source: int) -> Sweep:
        """The sweep from a gate, mostly an input or a parameter. KeyError if there is none of this id."""
        return Sweep(self.trace, self._terms, source)

    def before(self, number: int) -> Count:
        """The operations of the sweeps of the first so many sources, without performing them."""
        chosen = (1 << number) - 1
        multiplications = additions = 0
        for ports, reached in self._reach:
            arriving = sum((mask & chosen).bit_count() for mask in ports)
            multiplications += arriving
            additions += arriving - (reached & chosen).bit_count()
        return Count(multiplications + (number if self.trace.seed != 1 else 0), additions)

    @cached_property
    def forward(self) -> Count:
        """The operations of the whole gradient in forward mode."""
        return self.before(len(self.sources))

    @property
    def reverse(self) -> Count:
        """The operations of the whole gradient in reverse mode."""
        return self._of_messages(len(self.trace.tape.targets))

    def reverse_at(self, cursor: Cursor) -> Count:
        """Those that the backward pass has performed at a cursor."""
        return self._of_messages(self.trace.index.delivered(cursor))

    def _of_messages(self, number: int) -> Count:
        return Count(number, self._additions[number])

    @cached_property
    def _additions(self) -> Sequence[int]:
        """By number of messages, how many of them met an earlier one at the same gate."""
        seen, met = set[int](), list[int]()
        for target in self.trace.tape.targets:
            met.append(int(target in seen))
            seen.add(target)
        return list(accumulate(met, initial=0))

    def steps_before(self, number: int) -> int:
        """How many gates the sweeps of the first so many sources visit."""
        chosen = (1 << number) - 1
        return sum((reached & chosen).bit_count() for _, reached in self._reach)

    # Prepared once -------------------------------------------------------------------------------

    def preparing(self) -> Generator[None, None, None]:
        """Have the local gradients ready, and who reaches what, with pauses in which a window can go on."""
        plan, tape = self.trace.plan, self.trace.tape
        terms: dict[int, Sequence[_Term]] = {}
        reach = list[tuple[Sequence[int], int]]()
        masks = {plan.slots[gate]: 1 << place for place, gate in enumerate(self.sources)}
        for number, slot in enumerate(tape.forward):
            if number % MANY == MANY - 1:
                yield
            operands = plan.operands[slot]
            arguments = [*[tape.values[operand] for operand in operands], tape.values[slot]]
            terms[slot] = [_Term(port, operands[port], at(*arguments)) for port, at in plan.slopes[slot]]
            ports = [masks.get(operand, 0) for _, operand, _ in terms[slot]]
            moved = reduce(or_, ports, 0)
            if moved:
                masks[slot] = moved
                reach.append((ports, moved))
        self._prepared = terms, reach

    @property
    def _ready(self) -> tuple[Mapping[int, Sequence[_Term]], Sequence[tuple[Sequence[int], int]]]:
        if self._prepared is None:
            for _ in self.preparing():
                pass
        return self._prepared or ({}, [])

    @property
    def _terms(self) -> Mapping[int, Sequence[_Term]]:
        """By slot that was computed, its inputs that can move."""
        return self._ready[0]

    @property
    def _reach(self) -> Sequence[tuple[Sequence[int], int]]:
        """By computed gate, which sources move each of its inputs, and which of them move it: bit by bit."""
        return self._ready[1]


@dataclass(frozen=True, slots=True)
class Tangents:
    """What one sweep in forward mode finds.

    tangents: d gate / d source by name of the gate; 0.0 where it does not depend on the source, None where
        it could not be computed. derivative: seed x d objective / d source; None without an objective.
    steps: gate by gate. count: the operations, the seed included.
    """

    tangents: Mapping[str, float | None]
    derivative: float | None
    steps: tuple[TangentStep, ...]
    count: Count


def tangents(circuit: Circuit, source: int) -> Tangents:
    """The sweep from a gate, mostly an input or a parameter, over the circuit as it is now."""
    sweep = Modes(run(circuit)).sweep(source)
    named = ((gate.name, gate.id) for gate in circuit.gates.values() if gate.name is not None)
    found = {name: sweep.tangent(key) for name, key in named}
    return Tangents(found, sweep.derivative, tuple(sweep[i] for i in range(len(sweep))), sweep.count())
