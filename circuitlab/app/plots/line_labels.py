"""Where the names of curves stand: beside their curve, away from all others. Pure geometry, in px."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Of shape (N, 2)."""

FRACTIONS = (0.5, 0.35, 0.65, 0.2, 0.8, 0.92)
"""Along a curve: where its name is tried first, second …"""
GAP = 5.0


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


def places(
    curves: Sequence[Points], sizes: Sequence[tuple[float, float]], area: Box
) -> list[tuple[float, float] | None]:
    """The middle of each name, None where there is no room. sizes: of the names, width and height."""
    dense = [_dense(curve) for curve in curves]
    taken, found = list[Box](), list[tuple[float, float] | None]()
    for curve, (width, height) in zip(curves, sizes, strict=True):
        best: tuple[float, Box] | None = None
        for box in _tried(curve, width, height) if len(curve) > 1 else ():
            inside = box.left >= area.left and box.right <= area.right
            if not inside or box.bottom < area.bottom or box.top > area.top or any(map(box.meets, taken)):
                continue
            cost = float(sum(_covered(box, other) for other in dense))
            if best is None or cost < best[0]:
                best = cost, box
            if not cost:
                break
        if best is None:
            found.append(None)
            continue
        box = best[1]
        taken.append(box)
        found.append(((box.left + box.right) / 2, (box.bottom + box.top) / 2))
    return found


def _tried(curve: Points, width: float, height: float) -> list[Box]:
    boxes = []
    low, high = curve[0, 0], curve[-1, 0]
    for fraction in FRACTIONS:
        x = low + fraction * (high - low)
        y = float(np.interp(x, curve[:, 0], curve[:, 1]))
        for side in (-1, 1):  # below first: curves that are climbed turn their hollow side down
            for lead in (0.5, 0.0, -0.5):
                middle = x - side * lead * width
                bottom = y + GAP if side > 0 else y - GAP - height
                boxes.append(Box(middle - width / 2, bottom, middle + width / 2, bottom + height))
    return boxes


def _dense(curve: Points) -> Points:
    """A point about every 3 px, so that no part of a curve slips through a box."""
    if len(curve) < 2:
        return curve
    lengths = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(curve, axis=0).T))))
    at = np.linspace(0, lengths[-1], int(min(2000, max(2, lengths[-1] / 3))))
    return np.column_stack([np.interp(at, lengths, curve[:, column]) for column in (0, 1)])


def _covered(box: Box, points: Points) -> int:
    x, y = points[:, 0], points[:, 1]
    return int(((x >= box.left) & (x <= box.right) & (y >= box.bottom) & (y <= box.top)).sum())
