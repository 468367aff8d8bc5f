"""The names of the curves of a plot: beside them, one for those that are one to the eye, crossed by none.

Imports matplotlib: import this module when the plot is needed.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf
from typing import Any

import numpy as np
from matplotlib.artist import Artist

from circuitlab.app.plots.line_labels import Box, Place, Points, coinciding, places
from circuitlab.app.plots.plot import SEMIBOLD, Plot
from circuitlab.learn.curves import Curve, joined

SIZE = 13
WIDER = 1.06
"""Semibold letters than the regular ones that are measured."""
LEAD = 0.75
"""The width of a line from a name to its curve."""


class CurveNames:
    """They stand still until the plot is drawn anew, or something comes across them."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._artists: list[Artist] = []
        self._boxes: list[Box] = []
        self._known_to = inf  # where the shortest curve that grew had come to when the names were put
        self.shown: list[str] = []

    def forget(self) -> None:
        """The axes have been emptied."""
        self._artists.clear()
        self._boxes.clear()
        self.shown.clear()

    def put(self, curves: Sequence[Curve], colors: Sequence[str], mark: float, growing: bool) -> None:
        """Put the names where there is room now. mark: the iteration that is shown."""
        for artist in self._artists:
            artist.remove()
        self.forget()
        lines = [self._px(each.xs, each.ys) for each in curves]
        groups = coinciding(lines)
        for group in groups:
            group.sort(key=lambda each: not curves[each].leads)
        labels = [joined([curves[each] for each in group]) for group in groups]
        axes, sizes = self._plot.axes.bbox, [self._size(label) for label in labels]
        found = places(
            [lines[group[0]] for group in groups],
            sizes,
            Box(axes.x0, axes.y0, axes.x1, axes.y1),
            others=[*self._dots(curves), self._px([mark] * 2, self._plot.axes.get_ylim())],
            safe=self._safe(curves, growing),
        )
        for group, label, (wide, high), at in zip(groups, labels, sizes, found, strict=True):
            if at is not None:
                self.shown.append(label)
                box = Box(at.x - wide / 2, at.y - high / 2, at.x + wide / 2, at.y + high / 2)
                self._boxes.append(box)
                self._write(label, colors[group[0]], at, box)

    def are_crossed(self, curves: Sequence[Curve], mark: float) -> bool:
        """Whether what has come since the names were put lies on one: ends of curves, points, the mark."""
        box = self._plot.axes.bbox
        line = self._px([mark], self._plot.axes.get_ylim()[:1])[0, 0]
        points = [np.column_stack([np.full(40, line), np.linspace(box.y0, box.y1, 40)]), *self._dots(curves)]
        for curve in curves:
            first = bisect_right(curve.xs, self._known_to)
            points.append(self._px(curve.xs[first:], curve.ys[first:]))
        return any(each.covers(some) for some in points for each in self._boxes)

    def _safe(self, curves: Sequence[Curve], growing: bool) -> float | None:
        ends = [each.xs[-1] for each in curves if each.xs and each.here]
        self._known_to = min(ends, default=0.0) if growing else inf
        if not growing:
            return None
        return float(self._px([self._known_to], self._plot.axes.get_ylim()[:1])[0, 0])

    def _dots(self, curves: Sequence[Curve]) -> list[Points]:
        """Where points are, in px, with their edges."""
        size = self._plot.width_of(5) * self._plot.device_pixel_ratio
        around = size * np.array([(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)])
        return [self._px([each.here[0]], [each.here[1]]) + around for each in curves if each.here]

    def _px(self, xs: Sequence[float], ys: Sequence[float]) -> Points:
        points = np.column_stack([np.asarray(xs, float), np.asarray(ys, float)])
        return np.asarray(self._plot.axes.transData.transform(points)) if len(points) else points

    def _size(self, label: str) -> tuple[float, float]:
        measure = self._plot.look.metrics(SIZE)
        ratio = self._plot.device_pixel_ratio
        return ratio * (measure.horizontalAdvance(label) * WIDER + 4), ratio * measure.height()

    def _write(self, label: str, color: str, at: Place, box: Box) -> None:
        plot = self._plot
        to_data = plot.axes.transData.inverted().transform
        x, y = to_data((at.x, at.y))
        look: dict[str, Any] = {"color": color, "fontproperties": plot.face(SIZE, SEMIBOLD), "zorder": 5}
        self._artists.append(plot.axes.text(x, y, label, ha="center", va="center", **look))
        if at.foot is not None:
            edge = at.x, box.top if at.foot[1] > box.bottom else box.bottom
            ends = np.array([to_data(edge), to_data(at.foot)])
            self._artists += plot.axes.plot(*ends.T, color=color, linewidth=plot.width_of(LEAD), zorder=1.8)
