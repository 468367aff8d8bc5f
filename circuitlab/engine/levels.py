"""The engine for big, wide circuits: NumPy, one call for all steps of a level that do the same.

Slots are ordered by level and operation, so that what a call writes lies in one piece. Everything is
allocated once. Imports NumPy: import this module when needed.

Each level copies the values that it uses into one row, operand by operand. These copies often are the
local gradients as well (those of a product), and then cost nothing more. Backward, each level sums the
messages from all levels above by one `add.reduceat` over the messages sorted by receiver.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.calls import Call, Scratch, is_one, perform
from circuitlab.engine.flat import Flat, wanted
from circuitlab.formula.arrays import Array, into
from circuitlab.formula.program import Program, Step, slopes

Indices: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Levels:
    """The prepared calls, and where sources and results stand.

    values, gradients: by slot of this engine. sources: its slots for the inputs of the program.
    output: the slot of the value.
    """

    flat: Flat
    values: Array
    gradients: Array
    sources: Indices
    output: int
    forward: Sequence[Call]
    backward: Sequence[Call]

    def run(self, sources: Sequence[float], seed: float) -> tuple[float, tuple[float, ...]]:
        """The value, and the gradients of inputs and parameters. Never raises."""
        with np.errstate(all="ignore"):
            self.values[self.sources] = sources
            perform(self.forward)
            self.gradients[self.output] = seed
            perform(self.backward)
        settable = self.sources[: len(self.flat.settable)]
        return float(self.values[self.output]), tuple(self.gradients[settable].tolist())


class Group(NamedTuple):
    """The steps of a level that do the same.

    operands: slots of the flat program, a row a port. slots: where they stand in this engine.
    """

    level: int
    operation: str
    asked: tuple[bool, ...]
    operands: Indices
    slots: slice


class Messages(NamedTuple):
    """What the steps of a group send to one of their ports.

    receivers: slots of this engine. local: the local gradients, as an array or as one number for all.
    """

    group: Group
    receivers: Indices
    local: Any


def levels(flat: Flat) -> Levels:
    """Lay out the arrays of a flat circuit and bind all calls to them."""
    program = flat.program
    level = _level_of_slots(program)
    order, number = _order(flat, level)
    values = np.zeros(program.slots())
    values[number[program.inputs : program.first_step]] = program.literals
    forward, messages = _forward(list(_groups(flat, level, order)), number, values)
    output = int(number[program.output])
    bounds = np.searchsorted(level[order], np.arange(level.max() + 2))
    gradients, backward = _backward(messages, bounds)
    return Levels(flat, values, gradients, number[: program.inputs], output, forward, backward)


def _level_of_slots(program: Program) -> Indices:
    level = [0] * program.first_step
    for _, operands in program.steps:
        level.append(1 + max([level[operand] for operand in operands]))
    return np.array(level)


def _order(flat: Flat, level: Indices) -> tuple[Indices, Indices]:
    """The slots of the program by level and operation, and the number of each in this order.

    Slots that are sent messages come first in their level.
    """
    steps = flat.program.steps
    codes: dict[object, int] = {}
    code = [0] * flat.program.first_step
    code += [codes.setdefault(_face(flat, step), len(codes)) for step in steps]
    idle = np.ones(flat.program.slots(), dtype=np.bool_)
    idle[[operand for _, operands in steps for operand in operands if flat.active[operand]]] = False
    order = np.lexsort((np.array(code), idle, level))
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return order, number


def _face(flat: Flat, step: Step) -> tuple[str, tuple[bool, ...]]:
    return step[0], wanted(flat, step[1])


def _groups(flat: Flat, level: Indices, order: Indices) -> Iterator[Group]:
    steps, first = flat.program.steps, flat.program.first_step
    in_order = [
        (at, steps[slot - first])
        for at, slot in zip(level[order].tolist(), order.tolist(), strict=True)
        if at
    ]
    start = first
    for (at, (operation, asked)), members in groupby(in_order, lambda pair: (pair[0], _face(flat, pair[1]))):
        operands = np.array([step[1] for _, step in members]).T
        stop = start + operands.shape[1]
        yield Group(at, operation, asked, operands, slice(start, stop))
        start = stop


def _forward(groups: Sequence[Group], number: Indices, values: Array) -> tuple[list[Call], list[Messages]]:
    """The calls that fill the values and the local gradients."""
    row = np.empty(sum(group.operands.size for group in groups))
    scratch = Scratch(max((group.operands.shape[1] for group in groups), default=0))
    calls, messages, begun = list[Call](), list[Messages](), 0
    for _, of_level in groupby(groups, lambda group: group.level):
        taken, computing = list[Indices](), list[Call]()
        end = begun
        for group in of_level:
            sources = number[group.operands]
            ports = list(row[end : end + sources.size].reshape(sources.shape))
            end += sources.size
            taken.append(sources.ravel())
            out = values[group.slots]
            computing.append((into(group.operation, len(ports)), (*ports, out)))
            for port, slope in enumerate(slopes(group.operation, len(ports))):
                if group.asked[port]:
                    local, more = scratch.slope(slope, [*ports, out], keep=True)
                    computing += more
                    messages.append(Messages(group, sources[port], local))
        calls.append((values.take, (np.concatenate(taken), None, row[begun:end], "clip")))
        calls += computing
        begun = end
    return calls, messages


def _backward(messages: Sequence[Messages], bounds: Indices) -> tuple[Array, list[Call]]:
    """The gradients by slot, and the calls that fill them, from the highest level down.

    bounds: the first slot of each level, and the number of all slots. Messages stand behind the gradients;
    one whose local gradient is 1 is the gradient of its sender itself, and takes no room.
    """
    slots = int(bounds[-1])
    held = np.zeros(slots + sum(len(sent.receivers) for sent in messages if not is_one(sent.local)))
    sending: dict[int, list[Call]] = {}
    senders, begun = list[Indices](), slots
    for sent in messages:
        at = sent.group.slots
        if not is_one(sent.local):
            at = slice(begun, begun + len(sent.receivers))
            begun = at.stop
            call = np.multiply, (held[sent.group.slots], sent.local, held[at])
            sending.setdefault(sent.group.level, []).append(call)
        senders.append(np.arange(at.start, at.stop))
    if not messages:
        return held, []
    receivers = np.concatenate([sent.receivers for sent in messages])
    by_receiver = np.argsort(receivers, kind="stable")
    receivers, sender = receivers[by_receiver], np.concatenate(senders)[by_receiver]
    scratch = np.empty(len(receivers))
    calls = list[Call]()
    for level in range(len(bounds) - 2, -1, -1):
        first, last = np.searchsorted(receivers, bounds[level : level + 2])
        if first < last:
            starts = np.flatnonzero(np.diff(receivers[first:last], prepend=-1))
            total = held[bounds[level] : bounds[level] + len(starts)]
            arrived = scratch[: last - first]
            calls.append((held.take, (sender[first:last], None, arrived, "clip")))
            calls.append((np.add.reduceat, (arrived, starts, 0, None, total)))
        calls += sending.get(level, [])
    return held[:slots], calls
