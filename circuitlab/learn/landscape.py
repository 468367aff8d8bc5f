"""The objective seen from above, and along one input: what there is to plot. Pure.

Imports NumPy: import this module when a plot is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.work import Work
from circuitlab.learn.hill import Hill, Values

FINE = 200
"""A surface has so many points each way."""
PIECE = 3_000_000
"""Between two pauses: about so many points times gates; a small circuit needs no pause."""
LEAST_REACH = 1.0
"""How far one sees from the start each way, at least."""
EDGE = 0.08
"""A path that comes nearer to the edge than this part of the width makes the frame grow."""
GROWTH = 1.5
FILLED, ROOM, ALIKE = 0.4, 0.85, 10.0
"""A frame is filled well by so much of its width; a closer one has so many widths of the path each way from
its middle; lengths that differ by less than this factor are shown in one scale."""
FARTHEST = 1e12
"""Beyond it a frame follows no path: that one runs away."""


class Frame(NamedTuple):
    """What is seen: from, to, across and up."""

    left: float
    right: float
    bottom: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is well inside."""
        return _well_inside(x, self.left, self.right) and _well_inside(y, self.bottom, self.top)


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """The objective over two inputs; all others are as they are at `values`. heights: a row for each y."""

    frame: Frame
    across: int
    up: int
    values: Values
    heights: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The objective along one input, and its tangent here: value and slope at `x`."""

    xs: NDArray[np.float64]
    heights: NDArray[np.float64]
    x: float
    value: float
    slope: float


def framed(points: Iterable[tuple[float, float]], before: Frame | None = None) -> Frame:
    """A frame round all points; the one before, grown only where it has to be."""
    seen = [(x, y) for x, y in points if isfinite(x) and isfinite(y) and max(abs(x), abs(y)) < FARTHEST]
    if before is None:
        if not seen:
            return Frame(-LEAST_REACH, LEAST_REACH, -LEAST_REACH, LEAST_REACH)
        x, y = seen[0]
        reach_x, reach_y = (max(LEAST_REACH, abs(each) / 4) for each in (x, y))
        before = Frame(x - reach_x, x + reach_x, y - reach_y, y + reach_y)
    while (outside := next((point for point in seen if not before.holds(*point)), None)) is not None:
        before = _grown(before, *outside)  # which makes the edges of the others wider, too
    return before


def fitted(points: Iterable[tuple[float, float]], before: Frame) -> Frame:
    """A closer look at paths that have come to rest: as far each way, where both are of a size.

    Where they fill the frame before well, or go nowhere, that stays.
    """
    seen = [(x, y) for x, y in points if isfinite(x) and isfinite(y)]
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    wide, high = (max(each) - min(each) if seen else 0.0 for each in (xs, ys))
    fills = max(wide / (before.right - before.left), high / (before.top - before.bottom))
    if not seen or not wide or not high or fills > FILLED:
        return before
    if max(wide, high) < ALIKE * min(wide, high):
        wide = high = max(wide, high)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Frame(x - ROOM * wide, x + ROOM * wide, y - ROOM * high, y + ROOM * high)


def _well_inside(at: float, low: float, high: float) -> bool:
    edge = EDGE * (high - low)
    return low + edge <= at <= high - edge


def _grown(frame: Frame, x: float, y: float) -> Frame:
    """Wider on the side where the point is."""
    left, right, bottom, top = frame
    width, height = (GROWTH - 1) * (right - left), (GROWTH - 1) * (top - bottom)
    edge_x, edge_y = EDGE * (right - left), EDGE * (top - bottom)
    return Frame(
        left - width if x < left + edge_x else left,
        right + width if x > right - edge_x else right,
        bottom - height if y < bottom + edge_y else bottom,
        top + height if y > top - edge_y else top,
    )


def surfacing(
    hill: Hill, values: Values, places: tuple[int, int], frame: Frame, fine: int = FINE
) -> Work[Surface]:
    """The heights over two places, with pauses in which a window can go on; a small circuit needs none."""
    across, up = places
    xs = np.linspace(frame.left, frame.right, fine)
    ys = np.linspace(frame.bottom, frame.top, fine)
    heights = np.empty((fine, fine))
    rows = max(1, min(fine, _at_a_time(hill, values) // fine))
    for first in range(0, fine, rows):
        some = ys[first : first + rows]
        points = np.tile(np.array(values), (len(some) * fine, 1))
        points[:, across] = np.tile(xs, len(some))
        points[:, up] = np.repeat(some, fine)
        heights[first : first + rows] = hill.prepared.values(points).reshape(len(some), fine)
        yield
    return Surface(frame, across, up, values, heights)


def profiling(
    hill: Hill, values: Values, place: int, low: float, high: float, fine: int = FINE
) -> Work[Profile]:
    """The objective along one place, with pauses."""
    found, gradients = hill.prepared(values)
    slope = gradients[place] / hill.seed if hill.seed else 0.0
    yield
    xs, heights = np.linspace(low, high, fine), np.empty(fine)
    points = np.tile(np.array(values), (fine, 1))
    points[:, place] = xs
    some = _at_a_time(hill, values)
    for first in range(0, fine, some):
        heights[first : first + some] = hill.prepared.values(points[first : first + some])
        yield
    return Profile(xs, heights, values[place], found, slope)


def _at_a_time(hill: Hill, values: Values) -> int:
    """How many points there are between two pauses."""
    return max(1, PIECE // (len(hill.plan.ancestors) + len(values)))
