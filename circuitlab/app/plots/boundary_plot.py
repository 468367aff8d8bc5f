"""The decision boundary: the output over a plane as a signed field, with its margins, and the data on it.

Imports matplotlib: import this module when the plot is needed.
"""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.plot import MEDIUM, Plot
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from circuitlab.learn.plane import Field
    from circuitlab.learn.table import Array

    Marks = NDArray[np.bool_]

HEIGHT = 172
MARGINS = (40, 4, 44, 20)
MOST_POINTS = 1_500
"""Of more data, evenly spread rows are drawn."""
STRONGEST = 2.0
"""How far from 0 the colours go, in margins."""
COLORS = "PuOr_r"


class BoundaryPlot(Plot):
    """Draws a field: the boundary is solid, the margins are dashed; +1 is a full point, -1 a hollow one."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)

    def show_why(self, why: str) -> None:
        """Only a line that says why there is no field."""
        axes = self.clear()
        axes.grid(False)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(NullLocator())
        color, face = self.color("secondary"), self.face(13)
        axes.text(
            0.5,
            0.5,
            why,
            transform=axes.transAxes,
            ha="center",
            va="center",
            color=color,
            fontproperties=face,
            wrap=True,
        )
        self._place()
        self.draw_idle()

    def show_field(
        self,
        field: "Field",
        points: "Array",
        upper: "Marks",
        names: tuple[str, str],
        middle: float,
        margin: float,
    ) -> None:
        """Draw it. points: of shape (N, 2); upper: whether each is of the upper class.

        middle: the output at the boundary; margin: how far from it the margins are.
        """
        axes = self.clear()
        axes.grid(False)
        extent = (field.left, field.right, field.bottom, field.top)
        reach = STRONGEST * margin
        axes.imshow(
            field.values,
            extent=extent,
            origin="lower",
            aspect="auto",
            cmap=COLORS,
            vmin=middle - reach,
            vmax=middle + reach,
            interpolation="bilinear",
        )
        self._lines(field, middle, margin)
        self._draw_points(points, upper)
        axes.set_xlim(field.left, field.right)
        axes.set_ylim(field.bottom, field.top)
        self._ticks(names)
        self._place()
        self.draw_idle()

    def _lines(self, field: "Field", middle: float, margin: float) -> None:
        """The boundary and the margins, where the field has them."""
        low, high = float(np.nanmin(field.values)), float(np.nanmax(field.values))
        if not (np.isfinite(field.values).all() and low < high):
            return
        rows, columns = field.values.shape
        x, y = np.linspace(field.left, field.right, columns), np.linspace(field.bottom, field.top, rows)
        for level, style, width in (
            (middle, "solid", 2.0),
            (middle - margin, "dashed", 1.0),
            (middle + margin, "dashed", 1.0),
        ):
            if low < level < high:
                self.axes.contour(
                    x,
                    y,
                    field.values,
                    levels=[level],
                    colors="#15191E",
                    linestyles=style,
                    linewidths=self.width_of(width),
                )

    def _draw_points(self, points: "Array", upper: "Marks") -> None:
        every = max(1, -(-len(points) // MOST_POINTS))
        points, upper = points[::every], upper[::every]
        size = self.width_of(5.5) if len(points) <= 300 else self.width_of(3.5)
        for chosen, fill in ((upper, "#15191E"), (~upper, "#FFFFFF")):
            self.axes.plot(
                points[chosen, 0],
                points[chosen, 1],
                linestyle="",
                marker="o",
                markersize=size,
                markerfacecolor=fill,
                markeredgecolor="#15191E" if fill == "#FFFFFF" else "#FFFFFF",
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
                name,
                at,
                (self.width_of(-6 if ha == "right" else 6), self.width_of(6 if va == "bottom" else -6)),
                "axes fraction",
                textcoords="offset points",
                ha=ha,
                va=va,
                color="#15191E",
                fontproperties=self.face(12, MEDIUM),
                bbox={"facecolor": "#FFFFFF", "alpha": 0.75, "edgecolor": "none", "pad": self.width_of(2)},
            )
