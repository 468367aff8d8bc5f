"""The operations on single floats: IEEE double, and none of them ever raises. Imports only math.

Python raises where IEEE has an answer (1/0, exp(710), log(0)); these return inf or nan there, as NumPy
and PyTorch do. At ties and kinks the slopes follow PyTorch.
"""

import math
from collections.abc import Callable
from math import copysign, inf, nan


def add(*values: float) -> float:
    """The sum, from left to right."""
    total = values[0]
    for value in values[1:]:
        total += value
    return total


def multiply(*values: float) -> float:
    """The product, from left to right."""
    product = values[0]
    for value in values[1:]:
        product *= value
    return product


def divide(a: float, b: float) -> float:
    """a / b; a signed infinity where only b is 0, nan where both are."""
    if b:
        return a / b
    if a == 0 or a != a:
        return nan
    return copysign(inf, a) * copysign(1.0, b)


def reciprocal(a: float) -> float:
    """1 / a."""
    return 1.0 / a if a else copysign(inf, a)


def power(a: float, b: float) -> float:
    """a to the b: nan for a negative base with an exponent that is no integer."""
    try:
        return math.pow(a, b)
    except OverflowError:
        return -inf if a < 0 and b % 2 == 1 else inf
    except ValueError:
        if a == 0:
            return copysign(inf, a) if b % 2 == 1 else inf
        return nan


def square(a: float) -> float:
    """a times a."""
    return a * a


def sqrt(a: float) -> float:
    """The square root; nan below 0."""
    return math.sqrt(a) if a >= 0 else nan


def exp(a: float) -> float:
    """e to the a; inf where that overflows."""
    try:
        return math.exp(a)
    except OverflowError:
        return inf


def log(a: float) -> float:
    """The natural logarithm; -inf at 0, nan below."""
    if a > 0:
        return math.log(a)
    return -inf if a == 0 else nan


def _inside(function: Callable[[float], float]) -> Callable[[float], float]:
    """The function with nan where the math module finds no answer (sin(inf), asin(2))."""

    def guarded(a: float) -> float:
        try:
            return function(a)
        except ValueError:
            return nan

    return guarded


sin = _inside(math.sin)
cos = _inside(math.cos)
tan = _inside(math.tan)
arcsin = _inside(math.asin)
arccos = _inside(math.acos)
arctan = math.atan
tanh = math.tanh


def sinh(a: float) -> float:
    """The hyperbolic sine; a signed infinity where it overflows."""
    try:
        return math.sinh(a)
    except OverflowError:
        return copysign(inf, a)


def cosh(a: float) -> float:
    """The hyperbolic cosine; inf where it overflows."""
    try:
        return math.cosh(a)
    except OverflowError:
        return inf


def sigmoid(a: float) -> float:
    """1 / (1 + exp(-a)), in the branch that cannot overflow."""
    if a >= 0:
        return 1.0 / (1.0 + math.exp(-a))
    grown = math.exp(a)
    return grown / (1.0 + grown)


def relu(a: float) -> float:
    """a above 0, else 0."""
    return 0.0 if a <= 0 else a


def softplus(a: float) -> float:
    """log(1 + exp(a)), without overflow."""
    tail = math.log1p(math.exp(-abs(a)))
    return a + tail if a > 0 else tail


def maximum(*values: float) -> float:
    """The largest; nan if any is nan."""
    largest = values[0]
    for value in values[1:]:
        if value > largest or value != value:
            largest = value
    return largest


def minimum(*values: float) -> float:
    """The smallest; nan if any is nan."""
    smallest = values[0]
    for value in values[1:]:
        if value < smallest or value != value:
            smallest = value
    return smallest


def sign(a: float) -> float:
    """The slope of abs: -1, 0 or 1."""
    if a != a:
        return a
    return float((a > 0) - (a < 0))


def step(a: float) -> float:
    """The slope of relu: 1 above 0, else 0."""
    return a if a != a else float(a > 0)


def max_share(first: float, *others: float) -> float:
    """The slope of max for its first argument: 1 if it leads, 0 if not, evenly split at a tie."""
    return _share(first, others, maximum(first, *others))


def min_share(first: float, *others: float) -> float:
    """The slope of min for its first argument, as `max_share`."""
    return _share(first, others, minimum(first, *others))


def _share(first: float, others: tuple[float, ...], leader: float) -> float:
    if leader != leader:
        return nan
    return 1.0 / (1 + others.count(leader)) if first == leader else 0.0


def power_base_slope(a: float, b: float) -> float:
    """d(a**b)/da = b a**(b - 1); 0 where b is 0, also at a = 0."""
    return b * power(a, b - 1.0) if b else 0.0


def power_exponent_slope(a: float, b: float) -> float:
    """d(a**b)/db = a**b log(a); 0 where a is 0 and b is not negative."""
    return 0.0 if a == 0 and b >= 0 else power(a, b) * log(a)
