"""The scale of a plot's heights: even, or in powers of ten where even steps would show a flat line.

Imports NumPy and matplotlib: import this module when a plot is needed.
"""

from collections.abc import Iterable, Sequence
from math import floor, log10
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from matplotlib.axes import Axes

from circuitlab.app.plots.axes import stretched, ticks
from circuitlab.app.plots.tick_labels import labels
from circuitlab.formula.reading import MINUS
from circuitlab.teach.numbers import raised

FARTHEST = 300.0
"""A power of ten beyond it, either way, is none that an axis can end at."""
SPAN = 1e4
"""Heights whose largest is more than so many times the least, or the first, are shown by their powers."""
Scale: TypeAlias = Literal["linear", "log", "symlog"]
EVEN: Scale = "linear"
POWERS: Scale = "log"
BOTH_WAYS: Scale = "symlog"


class Heights(NamedTuple):
    """near: on a scale that goes both ways from 0, heights below it are shown evenly."""

    scale: Scale = EVEN
    near: float = 1.0

    @property
    def note(self) -> str:
        """What is to be said of the scale."""
        notes = {EVEN: "", POWERS: "log scale", BOTH_WAYS: "log scale each way from 0"}
        return notes[self.scale]

    def put_on(self, axes: Axes) -> None:
        """Give the axes this scale."""
        more: dict[str, Any] = {"linthresh": self.near} if self.scale == BOTH_WAYS else {}
        axes.set_yscale(self.scale, **more)

    def limits(
        self, values: Sequence[float], before: tuple[float, float] | None = None, above: float = 0.0
    ) -> tuple[float, float]:
        """From where to where the axis goes, with some room on this scale; before: where it went.

        above: so much of the height more, above all.
        """
        known = None if before is None else (self._to(before[0]), self._to(before[1]))
        low, high = stretched([self._to(value) for value in values], known)
        if (low, high) != known:
            high += above * (high - low)
        elif before is not None:
            return before
        return self._back(low), self._back(high)

    def ticks(self, low: float, high: float, most: int) -> list[float]:
        """Places for numbers: round ones, or powers of ten."""
        if self.scale == EVEN:
            return ticks(low, high, most)
        if self.scale == POWERS and low <= 0:  # limits that an axis of powers has not taken
            return []
        first, last = (self._to(end) for end in (low, high))
        every = max(1, -(-(floor(last) - floor(first)) // most))
        rows = range(floor(first), floor(last) + 1)
        found = [self._back(row) for row in rows if first <= row <= last and row % every == 0]
        return found if len(found) > 1 else ticks(low, high, most)

    def labels(self, values: Sequence[float]) -> list[str]:
        """The numbers at ticks, no two alike."""
        found = [self._label(value) for value in values] if self.scale != EVEN else []
        return found if len(set(found)) == len(values) else labels(values)

    def _label(self, value: float) -> str:
        return f"{MINUS if value < 0 else ''}{raised(abs(value))}".replace(" ", "") if value else "0"

    def _to(self, value: float) -> float:
        """Where a height is on this scale."""
        if self.scale == EVEN:
            return value
        if self.scale == POWERS:
            return log10(value)
        size = abs(value) / self.near
        return float(np.copysign(size if size <= 1 else 1 + log10(size), value))

    def _back(self, place: float) -> float:
        if self.scale == EVEN:
            return place
        if self.scale == POWERS:
            return _power(place)
        size = abs(place)
        size = size if size <= 1 else _power(size - 1)
        return float(np.copysign(min(self.near * size, _power(FARTHEST)), place))


def _power(of: float) -> float:
    return float(10.0 ** max(-FARTHEST, min(of, FARTHEST)))


def chosen(curves: Iterable[Sequence[float]]) -> Heights:
    """The scale on which these heights are seen. Only what runs away needs one that goes both ways from 0."""
    drawn = [curve for curve in curves if curve]
    if not drawn:
        return Heights()
    low, high = min(map(min, drawn)), max(map(max, drawn))
    if low > 0:
        return Heights(POWERS) if high > SPAN * low else Heights()
    begun = max(abs(curve[0]) for curve in drawn)
    if begun and max(-low, high) > SPAN * begun:
        return Heights(BOTH_WAYS, 10.0 ** floor(log10(begun)))
    return Heights()
