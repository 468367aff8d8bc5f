"""The numbers along an axis: with as many digits as tell them apart."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, log10

from circuitlab.formula.reading import MINUS
from circuitlab.teach.numbers import DIGITS, shown, text

LONGEST = 7
"""A number with more digits is written as the difference from a round one."""
EXACT = Fraction(1, 50)
"""So much of what is between two numbers, at most, may be rounded off."""


def labels(values: Sequence[float]) -> list[str]:
    """A text for each: no two alike, none rounded to where another place would be."""
    gap = Fraction(min((abs(b - a) for a, b in pairwise(values)), default=0.0))
    for digits in range(DIGITS, LONGEST + 1):
        if all(abs(shown(value, digits) - Fraction(value)) <= EXACT * gap for value in values):
            return [_written(value, digits) for value in values]
    return _from_a_round_one(values) if gap else [_written(value, LONGEST) for value in values]


def _from_a_round_one(values: Sequence[float]) -> list[str]:
    """ "1", "1 + 2·10⁻⁹": the base is round, and as near as the numbers are to each other."""
    unit = 10.0 ** ceil(log10(max(values) - min(values)))
    base = float(f"{round(values[0] / unit) * unit:.15g}")
    return [_beside(base, float(f"{value - base:.3g}")) for value in values]


def _beside(base: float, more: float) -> str:
    if not more:
        return _written(base, 15)
    return f"{_written(base, 15)} {MINUS if more < 0 else '+'} {_written(abs(more), DIGITS)}"


def _written(value: float, digits: int) -> str:
    return text(value, digits).replace(" ", "")
