"""The objective after each step, or over evaluations; gradients and values over the steps.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Sequence

from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.axes import next_round
from circuitlab.app.plots.curve_marks import DASHES
from circuitlab.app.plots.curve_names import CurveNames
from circuitlab.app.plots.heights import Heights, chosen
from circuitlab.app.plots.marks import marking, say
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import SEMIBOLD
from circuitlab.app.plots.round_numbers import RoundNumbers
from circuitlab.app.plots.sizes import STEPS_MARGINS
from circuitlab.learn.curves import EARLIER, Curve

HEIGHT = 144
CROWD, HEADROOM = 2, 0.25
"""More curves than these, as a climb begins with, need room for names above them: so much of their height."""
PATTERNS = tuple(DASHES.values())
DOTTED = (1, 3)
"""A run that is over."""
THIN = 1.75
NOTHING = "Climb, and each step is drawn here."


def _dashes_of(curve: Curve, number: int) -> tuple[float, ...] | None:
    """How a curve is dashed: as its strategy is, or by its number among values; None: it is whole."""
    if curve.name == EARLIER:
        return DOTTED
    known = next((dashes for strategy, dashes in DASHES.items() if strategy == curve.name), None)
    return None if curve.leads else known or (PATTERNS[number % len(PATTERNS)] if number else None)


def _one_leads(curves: Sequence[Curve]) -> bool:
    return any(each.leads for each in curves)


class StepsPlot(MovingPlot):
    """Shows curves; `role` is the colour of the one that leads. `heights`: the scale that they need."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, STEPS_MARGINS)
        self.curves: tuple[Curve, ...] = ()
        self.heights = Heights()
        self.names = CurveNames(self)
        self._role = "value"
        self._what = ""
        self._lines: list[Line2D] = []
        self._dots: list[Line2D] = []
        self._limits: tuple[float, tuple[float, float]] | None = None
        self._growing = False
        self._at: float | None = None
        self._dressed = False
        self._here: tuple[Line2D, Annotation] | None = None
        self._across: RoundNumbers | None = None
        self._nothing: Text = self.axes.text(0, 0, "")

    def show_curves(
        self,
        curves: Sequence[Curve],
        role: str,
        *,
        growing: bool,
        anew: bool = False,
        what: str = "",
        at: float | None = None,
    ) -> None:
        """Show curves. growing: leave room on the right. anew: forget the limits that there were.

        what: what they are curves of; others have other limits. at: the iteration that is marked; None: that
        of the one that leads, which may have ended before.
        """
        self._at = at
        heights = chosen(each.ys for each in curves)
        same = [(each.name, each.leads) for each in curves] == [
            (each.name, each.leads) for each in self.curves
        ]
        if anew or not same or what != self._what or heights != self.heights:
            self._limits, self._dressed = None, False
        self._what, self.heights = what, heights
        self.curves, self._role = tuple(curves), role
        before, self._growing = self._limits, growing
        limits = self._fitted(growing)
        if not self.held and (limits != before or not self._dressed):
            self._limits = limits
            self._dress(limits)
        self._move()
        self._nothing.set_visible(not any(each.xs for each in self.curves))
        if self._ground is not None and self.names.are_crossed(self.curves, self._marked):
            self.redraw()
        self.show_movement()

    def _fitted(self, growing: bool) -> tuple[float, tuple[float, float]]:
        """How far the axes go."""
        farthest = max((each.xs[-1] for each in self.curves if each.xs), default=0.0)
        right = next_round(farthest) if growing else max(farthest, 1.0)
        ends = [y for each in self.curves for y in (each.ys and (min(each.ys), max(each.ys)))]
        before = self._limits[1] if growing and self._limits is not None else None
        above = HEADROOM if len(self.curves) > CROWD else 0.0
        return right, self.heights.limits(ends, before, above)

    def _dress(self, limits: tuple[float, tuple[float, float]]) -> None:
        right, heights = limits
        self._dressed = True
        axes = self.clear()
        self.forget_moving()
        self.names.forget()
        self.heights.put_on(axes)
        axes.set_xlim(0, right)
        axes.set_ylim(*heights)
        some = any(each.xs for each in self.curves)
        self.round_ticks("y", 4 if some else 0, self.heights)
        self._across = self.round_ticks("x", 5 if some else 0, beyond=STEPS_MARGINS[2])
        self._lines, self._dots = [], []
        for number, curve in enumerate(self.curves):
            self._add(curve, number)
        self._here = self._add_here()
        self._nothing = self.moving(say(self, NOTHING))
        self.place()

    def _add(self, curve: Curve, number: int) -> None:
        color, dashes = self._color_of(curve), _dashes_of(curve, number)
        (line,) = self.axes.plot([], [], color=color, linewidth=self.width_of(2), zorder=2.5 + curve.leads)
        if dashes is not None:
            line.set_linewidth(self.width_of(THIN))
            line.set_dashes([dash / THIN for dash in dashes])  # in widths of the line
        look = marking(self, "value", 8) | {"markeredgewidth": self.width_of(1.5)}
        inside, rim = (color, self.color("panel"))[:: 1 if self._stands_out(curve) else -1]
        look |= {"markerfacecolor": inside, "markeredgecolor": rim}
        (dot,) = self.axes.plot([], [], **look, zorder=4 + curve.leads)
        self._lines.append(self.moving(line))
        self._dots.append(self.moving(dot))

    def _stands_out(self, curve: Curve) -> bool:
        return curve.leads or self._role != "value" or not _one_leads(self.curves)

    def _color_of(self, curve: Curve) -> str:
        leads = self._stands_out(curve)
        return self.color("slot" if curve.name == EARLIER else self._role if leads else "secondary")

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

    def _move(self) -> None:
        """Put lines, points and the mark where they are now."""
        for curve, line, dot in zip(self.curves, self._lines, self._dots, strict=True):
            line.set_data(curve.xs, curve.ys)
            dot.set_data(*([curve.here[0]], [curve.here[1]]) if curve.here else ([], []))
        if self._here is None:
            return
        self._here[0].set_visible(any(each.xs for each in self.curves))
        x = self._marked
        line, number = self._here
        line.set_xdata([x, x])
        number.xy = (x, 0)
        written = x if not self._growing else 0.0  # while it runs, numbers of the axis stay where they are
        number.set_text(f"{written:.0f}" if written else "")
        number.set_horizontalalignment("right" if x > 0.96 * self.axes.get_xlim()[1] else "center")
        self._clear_numbers_near(written)

    @property
    def _marked(self) -> float:
        """The iteration that is shown."""
        if self._at is not None:
            return self._at
        led = _one_leads(self.curves)
        marked = [each.here for each in self.curves if each.here and (each.leads or not led)]
        return marked[0][0] if marked else 0.0

    def _clear_numbers_near(self, x: float) -> None:
        """Numbers of the axis that the mark's would cover are left out."""
        if self._across is not None:
            before = self._across()
            self._across.avoid = x or None
            if self._across() != before:
                self.redraw()

    def draw(self) -> None:
        """All of it, with names where there is room for them now."""
        self.place()
        self._put_names()
        super().draw()

    @guarded
    def _put_names(self) -> None:
        colors = [self._color_of(each) for each in self.curves]
        self.names.put(self.curves, colors, self._marked, self._growing)

    def show_on(self, other: "StepsPlot") -> None:
        """The same on another plot."""
        other.show_curves(self.curves, self._role, growing=self._growing, what=self._what, at=self._at)

    def resettle(self) -> None:
        """Find the limits and the places of the names anew, as after zooming by hand."""
        self.held = False
        self._limits = None
        self.show_curves(
            self.curves, self._role, growing=self._growing, anew=True, what=self._what, at=self._at
        )
