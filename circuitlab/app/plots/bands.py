"""Heights as bands of colour: where one ends and the next begins. Pure, imports NumPy."""

from math import floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray

from circuitlab.app.plots.axes import ticks

MOST_OF_IT = 0.4
"""A band that covers more of a surface than this hides its shape."""


def levels(heights: NDArray[np.float64], most: int = 10) -> list[float]:
    """Round heights, about so many: where one colour ends and the next begins.

    As far apart from each other; where one band would then cover most of the surface, as on a plateau,
    so that each covers about as much.
    """
    some = heights[np.isfinite(heights)]
    if not len(some):
        return []
    low, high = float(some.min()), float(some.max())
    even = [level for level in ticks(low, high, most) if low < level < high]
    bands = np.histogram(some, bins=[low, *even, high])[0] if even else np.array([len(some)])
    if high > low and bands.max() > MOST_OF_IT * len(some):
        return _by_area(some, low, high, most)
    return even


def _by_area(some: NDArray[np.float64], low: float, high: float, most: int) -> list[float]:
    """Quantiles, each rounded as far as its neighbours allow."""
    wanted = [float(each) for each in np.quantile(some, np.linspace(0, 1, most + 1))]
    found = list[float]()
    for before, level, after in zip(wanted, wanted[1:], wanted[2:], strict=False):
        gap = min(level - before, after - level)
        if gap <= 0 or not isfinite(gap):
            continue
        digits = -floor(log10(gap))
        rounded = float(f"{round(level, digits):.12g}")
        if low < rounded < high and (not found or rounded > found[-1]):
            found.append(rounded)
    return found


def crossing(column: NDArray[np.float64], level: float) -> float | None:
    """Where along a column, from 0 to 1, the heights first reach a level; None if they never do."""
    above, known = column > level, np.isfinite(column)  # the rim of what is not defined is no crossing
    changes = np.flatnonzero((above[1:] != above[:-1]) & known[1:] & known[:-1])
    return None if len(changes) == 0 else float((changes[0] + 1) / (len(column) - 1))
