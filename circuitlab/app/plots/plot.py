"""A canvas for matplotlib's figures that is dressed as the rest of the window: theme, font, text size.

Imports matplotlib: import this module when a plot is needed, never before the first window is painted.
"""

from functools import lru_cache
from math import ceil
from typing import Any, ClassVar, TypeAlias

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FixedLocator, Locator, NullLocator
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent

from circuitlab import resources
from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.plots.guarded_canvas import GuardedCanvas
from circuitlab.app.plots.heights import POWERS, Heights
from circuitlab.app.plots.round_numbers import TEXT, Numbers, RoundNumbers

Margins: TypeAlias = tuple[float, float, float, float]
REGULAR, MEDIUM, SEMIBOLD = "Regular", "Medium", "SemiBold"
DPI = 72
"""With this, matplotlib's points are px."""
GRID_WIDTH = 1.0
NUMBER_PAD, EDGE_PAD = 5, 2
"""Between a number and its axis, and between the number and the edge, in px at 100 %."""
rcParams["text.parse_math"] = False
"""A name is what somebody called it: `$_$` would be a formula that can't be read, wherever it is drawn."""
LOWEST, TALLEST = 0.72, 2.2
"""A plot gives room that is missing, or takes room that is left, down or up to so many times its height."""


class Plot(GuardedCanvas):
    """A figure with one pair of axes. Sizes are in px at 100 %; colours are roles of the theme.

    LEAST: the axes are never lower, rather the panel scrolls; but for `set_low`.
    margins: round the axes: left, top, right, bottom. They stay what they are when the canvas is resized, but
    for the left one, which is wider where the numbers are.
    """

    LEAST: ClassVar[float] = 100

    def __init__(self, look: Look, height: float, margins: Margins) -> None:
        self.look = look
        self.margins = margins
        self._height = height
        self._low = False
        super().__init__(Figure(dpi=DPI, facecolor=look.theme.panel))
        self.axes: Axes = self.figure.add_subplot()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(look.px(self._least))
        self.setMaximumHeight(look.px(height * TALLEST))

    # For those who draw --------------------------------------------------------------------------

    def color(self, role: str) -> str:
        """The colour of a role, as matplotlib takes it."""
        return str(getattr(self.look.theme, role))

    def face(self, px: float = TEXT, weight: str = REGULAR) -> FontProperties:
        """The program's font for a text: `axes.text(…, fontproperties=plot.face(12))`."""
        return FontProperties(fname=_file(weight), size=px * self.look.scale)

    def width_of(self, px: float) -> float:
        """The width of a line, or the size of a marker, at this text size."""
        return px * self.look.scale

    def clear(self) -> Axes:
        """Empty the axes, and dress them: no box, faint lines across, quiet numbers."""
        axes = self.axes
        axes.clear()
        axes.set_facecolor(self.color("panel"))
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.set_axisbelow(True)
        axes.grid(axis="y", color=self.color("border"), linewidth=GRID_WIDTH)
        axes.tick_params(length=0, pad=self.width_of(NUMBER_PAD), colors=self.color("secondary"))
        return axes

    def ticks(self, axis: str, at: list[float], *, powers: bool = False) -> None:
        """Put numbers at these places of the "x" or the "y" axis; as powers of ten if need be."""
        _number(self, axis, FixedLocator(at), Heights(POWERS) if powers else Heights())

    def round_ticks(
        self, axis: str, most: int, scale: Heights | None = None, beyond: float | None = None
    ) -> RoundNumbers:
        """Put round numbers on an axis, as many as have room, wherever its limits are.

        beyond: so far beyond the end of the axis a number may reach.
        """
        scale = scale or Heights()
        where = RoundNumbers(self.look, most, scale, beyond)
        _number(self, axis, where, scale)
        return where

    def set_low(self, low: bool) -> None:
        """Ask for less height, where there is little: what moves it is to be seen with it."""
        if low != self._low:
            self._low = low
            self.setMinimumHeight(self.look.px(self._least))
            self.updateGeometry()

    @property
    def _least(self) -> float:
        """The least height, in px at 100 %."""
        _, top, _, bottom = self.margins
        low = self._height * LOWEST
        return low if self._low else max(low, min(self._height, self.LEAST + top + bottom))

    # What Qt calls -------------------------------------------------------------------------------

    def place(self) -> None:
        """Keep the margins what they are; the left one holds the numbers of the axis."""
        _, top, right, bottom = (self.look.px(margin) for margin in self.margins)
        left = self.left
        width, height = max(1, self.width()), max(1, self.height())
        self.figure.subplots_adjust(
            left=left / width,
            right=max(1 - right / width, left / width + 0.01),
            top=1 - top / height,
            bottom=min(bottom / height, 1 - top / height - 0.01),
        )

    @property
    def left(self) -> int:
        """The left margin, in px."""
        numbers, least = self.axes.yaxis.get_major_locator(), self.look.px(self.margins[0])
        if not isinstance(numbers, RoundNumbers):
            return least
        return max(least, ceil(numbers.widest) + self.look.px(NUMBER_PAD + EDGE_PAD))

    def draw(self) -> None:
        """All of it, with room for the numbers that there are now."""
        self.place()
        super().draw()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.place()
        super().resizeEvent(event)

    @guarded_or(lambda *_: QSize(240, 160))
    def sizeHint(self) -> QSize:
        return QSize(self.look.px(240), self.look.px(self._height * (LOWEST if self._low else 1.0)))

    @guarded_or(lambda *_: QSize(120, 120))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(120), self.look.px(self._least))


def _number(plot: Plot, axis: str, where: Locator, scale: Heights) -> None:
    """Have an axis numbered at these places."""
    of = plot.axes.xaxis if axis == "x" else plot.axes.yaxis
    of.set_major_locator(where)
    of.set_minor_locator(NullLocator())
    of.set_major_formatter(Numbers(scale))
    _file(REGULAR)
    of.set_tick_params(labelfontfamily=fonts.FAMILY, labelsize=plot.width_of(TEXT))


@lru_cache
def _file(weight: str) -> Any:
    """The file of a face of the program's font, known to matplotlib."""
    path = resources.path(f"fonts/Inter-{weight}.otf")
    font_manager.fontManager.addfont(path)
    return path
