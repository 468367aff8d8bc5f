"""The curve of a function as a thumbnail, and the working point on it. Pure geometry in a unit square."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

_REACH = 4.0
_SAMPLES = 161


@dataclass(frozen=True, slots=True)
class Curve:
    """Polylines in the unit square (y up) with the x and y ranges that it stands for."""

    lines: tuple[tuple[tuple[float, float], ...], ...]
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is in the unit square; outside points are moved to its edge."""
        return _share(x, self.x_range), _share(y, self.y_range)


@lru_cache(maxsize=128)
def curve_of(function: Callable[[float], float]) -> Curve | None:
    """The curve of a function of one number near 0; None where it has no finite part there.

    The window is what is finite and within 4 of 0 both ways: a steep function shows its bend.
    """
    xs = [_REACH * (2 * k / (_SAMPLES - 1) - 1) for k in range(_SAMPLES)]
    ys = [function(x) for x in xs]
    seen = [math.isfinite(y) and abs(y) <= _REACH + 0.1 for y in ys]
    shown = [(x, y) for x, y, ok in zip(xs, ys, seen, strict=True) if ok]
    if len(shown) < 2:
        return None
    x_range = shown[0][0], shown[-1][0]
    y_range = min(y for _, y in shown), max(y for _, y in shown)
    if y_range[0] == y_range[1]:
        y_range = y_range[0] - 1, y_range[1] + 1
    lines: list[list[tuple[float, float]]] = [[]]
    for index, ok in enumerate(seen):
        if not ok or (index and seen[index - 1] and abs(ys[index] - ys[index - 1]) > _REACH):
            lines.append([])
        if ok:
            lines[-1].append((_share(xs[index], x_range), _share(ys[index], y_range)))
    return Curve(tuple(tuple(line) for line in lines if len(line) > 1), x_range, y_range)


def _share(at: float, bounds: tuple[float, float]) -> float:
    if math.isnan(at):
        return 0.5
    return (min(max(at, bounds[0]), bounds[1]) - bounds[0]) / (bounds[1] - bounds[0])
