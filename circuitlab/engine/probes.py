"""Central differences at the outputs of many gates at once. Imports NumPy: import this module when needed.

Each probed gate has a column of its own, in which its output is moved up in one row and down in the
other. Gates that depend on a probed one are computed again, as arrays; all others keep their value. The
same gate may have many columns, each with a step of its own.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape
from circuitlab.engine.work import Work, done
from circuitlab.gates.kind import GateKind

OnArrays: TypeAlias = Callable[..., Any]

MEMORY = 64e6
"""About how many bytes of arrays may be alive at a time."""
COLUMNS = 64, 4096
"""The fewest and the most columns at a time: an array of the most still fits into a processor's cache."""


PIECE, OVERHEAD = 600_000, 700
"""Between two pauses: about so many columns times gates. A gate's calls cost as much as so many columns."""


class Probe(NamedTuple):
    """What came of moving one gate's output.

    slope: seed x the difference quotient of the objective. split: whether some gate was on different
    smooth pieces at the two ends, so that the quotient is no slope. bend: how far the slopes on the two
    sides are apart, seed included.
    """

    slope: float
    split: bool
    bend: float


def probe(plan: Plan, tape: Tape, slots: Sequence[int], steps: Sequence[float]) -> list[Probe]:
    """Move the output of each of these slots by its step, up and down.

    The slots ascend and are ancestors of the tape's objective; the same one may come several times.
    """
    return done(probing(plan, tape, slots, steps))


def probing(plan: Plan, tape: Tape, slots: Sequence[int], steps: Sequence[float]) -> Work[list[Probe]]:
    """`probe`, with pauses."""
    cone = sorted(plan.ancestors)
    last_use = {operand: slot for slot in cone for operand in plan.operands[slot]}
    fewest, most = COLUMNS
    width = int(min(most, max(fewest, MEMORY / 16 / _most_alive(plan, cone, last_use))))
    probes: list[Probe] = []
    yield
    for first in range(0, len(slots), width):
        block = slice(first, first + width)
        after = cone[bisect_left(cone, slots[first]) :]
        probes += yield from _probe_block(plan, tape, slots[block], steps[block], after, last_use)
    return probes


def _most_alive(plan: Plan, cone: Sequence[int], last_use: Mapping[int, int]) -> int:
    """The largest number of outputs that are needed later, at any time."""
    alive = most = 1
    for slot in cone:
        alive += 1
        most = max(most, alive)
        alive -= sum(last_use[operand] == slot for operand in set(plan.operands[slot]))
    return most


def _probe_block(
    plan: Plan,
    tape: Tape,
    slots: Sequence[int],
    steps: Sequence[float],
    cone: Sequence[int],  # the ancestors from the first of `slots` on; the last is the objective
    last_use: Mapping[int, int],
) -> Work[list[Probe]]:
    moving = _Moving(plan, tape, slots, steps, last_use)
    piece = PIECE // (OVERHEAD + len(slots))
    for first in range(0, len(cone), piece):
        with np.errstate(all="ignore"):  # not across a pause: it would hold for whoever runs then
            for slot in cone[first : first + piece]:
                moving.compute(slot)
        yield
    with np.errstate(all="ignore"):
        return moving.probes(cone[-1])


class _Moving:
    """The outputs that move with the probed ones, as far as they have been computed."""

    def __init__(
        self,
        plan: Plan,
        tape: Tape,
        slots: Sequence[int],
        steps: Sequence[float],
        last_use: Mapping[int, int],
    ) -> None:
        self._plan = plan
        self._tape = tape
        self._last_use = last_use
        self._shape = (2, len(slots))
        self._steps = np.array((steps, np.negative(steps)))
        firsts = np.flatnonzero(np.diff(slots, prepend=-1)).tolist()
        self._columns = {slots[first]: slice(first, end) for first, end in pairwise([*firsts, len(slots)])}
        self._distances = np.empty(len(slots))  # between the two ends, as rounded
        self._split = np.zeros(len(slots), dtype=np.bool_)
        self._outputs: dict[int, Any] = {}

    def compute(self, slot: int) -> None:
        """The output of the next slot, if it moves."""
        moved, tape, operands = self._outputs, self._tape, self._plan.operands[slot]
        output: Any = tape.values[slot]
        if not moved.keys().isdisjoint(operands):
            inputs = [moved.get(operand, tape.values[operand]) for operand in operands]
            evaluate, branch = on_arrays(self._plan.kinds[slot], len(inputs))
            output = evaluate(*inputs)
            for pieces in branch(*inputs):
                self._split |= np.not_equal(*np.broadcast_to(pieces, self._shape))
            for operand in operands:
                if self._last_use[operand] == slot:
                    moved.pop(operand, None)
        elif slot not in self._columns:
            return
        if slot in self._columns:
            columns = self._columns[slot]
            output = np.array(np.broadcast_to(output, self._shape))
            output[:, columns] += self._steps[:, columns]
            self._distances[columns] = output[0, columns] - output[1, columns]
        moved[slot] = output

    def probes(self, objective: int) -> list[Probe]:
        """What came of it, by column."""
        tape, distances = self._tape, self._distances
        up, down = np.broadcast_to(self._outputs[objective], self._shape)
        middle = tape.values[objective]
        slopes = tape.seed * ((up - down) / distances)
        bends = tape.seed * 2.0 * ((up - middle) - (middle - down)) / distances
        found = zip(slopes.tolist(), self._split.tolist(), bends.tolist(), strict=True)
        return [Probe(*each) for each in found]


@cache
def on_arrays(kind: GateKind | None, inputs: int) -> tuple[OnArrays, OnArrays]:
    """From this many arrays (shapes broadcast): the output, and the numbers of the smooth pieces it is on."""
    if kind is None:
        raise ValueError("a gate of unknown kind is never computed, so nothing can move it")
    computation = kind.computation(inputs)
    return computation.array_evaluator, computation.array_branch
