"""The operations on NumPy arrays, element by element. Imports NumPy: import this module only when needed.

They agree with `formula.scalar` up to the last digit. NumPy's warnings are left to the caller's errstate.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(-a)); the exponent is never positive, so that nothing overflows."""
    grown = np.exp(-np.abs(a))
    return np.where(a >= 0, 1.0, grown) / (1.0 + grown)


def softplus(a: Array) -> Array:
    """log(1 + exp(a)), without overflow."""
    result: Array = np.maximum(a, 0.0) + np.log1p(np.exp(-np.abs(a)))
    return result


def step(a: Array) -> Array:
    """1 above 0, else 0; nan stays nan."""
    return np.where(np.isnan(a), a, np.where(a > 0, 1.0, 0.0))


def _folded(ufunc: np.ufunc) -> Callable[..., Array]:
    def over_all(*arrays: Array) -> Array:
        return reduce(ufunc, arrays)

    return over_all


def _share(leader_of: np.ufunc) -> Callable[..., Array]:
    def share(*arrays: Array) -> Array:
        leader = reduce(leader_of, arrays)
        ties = sum(array == leader for array in arrays)
        leads = np.where(arrays[0] == leader, 1.0, 0.0) / np.maximum(ties, 1)
        return np.where(np.isnan(leader), leader, leads)

    return share


def _leaders(leader_of: np.ufunc) -> Callable[..., Array]:
    def leaders(*arrays: Array) -> Array:
        leader = reduce(leader_of, arrays)
        bits = [np.where(array == leader, float(1 << index), 0.0) for index, array in enumerate(arrays)]
        return reduce(np.add, bits)

    return leaders


def power_base_slope(a: Array, b: Array) -> Array:
    """b a**(b - 1); 0 where b is 0."""
    return np.where(np.equal(b, 0), 0.0, b * np.power(a, b - 1.0))


def power_exponent_slope(a: Array, b: Array) -> Array:
    """a**b log(a); 0 where a is 0 and b is not negative."""
    flat = np.equal(a, 0) & np.greater_equal(b, 0)
    return np.where(flat, 0.0, np.power(a, b) * np.log(a))


VALUES: Mapping[str, Callable[..., Any]] = {
    "add": _folded(np.add),
    "subtract": np.subtract,
    "multiply": _folded(np.multiply),
    "divide": np.divide,
    "negate": np.negative,
    "power": np.power,
    "reciprocal": np.reciprocal,
    "square": np.square,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "arcsin": np.arcsin,
    "arccos": np.arccos,
    "arctan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "relu": lambda a: np.maximum(a, 0.0),
    "softplus": softplus,
    "abs": np.abs,
    "max": _folded(np.maximum),
    "min": _folded(np.minimum),
    "identity": np.positive,
    "sign": np.sign,
    "step": step,
    "max_share": _share(np.maximum),
    "min_share": _share(np.minimum),
    "power_base_slope": power_base_slope,
    "power_exponent_slope": power_exponent_slope,
}
"""The value of each operation."""


def _sigmoid_into(a: Array, out: Array) -> None:
    np.negative(a, out)
    np.exp(out, out)
    np.add(out, 1.0, out)
    np.reciprocal(out, out)


def _share_into(leads: np.ufunc, trails: np.ufunc, exactly: Callable[..., Array]) -> Callable[..., None]:
    """The share of two: 1 or 0, unless somewhere neither is ahead (a tie, or nan)."""

    def into(a: Array, b: Array, out: Array) -> None:
        ahead = leads(a, b)
        if np.count_nonzero(ahead) + np.count_nonzero(trails(a, b)) == np.size(ahead):
            np.copyto(out, ahead)
        else:
            np.copyto(out, exactly(a, b))

    return into


def _copied_into(function: Callable[..., Any]) -> Callable[..., None]:
    def into(*arrays_and_out: Array) -> None:
        *arrays, out = arrays_and_out
        np.copyto(out, function(*arrays))

    return into


_INTO: Mapping[str, Callable[..., Any]] = {
    "add": np.add,
    "multiply": np.multiply,
    "max": lambda a, b, out: np.maximum(a, b, out=out),
    "min": lambda a, b, out: np.minimum(a, b, out=out),
    "max_share": _share_into(np.greater, np.less, VALUES["max_share"]),
    "min_share": _share_into(np.less, np.greater, VALUES["min_share"]),
    "sigmoid": _sigmoid_into,
    "relu": lambda a, out: np.maximum(a, 0.0, out=out),
    "softplus": lambda a, out: np.logaddexp(a, 0.0, out),
    "step": lambda a, out: np.heaviside(a, 0.0, out),
}
_OF_TWO = frozenset({"add", "multiply", "max", "min", "max_share", "min_share"})
"""Those of `_INTO` that take two arrays."""


def into(operation: str, count: int) -> Callable[..., Any]:
    """A function from this many arrays, and one to write to, to nothing: the value, without temporaries.

    The array written to is none of the others.
    """
    function = VALUES[operation]
    if operation in _INTO and (count == 2 or operation not in _OF_TWO):
        return _INTO[operation]
    return function if isinstance(function, np.ufunc) else _copied_into(function)


PIECES: Mapping[str, Callable[..., Array]] = {
    "divide": lambda _, b: np.sign(b),
    "reciprocal": np.sign,
    "power": lambda a, b: np.where(np.less(b, 0), np.where(np.equal(a, 0), 2.0, np.sign(a)), 0.0),
    "tan": lambda a: np.floor(a / np.pi + 0.5),
    "relu": np.sign,
    "abs": np.sign,
    "max": _leaders(np.maximum),
    "min": _leaders(np.minimum),
}
"""The number of the smooth piece, for each operation that has more than one."""
