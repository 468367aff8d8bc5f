"""The engine for deep circuits: a flat tape run by a generated loop.

The loop has one branch for each different operation of the tape, the most frequent first, so that it is
made once for a tape of any length. The local gradients are recorded going forward; the way back needs no
operations any more: each slot has one record of at most two messages, and both the gradients and the local
gradients are popped from the end.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

from circuitlab.engine.flat import Flat
from circuitlab.engine.writing import ONE, ZERO, compiled, folded, slope, value

Branch: TypeAlias = tuple[str, tuple[bool, ...]]
"""An operation, and which of its arguments are sent a message."""
Loop: TypeAlias = Callable[..., tuple[list[float], list[float]]]
"""(first values, tape) -> values by slot, and the local gradients recorded."""

NOWHERE = 0
"""The slot that a record of fewer than two messages sends the others to; the sources stand behind it."""


class Interpreter(NamedTuple):
    """A tape with the loop that runs it.

    tape: by step, the number of its branch, its first operand, and its second one or a tuple of all others.
    targets: by record, last first, the two slots that it sends to.
    output: the slot of the value.
    """

    flat: Flat
    loop: Loop
    tape: Sequence[tuple[int, int, int | tuple[int, ...]]]
    targets: Sequence[tuple[int, int]]
    output: int

    def run(self, sources: Sequence[float], seed: float) -> tuple[float, tuple[float, ...]]:
        """The value, and the gradients of inputs and parameters. Raises where Python does (1/0, exp(710))."""
        values, locals_ = self.loop([0.0, *sources, *self.flat.program.literals], self.tape)
        gradients = [0.0] * len(values)
        gradients[self.output] = seed
        for one, other in self.targets:
            upstream = gradients.pop()
            gradients[one] += upstream * locals_.pop()
            if other:
                gradients[other] += upstream * locals_.pop()
        return values[self.output], tuple(gradients[1 : 1 + len(self.flat.settable)])


def interpreter(flat: Flat) -> Interpreter:
    """Lay out the tape of a flat circuit, and generate its loop.

    A step that sends more than two messages takes a slot for each further one. Its consumers know the
    topmost of them, which hands the upstream gradient down to the next.
    """
    program = flat.program
    branches = [(operation, asked) for (operation, _), asked in zip(program.steps, flat.asked, strict=True)]
    codes = {branch: code for code, (branch, _) in enumerate(Counter(branches).most_common())}
    slots = list(range(1, 1 + program.first_step))  # by slot of the program
    tape, targets = list[tuple[int, int, int | tuple[int, ...]]](), list[tuple[int, int]]()
    for (_, operands), branch in zip(program.steps, branches, strict=True):
        first, *others = feeding = [slots[operand] for operand in operands]
        tape.append((codes[branch], first, feeding[-1] if len(others) < 2 else tuple(others)))
        one, two, *more = *compress(feeding, branch[1]), NOWHERE, NOWHERE
        targets.append((one, two))
        for further in more[:-2]:
            targets.append((further, program.first_step + len(targets)))  # the slot below
        slots.append(program.first_step + len(targets))
    targets.reverse()
    return Interpreter(flat, compiled(source(list(codes)), "loop"), tape, targets, slots[program.output])


def source(branches: Sequence[Branch]) -> str:
    """The text of the loop, with its branches in this order."""
    body = list[str]()
    for code, branch in enumerate(branches):
        body.append(f"    {'elif' if code else 'if'} code == {code}:")
        body += (f"      {line}" for line in _branch(*branch))
    return "\n".join(
        [
            "def loop(values, tape):",
            "  locals = []",
            "  for code, i, j in tape:",
            *(body or ["    pass"]),
            "  return values, locals",
        ]
    )


def _branch(operation: str, asked: tuple[bool, ...]) -> Iterator[str]:
    count = len(asked)
    *names, out = [f"v{port}" for port in range(count + 1)]
    places = ["i", "j"] if count < 3 else ["i", *(f"j[{port}]" for port in range(count - 1))]
    fetched = [(name, f"values[{place}]") for name, place in zip(names, places, strict=False)]
    slopes = [slope(operation, port, names, out) for port, sent in enumerate(asked) if sent] or [ZERO]
    records = [slopes[:2], *([further, ONE] for further in slopes[2:])]
    pushes = list[str]()
    for record in records:
        pushes += [f"values.append({out})", *(f"locals.append({local})" for local in reversed(record))]
    return folded([*fetched, (out, value(operation, names))], "; ".join(pushes))
