"""NumPy calls bound to the arrays that they read and write: what the array engines are lists of.

Imports NumPy: import this module when needed.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np

from circuitlab.formula.arrays import Array, into
from circuitlab.formula.program import Program

Call: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function, and its arguments; the last is the array that it writes to."""


class Scratch:
    """Rows of one length for what is needed only until the next few calls; as matrices where others are."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._rows: list[Array] = []

    def row(self, place: int) -> Array:
        """One of the rows."""
        while len(self._rows) <= place:
            self._rows.append(np.empty(self._length))
        return self._rows[place]

    def slope(self, slope: Program, arguments: Sequence[Any], *, keep: bool) -> tuple[Any, list[Call]]:
        """Where a slope stands, or the number that it is, and the calls that compute it.

        arguments: those of the operation and its value. keep: whether it needs an array of its own.
        """
        shape, size = max(
            [(np.shape(argument), np.size(argument)) for argument in arguments], key=itemgetter(1)
        )
        slots: list[Any] = [*arguments, *slope.literals]
        calls = list[Call]()
        for place, (operation, operands) in enumerate(slope.steps):
            own = keep and slope.first_step + place == slope.output
            target = np.empty(shape) if own else self.row(place)[:size].reshape(shape)
            calls.append((into(operation, len(operands)), (*[slots[slot] for slot in operands], target)))
            slots.append(target)
        return slots[slope.output], calls


def perform(calls: Sequence[Call]) -> None:
    """Make all calls in order."""
    for function, arguments in calls:
        function(*arguments)


def is_one(local: Any) -> bool:
    """Whether a local gradient is the number 1, by which nothing need be multiplied."""
    return isinstance(local, float) and local == 1.0
