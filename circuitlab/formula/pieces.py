"""Where an operation has no finite value, and where no single slope. Imports only math and `scalar`.

`why_…` says in a student's words why a result is not finite although the arguments are; None stands for
"it is too large". `…_side`, `…_leaders` and `tan_period` number the smooth piece that a point is in: a
central difference whose two ends are in different pieces says nothing about a slope.
"""

from math import floor, isfinite, nan, pi

from circuitlab.formula.scalar import maximum, minimum, sign


def why_divide(a: float, b: float) -> str | None:
    """Why a / b is not finite, in a few words; None: because it is too large."""
    if b:
        return None
    return "0 divided by 0" if a == 0 else "division by zero"


def why_reciprocal(a: float) -> str | None:
    """Why 1 / a is not finite."""
    return why_divide(1.0, a)


def why_power(a: float, b: float) -> str | None:
    """Why a to the b is not finite."""
    if a == 0 and b < 0:
        return "division by zero (0 to a negative power)"
    if a < 0 and not b.is_integer():
        return "a negative number to a fractional power"
    return None


def why_power_base_slope(a: float, b: float) -> str | None:
    """Why b a^(b - 1) is not finite."""
    return why_power(a, b - 1)


def why_power_exponent_slope(a: float, _: float) -> str | None:
    """Why a^b log(a) is not finite."""
    return why_log(a)


def why_sqrt(a: float) -> str | None:
    """Why the square root is not finite."""
    return "square root of a negative number" if a < 0 else None


def why_log(a: float) -> str | None:
    """Why the logarithm is not finite."""
    return "log of 0" if a == 0 else "log of a negative number" if a < 0 else None


def why_arcsin(a: float) -> str | None:
    """Why the inverse sine or cosine is not finite."""
    return "only defined from −1 to 1" if abs(a) > 1 else None


def max_leaders(*values: float) -> float:
    """Which arguments are the largest, as the sum of 2 to the index of each."""
    return _leaders(values, maximum(*values))


def min_leaders(*values: float) -> float:
    """Which arguments are the smallest, as the sum of 2 to the index of each."""
    return _leaders(values, minimum(*values))


def _leaders(values: tuple[float, ...], leader: float) -> float:
    return float(sum(1 << index for index, value in enumerate(values) if value == leader))


def is_zero(a: float) -> bool:
    """Whether relu or abs stands on its kink."""
    return a == 0


def is_max_tie(*values: float) -> bool:
    """Whether more than one argument is the largest."""
    return values.count(maximum(*values)) > 1


def is_min_tie(*values: float) -> bool:
    """Whether more than one argument is the smallest."""
    return values.count(minimum(*values)) > 1


def power_side(a: float, b: float) -> float:
    """Which side of its pole a negative power is on; 2 at the pole itself."""
    return (2.0 if a == 0 else sign(a)) if b < 0 else 0.0


def divide_side(_: float, b: float) -> float:
    """Which side of its pole a quotient is on."""
    return sign(b)


def tan_period(a: float) -> float:
    """Between which two poles of the tangent a lies."""
    return floor(a / pi + 0.5) if isfinite(a) else nan
