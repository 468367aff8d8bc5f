"""Central differences at the outputs of many gates at once. Imports NumPy: import this module when needed.

Each probed gate has a column of its own, in which its output is moved up in one row and down in the
other. Gates that depend on a probed one are computed again, as arrays; all others keep their value.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape
from circuitlab.gates.kind import GateKind

OnArrays: TypeAlias = Callable[..., Any]

MEMORY = 64e6
"""About how many bytes of arrays may be alive at a time."""
COLUMNS = 64, 4096
"""The fewest and the most columns at a time: an array of the most still fits into a processor's cache."""


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

    The slots ascend and are ancestors of the tape's objective.
    """
    cone = sorted(plan.ancestors)
    last_use = {operand: slot for slot in cone for operand in plan.operands[slot]}
    fewest, most = COLUMNS
    width = int(min(most, max(fewest, MEMORY / 16 / _most_alive(plan, cone, last_use))))
    probes: list[Probe] = []
    with np.errstate(all="ignore"):
        for first in range(0, len(slots), width):
            block = slice(first, first + width)
            after = cone[bisect_left(cone, slots[first]) :]
            probes += _probe_block(plan, tape, slots[block], steps[block], after, last_use)
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
) -> list[Probe]:
    shape = (2, len(slots))
    columns = {slot: column for column, slot in enumerate(slots)}
    distances = np.empty(len(slots))  # between the two ends, as rounded
    split = np.zeros(len(slots), dtype=np.bool_)
    moved: dict[int, Any] = {}
    for slot in cone:
        output: Any = tape.values[slot]
        operands = plan.operands[slot]
        if not moved.keys().isdisjoint(operands):
            inputs = [moved.get(operand, tape.values[operand]) for operand in operands]
            evaluate, branch = _functions(plan.kinds[slot], len(inputs))
            output = evaluate(*inputs)
            for pieces in branch(*inputs):
                split |= np.not_equal(*np.broadcast_to(pieces, shape))
            for operand in operands:
                if last_use[operand] == slot:
                    moved.pop(operand, None)
        elif slot not in columns:
            continue
        if slot in columns:
            column = columns[slot]
            output = np.array(np.broadcast_to(output, shape))
            output[:, column] += (steps[column], -steps[column])
            distances[column] = output[0, column] - output[1, column]
        moved[slot] = output
    up, down = np.broadcast_to(moved[cone[-1]], shape)
    middle = tape.values[cone[-1]]
    slopes = tape.seed * ((up - down) / distances)
    bends = tape.seed * 2.0 * ((up - middle) - (middle - down)) / distances
    return [Probe(*found) for found in zip(slopes.tolist(), split.tolist(), bends.tolist(), strict=True)]


@cache
def _functions(kind: GateKind | None, inputs: int) -> tuple[OnArrays, OnArrays]:
    """From this many arrays (shapes broadcast): the output, and the numbers of the smooth pieces it is on."""
    if kind is None:
        raise ValueError("a gate of unknown kind is never computed, so nothing can move it")
    computation = kind.computation(inputs)
    return computation.array_evaluator, computation.array_branch
