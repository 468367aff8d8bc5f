"""The engine for big, wide circuits: NumPy, one call for all steps of a level that do the same.

Slots are ordered by level and operation, so that what a call writes lies in one piece. Everything is
allocated once. Imports NumPy: import this module when needed.

Each level copies the values that it uses into one row, operand by operand. These copies often are the
local gradients as well (those of a product), and then cost nothing more. Backward, each level puts its
messages into one row in the same order, and one `add.at` delivers them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.calls import Call, Scratch, is_one, perform
from circuitlab.engine.flat import Flat
from circuitlab.formula.arrays import Array, into
from circuitlab.formula.program import slopes

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
            self.gradients.fill(0.0)
            self.gradients[self.output] = seed
            perform(self.backward)
        settable = self.sources[: len(self.flat.settable)]
        return float(self.values[self.output]), tuple(self.gradients[settable].tolist())


class Steps:
    """The steps of a flat program as arrays.

    codes: by step, a number for what it does. operands: those of all steps, one after the other.
    begun: by step, where its operands begin.
    """

    def __init__(self, flat: Flat) -> None:
        steps, known = flat.program.steps, dict[object, int]()
        faces = zip([operation for operation, _ in steps], flat.asked, strict=True)
        self.codes = np.array([known.setdefault(face, len(known)) for face in faces], dtype=np.intp)
        self.operands = np.fromiter(chain.from_iterable([operands for _, operands in steps]), np.intp)
        self.begun = np.cumsum([0, *map(len, flat.asked)])


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


def levels(flat: Flat, depths: Sequence[int]) -> Levels:
    """Lay out the arrays of a flat circuit and bind all calls to them. depths: the level of each slot."""
    program, steps, level = flat.program, Steps(flat), np.array(depths)
    order = np.lexsort((np.concatenate([np.zeros(program.first_step, np.intp), steps.codes]), level))
    number = np.empty_like(order)  # of each slot of the program, in this order
    number[order] = np.arange(len(order))
    values, gradients = np.zeros(program.slots()), np.zeros(program.slots())
    values[number[program.inputs : program.first_step]] = program.literals
    forward, messages = _forward(list(_groups(flat, level, order, steps)), number, values)
    backward = _backward(messages, gradients)
    output = int(number[program.output])
    return Levels(flat, values, gradients, number[: program.inputs], output, forward, backward)


def _groups(flat: Flat, level: Indices, order: Indices, steps: Steps) -> Iterator[Group]:
    first = flat.program.first_step
    members = order[first:] - first
    changes = np.diff(level[order[first:]], prepend=-1) | np.diff(steps.codes[members], prepend=-1)
    for start, stop in pairwise([*np.flatnonzero(changes).tolist(), len(members)]):
        step = members[start]
        operation, asked = flat.program.steps[step][0], flat.asked[step]
        ports = np.arange(len(asked))[:, None]
        operands = steps.operands[steps.begun[members[start:stop]] + ports]
        yield Group(int(level[first + step]), operation, asked, operands, slice(first + start, first + stop))


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


def _backward(messages: Sequence[Messages], gradients: Array) -> list[Call]:
    """The calls that fill the gradients, from the highest level down."""
    by_level = [list(of_level) for _, of_level in groupby(messages, lambda sent: sent.group.level)]
    lengths = [sum(len(sent.receivers) for sent in of_level) for of_level in by_level]
    row = np.empty(max(lengths, default=0))
    calls = list[Call]()
    for of_level, length in zip(reversed(by_level), reversed(lengths), strict=True):
        begun = 0
        for sent in of_level:
            upstream, message = gradients[sent.group.slots], row[begun : begun + len(sent.receivers)]
            begun += len(message)
            if is_one(sent.local):
                calls.append((np.copyto, (message, upstream)))
            else:
                calls.append((np.multiply, (upstream, sent.local, message)))
        receivers = np.concatenate([sent.receivers for sent in of_level])
        calls.append((np.add.at, (gradients, receivers, row[:length])))
    return calls
