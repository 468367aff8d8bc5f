"""The decision boundary: the output over a plane as a signed field, with its margins, and the data on it.

Imports matplotlib: import this module when the plot is needed.
"""

from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import MEDIUM
from circuitlab.circuit.errors import short
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from matplotlib.contour import QuadContourSet
    from matplotlib.image import AxesImage
    from numpy.typing import NDArray

    from circuitlab.learn.plane import Field
    from circuitlab.learn.table import Array

HEIGHT = 172
MARGINS = (40, 4, 44, 20)
MOST_POINTS = 1_500
"""Of more data, evenly spread rows are drawn."""
STRONGEST = 2.0
"""How far from 0 the colours go, in margins."""
COLORS = "PuOr_r"
DARK, BRIGHT = "#15191E", "#FFFFFF"
"""Lines and points: the field is as bright in a dark theme."""
FEW_POINTS = 300
CHARACTERS = 48
"""Of a line that says why there is no field."""


class Data(NamedTuple):
    """points: of shape (N, 2); upper: whether each is of the upper class. key: another one, other data."""

    points: "Array"
    upper: "NDArray[np.bool_]"
    key: object


class BoundaryPlot(MovingPlot):
    """Draws a field: the boundary is solid, the margins are dashed; +1 is a full point, -1 a hollow one.

    The data are drawn once: while the field changes, only the image and the lines are other ones.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self._shown: tuple[object, ...] | None = None
        self._frame = (0.0, 1.0, 0.0, 1.0)
        self._image: AxesImage | None = None
        self._contours: list[QuadContourSet] = []

    def show_why(self, why: str) -> None:
        """Only a line that says why there is no field."""
        self._shown = None
        axes = self.clear()
        axes.grid(False)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(NullLocator())
        axes.text(
            0.5,
            0.5,
            fill(why, CHARACTERS),
            transform=axes.transAxes,
            ha="center",
            va="center",
            color=self.color("secondary"),
            fontproperties=self.face(13),
        )
        self._place()
        self.draw_idle()

    def show_field(
        self, field: "Field", data: "Data", names: tuple[str, str], middle: float, margin: float
    ) -> None:
        """Draw it. middle: the output at the boundary; margin: how far from it the margins are."""
        shown = (field[:4], data.key, names)
        if shown != self._shown or self._image is None:
            self._dress(field, data, names)
            self._shown = shown
        if self._image is not None:
            reach = STRONGEST * margin
            self._image.set_data(field.values)
            self._image.set_clim(middle - reach, middle + reach)
        self._draw_lines(field, middle, margin)
        self.draw_idle()

    def _dress(self, field: "Field", data: "Data", names: tuple[str, str]) -> None:
        """All but the field and its lines."""
        axes = self.clear()
        axes.grid(False)
        self._contours = []
        extent = (field.left, field.right, field.bottom, field.top)
        self._image = axes.imshow(
            field.values, extent=extent, origin="lower", aspect="auto", cmap=COLORS, interpolation="bilinear"
        )
        self._draw_points(data)
        self._frame = field[:4]
        self._limit()
        self._ticks(names)
        self._place()

    def _limit(self) -> None:
        """All of the field, unless somebody looks closer."""
        if not self.held:
            left, right, bottom, top = self._frame
            self.axes.set_xlim(left, right)
            self.axes.set_ylim(bottom, top)

    def resettle(self) -> None:
        """All of the field again, as after zooming by hand."""
        self.held = False
        self._limit()
        self.redraw()

    def _draw_lines(self, field: "Field", middle: float, margin: float) -> None:
        """The boundary and the margins, where the field has them."""
        for contour in self._contours:
            contour.remove()
        self._contours = []
        low, high = float(field.values.min()), float(field.values.max())
        if not (isfinite(low) and isfinite(high)):
            return
        rows, columns = field.values.shape
        x = np.linspace(field.left, field.right, columns)
        y = np.linspace(field.bottom, field.top, rows)
        for level, style, width in (
            (middle, "solid", 2.0),
            (middle - margin, "dashed", 1.0),
            (middle + margin, "dashed", 1.0),
        ):
            if low < level < high:
                made = self.axes.contour(
                    x,
                    y,
                    field.values,
                    levels=[level],
                    colors=DARK,
                    linestyles=style,
                    linewidths=self.width_of(width),
                )
                self._contours.append(made)

    def _draw_points(self, data: "Data") -> None:
        every = max(1, -(-len(data.points) // MOST_POINTS))
        points, upper = data.points[::every], data.upper[::every]
        size = self.width_of(5.5) if len(points) <= FEW_POINTS else self.width_of(3.5)
        for chosen, inside, edge in ((upper, DARK, BRIGHT), (~upper, BRIGHT, DARK)):
            self.axes.plot(
                points[chosen, 0],
                points[chosen, 1],
                linestyle="",
                marker="o",
                markersize=size,
                markerfacecolor=inside,
                markeredgecolor=edge,
                markeredgewidth=self.width_of(1),
            )

    def _ticks(self, names: tuple[str, str]) -> None:
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_major_locator(MaxNLocator(4))
            axis.set_minor_locator(NullLocator())
            axis.set_major_formatter(FuncFormatter(lambda value, _: numbers.text(value, 3)))
        for text in (*self.axes.get_xticklabels(), *self.axes.get_yticklabels()):
            text.set_fontproperties(self.face())
        for name, at, ha, va in (
            (names[0], (1.0, 0.0), "right", "bottom"),
            (names[1], (0.0, 1.0), "left", "top"),
        ):
            self.axes.annotate(
                short(name),
                at,
                (self.width_of(-6 if ha == "right" else 6), self.width_of(6 if va == "bottom" else -6)),
                "axes fraction",
                textcoords="offset points",
                ha=ha,
                va=va,
                color=DARK,
                fontproperties=self.face(12, MEDIUM),
                bbox={"facecolor": BRIGHT, "alpha": 0.75, "edgecolor": "none", "pad": self.width_of(2)},
            )
