"""The decision boundary: the output over a plane as a signed field, with its margins, and the data on it.

Imports matplotlib: import this module when the plot is needed.
"""

from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np
from matplotlib import colormaps
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.marks import NAME_ROOM, name_axes, say
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from matplotlib.contour import QuadContourSet
    from matplotlib.image import AxesImage
    from numpy.typing import NDArray

    from circuitlab.learn.plane import Field
    from circuitlab.learn.table import Array

HEIGHT = 242
MARGINS = (40, 22, 44, 20)
STRONGEST = 2.0
"""How far from 0 the colours go, in margins."""
COLORS = "PuOr_r"
DARK, BRIGHT = "#15191E", "#FFFFFF"
"""Lines and points: the field is as bright in a dark theme."""
SOFT = "#767F8A"
"""The rim of small hollow points."""
SIZES = (5.5, 4.0, 2.75)
RIMLESS = 600
"""Of points, where there are few, some, many; from so many on without dark rims, else a black mass."""
FEW_POINTS = 300
UPPER, LOWER = 0.85, 0.15
"""Where on the scale of colours the two sides are shown in the key."""
CHARACTERS = 48
"""Of a line that says why there is no field."""


class Data(NamedTuple):
    """points: of shape (N, 2); upper: whether each is of the upper class. key: another one, other data."""

    points: "Array"
    upper: "NDArray[np.bool_]"
    key: object


class Sides(NamedTuple):
    """middle: the output at the boundary; margin: how far from it the margins are; None: there are none.

    upper, lower: what the rows on either side are called.
    """

    middle: float
    margin: float
    upper: str
    lower: str
    has_margins: bool = True


class BoundaryPlot(MovingPlot):
    """Draws a field: the boundary is solid, the margins are dashed; +1 is a full point, -1 a hollow one.

    The data are drawn once: while the field changes, only the image and the lines are other ones.
    """

    LEAST: ClassVar[float] = 200

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self._asked: tuple[Field, Data, tuple[str, str], Sides] | None = None
        self._shown: tuple[object, ...] | None = None
        self._frame = (0.0, 1.0, 0.0, 1.0)
        self._image: AxesImage | None = None
        self._contours: list[QuadContourSet] = []

    def show_why(self, why: str) -> None:
        """Only a line that says why there is no field."""
        self._asked = self._shown = None
        axes = self.clear()
        axes.grid(False)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(NullLocator())
        say(self, fill(why, CHARACTERS))
        self.place()
        self.draw_idle()

    def show_field(self, field: "Field", data: "Data", names: tuple[str, str], sides: Sides) -> None:
        """Draw it."""
        self._asked = field, data, names, sides
        shown = (field[:4], data.key, names, sides)
        if shown != self._shown or self._image is None:
            self._dress(field, data, names, sides)
            self._shown = shown
        if self._image is not None:
            reach = STRONGEST * sides.margin
            self._image.set_data(field.values)
            self._image.set_clim(sides.middle - reach, sides.middle + reach)
        self._draw_lines(field, sides)
        self.draw_idle()

    def _dress(self, field: "Field", data: "Data", names: tuple[str, str], sides: Sides) -> None:
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
        self.round_ticks("x", 4, beyond=-NAME_ROOM)
        self.round_ticks("y", 4, beyond=-NAME_ROOM)
        name_axes(self, *names)
        self._draw_key(sides)
        self.place()

    def _limit(self) -> None:
        """All of the field, unless somebody looks closer."""
        if not self.held:
            left, right, bottom, top = self._frame
            self.axes.set_xlim(left, right)
            self.axes.set_ylim(bottom, top)

    def show_on(self, other: "BoundaryPlot") -> None:
        """The same on another plot."""
        if self._asked is not None:
            other.show_field(*self._asked)

    def resettle(self) -> None:
        """All of the field again, as after zooming by hand."""
        self.held = False
        self._limit()
        self.redraw()

    def _draw_lines(self, field: "Field", sides: Sides) -> None:
        """The boundary and the margins, where the field has them."""
        middle, margin = sides.middle, sides.margin
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
            if low < level < high and (sides.has_margins or level == middle):
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
        many = len(data.points) >= RIMLESS
        size = self.width_of(SIZES[(len(data.points) > FEW_POINTS) + many])
        for is_upper, chosen in ((True, data.upper), (False, ~data.upper)):
            look = self._point(is_upper, size)
            if many:
                look |= {"markeredgewidth": 0.0 if is_upper else self.width_of(0.5), "markeredgecolor": SOFT}
            self.axes.plot(data.points[chosen, 0], data.points[chosen, 1], **look)

    def _point(self, is_upper: bool, size: float) -> dict[str, Any]:
        """How a row is drawn: full or hollow."""
        inside, edge = (DARK, BRIGHT) if is_upper else (BRIGHT, DARK)
        return {
            "linestyle": "",
            "marker": "o",
            "markersize": size,
            "markerfacecolor": inside,
            "markeredgecolor": edge,
            "markeredgewidth": self.width_of(1),
        }

    def _draw_key(self, sides: Sides) -> None:
        """What points, colours and lines mean, above the axes, so that it is in an export too."""
        ink, size = self.color("ink"), self.width_of(SIZES[0])
        handles: list[Any] = [
            (Patch(color=colormaps[COLORS](place)), Line2D([], [], **self._point(is_upper, size)))
            for is_upper, place in ((True, UPPER), (False, LOWER))
        ]
        handles.append(Line2D([], [], color=ink, linewidth=self.width_of(2)))
        words = [sides.upper, sides.lower, f"output {numbers.text(sides.middle, 3)}"]
        if sides.has_margins:
            handles.append(Line2D([], [], color=ink, linewidth=self.width_of(1), linestyle="dashed"))
            words.append(_margins(sides))
        legend = self.axes.legend(
            handles,
            words,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=len(words),
            frameon=False,
            prop=self.face(),
            labelcolor=self.color("secondary"),
            borderpad=0.25,
            borderaxespad=0,
            handlelength=1.5,
            handletextpad=0.4,
            columnspacing=1.1,
            handler_map={tuple: HandlerTuple()},
        )
        legend.set_in_layout(False)


def _margins(sides: Sides) -> str:
    """The outputs at the margins: "±1", "0 and 1"."""
    low, high = (numbers.text(sides.middle + way * sides.margin, 3) for way in (-1, 1))
    return f"margins ±{high}" if not sides.middle else f"margins {low} and {high}"
