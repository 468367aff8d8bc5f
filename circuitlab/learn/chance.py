"""Chance that can be repeated: the next number follows from a state that is one integer.

A run keeps the state with each iteration, so that what is rewound draws the same numbers again, on every
machine and with every version of Python. SplitMix64 (Steele, Lea, Flood, 2014).
"""

from typing import NamedTuple

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


class Draw(NamedTuple):
    """Numbers from -1 to 1, and the state after them."""

    numbers: tuple[float, ...]
    state: int


def seeded(seed: int) -> int:
    """The state that a seed begins with. Any integer is one."""
    return seed & _MASK


def drawn(state: int, count: int) -> Draw:
    """So many numbers, each uniform from -1 to 1."""
    numbers = []
    for _ in range(count):
        state = (state + _GOLDEN) & _MASK
        numbers.append(2.0 * ((_mixed(state) >> 11) * 2.0**-53) - 1.0)
    return Draw(tuple(numbers), state)


def _mixed(state: int) -> int:
    mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)
