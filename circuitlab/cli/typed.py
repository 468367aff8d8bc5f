"""What was typed for a number, a place or a name: read, or refused in one line."""

import argparse
import math
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from circuitlab.cli.answer import UsageError
from circuitlab.files.errors import shown

SCALES = 0.05, 20.0
"""The least and the most: smaller shows nothing, larger takes gigabytes."""
SCALES_SAID = "from {:g} to {:g}".format(*SCALES)
MOST_PATHS = 10_000
"""As many as can be asked for; named here too, for reading the arguments does not load what finds them."""

Refuse = Callable[[str], NoReturn]


def number(text: str) -> float:
    """The number that a person wrote, also "inf", "-inf" or "nan". Raises ValueError with one line."""
    from circuitlab.teach import numbers

    try:
        value = numbers.read(text)
    except ValueError as error:
        raise ValueError(str(error).removesuffix(".")) from error
    if math.isinf(value) and not any(word in text.lower() for word in ("inf", "∞")):
        raise ValueError(f"{text[:40]!r} is too large for a double")
    return value


def real(text: str) -> float:
    """The same, for argparse."""
    try:
        return number(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def finite(text: str) -> float:
    """A number that is neither infinite nor nan, for argparse."""
    value = real(text)
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"expected a finite number, got {text[:40]!r}")
    return value


def scale(text: str) -> float:
    """How many times its size a picture has, for argparse."""
    with suppress(ValueError):
        value = number(text)
        if SCALES[0] <= value <= SCALES[1]:
            return value
    raise argparse.ArgumentTypeError(f"expected a number {SCALES_SAID}, got {text[:40]!r}")


def limit(text: str) -> int:
    """How many paths are asked for, for argparse."""
    most = whole(text)
    if not 0 <= most <= MOST_PATHS:
        raise argparse.ArgumentTypeError(f"expected from 0 to {MOST_PATHS}, got {text[:40]!r}")
    return most


def whole(text: str) -> int:
    """A whole number, for argparse."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text[:40]!r}") from error


def seed(text: str) -> int:
    """Where a generator of random numbers begins, for argparse."""
    found = whole(text)
    if found < 0:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0, got {text[:40]!r}")
    return found


def point(words: str, refuse: Refuse) -> dict[str, float]:
    """The values in --at NAME=VALUE,…"""
    pairs = [assignment(word, refuse, "--at") for word in words.split(",")]
    values = dict(pairs)
    if len(values) < len(pairs):
        refuse(f"--at: expected one value for each input, got {words[:60]!r}")
    return values


def assignment(word: str, refuse: Refuse, option: str = "--set") -> tuple[str, float]:
    """The name and the number in NAME=VALUE."""
    name, equals, text = word.partition("=")
    if not equals or not name.strip():
        refuse(f"{option}: expected NAME=VALUE, got {word[:60]!r}")
    try:
        return name.strip(), number(text)
    except ValueError as error:
        raise UsageError(f"{option} {shown(name.strip())}: {error}") from error


def gates_in(inside: str | None, refuse: Refuse) -> tuple[str, ...]:
    """The names or ids in A/B."""
    if inside is None:
        return ()
    gates = tuple(filter(None, inside.split("/")))
    if not gates:
        refuse("--inside: expected the name or id of a gate, or several such as A/B")
    return gates
