"""The engine for deep circuits: a flat tape run by a generated loop.

The loop has one branch for each different operation of the tape, the most frequent first, so that it is
made once for a tape of any length. The local gradients are recorded going forward; the way back needs no
operations any more: each slot has one record of two messages, and the gradients are popped from the end.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias, TypeVar

from circuitlab.engine.flat import Flat, wanted
from circuitlab.engine.writing import ONE, ZERO, compiled, slope, value

T = TypeVar("T")

Branch: TypeAlias = tuple[str, tuple[bool, ...]]
"""An operation, and which of its arguments are sent a message."""
Loop: TypeAlias = Callable[..., tuple[list[float], list[float], list[float]]]
"""(first values, codes, operands, more operands) -> values by slot, and two local gradients by record."""

NOWHERE = 0
"""The slot that a record with fewer than two messages sends to; the sources stand behind it."""
_FILL = [NOWHERE, NOWHERE]


class Interpreter(NamedTuple):
    """A tape with the loop that runs it.

    tape: three columns: the number of a step's branch, its first operand, and its second one or a tuple of
        all others.
    targets: two columns, by record, last first: the slots that it sends to.
    output: the slot of the value.
    """

    flat: Flat
    loop: Loop
    tape: tuple[Sequence[int], Sequence[int], Sequence[int | tuple[int, ...]]]
    targets: tuple[Sequence[int], Sequence[int]]
    output: int

    def run(self, sources: Sequence[float], seed: float) -> tuple[float, tuple[float, ...]]:
        """The value, and the gradients of inputs and parameters. Raises where Python does (1/0, exp(710))."""
        values, first, second = self.loop([0.0, *sources, *self.flat.program.literals], *self.tape)
        gradients = [0.0] * len(values)
        gradients[self.output] = seed
        pop = gradients.pop
        first.reverse()
        second.reverse()
        for one, other, local, local_other in zip(*self.targets, first, second, strict=True):
            upstream = pop()
            gradients[one] += upstream * local
            gradients[other] += upstream * local_other
        return values[self.output], tuple(gradients[1 : 1 + len(self.flat.settable)])


def interpreter(flat: Flat) -> Interpreter:
    """Lay out the tape of a flat circuit, and generate its loop.

    A step that sends more than two messages takes a slot for each further one. Its consumers know the
    topmost of them, which hands the upstream gradient down to the next.
    """
    program = flat.program
    branches = [(operation, wanted(flat, operands)) for operation, operands in program.steps]
    codes = {branch: code for code, (branch, _) in enumerate(Counter(branches).most_common())}
    slots = list(range(1, 1 + program.first_step))  # by slot of the program
    firsts, others = list[int](), list[int | tuple[int, ...]]()
    ones, twos = list[int](), list[int]()
    for _, operands in program.steps:
        feeding = [slots[operand] for operand in operands]
        firsts.append(feeding[0])
        others.append(feeding[-1] if len(feeding) < 3 else tuple(feeding[1:]))
        one, two, *more = [slots[operand] for operand in operands if flat.active[operand]] + _FILL
        ones.append(one)
        twos.append(two)
        for further in more[: len(more) - len(_FILL)]:
            twos.append(program.first_step + len(ones))  # the slot below
            ones.append(further)
        slots.append(program.first_step + len(ones))
    ones.reverse()
    twos.reverse()
    loop = compiled(source(list(codes)), "loop")
    columns = [codes[branch] for branch in branches], firsts, others
    return Interpreter(flat, loop, columns, (ones, twos), slots[program.output])


def source(branches: Sequence[Branch]) -> str:
    """The text of the loop, with its branches in this order."""
    lines = [
        "def loop(values, codes, firsts, others):",
        "  first, second = [], []",
        "  push, one, other = values.append, first.append, second.append",
        "  for code, i, j in zip(codes, firsts, others):",
        "    a = values[i]",
    ]
    for code, branch in enumerate(branches):
        lines.append(f"    {'elif' if code else 'if'} code == {code}:")
        lines += (f"      {line}" for line in _branch(*branch))
    return "\n".join([*lines, "  return values, first, second"])


def _branch(operation: str, asked: tuple[bool, ...]) -> list[str]:
    count = len(asked)
    names = ["a", "b", *(f"b{port}" for port in range(2, count))][:count]
    lines = [f"{name} = values[{'j' if count == 2 else f'j[{port}]'}]" for port, name in enumerate(names[1:])]
    lines.append(f"out = {value(operation, names)}")
    slopes = [slope(operation, port, names, "out") for port, sent in enumerate(asked) if sent]
    for record, (local, local_other) in enumerate(_records(slopes, ZERO)):
        lines += ["push(out)", f"one({local})", f"other({ONE if record else local_other})"]
    return lines


def _records(messages: Sequence[T], filler: T) -> list[tuple[T, T]]:
    """The first two messages of a step, then each further one; what is missing is filled up."""
    one, other, *more = [*messages, filler, filler][: max(2, len(messages))]
    return [(one, other), *((further, filler) for further in more)]
