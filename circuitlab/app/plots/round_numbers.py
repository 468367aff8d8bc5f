"""Where an axis has numbers: at round ones, as many as have room beside each other, wherever its limits are.

Imports matplotlib: import this module when a plot is needed.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from matplotlib.ticker import Formatter, Locator

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.heights import Heights

TEXT = 12
"""Of the numbers, in px at 100 %."""
APART = 10
"""Between two of them at least."""


class RoundNumbers(Locator):
    """avoid: where another number stands, under which none of these may lie.

    beyond: so far beyond the end of the axis a number may reach, in px at 100 %; None: as far as it likes.
    """

    def __init__(self, look: Look, most: int, heights: Heights, beyond: float | None = None) -> None:
        self._look, self._most, self._heights, self._beyond = look, most, heights, beyond
        self.avoid: float | None = None

    def __call__(self) -> list[float]:
        """The places for the limits that there are now."""
        axis: Any = self.axis
        return self.tick_values(*axis.get_view_interval())

    def tick_values(self, vmin: float, vmax: float) -> list[float]:
        """The places for these limits."""
        low, high = sorted((float(vmin), float(vmax)))
        found, wide = list[float](), list[float]()
        for most in range(self._most, 0, -1):
            found = [each for each in self._heights.ticks(low, high, most) if low <= each <= high]
            wide = self._widths(found)
            if self._have_room(found, wide, high - low):
                break
        sized = zip(found, wide, strict=True)
        return [each for each, width in sized if not self._is_hidden(each, width, low, high)]

    @property
    def widest(self) -> float:
        """How wide the widest number is, in px."""
        return max(self._widths(self()), default=0.0)

    def _have_room(self, found: Sequence[float], wide: Sequence[float], span: float) -> bool:
        if not self._is_across:
            return len(found) * 1.4 * self._look.px(TEXT) <= self._length
        a_px = self._length / span if span else 0.0
        sized = pairwise(zip(found, wide, strict=True))
        return all(
            (other - one) * a_px >= (width + next_width) / 2 + self._look.px(APART)
            for (one, width), (other, next_width) in sized
        )

    def _is_hidden(self, tick: float, wide: float, low: float, high: float) -> bool:
        """Whether a number has no room beside the end of the axis, or beside the one to avoid."""
        a_px = self._length / (high - low) if high > low else 0.0
        half = wide / 2 if self._is_across else self._look.px(TEXT) / 2
        if self._beyond is not None and (high - tick) * a_px + self._look.px(self._beyond) < half:
            return True
        if self.avoid is None:
            return False
        needed = half + self._widths([self.avoid])[0] / 2 + self._look.px(APART) / 2
        return abs(tick - self.avoid) * a_px < needed

    @property
    def _is_across(self) -> bool:
        axis: Any = self.axis
        return bool(axis.axis_name == "x")

    @property
    def _length(self) -> float:
        """Of the axis, in px of the window."""
        axis: Any = self.axis
        box, ratio = axis.axes.bbox, axis.axes.figure.dpi / 72
        return float((box.width if self._is_across else box.height) / ratio)

    def _widths(self, values: Sequence[float]) -> list[float]:
        advance = self._look.metrics(TEXT).horizontalAdvance
        return [advance(label) for label in self._heights.labels(values)]


class Numbers(Formatter):
    """What is written at these places: all of them are known together, so that no two are alike."""

    def __init__(self, heights: Heights) -> None:
        self._heights = heights

    def __call__(self, x: float, _pos: int | None = None) -> str:
        """One number by itself."""
        return self.format_ticks([x])[0]

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """The numbers of an axis."""
        return self._heights.labels([float(value) for value in values])
