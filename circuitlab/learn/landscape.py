"""The objective seen from above, and along one input: what there is to plot. Pure.

Imports NumPy: import this module when a plot is needed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from circuitlab.engine.work import Work
from circuitlab.learn.curves import drawable
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
NOWHERE = 1e-3
"""A path that is no longer than this part of the frame goes nowhere."""
ASTRAY, LOST = 20.0, 100.0
"""What is more widths of the frame away than the first runs away from it; in a frame that is more times as
wide as is needed than the second, nothing is to be seen."""


class Frame(NamedTuple):
    """What is seen: from, to, across and up."""

    left: float
    right: float
    bottom: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is well inside."""
        return _well_inside(x, self.left, self.right) and _well_inside(y, self.bottom, self.top)

    def reaches(self, x: float, y: float) -> bool:
        """Whether a point is not too far away to be seen together with what is inside."""
        wide, high = (ASTRAY * size for size in self.size)
        across = self.left - wide <= x <= self.right + wide
        return across and self.bottom - high <= y <= self.top + high

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.right - self.left, self.top - self.bottom


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
    seen = [point for point in points if all(map(drawable, point))]
    if not seen:
        return before or Frame(-LEAST_REACH, LEAST_REACH, -LEAST_REACH, LEAST_REACH)
    across, up = ([point[axis] for point in seen] for axis in (0, 1))
    if before is None:
        return Frame(*_grown(across, *_round(across[0])), *_grown(up, *_round(up[0])))
    return Frame(*_grown(across, *before[:2]), *_grown(up, *before[2:]))


def overlooking(
    first: Sequence[tuple[float, float]],
    others: Iterable[tuple[float, float]] = (),
    before: Frame | None = None,
) -> Frame:
    """A frame round all of the first points, and round the others but for those that run away from these.

    The one before, grown, unless the first points would be lost in it.
    """
    near = framed(first)
    points = [*first, *(point for point in others if near.reaches(*point))]
    needed = framed(points)
    lost = before is not None and any(
        wide > LOST * least for wide, least in zip(before.size, needed.size, strict=True)
    )
    return needed if before is None or lost else framed(points, before)


def fitted(points: Iterable[tuple[float, float]], before: Frame) -> Frame:
    """A closer look at paths that have come to rest: as far each way, where both are of a size.

    Where they fill the frame before well, or go nowhere, that stays.
    """
    seen = [(x, y) for x, y in points if isfinite(x) and isfinite(y)]
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    wide, high = (max(each) - min(each) if seen else 0.0 for each in (xs, ys))
    fills = max(wide / before.size[0], high / before.size[1])
    if not seen or not wide or not high or not NOWHERE < fills <= FILLED:
        return before
    if max(wide, high) < ALIKE * min(wide, high):
        wide = high = max(wide, high)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Frame(x - ROOM * wide, x + ROOM * wide, y - ROOM * high, y + ROOM * high)


def _well_inside(at: float, low: float, high: float) -> bool:
    edge = EDGE * (high - low)
    return low + edge <= at <= high - edge


def _round(at: float) -> tuple[float, float]:
    reach = max(LEAST_REACH, abs(at) / 4)
    return at - reach, at + reach


def _grown(points: Sequence[float], low: float, high: float) -> tuple[float, float]:
    """Wider on the sides where points are."""
    least, most = min(points), max(points)
    while not (_well_inside(least, low, high) and _well_inside(most, low, high)):
        more, edge = (GROWTH - 1) * (high - low), EDGE * (high - low)
        low, high = low - more * (least < low + edge), high + more * (most > high - edge)
    return low, high


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
