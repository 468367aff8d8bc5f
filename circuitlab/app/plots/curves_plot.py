"""Loss and accuracy over the epochs, of the rows trained on and of those for testing.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Sequence
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from PySide6.QtCore import Signal

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.axes import next_round
from circuitlab.app.plots.heights import EVEN, Heights, chosen
from circuitlab.app.plots.marks import say
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import MEDIUM
from circuitlab.learn.curves import drawable

if TYPE_CHECKING:
    from circuitlab.learn.history import Record

HEIGHT = 114
MARGINS = (40, 20, 44, 20)
NOTHING = "Train, and each epoch is drawn here."
MOST_POINTS = 400
"""Of a longer history, evenly spread records are drawn."""


class CurvesPlot(MovingPlot):
    """Loss on the left in the colour of values, accuracy on the right in ink and dashed; test rows dotted.

    Dressed once: while a training goes on only the lines are given other numbers.
    """

    picked = Signal(int)  # a record, by a click or a drag

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self._asked: tuple[Sequence[Record], int, int, int] = ((), -1, 1, 1)
        self._times: list[float] = []
        self._places: list[int] = []
        self._spans: tuple[object, ...] = ()  # of the axes as they are
        self._wanted: tuple[float, Sequence[float]] = (1.0, ())
        self._heights = Heights()
        axes = self.clear()
        self._right = self._dress_right()
        blue, ink, dotted = self.color("value"), self.color("ink"), (0, (1, 1.5))
        self._lines = (
            axes.plot([], [], color=blue, linewidth=self.width_of(1.75))[0],
            axes.plot([], [], color=blue, linewidth=self.width_of(1), linestyle=dotted)[0],
            self._right.plot([], [], color=ink, linewidth=self.width_of(1.25), linestyle=(0, (4, 2)))[0],
            self._right.plot([], [], color=ink, linewidth=self.width_of(1), linestyle=dotted)[0],
        )
        color = self.color("secondary")
        self._nothing = say(self, NOTHING)
        self._here = axes.axvline(0, color=color, linewidth=self.width_of(1.25), zorder=1.5)
        self._loss = self._caption(0.0, "left", "value")
        self._caption(1.0, "right", "ink").set_text("accuracy - -")
        self.round_ticks("x", 4)
        self.ask_at(self._point)

    def show_records(self, records: "Sequence[Record]", place: int, examples: int, epochs: int) -> None:
        """Draw the curves, and a line at the record that the canvas shows.

        examples: in an epoch. epochs: that are wanted: no further the axis goes, and only to a round number
        beyond what is there.
        """
        self._asked = records, place, examples, epochs
        every = max(1, -(-len(records) // MOST_POINTS))
        self._places = sorted({*range(0, len(records), every), *([len(records) - 1] if records else [])})
        shown = [records[at] for at in self._places]
        self._times = x = [_time(record, examples) for record in shown]
        losses = [_drawn(record.train.loss) for record in shown]
        tests = [nan if record.test is None else _drawn(record.test.loss) for record in shown]
        shares = [_share(record.train) for record in shown]
        curves = (losses, tests, shares, [_share(record.test) for record in shown])
        for line, curve in zip(self._lines, curves, strict=True):
            line.set_data(x, curve)
            line.set_marker("o" if len(shown) == 1 else "")
        done = max(x, default=0.0)
        self._limit(max(done, min(epochs, next_round(done) if done else epochs)), [*losses, *tests])
        known = 0 <= place < len(records)
        self._here.set_visible(known)
        if known:
            self._here.set_xdata([_time(records[place], examples)] * 2)
        self._nothing.set_visible(not shown)
        words = ("loss", self._heights.note, "dotted: test rows" if any(map(isfinite, tests)) else "")
        self._loss.set_text(", ".join(filter(None, words)))
        self.place()
        self.draw_idle()

    def _dress_right(self) -> Axes:
        right = self.axes.twinx()
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

    def _limit(self, time: float, losses: Sequence[float]) -> None:
        """Let the axes go so far, on the scale that the losses need."""
        known = [loss for loss in losses if isfinite(loss)]
        self._heights = chosen([known])
        highest = max(known, default=1.0) or 1.0
        lowest = 0.0 if self._heights.scale == EVEN else min(known)
        spans = (time or 1.0, lowest, highest, self._heights)
        self._wanted = time, losses
        if spans == self._spans or self.held:
            return
        self._spans = spans
        self._heights.put_on(self.axes)
        self.round_ticks("y", 4 if known else 0, self._heights)
        self.axes.set_xlim(0, spans[0])
        even = lowest, 1.05 * highest
        self.axes.set_ylim(*(even if self._heights.scale == EVEN else self._heights.limits(known)))

    def show_on(self, other: "CurvesPlot") -> None:
        """The same on another plot."""
        other.show_records(*self._asked)

    def resettle(self) -> None:
        """All of the curves again, as after zooming by hand."""
        self.held = False
        self._spans = ()
        self._right.set_ylim(0, 1.05)
        self._limit(*self._wanted)
        self.redraw()

    def _caption(self, x: float, side: str, color: str) -> Annotation:
        return self.axes.annotate(
            "",
            (x, 1.0),
            (0, self.width_of(6)),
            "axes fraction",
            textcoords="offset points",
            ha=side,
            va="bottom",
            color=self.color(color),
            fontproperties=self.face(12, MEDIUM),
            annotation_clip=False,
        )

    def _point(self, event: Any) -> None:
        """In the plot: ask for the record at this place."""
        if event.inaxes is None or not self._times:
            return
        x, _ = self.axes.transData.inverted().transform((event.x, event.y))
        nearest = min(range(len(self._times)), key=lambda at: abs(self._times[at] - x))
        self.picked.emit(self._places[nearest])


def _time(record: "Record", examples: int) -> float:
    """When a record was made, in epochs."""
    return record.epoch + record.position / max(1, examples)


def _drawn(value: float) -> float:
    return value if drawable(value) else nan


def _share(score: Any) -> float:
    return nan if score is None or score.accuracy is None else float(score.accuracy)
