"""The objective after each step, or over evaluations; gradients and values over the steps.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.axes import next_round, stretched, ticks
from circuitlab.app.plots.curve_marks import DASHES
from circuitlab.app.plots.line_labels import Box, places
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import REGULAR, SEMIBOLD
from circuitlab.learn.curves import EARLIER, Curve
from circuitlab.teach import numbers

HEIGHT = 118
MARGINS = (46, 8, 14, 22)
"""Left and right, the slider below has the same."""
PATTERNS = tuple(DASHES.values())
DOTTED = (1, 3)
"""A run that is over."""
LABEL = 13
THIN = 1.75
NOTHING = "Climb, and each step is drawn here."


def _dashes_of(curve: Curve, number: int) -> tuple[float, ...] | None:
    """How a curve is dashed: as its strategy is, or by its number among values; None: it is whole."""
    if curve.name == EARLIER:
        return DOTTED
    known = next((dashes for strategy, dashes in DASHES.items() if strategy == curve.name), None)
    return None if curve.leads else known or (PATTERNS[number % len(PATTERNS)] if number else None)


class StepsPlot(MovingPlot):
    """Shows curves; `role` is the colour of the one that leads."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self.curves: tuple[Curve, ...] = ()
        self._role = "value"
        self._what = ""
        self._lines: list[Line2D] = []
        self._dots: list[Line2D] = []
        self._names: list[Text] = []
        self._limits: tuple[float, tuple[float, float]] | None = None
        self._growing = False
        self._dressed = False
        self._here: tuple[Line2D, Annotation] | None = None
        self._across: list[float] = []
        self._nothing: Text = self.axes.text(0, 0, "")

    def show_curves(
        self, curves: Sequence[Curve], role: str, *, growing: bool, anew: bool = False, what: str = ""
    ) -> None:
        """Show curves. growing: leave room on the right. anew: forget the limits that there were.

        what: what they are curves of; others have other limits.
        """
        same = [(each.name, each.leads) for each in curves] == [
            (each.name, each.leads) for each in self.curves
        ]
        if anew or not same or what != self._what:
            self._limits, self._dressed = None, False
        self._what = what
        self.curves, self._role = tuple(curves), role
        before, self._growing = self._limits, growing
        limits = self._fitted(growing)
        if not self.held and (limits != before or not self._dressed):
            self._limits = limits
            self._dress(limits)
        self._move()
        self._nothing.set_visible(not any(each.xs for each in self.curves))
        if self._ground is None:
            self._place_names()
        self.show_movement()

    def _fitted(self, growing: bool) -> tuple[float, tuple[float, float]]:
        """How far the axes go."""
        farthest = max((each.xs[-1] for each in self.curves if each.xs), default=0.0)
        right = next_round(farthest) if growing else max(farthest, 1.0)
        heights = [y for each in self.curves for y in (each.ys and (min(each.ys), max(each.ys)))]
        before = self._limits[1] if growing and self._limits is not None else None
        return right, stretched(heights, before)

    def _dress(self, limits: tuple[float, tuple[float, float]]) -> None:
        right, (bottom, top) = limits
        self._dressed = True
        axes = self.clear()
        self.forget_moving()
        axes.set_xlim(0, right)
        axes.set_ylim(bottom, top)
        some = any(each.xs for each in self.curves)
        self.plain_ticks("y", ticks(bottom, top, 4) if some else [])
        self._across = [tick for tick in ticks(0, right, 5) if tick <= right] if some else []
        self._lines, self._dots, self._names = [], [], []
        for number, curve in enumerate(self.curves):
            self._add(curve, number)
        self._here = self._add_here()
        self._nothing = self.moving(self._say_nothing())
        self._place()

    def _add(self, curve: Curve, number: int) -> None:
        leads = curve.leads or self._role != "value" or not self._leader
        color = self.color("slot" if curve.name == EARLIER else self._role if leads else "secondary")
        dashes = _dashes_of(curve, number)
        (line,) = self.axes.plot([], [], color=color, linewidth=self.width_of(2), zorder=2.5 + curve.leads)
        if dashes is not None:
            line.set_linewidth(self.width_of(THIN))
            line.set_dashes([dash / THIN for dash in dashes])  # in widths of the line
        (dot,) = self.axes.plot(
            [],
            [],
            marker="o",
            markersize=self.width_of(8),
            markerfacecolor=color if leads else self.color("panel"),
            markeredgecolor=self.color("panel") if leads else color,
            markeredgewidth=self.width_of(1.5),
            clip_on=False,
            zorder=4 + curve.leads,
        )
        name = self.axes.text(
            0,
            0,
            curve.label,
            color=color,
            fontproperties=self.face(LABEL, SEMIBOLD),
            ha="center",
            va="center",
            visible=False,
            zorder=5,
        )
        self._lines.append(self.moving(line))
        self._dots.append(self.moving(dot))
        self._names.append(name)  # stands still as long as the axes do

    @property
    def _leader(self) -> bool:
        return any(each.leads for each in self.curves)

    def _add_here(self) -> tuple[Line2D, Annotation]:
        """The line at the iteration that is shown, and its number below."""
        line = self.axes.axvline(0, color=self.color("wire"), linewidth=self.width_of(1.25), zorder=2)
        number = self.axes.annotate(
            "",
            (0, 0),
            (0, -self.width_of(5)),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            va="top",
            color=self.color("ink"),
            fontproperties=self.face(12, SEMIBOLD),
            annotation_clip=False,
        )
        return self.moving(line), self.moving(number)

    def _say_nothing(self) -> Text:
        """What stands in a plot without curves."""
        return self.axes.text(
            0.5,
            0.5,
            NOTHING,
            transform=self.axes.transAxes,
            ha="center",
            va="center",
            color=self.color("secondary"),
            fontproperties=self.face(13),
        )

    def _move(self) -> None:
        """Put lines, points and the mark where they are now."""
        for curve, line, dot in zip(self.curves, self._lines, self._dots, strict=True):
            line.set_data(curve.xs, curve.ys)
            dot.set_data(*([curve.here[0]], [curve.here[1]]) if curve.here else ([], []))
        if self._here is None:
            return
        self._here[0].set_visible(any(each.xs for each in self.curves))
        marked = [each.here for each in self.curves if each.here and (each.leads or not self._leader)]
        x = marked[0][0] if marked else 0.0
        line, number = self._here
        line.set_xdata([x, x])
        number.xy = (x, 0)
        number.set_text(f"{x:.0f}" if x else "")
        number.set_horizontalalignment("right" if x > 0.96 * self.axes.get_xlim()[1] else "center")
        self._clear_ticks_near(x)

    def _clear_ticks_near(self, x: float) -> None:
        """Numbers of the axis that the mark's would cover are left out."""
        low, high = self.axes.get_xlim()
        room = 0.09 * (high - low)
        wanted = [tick for tick in self._across if not x or abs(tick - x) > room]
        if self.held:
            wanted = [tick for tick in ticks(low, high, 5) if low <= tick <= high]
        shown = list(self.axes.xaxis.get_majorticklocs())
        if wanted != shown:
            self.plain_ticks("x", wanted)
            self.redraw()

    def _place_names(self) -> None:
        """Names stand beside their curves, and stay there until the axes change."""
        to_px = self.axes.transData
        box = self.axes.bbox
        curves = [
            np.atleast_2d(to_px.transform(np.column_stack([each.xs, each.ys])))
            if each.xs
            else np.empty((0, 2))
            for each in self.curves
        ]
        measure = self.look.metrics(LABEL)
        ratio = self.device_pixel_ratio
        sizes = [
            (ratio * (measure.horizontalAdvance(each.label) * 1.06 + 4), ratio * measure.height())
            for each in self.curves
        ]
        area = Box(box.x0, box.y0, box.x1, box.y1)
        for name, at in zip(self._names, places(curves, sizes, area), strict=True):
            name.set_visible(at is not None)
            if at is not None:
                name.set_position(tuple(to_px.inverted().transform(at)))

    def resettle(self) -> None:
        """Find the limits and the places of the names anew, as after zooming by hand."""
        self.held = False
        self._limits = None
        self.show_curves(self.curves, self._role, growing=self._growing, anew=True, what=self._what)

    def plain_ticks(self, axis: str, at: list[float]) -> None:
        """Numbers as the rest of the window writes them."""
        self.ticks(axis, at)
        of = self.axes.xaxis if axis == "x" else self.axes.yaxis
        of.set_major_formatter(lambda value, _: numbers.text(float(value)).replace(" ", ""))
        for text in of.get_ticklabels():
            text.set_fontproperties(self.face(12, REGULAR))
