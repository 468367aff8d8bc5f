"""The objective as a surface in space, with the paths that were climbed. It is turned by dragging.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Mapping, Sequence
from math import atan2, degrees, nan
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.patheffects import Normal, Stroke
from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # type: ignore[import-untyped]

from circuitlab.app.chrome_style import Look
from circuitlab.app.fonts import FAMILY
from circuitlab.app.guard import guarded
from circuitlab.app.plots.above_plot import HEIGHT, Path
from circuitlab.app.plots.axes import ticks
from circuitlab.app.plots.heights import Heights
from circuitlab.app.plots.marks import shortened
from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.app.plots.plot import MEDIUM
from circuitlab.app.plots.round_numbers import Numbers
from circuitlab.learn.curves import drawable
from circuitlab.learn.landscape import Frame, Surface

FACETS = 27
"""A surface is drawn with so many each way."""
HEIGHT_OF_EYE, ASIDE = 34.0, 25.0
"""In degrees: the eye is above, and not quite straight downhill, where it sees what rises before it."""
MARGINS = (18, 0, 18, 4)
"""Where there is nothing but names and numbers."""
CORNER = 0.12
"""So near to the end of an axis, as a part of it, stands no number."""
NUMBER_PAD, NAME_PAD = -3, -3
"""How far numbers and names are from their axes, in px at 100 %, beyond what matplotlib gives."""


class SurfacePlot(MovingPlot):
    """Shows a surface and paths on it. The paths' heights come with them."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, HEIGHT, MARGINS)
        self.surface: Surface | None = None
        self.paths: dict[str, tuple[Path, Sequence[float]]] = {}
        self.figure.delaxes(self.axes)
        self.axes: Any = self.figure.add_subplot(projection="3d")
        self._names = ("x", "y")
        self._about: tuple[object, int, int] | None = None
        self._lowest, self._highest = 0.0, 1.0
        self.mpl_connect("button_press_event", guarded(self._hold))
        self._lines: dict[str, tuple[Any, Any]] = {}
        self._facets: Poly3DCollection | None = None

    def show_surface(self, surface: Surface, names: tuple[str, str], about: object = None) -> None:
        """Show a surface; the paths stay where they are. Over the same inputs only the heights change.

        about: what it is the surface of. Only where that is another one, or over others, the eye goes round.
        """
        before, self.surface = self.surface, surface
        seen = about, surface.across, surface.up
        frame, fine = surface.frame, surface.heights.shape[0]
        xs, ys = np.linspace(frame.left, frame.right, fine), np.linspace(frame.bottom, frame.top, fine)
        some = np.linspace(0, fine - 1, FACETS + 1).astype(int)
        coarse = np.where(np.isfinite(surface.heights), surface.heights, np.nan)[np.ix_(some, some)]
        self._lowest, self._highest = _range(coarse)
        if not self.held and seen != self._about:
            self.axes.view_init(HEIGHT_OF_EYE, downhill(coarse) + ASIDE)
        self._about = seen
        facets = _facets(xs[some], ys[some], coarse)
        if self._facets is None:
            self._facets = Poly3DCollection(facets, cmap=colormaps["cividis"], linewidth=0, antialiased=False)
            self.axes.add_collection3d(self._facets, autolim=False)
        else:
            self._facets.set_verts(facets)
        self._facets.set_array(facets[:, :, 2].mean(axis=1))
        self._facets.set_clim(self._lowest, self._highest)
        if before is None or before.frame != frame or self._names != names:
            self._names = names
            self._dress(frame)
        self._dress_axis(self.axes.zaxis, "", self._lowest, self._highest)
        self.show_paths(self.paths)
        self.redraw()

    def _dress(self, frame: Frame) -> None:
        axes = self.axes
        self._dress_axis(axes.xaxis, self._names[0], frame.left, frame.right)
        self._dress_axis(axes.yaxis, self._names[1], frame.bottom, frame.top)
        axes.set_facecolor((0, 0, 0, 0))
        axes.set_box_aspect((1.35, 1.35, 0.85), zoom=0.95)

    def _dress_axis(self, axis: Any, name: str, start: float, end: float) -> None:
        axis._set_lim(start, end, auto=False)  # what no path that is drawn later can change
        self._number_axis(axis, start, end)
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(self.color("wire"))
        faint = self.look.color("border").getRgbF()
        axis._axinfo["grid"].update(color=faint, linewidth=self.width_of(0.75))
        axis.set_label_text(shortened(name), fontproperties=self.face(weight=MEDIUM), color=self.color("ink"))
        axis.set_rotate_label(False)
        axis.label.set_rotation(0)
        axis.labelpad = self.width_of(NAME_PAD)

    def _number_axis(self, axis: Any, start: float, end: float) -> None:
        """Two numbers or a few more, none near the corners, where those of two axes would meet."""
        edge = CORNER * (end - start)
        low, high = start + edge, end - edge
        inside = ([at for at in ticks(start, end, most) if low < at < high] for most in (2, 3, 4, 6))
        axis.set_ticks(next((some for some in inside if len(some) > 1), ticks(start, end, 3)))
        axis.set_major_formatter(Numbers(Heights()))
        axis.set_tick_params(colors=self.color("secondary"), pad=self.width_of(NUMBER_PAD))
        axis.set_tick_params(labelfontfamily=FAMILY, labelsize=self.width_of(11))

    def show_paths(self, paths: Mapping[str, tuple[Path, Sequence[float]]]) -> None:
        """Show the paths as they are now, each with its heights."""
        self.paths = dict(paths)
        if self.surface is None:
            return
        for name in self._lines.keys() - paths.keys():
            for artist in self._lines.pop(name):
                self.drop(artist)
        for name, (path, heights) in paths.items():
            if name not in self._lines:
                self._lines[name] = self._add()
            line, here = self._lines[name]
            line.set_data_3d(*_space(path.xs, path.ys, heights))
            wide = self.width_of(2.5 if path.leads else 1.25)
            line.set_linewidth(wide)
            edge = Stroke(linewidth=wide + self.width_of(2), foreground="#15191E")
            line.set_path_effects([edge, Normal()])
            line.set_zorder(10 + path.leads)
            here.set_zorder(12 + path.is_here)
            here.set_data_3d(*_space(path.here[:1], path.here[1:], heights[-1:]))
            here.set_markerfacecolor("#005A8F" if path.is_here else "#FFFFFF")
            here.set_markeredgecolor("#FFFFFF" if path.is_here else "#15191E")
        self.show_movement()

    def _hold(self, event: Any) -> None:
        """Turned by hand, it stays as it is turned."""
        self.held = self.held or event.inaxes is self.axes

    def _add(self) -> tuple[Any, Any]:
        nowhere = ([nan], [nan], [nan])  # no points at all would spoil the limits
        (line,) = self.axes.plot(*nowhere, color="#FFFFFF")
        (here,) = self.axes.plot(
            *nowhere,
            marker="o",
            markersize=self.width_of(8),
            markeredgewidth=self.width_of(1.5),
        )
        return self.moving(line), self.moving(here)

    def show_on(self, other: "SurfacePlot") -> None:
        """The same, turned the same way, on another plot."""
        if self.surface is not None:
            other.held = True
            other.axes.view_init(self.axes.elev, self.axes.azim)
            other.show_surface(self.surface, self._names)
            other.show_paths(self.paths)

    def resettle(self) -> None:
        """Seen from where it was first seen."""
        self.held = False
        if self.surface is not None and self._about is not None:
            about, self._about = self._about[0], None
            self.show_surface(self.surface, self._names, about)


