"""The index of a tape: at which step each thing happened. Each table is made when it is first needed."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from circuitlab.engine.cursor import Cursor
from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape

NEVER = 1 << 60
"""Stands for a step, or a message, that the trace does not have: no cursor reaches it."""

FROM_THE_START = -1
"""Stands for the step that gave a source its value."""


class Index:
    """Where things are in a trace. Gates are addressed by slot."""

    def __init__(self, plan: Plan, tape: Tape) -> None:
        self._plan = plan
        self._tape = tape
        self._after_seed = len(tape.forward) + 1

    @cached_property
    def forward_steps(self) -> Sequence[int]:
        """By slot, the step that computed its value, or FROM_THE_START or NEVER."""
        steps = [FROM_THE_START] * len(self._plan.ids)
        for slot in self._tape.missing:
            steps[slot] = NEVER
        for step, slot in enumerate(self._tape.forward):
            steps[slot] = step
        return steps

    @cached_property
    def backward_steps(self) -> Mapping[int, int]:
        """The backward step of each slot that has one."""
        return {slot: step for step, slot in enumerate(self._tape.backward, self._after_seed)}

    @cached_property
    def arrivals(self) -> Sequence[Sequence[int]]:
        """By slot, the numbers of the messages to it, in the order of their arrival."""
        arrivals: list[list[int]] = [[] for _ in self._plan.ids]
        for number, slot in enumerate(self._tape.targets):
            arrivals[slot].append(number)
        return arrivals

    @cached_property
    def senders(self) -> Sequence[int]:
        """By message, the step that sends it."""
        starts = self._tape.starts
        return [
            step
            for step, (first, last) in enumerate(pairwise(starts), self._after_seed)
            for _ in range(first, last)
        ]

    @cached_property
    def message_of_wire(self) -> Mapping[int, int]:
        """The number of the message that each wire carries, if it carries one."""
        plan = self._plan
        wires = (plan.wires[slot][port] for slot in self._tape.backward for port, _ in plan.slopes[slot])
        return {wire: number for number, wire in enumerate(wires)}

    def delivered(self, cursor: Cursor) -> int:
        """How many messages have been delivered at a cursor."""
        starts = self._tape.starts
        done = min(max(0, cursor.steps - self._after_seed), len(starts) - 1)
        return starts[done] + cursor.messages

    @cached_property
    def level_stops(self) -> Sequence[int]:
        """Where levels end, as numbers of steps done, from 0 to the length of the trace.

        A level is as many steps in a row as do not need one another; the seed is one of its own.
        """
        seeded = self._tape.objective is not None
        stops = [0]
        for step, slot in enumerate(self._tape.forward):
            needed = max((self.forward_steps[operand] for operand in self._plan.operands[slot]), default=-1)
            if needed >= stops[-1]:
                stops.append(step)
        if seeded:
            stops += [self._after_seed - 1, self._after_seed]
        for step, slot in enumerate(self._tape.backward, self._after_seed):
            needed = self.senders[self.arrivals[slot][-1]] if self.arrivals[slot] else -1
            if needed >= stops[-1]:
                stops.append(step)
        length = len(self._tape.backward) + (self._after_seed if seeded else self._after_seed - 1)
        return sorted({*stops, length})
