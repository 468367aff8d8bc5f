"""Where a slider for a step size stops: from a millionth to ten, as powers of ten go. Pure."""

from math import log10

LOWEST, DECADES, A_DECADE = -6, 7, 20
STOPS = DECADES * A_DECADE + 1


def value_at(stop: int) -> float:
    """The step size at a stop, with two digits."""
    return float(f"{10 ** (LOWEST + stop / A_DECADE):.1e}")


def stop_of(value: float) -> int:
    """The nearest stop."""
    return max(0, min(STOPS - 1, round((log10(value) - LOWEST) * A_DECADE)))