def downhill(heights: Any) -> float:
    """In which direction a surface falls on the whole, in degrees from the first input's axis."""
    falls = [np.diff(heights, axis=axis) for axis in (1, 0)]
    across, up = (-float(np.nanmean(fall)) if np.isfinite(fall).any() else 0.0 for fall in falls)
    return degrees(atan2(up, across)) if across or up else -90.0


def _facets(xs: Any, ys: Any, heights: Any) -> Any:
    """The corners of each small piece of a surface, of shape (pieces, 4, 3); those with a gap left out."""
    corners = np.stack([*np.meshgrid(xs, ys), heights], axis=-1)
    around = (corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1])
    facets = np.stack(around, axis=2).reshape(-1, 4, 3)
    whole = facets[np.isfinite(facets).all(axis=(1, 2))]
    return whole if len(whole) else np.zeros((1, 4, 3))


def _range(heights: Any) -> tuple[float, float]:
    """The lowest and the highest, apart from each other."""
    finite = heights[np.isfinite(heights)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    return (low, high) if high > low else (low - 0.5, low + 0.5)


def _space(xs: Sequence[float], ys: Sequence[float], heights: Sequence[float]) -> Any:
    """A way in space, with gaps where it can not be drawn. As an array: only that may have gaps."""
    spots = zip(xs, ys, heights, strict=True)
    return np.array([spot if all(map(drawable, spot)) else (nan,) * 3 for spot in spots]).T
