"""Loss and accuracy over the epochs, of the rows trained on and of those for testing.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Sequence
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator
from PySide6.QtCore import Signal

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.plot import MEDIUM, Plot
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from circuitlab.learn.history import Record

HEIGHT = 100
MARGINS = (40, 20, 44, 20)
MOST_POINTS = 400
"""Of a longer history, evenly spread records are drawn."""


class CurvesPlot(Plot):
    """Loss on the left in the colour of values, accuracy on the right in ink and dashed; test rows thin."""

    picked = Signal(int)  # a record, by a click or a drag

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self._right: Axes | None = None
        self._times: list[float] = []
        self._places: list[int] = []
        for event in ("button_press_event", "motion_notify_event"):
            self.mpl_connect(event, guarded(self._point))

    def show_records(self, records: "Sequence[Record]", place: int, examples: int) -> None:
        """Draw the curves, and a line at the record that the canvas shows. examples: in an epoch."""
        axes = self.clear()
        right = self._dress_right()
        every = max(1, -(-len(records) // MOST_POINTS))
        self._places = sorted({*range(0, len(records), every), *([len(records) - 1] if records else [])})
        shown = [records[at] for at in self._places]
        self._times = x = [record.epoch + record.position / max(1, examples) for record in shown]
        alone = "o" if len(shown) == 1 else ""
        losses = [_finite(record.train.loss) for record in shown]
        tests = [nan if record.test is None else _finite(record.test.loss) for record in shown]
        blue, ink = self.color("value"), self.color("ink")
        axes.plot(x, losses, color=blue, linewidth=self.width_of(1.75), marker=alone)
        axes.plot(x, tests, color=blue, linewidth=self.width_of(1), linestyle=(0, (1, 1.5)))
        dashed = (0, (4, 2))
        right.plot(
            x,
            [_share(record.train) for record in shown],
            color=ink,
            linewidth=self.width_of(1.25),
            linestyle=dashed,
        )
        right.plot(
            x,
            [_share(record.test) for record in shown],
            color=ink,
            linewidth=self.width_of(1),
            linestyle=(0, (1, 1.5)),
        )
        self._limits(x, losses, tests)
        if 0 <= place < len(records):
            at = records[place].epoch + records[place].position / max(1, examples)
            axes.axvline(at, color=self.color("secondary"), linewidth=self.width_of(1.25), zorder=1.5)
        self._captions(has_test=any(record.test is not None for record in shown))
        self._place()
        self.draw_idle()

    def _dress_right(self) -> Axes:
        if self._right is not None:
            self._right.remove()
        self._right = right = self.axes.twinx()
        for spine in right.spines.values():
            spine.set_visible(False)
        right.tick_params(length=0, pad=self.width_of(5), colors=self.color("secondary"))
        right.set_ylim(0, 1.05)
        right.yaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
        right.yaxis.set_minor_locator(NullLocator())
        right.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
        for text in right.get_yticklabels():
            text.set_fontproperties(self.face())
        return right

    def _limits(self, x: Sequence[float], *curves: Sequence[float]) -> None:
        highest = max((value for curve in curves for value in curve if isfinite(value)), default=1.0)
        self.axes.set_xlim(0, max([0.0, *x]) or 1.0)
        self.axes.set_ylim(0, (highest or 1.0) * 1.05)
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_major_locator(MaxNLocator(4, integer=axis is self.axes.xaxis and max([0.0, *x]) > 2))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda value, _: numbers.text(value, 3)))
        for text in (*self.axes.get_xticklabels(), *self.axes.get_yticklabels()):
            text.set_fontproperties(self.face())

    def _captions(self, *, has_test: bool) -> None:
        test = "  (dotted: test rows)" if has_test else ""
        for text, side, color in ((f"loss{test}", 0.0, "value"), ("accuracy - -", 1.0, "ink")):
            self.axes.annotate(
                text,
                (side, 1.0),
                (0, self.width_of(6)),
                "axes fraction",
                textcoords="offset points",
                ha="right" if side else "left",
                va="bottom",
                color=self.color(color),
                fontproperties=self.face(12, MEDIUM),
                annotation_clip=False,
            )

    def _point(self, event: Any) -> None:
        """The left button is down in the plot: ask for the record at this place."""
        held = event.button == 1 if event.name == "button_press_event" else 1 in (event.buttons or ())
        if not held or event.inaxes is None or not self._times:
            return
        x, _ = self.axes.transData.inverted().transform((event.x, event.y))
        nearest = min(range(len(self._times)), key=lambda at: abs(self._times[at] - x))
        self.picked.emit(self._places[nearest])


def _finite(value: float) -> float:
    return value if isfinite(value) else nan


def _share(score: Any) -> float:
    return nan if score is None or score.accuracy is None else float(score.accuracy)
