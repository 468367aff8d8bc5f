"""From where to where an axis goes, and the round numbers that it is ticked with. Pure."""

from collections.abc import Sequence
from math import ceil, floor, isfinite, log10

NOISE = 1e-9
"""Heights that differ by less than this part of them are all one: what differs is rounding."""


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from low to high, both included where they are round; at most so many."""
    if not (isfinite(low) and isfinite(high)) or high <= low:
        return []
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    if not power:
        return []
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10, 20) if factor * power >= rough * 0.999)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    found = (float(f"{number * step:.15g}") for number in range(first, min(last, first + 2 * most) + 1))
    return list(dict.fromkeys(found))


def next_round(number: float) -> float:
    """The next of 20, 50, 100, 200, 500 …: how far an axis goes while a run grows."""
    size = 10.0
    while True:
        for factor in (2, 5, 10):
            if number <= factor * size:
                return factor * size
        size *= 10


def stretched(values: Sequence[float], before: tuple[float, float] | None) -> tuple[float, float]:
    """From where to where an axis goes: what was seen before, wider only where something lies outside."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if before is not None and before[0] <= low and high <= before[1]:
        return before
    size = max(abs(low), abs(high))
    room = high - low if high - low > NOISE * size else 1e-3 * size or 1.0
    if before is None:
        return low - 0.06 * room, high + 0.06 * room
    more = 0.5 * max(room, before[1] - before[0])
    return before[0] if before[0] <= low else low - more, before[1] if high <= before[1] else high + more
