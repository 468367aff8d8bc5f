"""The trace: all that a forward and a backward pass did, as immutable data that any cursor can ask.

It is kept as the flat sequences of a plan and a tape; steps, messages and indices are made when they are
first asked for. Imports no numpy.
"""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from circuitlab.circuit.parts import Gate
from circuitlab.engine.cursor import (
    Cursor,
    Grain,
    clamped,
    end,
    next_backward,
    next_cursor,
    next_forward,
    previous_cursor,
    start,
)
from circuitlab.engine.index import NEVER, Index
from circuitlab.engine.origins import gradient_origins, value_origins, why
from circuitlab.engine.plan import Plan
from circuitlab.engine.steps import Message, Pass, Step, Steps
from circuitlab.engine.tape import Tape
from circuitlab.engine.waiting import cause, reason

__all__ = [
    "Cursor",
    "Grain",
    "Message",
    "Partial",
    "Pass",
    "Step",
    "Trace",
    "clamped",
    "end",
    "next_backward",
    "next_cursor",
    "next_forward",
    "previous_cursor",
    "start",
]


class Partial(NamedTuple):
    """The gradient of a gate as far as it has arrived.

    total: the sum so far. None: nothing yet, or never (a constant; no objective).
    arrived, expected: messages counted; for the objective, the seed is the one message.
    """

    total: float | None
    arrived: int
    expected: int


