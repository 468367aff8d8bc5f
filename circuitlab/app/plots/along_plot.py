"""The objective along one input, all others as they are, with its tangent where it is now.

Imports matplotlib: import this module when the plot is needed.
"""

from math import isfinite

import numpy as np
from matplotlib.lines import Line2D

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.axes import stretched
from circuitlab.app.plots.marks import marking
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.sizes import STEPS_MARGINS
from circuitlab.app.plots.steps_plot import HEIGHT
from circuitlab.learn.landscape import Profile


class AlongPlot(MovingPlot):
    """Shows a profile: the curve blue, as values are; the tangent orange, as gradients are."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, STEPS_MARGINS)
        self.profile: Profile | None = None
        self._limits: tuple[float, float, float, float] | None = None
        self._lines: tuple[Line2D, Line2D, Line2D] | None = None

    def show_profile(self, profile: Profile) -> None:
        """Show a profile; the axes stay as long as they hold it."""
        self.profile = profile
        heights = profile.heights[np.isfinite(profile.heights)]
        left, right = float(profile.xs[0]), float(profile.xs[-1])
        before = self._limits
        same = before is not None and before[:2] == (left, right)
        bounds = [float(heights.min()), float(heights.max())] if len(heights) else []
        bottom, top = stretched(bounds, before[2:] if same and before is not None else None)
        limits = (left, right, bottom, top)
        if limits != before and not self.held:
            self._limits = limits
            self._dress(limits)
        self._move(profile)
        self.show_movement()

    def _dress(self, limits: tuple[float, float, float, float]) -> None:
        left, right, bottom, top = limits
        axes = self.clear()
        self.forget_moving()
        axes.set_xlim(left, right)
        axes.set_ylim(bottom, top)
        self.round_ticks("x", 5, beyond=STEPS_MARGINS[2])
        self.round_ticks("y", 4)
        (curve,) = axes.plot([], [], color=self.color("value"), linewidth=self.width_of(2), zorder=2)
        (tangent,) = axes.plot([], [], color=self.color("gradient"), linewidth=self.width_of(1.75), zorder=3)
        (point,) = axes.plot([], [], **marking(self, "value"), zorder=4)
        self._lines = self.moving(curve), self.moving(tangent), self.moving(point)
        self.place()

    def _move(self, profile: Profile) -> None:
        if self._lines is None:
            return
        curve, tangent, point = self._lines
        curve.set_data(profile.xs, np.where(np.isfinite(profile.heights), profile.heights, np.nan))
        there = isfinite(profile.value) and isfinite(profile.x)
        point.set_data([profile.x] * there, [profile.value] * there)
        if there and isfinite(profile.slope):
            reach = 0.18 * float(profile.xs[-1] - profile.xs[0])
            ends = [profile.x - reach, profile.x + reach]
            tangent.set_data(ends, [profile.value + profile.slope * (x - profile.x) for x in ends])
        else:
            tangent.set_data([], [])

    def show_on(self, other: "AlongPlot") -> None:
        """The same on another plot."""
        if self.profile is not None:
            other.show_profile(self.profile)

    def resettle(self) -> None:
        """The axes that the profile needs."""
        self.held, self._limits = False, None
        if self.profile is not None:
            self.show_profile(self.profile)
