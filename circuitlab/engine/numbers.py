"""What somebody gives for a number, as a double."""

from circuitlab.circuit.errors import quoted, short


def real(value: object, name: str) -> float:
    """A value as a double. name: of the input that it is for.

    Raises TypeError for what is no real number (text is none, although float() would take it), ValueError
    for an integer that no double can hold.
    """
    is_complex = isinstance(value, complex) or getattr(getattr(value, "dtype", None), "kind", "") == "c"
    if is_complex or isinstance(value, str | bytes) or not hasattr(value, "__float__"):
        raise TypeError(f"{short(name)}: expected a number, got {quoted(str(value))}")
    try:
        return float(value)
    except OverflowError:
        raise ValueError(f"{short(name)}: too large for a double") from None
    except (TypeError, ValueError):  # an array of several numbers, for one
        raise TypeError(f"{short(name)}: expected a number, got {quoted(str(value))}") from None