class Trace:
    """What the passes did on a circuit as it was. Gates are addressed by id, KeyError if there is none.

    plan, tape: the circuit flattened, and the numbers; index: where things are in them.
    revision: of the circuit when the passes ran.
    steps: made when asked for; `trace[i]` and `len(trace)` are short for theirs.
    forward_count: number of forward steps, and so the index of the seed step.
    objective: the gate that is differentiated, or None. seed: the gradient that it starts with.
    pulled_by: whose pull that is, for people, as "example 3"; "" where it is the circuit's own seed.
    """

    def __init__(
        self, plan: Plan, tape: Tape, gates: Mapping[int, Gate], revision: int, pulled_by: str = ""
    ) -> None:
        self.plan = plan
        self.tape = tape
        self._gates = gates
        self.revision = revision
        self.steps = Steps(plan, tape)
        self.index = Index(plan, tape)
        self.forward_count = len(tape.forward)
        self.objective = None if plan.objective is None else plan.ids[plan.objective]
        self.seed = tape.seed
        self.pulled_by = pulled_by

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, index: int) -> Step:
        return self.steps[index]

    # At the end ----------------------------------------------------------------------------------

    def value(self, gate: int) -> float | None:
        """The output of a gate; None if it could not be computed."""
        slot = self.plan.slots[gate]
        return None if slot in self.tape.missing else self.tape.values[slot]

    def gradient(self, gate: int) -> float | None:
        """Seed x d objective / d output.

        None for a constant, and if there is no backward pass; 0.0 if there is no way to the objective.
        """
        slot = self.plan.slots[gate]
        if self.tape.objective is None or slot in self.plan.constants:
            return None
        return self.tape.gradients[slot]

    @cached_property
    def values(self) -> Mapping[str, float | None]:
        """`value` of every gate that has a name."""
        return {gate.name: self.value(gate.id) for gate in self._gates.values() if gate.name is not None}

    @cached_property
    def gradients(self) -> Mapping[str, float | None]:
        """`gradient` of every gate that has a name."""
        return {gate.name: self.gradient(gate.id) for gate in self._gates.values() if gate.name is not None}

    # At a cursor ---------------------------------------------------------------------------------

    def value_at(self, gate: int, cursor: Cursor) -> float | None:
        """The output of a gate; None if not computed yet, or never. Sources have theirs from the start."""
        slot = self.plan.slots[gate]
        return self.tape.values[slot] if self.index.forward_steps[slot] < cursor.steps else None

    def gradient_at(self, gate: int, cursor: Cursor) -> Partial:
        """The gradient that has arrived at a gate so far. O(log fan-out)."""
        tape = self.tape
        slot = self.plan.slots[gate]
        if tape.objective is None or slot in self.plan.constants:
            return Partial(None, 0, 0)
        seeded = cursor.steps > self.forward_count
        if slot == tape.objective:
            return Partial(tape.seed if seeded else None, int(seeded), 1)
        arrivals = self.index.arrivals[slot]
        if not seeded:
            return Partial(None, 0, len(arrivals))
        if not arrivals:
            return Partial(0.0, 0, 0)
        arrived = bisect_left(arrivals, self.index.delivered(cursor))
        return Partial(tape.totals[arrivals[arrived - 1]] if arrived else None, arrived, len(arrivals))

    def message_at(self, wire: int, cursor: Cursor) -> Message | None:
        """The message that a wire has carried; None if it has not carried any yet, or never does."""
        number = self.index.message_of_wire.get(wire, NEVER)
        if number >= self.index.delivered(cursor):
            return None
        return self.steps.message(self.index.senders[number], number)

    # What kind of place a gate has ---------------------------------------------------------------

    def is_ancestor(self, gate: int) -> bool:
        """Whether the objective depends on this gate, or is it."""
        return self.plan.slots[gate] in self.plan.ancestors

    def step_of(self, gate: int, pass_: Pass) -> int | None:
        """The index of this gate's step in a pass; None if it has none there."""
        slot = self.plan.slots[gate]
        if pass_ == "forward":
            step = self.index.forward_steps[slot]
            return step if 0 <= step < NEVER else None
        if pass_ == "seed":
            return self.forward_count if slot == self.tape.objective else None
        return self.index.backward_steps.get(slot)

    def waiting(self, gate: int) -> str | None:
        """What a gate that has no value waits for, in words; None if it has one."""
        return reason(self.plan, self.tape.missing, self._gates, self.plan.slots[gate])

    @cached_property
    def waiting_gates(self) -> tuple[int, ...]:
        """The gates that have no value, oldest first; () if everything can be computed."""
        return tuple(sorted(self.plan.ids[slot] for slot in self.tape.missing))

    def obstacle(self) -> str | None:
        """Why the objective could not be computed, else why some other gate could not; None if all are."""
        missing, goal = self.tape.missing, self.plan.objective
        if not missing:
            return None
        first = goal if goal is not None and goal in missing else min(missing)
        return reason(self.plan, missing, self._gates, cause(self.plan, missing, first))

    def at_kink(self, gate: int) -> bool:
        """Whether a gate has no single slope at its inputs, constants excepted: these never move."""
        slot = self.plan.slots[gate]
        kind = self.plan.kinds[slot]
        if kind is None or slot in self.tape.missing:
            return False
        operands = self.plan.operands[slot]
        moving = [port for port, operand in enumerate(operands) if operand not in self.plan.constants]
        return kind.at_kink([self.tape.values[operand] for operand in operands], moving)

    # Where infinite and undefined numbers come from ----------------------------------------------

    def value_origin(self, gate: int) -> int | None:
        """The gate where the value of this gate stopped being finite; None if it is finite."""
        found = self._value_origins.get(self.plan.slots[gate])
        return None if found is None else self.plan.ids[found]

    def gradient_origin(self, gate: int) -> int | None:
        """The gate where the gradient of this gate stopped being finite; None if it is finite."""
        found = self._gradient_origins.get(self.plan.slots[gate])
        return None if found is None else self.plan.ids[found]

    def origin(self, gate: int) -> int | None:
        """The origin of its value if that is not finite, else of its gradient."""
        found = self.value_origin(gate)
        return self.gradient_origin(gate) if found is None else found

    def why(self, origin: int) -> str:
        """Why numbers stopped being finite at a gate that is an origin, in a student's words."""
        return why(self.plan, self.tape, self.plan.slots[origin])

    @cached_property
    def _value_origins(self) -> Mapping[int, int]:
        return value_origins(self.plan, self.tape)

    @cached_property
    def _gradient_origins(self) -> Mapping[int, int]:
        return gradient_origins(self.plan, self.tape, self._value_origins)
