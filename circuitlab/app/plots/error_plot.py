"""The plot of a gradient check: the error of one gate's difference quotient over the step h, both as powers.

Imports matplotlib: import this module when the plot is needed.
"""

from math import floor, isfinite, log10, nan
from typing import Any

from matplotlib.lines import Line2D
from matplotlib.text import Annotation
from PySide6.QtCore import Signal

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.marks import marking
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import MEDIUM
from circuitlab.engine.error_curve import Curve

HEIGHT = 168
MARGINS = (46, 24, 20, 24)
"""Left and right, the slider above has the same: h is in the same place on both."""
LOWEST, HIGHEST = 1e-14, 1e-1
X_TICKS = [1e-14, 1e-11, 1e-8, 1e-5, 1e-2]
MOST_Y_TICKS = 4
LEAST_DECADES = 4
RULES = 10.0
"""Where rounding can't lift the error so many times above the lowest one, as at a kink, it is not named."""
NOTHING = (1e-17, 1e-13)
"""The range that is shown where every error is exactly 0."""


class ErrorPlot(MovingPlot):
    """Draws a curve, and the current step on it. A click or a drag asks for another step."""

    LEAST = 80  # two lines of words stand above them
    picked = Signal(float)  # h

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self.marked: tuple[float, float] | None = None
        """The step and the error that the point stands at; None: there is no error at this step."""
        self.marked_step: float | None = None
        self._curve: Curve | None = None
        self._why = ""
        self._errors: dict[float, float] = {}
        self._drawn: tuple[Line2D, Line2D] | None = None
        self.ask_at(self._point)

    def show_curve(self, curve: Curve | None, h: float, why: str = "") -> None:
        """Draw a curve; None: only the axes. Of the curve that is there already only the step is moved.

        why: what is said where there is no error to be seen.
        """
        if self._drawn is None or curve is not self._curve or why != self._why:
            self._why = why
            self._draw_curve(curve)
        elif self.marked_step == h:
            return
        self._mark(h)
        self.show_movement()

    def _draw_curve(self, curve: Curve | None) -> None:
        limits = self.axes.get_xlim(), self.axes.get_ylim()
        axes = self.clear()
        self.forget_moving()
        axes.set_autoscale_on(False)  # before it is empty on a scale that knows no 0
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(LOWEST, HIGHEST)
        pairs = [] if curve is None else list(zip(curve.hs, curve.errors, strict=True))
        bottom, top = _range([error for _, error in pairs])
        axes.set_ylim(bottom, top)
        if self.held:
            axes.set_xlim(limits[0])
            axes.set_ylim(limits[1])
        self.ticks("x", X_TICKS, powers=True)
        seen = any(isfinite(error) for _, error in pairs)
        self.ticks("y", _y_ticks(bottom, top) if seen else [], powers=True)
        if not seen:
            behind = {"facecolor": self.color("panel"), "edgecolor": "none"}
            self._name(self._why, (0.5, 0.5), "center").set(bbox=behind, zorder=2.9)
        elif curve is not None:
            self._draw_guides(curve, bottom)
            self._draw_errors(pairs, bottom)
        self._curve, self._errors = curve, dict(pairs)
        self._drawn = self._draw_step()
        self.place()

    def _draw_guides(self, curve: Curve, bottom: float) -> None:
        """The slopes of the two regimes, as far as each of them rules, and their names above."""
        dashed: dict[str, Any] = {
            "color": self.color("slot"),
            "linewidth": self.width_of(1),
            "dashes": (4, 3),
            "zorder": 1.5,
        }
        level, truncation, order = curve.level or 0.0, curve.truncation, curve.order
        meeting = HIGHEST if truncation is None else (level / truncation) ** (1 / (order + 1))
        least = min((error for error in curve.errors if error >= 0), default=bottom)
        first = next(step for step, error in zip(curve.hs, curve.errors, strict=True) if isfinite(error))
        if level / first > RULES * least:
            steps = [first, min(meeting * 30, HIGHEST)]
            self.axes.plot(steps, [level / step for step in steps], **dashed)
            self._name("← rounding, like 1/h", (0.0, 1.0), "left")
        if truncation is not None and truncation * HIGHEST**order > bottom:
            steps = [max(meeting / 30, LOWEST), HIGHEST]
            self.axes.plot(steps, [truncation * step**order for step in steps], **dashed)
            self._name(f"truncation, like {'h²' if order == 2 else 'h'} →", (1.0, 1.0), "right")

    def _name(self, text: str, at: tuple[float, float], side: str) -> Annotation:
        return self.axes.annotate(
            text,
            at,
            (0, self.width_of(7)),
            "axes fraction",
            textcoords="offset points",
            ha=side,
            va="bottom",
            color=self.color("secondary"),
            fontproperties=self.face(12, MEDIUM),
            annotation_clip=False,
        )

    def _draw_errors(self, pairs: list[tuple[float, float]], bottom: float) -> None:
        """The curve; errors of exactly 0 interrupt it, as hollow points on the bottom line."""
        color, steps = self.color("gradient"), [step for step, _ in pairs]
        self.axes.plot(
            steps,
            [error if error > 0 else nan for _, error in pairs],
            color=color,
            linewidth=self.width_of(1.75),
            marker="o",
            markersize=self.width_of(2.5),
            clip_on=False,
        )
        zero = [step for step, error in pairs if error == 0]
        self.axes.plot(
            zero,
            [bottom] * len(zero),
            linestyle="",
            marker="o",
            markersize=self.width_of(4),
            markerfacecolor=self.color("panel"),
            markeredgecolor=color,
            markeredgewidth=self.width_of(1),
            clip_on=False,
            zorder=2.5,
        )

    def _draw_step(self) -> tuple[Line2D, Line2D]:
        """The line and the point of the step; `_mark` puts them where they belong."""
        line = self.axes.axvline(HIGHEST, color=self.color("ink"), linewidth=self.width_of(1.25), zorder=2.8)
        (point,) = self.axes.plot([], [], **marking(self, "gradient"), zorder=3)
        return self.moving(line), self.moving(point)

    def _mark(self, h: float) -> None:
        error = self._errors.get(h, nan)
        self.marked_step, self.marked = h, (h, error) if isfinite(error) else None
        if self._drawn is not None:
            line, point = self._drawn
            line.set_xdata([h, h])
            shown = [] if self.marked is None else [max(error, self.axes.get_ylim()[0])]
            point.set_data([h] * len(shown), shown)

    def _point(self, event: Any) -> None:
        """Inside the axes: ask for the step at this place."""
        if event.inaxes is self.axes and event.xdata is not None:
            self.picked.emit(float(event.xdata))

    def show_on(self, other: "ErrorPlot") -> None:
        """The same on another plot."""
        if self.marked_step is not None:
            other.show_curve(self._curve, self.marked_step, self._why)

    def resettle(self) -> None:
        """All of the curve again, as after zooming by hand."""
        self.held = False
        if self.marked_step is not None:
            self._draw_curve(self._curve)
            self._mark(self.marked_step)
        self.redraw()


def _range(errors: list[float]) -> tuple[float, float]:
    """From where to where the y axis goes: whole decades; the lowest is kept for errors of exactly 0."""
    positive = [error for error in errors if isfinite(error) and error > 0]
    if not positive:
        return NOTHING
    low, high = floor(log10(min(positive))), floor(log10(max(positive))) + 1
    if 0.0 in errors:
        low -= 1
    while high - low < LEAST_DECADES:
        low, high = low - 1, high + 1
    return 10.0 ** max(low, -300), 10.0 ** min(high, 300)


def _y_ticks(bottom: float, top: float) -> list[float]:
    first, last = round(log10(bottom)), round(log10(top))
    every = max(1, -(-(last - first) // MOST_Y_TICKS))
    return [10.0**power for power in range(first + 1, last + 1) if (power - last) % every == 0]
