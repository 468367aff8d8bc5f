"""Many points at once, as somebody gives them: an array of doubles, or one line that says what is wrong.

Imports NumPy: import this module when needed.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from circuitlab.circuit.errors import short
from circuitlab.engine.numbers import real

_FOREIGN = {"c": "complex numbers", "U": "text", "S": "text", "M": "dates", "m": "durations", "V": "records"}
"""What arrays can hold that are no real numbers, by the kind of their type."""


def rows_of(points: Any, inputs: Sequence[str]) -> NDArray[np.float64]:
    """The points as an array of shape (N, number of these inputs).

    Raises ValueError for another shape, and TypeError for what are no real numbers.
    """
    expected = f"points: expected the shape (N, {len(inputs)})"
    try:
        array = np.asarray(points)
    except ValueError:
        raise ValueError(f"{expected}, got rows of different lengths") from None
    if array.dtype.kind in _FOREIGN:
        raise TypeError(f"points: expected real numbers, got {_FOREIGN[array.dtype.kind]}")
    if array.dtype.kind == "O" and array.ndim == 0:
        raise TypeError(f"{expected}, got a {type(points).__name__}")
    if array.ndim != 2 or array.shape[1] != len(inputs):
        raise ValueError(f"{expected}, got {array.shape}{_missing(array.shape, inputs)}")
    if array.dtype.kind == "O":  # numbers of other makes, integers of any size, or no numbers at all
        numbers = [[real(value, name) for value, name in zip(row, inputs, strict=True)] for row in array]
        return np.array(numbers, dtype=np.float64).reshape(array.shape)
    return np.asarray(array, dtype=np.float64)


def row_of(values: Any, names: Sequence[object], what: str) -> NDArray[np.float64]:
    """One number for each name, as an array.

    Raises ValueError for another number of them, and TypeError for what are no real numbers.
    """
    array = values if isinstance(values, np.ndarray) else np.asarray(values, dtype=_kind(values))
    if array.shape != (len(names),):
        raise ValueError(f"{what}: expected the shape ({len(names)},), got {array.shape}")
    if array.dtype == np.float64:
        return array
    return np.array([real(value, str(name)) for value, name in zip(array, names, strict=True)], np.float64)


def _kind(values: Any) -> type:
    """Floats at once; what else there may be is looked at one by one."""
    return float if isinstance(values, list) and set(map(type, values)) == {float} else object


def _missing(shape: tuple[int, ...], inputs: Sequence[str]) -> str:
    """Which inputs have no column."""
    left = inputs[shape[1] :] if len(shape) == 2 else ()
    if not left:
        return ""
    listed = ", ".join(map(short, left[:4])) + (" …" if len(left) > 4 else "")
    return f": {listed} {'is' if len(left) == 1 else 'are'} missing"
