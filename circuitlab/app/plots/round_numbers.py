"""Where an axis has numbers: at round ones, as many as have room beside each other, wherever its limits are.

Imports matplotlib: import this module when a plot is needed.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from matplotlib.ticker import Locator

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
        found = list[float]()
        for most in range(self._most, 0, -1):
            found = [each for each in self._heights.ticks(low, high, most) if low <= each <= high]
            if self._have_room(found, high - low):
                break
        return [each for each in found if not self._is_hidden(each, low, high)]

    def _have_room(self, found: Sequence[float], span: float) -> bool:
        if not self._is_across:
            return len(found) * 1.4 * self._look.px(TEXT) <= self._length
        a_px = self._length / span if span else 0.0
        return all(
            (other - one) * a_px >= (self._wide(one) + self._wide(other)) / 2 + self._look.px(APART)
            for one, other in pairwise(found)
        )

    def _is_hidden(self, tick: float, low: float, high: float) -> bool:
        """Whether a number has no room beside the end of the axis, or beside the one to avoid."""
        a_px = self._length / (high - low) if high > low else 0.0
        half = self._wide(tick) / 2 if self._is_across else self._look.px(TEXT) / 2
        if self._beyond is not None and (high - tick) * a_px + self._look.px(self._beyond) < half:
            return True
        if self.avoid is None:
            return False
        needed = half + self._wide(self.avoid) / 2 + self._look.px(APART) / 2
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

    def _wide(self, value: float) -> float:
        return self._look.metrics(TEXT).horizontalAdvance(self._heights.label(value))
