"""The objective seen from above: heights as bands of colour, the paths that were climbed, where they are.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import BoundaryNorm
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patheffects import Normal, Stroke
from matplotlib.text import Text

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.bands import crossing, levels
from circuitlab.app.plots.marks import NAME_ROOM, name_axes
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import SEMIBOLD
from circuitlab.learn.landscape import Frame, Surface
from circuitlab.teach import numbers

HEIGHT = 160
MARGINS = (40, 8, 12, 22)
BANDS = 10
COLORS = colormaps["cividis"]
DARK = 0.5
"""Below this lightness a label on the colour is white."""
NAME_AT = 0.03, 0.97
"""How far from the left edge, as part of the width, the heights may be written: where more of them begin."""


class Path(NamedTuple):
    """Where a run went: points across and up. leads: the one that is followed.

    held: whether the canvas holds what it has come to, which is marked in the colour of values.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    here: tuple[float, float]
    leads: bool
    dashes: tuple[float, ...] | None = None
    held: bool = True

    @property
    def is_here(self) -> bool:
        """Whether its end is what the canvas shows."""
        return self.leads and self.held


class AbovePlot(MovingPlot):
    """Shows a surface, and paths on it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self.surface: Surface | None = None
        self.paths: dict[str, Path] = {}
        self._image: AxesImage | None = None
        self._lines: dict[str, tuple[Line2D, Line2D, Line2D]] = {}
        self._names = ("x", "y")
        self._level_names: list[Text] = []

    def show_surface(self, surface: Surface, names: tuple[str, str]) -> None:
        """Show a surface; the paths stay where they are. Over the same inputs only the heights change."""
        before, self.surface = self.surface, surface
        if before is None or before.frame != surface.frame or names != self._names:
            self._names = names
            self._begin(surface.frame)
        heights = np.where(np.isfinite(surface.heights), surface.heights, np.nan)
        at = levels(surface.heights, BANDS)
        bounds = [-inf, *at, inf] if at else [-inf, 0.0, inf]
        norm = BoundaryNorm(bounds, 256)
        if self._image is not None:
            self._image.set_norm(norm)
            self._image.set_data(np.ma.masked_invalid(heights))
        self._name_levels(heights, at, surface.frame, norm)
        self.show_paths(self.paths)
        self.redraw()

    def _begin(self, frame: Frame) -> None:
        """Axes over this frame; where somebody has zoomed by hand, over what is seen now."""
        limits = self.axes.get_xlim(), self.axes.get_ylim()
        axes = self.clear()
        self.forget_moving()
        self._lines.clear()
        self._level_names.clear()
        axes.grid(visible=False)
        self._image = axes.imshow(
            np.zeros((1, 1)),
            cmap=COLORS,
            aspect="auto",
            interpolation="nearest",
            origin="lower",
            extent=(frame.left, frame.right, frame.bottom, frame.top),
            zorder=1,
        )
        if self.held:
            axes.set_xlim(limits[0])
            axes.set_ylim(limits[1])
        self.round_ticks("x", 4, beyond=-NAME_ROOM)
        self.round_ticks("y", 4, beyond=-NAME_ROOM)
        name_axes(self, *self._names)
        self.place()

    def _name_levels(self, heights: Any, at: Sequence[float], frame: Frame, norm: BoundaryNorm) -> None:
        """Each height beside where its band begins, near the left edge."""
        for text in self._level_names:
            text.remove()
        self._level_names.clear()
        room = 1.2 * self.look.px(12) / max(1.0, self.axes.bbox.height / self.device_pixel_ratio)
        found = [(where, _spots(heights[:, int(where * heights.shape[1])], at, room)) for where in NAME_AT]
        where, spots = max(found, key=lambda each: len(each[1]))
        for level, y in spots.items():
            row = min(heights.shape[0] - 1, int(y * heights.shape[0]))
            red, green, blue, _ = COLORS(norm(heights[row, int(where * heights.shape[1])]))
            light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
            text = self.axes.text(
                frame.left + where * (frame.right - frame.left),
                frame.bottom + y * (frame.top - frame.bottom),
                numbers.text(level).replace(" ", ""),
                color="#FFFFFF" if light < DARK else "#15191E",
                fontproperties=self.face(11, SEMIBOLD),
                ha="left" if where < 0.5 else "right",
                va="center",
                clip_on=True,
                zorder=2,
            )
            self._level_names.append(text)

    def show_paths(self, paths: Mapping[str, Path]) -> None:
        """Show the paths as they are now."""
        if self.surface is None:
            self.paths = dict(paths)
            return
        for name in self._lines.keys() - paths.keys():
            for artist in self._lines.pop(name):
                self.drop(artist)
        for name, path in paths.items():
            if name not in self._lines or _look_of(self.paths.get(name, path)) != _look_of(path):
                for artist in self._lines.pop(name, ()):
                    self.drop(artist)
                self._lines[name] = self._add(path)
            line, start, here = self._lines[name]
            line.set_data(path.xs, path.ys)
            start.set_data([path.xs[0]], [path.ys[0]])
            here.set_data([path.here[0]], [path.here[1]])
        self.paths = dict(paths)
        self.show_movement()

    def _add(self, path: Path) -> tuple[Line2D, Line2D, Line2D]:
        """White with a dark edge: it is seen on every height."""
        z = 4 + path.leads
        wide = self.width_of(2.5 if path.leads else 1.5)
        edge = [Stroke(linewidth=wide + self.width_of(2), foreground="#15191E"), Normal()]
        (line,) = self.axes.plot([], [], color="#FFFFFF", linewidth=wide, path_effects=edge, zorder=z)
        if path.dashes is not None and not path.leads:
            line.set_dashes([dash * self.look.scale / wide for dash in path.dashes])  # in widths of the line
        dot: dict[str, Any] = {"marker": "o", "markeredgewidth": self.width_of(1.75), "zorder": z + 2}
        (start,) = self.axes.plot(
            [],
            [],
            markersize=self.width_of(9),
            markerfacecolor="#FFFFFF",
            markeredgecolor="#15191E",
            **dot,
        )
        fill, rim = ("#005A8F", "#FFFFFF") if path.is_here else ("#FFFFFF", "#15191E")
        (here,) = self.axes.plot(
            [],
            [],
            markersize=self.width_of(10 if path.is_here else 8),
            markerfacecolor=fill,
            markeredgecolor=rim,
            **dot,
        )
        return self.moving(line), self.moving(start), self.moving(here)

    def show_on(self, other: "AbovePlot") -> None:
        """The same on another plot."""
        if self.surface is not None:
            other.show_surface(self.surface, self._names)
            other.show_paths(self.paths)

    def resettle(self) -> None:
        """All of the surface again, as after zooming by hand."""
        self.held = False
        if self.surface is not None:
            surface, self.surface = self.surface, None
            self.show_surface(surface, self._names)


def _look_of(path: Path) -> tuple[bool, bool]:
    return path.leads, path.is_here


def _spots(column: Any, at: Sequence[float], room: float) -> dict[float, float]:
    """Where along a column, from 0 to 1, each level begins, as far as there is room for its name."""
    spots = dict[float, float]()
    for level in at:
        y = crossing(column, level)
        inside = y is not None and room / 2 < y < 1 - room / 2
        if y is not None and inside and all(abs(y - other) >= room for other in spots.values()):
            spots[level] = y
    return spots
