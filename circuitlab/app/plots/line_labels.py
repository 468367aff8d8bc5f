"""Where the names of curves stand: beside their curve, in free space, crossed by none. Pure geometry, in px.

Curves, points and names that stand already fill a raster of small cells; how much of it lies under a name is
known for all places of the name at once, from the sums of the cells left of and below each.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Of shape (N, 2)."""
Counts = NDArray[np.int_]

CELL = 2.0
CLEAR = 3.0
"""So far a name stays from everything, at least."""
REACHES = (5.0, 9.0, 14.0, 20.0, 30.0, 45.0, 70.0, 110.0, 170.0, 260.0)
"""How far from its curve a name may stand: the nearer the better."""
LED = 14.0
"""A name that stands farther away is led to its curve by a line."""
AMBIGUOUS, OFF_MIDDLE = 16.0, 14.0
"""What it costs, in px of distance: another curve as near; a curve's end."""
ALONE, MIXED = 5.0, 300.0
"""A curve is alone where no other is so near; so many px more are gone to come there."""
FEET = 60
"""Of so many places on a curve the one that a line leads to is chosen."""
ALIKE, ENDS_ALIKE = 2.0, 4.0
"""Curves that are never farther apart, and whose ends are not, are one to the eye."""


class Box(NamedTuple):
    """Left, bottom, right, top; y grows upward."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether two boxes have something in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def widened(self, by: float) -> "Box":
        """The box with a margin."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def covers(self, points: Points) -> bool:
        """Whether one of the points is inside."""
        x, y = points[:, 0], points[:, 1]
        return bool(((x > self.left) & (x < self.right) & (y > self.bottom) & (y < self.top)).any())


class Place(NamedTuple):
    """Of a name: its middle; foot: where on its curve a line leads to, if it stands far away."""

    x: float
    y: float
    foot: tuple[float, float] | None


def coinciding(curves: Sequence[Points]) -> list[list[int]]:
    """Curves that are one to the eye, together; each by its number, in order."""
    groups = list[list[int]]()
    for number, curve in enumerate(curves):
        known = next((group for group in groups if _alike(curves[group[0]], curve)), None)
        if known is None:
            groups.append([number])
        else:
            known.append(number)
    return groups


def _alike(one: Points, other: Points) -> bool:
    if len(one) < 2 or len(other) < 2 or np.abs(one[[0, -1], 0] - other[[0, -1], 0]).max() > ENDS_ALIKE:
        return False
    apart = np.interp(other[:, 0], one[:, 0], one[:, 1]) - other[:, 1]
    return bool(np.abs(apart).max() <= ALIKE)


def places(
    curves: Sequence[Points],
    sizes: Sequence[tuple[float, float]],
    area: Box,
    *,
    others: Sequence[Points] = (),
    safe: float | None = None,
) -> list[Place | None]:
    """A place for each name, None where there is none. sizes: of the names, width and height.

    others: what else is kept free. safe: curves are growing right of this x, so that no name stands there.
    """
    shape = int((area.top - area.bottom) / CELL), int((area.right - area.left) / CELL)
    if min(shape) < 1:
        return [None] * len(curves)
    lines = [_dense(curve) for curve in curves]
    own = [_sums(_raster(line, area, shape)) for line in lines]
    taken = _raster(np.concatenate([*lines, *map(_dense, others), np.empty((0, 2))]), area, shape)
    found: list[Place | None] = [None] * len(curves)
    boxes = list[Box]()
    for number in sorted(range(len(curves)), key=lambda each: len(lines[each])):  # little room first
        if len(curves[number]) < 2:
            continue
        rest = sum((sums for other, sums in enumerate(own) if other != number), np.zeros_like(own[0]))
        cost = _costs(sizes[number], own[number], rest, _sums(taken), lines[number], area, safe)
        if cost is None or not np.isfinite(cost).any():
            continue
        row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
        box = _box(int(row), int(column), sizes[number], area)
        lead = _lead(box, lines[number], _alone(lines[number], rest, area), boxes)
        if lead is None:
            continue
        foot = (float(lead[-1, 0]), float(lead[-1, 1])) if len(lead) else None
        found[number] = Place((box.left + box.right) / 2, (box.bottom + box.top) / 2, foot)
        boxes.append(box)
        taken |= _raster(np.concatenate([_filling(box), lead]), area, shape)
    return found


def _costs(
    size: tuple[float, float],
    own: Counts,
    rest: Counts,
    taken: Counts,
    line: Points,
    area: Box,
    safe: float | None,
) -> Points | None:
    """What each place of a name costs, by row and column of its lower left corner; infinite: not there."""
    wide, high = (int(np.ceil(side / CELL)) for side in size)
    if high >= taken.shape[0] or wide >= taken.shape[1]:
        return None
    free = _under(taken, high, wide, CLEAR) == 0
    left = area.left + CELL * np.arange(free.shape[1])
    low, top = line[0, 0], line[-1, 0]
    more = OFF_MIDDLE * np.abs(left + size[0] / 2 - (low + top) / 2) / max(1.0, top - low)
    if safe is not None:
        more[left + size[0] > safe] = np.inf
    cost = np.full(free.shape, np.inf)
    for reach in REACHES:
        if cost.min() <= reach:  # there is nothing better farther away
            break
        near = free & np.isinf(cost) & (_under(own, high, wide, reach) > 0)
        crowded = _under(rest, high, wide, reach + CLEAR) > 0
        cost[near] = (reach + AMBIGUOUS * crowded + more)[near]
    return cost


def _alone(line: Points, rest: Counts, area: Box) -> NDArray[np.bool_]:
    """At which of its points a curve can be told from the others."""
    near = _under(rest, 1, 1, ALONE) > 0
    columns = np.clip((line[:, 0] - area.left) / CELL, 0, near.shape[1] - 1).astype(int)
    rows = np.clip((line[:, 1] - area.bottom) / CELL, 0, near.shape[0] - 1).astype(int)
    return np.asarray(~near[rows, columns])


def _box(row: int, column: int, size: tuple[float, float], area: Box) -> Box:
    left, bottom = area.left + CELL * column, area.bottom + CELL * row
    return Box(left, bottom, left + size[0], bottom + size[1])


def _filling(box: Box) -> Points:
    """A point in each cell of a box."""
    across = np.arange(box.left, box.right + CELL, CELL / 2)
    up = np.arange(box.bottom, box.top + CELL, CELL / 2)
    return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)


def _lead(box: Box, line: Points, alone: NDArray[np.bool_], names: Sequence[Box]) -> Points | None:
    """The line from a name to where its curve is alone; no points where it stands near.

    None: there is no line that crosses no other name.
    """
    far = np.hypot(*(line - np.clip(line, box[:2], box[2:])).T)
    if far.min() <= LED:
        return line[:0]
    middle, best, found = (box.left + box.right) / 2, np.inf, None
    for at in np.unique(np.linspace(0, len(line) - 1, FEET).astype(int)):
        start = middle, box.top if line[at, 1] > box.bottom else box.bottom
        lead = np.linspace(start, line[at], int(max(2, far[at])))
        cost = far[at] + MIXED * (not alone[at])
        if cost < best and not any(name.widened(CLEAR).covers(lead) for name in names):
            best, found = cost, lead
    return found


def _raster(points: Points, area: Box, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Which cells of the area have a point in them."""
    cells = np.zeros(shape, dtype=bool)
    columns = np.floor((points[:, 0] - area.left) / CELL)
    rows = np.floor((points[:, 1] - area.bottom) / CELL)
    inside = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
    cells[rows[inside].astype(int), columns[inside].astype(int)] = True
    return cells


def _sums(cells: NDArray[np.bool_]) -> Counts:
    """How many cells are filled below and left of each corner."""
    return np.pad(cells.cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _under(sums: Counts, high: int, wide: int, margin: float) -> Counts:
    """How many cells are filled under a box with a margin, for all places of its lower left corner."""
    rows, columns, more = sums.shape[0] - 1, sums.shape[1] - 1, int(np.ceil(margin / CELL))
    at_row, at_column = np.arange(rows - high + 1), np.arange(columns - wide + 1)
    low, top = np.clip(at_row - more, 0, rows), np.clip(at_row + high + more, 0, rows)
    left, right = np.clip(at_column - more, 0, columns), np.clip(at_column + wide + more, 0, columns)
    above = sums[np.ix_(top, right)] - sums[np.ix_(top, left)]
    return np.asarray(above - sums[np.ix_(low, right)] + sums[np.ix_(low, left)])


def _dense(curve: Points) -> Points:
    """A point in each cell that a curve goes through, about."""
    if len(curve) < 2:
        return curve
    lengths = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(curve, axis=0).T))))
    at = np.linspace(0, lengths[-1], int(min(20_000, max(2, 2 * lengths[-1] / CELL))))
    return np.column_stack([np.interp(at, lengths, curve[:, column]) for column in (0, 1)])
