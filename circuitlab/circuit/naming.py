"""What gates may be called, and which name is free next."""

import re
import unicodedata
from collections.abc import Iterable
from keyword import iskeyword

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadName, NameTaken, quoted
from circuitlab.circuit.parts import INPUT, PARAMETER

MAX_NAME = 100
"""Longest name, in characters."""

NUMBERS = {"inf": float("inf"), "nan": float("nan")}
"""Words that formula text reads as numbers, so that no gate can have them as names."""

TIMES = "·"
"""To Python a middle dot may stand inside a name; in formula text it multiplies."""

_FIRST_CHOICE = {INPUT: ("x", "y", "z"), PARAMETER: ("w", "b")}


def normalized(name: str) -> str:
    """The one spelling that equal-looking names have (NFKC), as Python has it."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def checked_name(text: str) -> str:
    """The text as a name, NFKC-normalised. Raises BadName if it is none."""
    name = normalized(text.strip()[: MAX_NAME + 1])
    if not name.isidentifier():
        raise BadName(f"{quoted(text)} is no name: letters, digits and _ make one, with no digit first.")
    if iskeyword(name) or name in NUMBERS or TIMES in name:
        raise BadName(f"{quoted(name)} means something else in formulas: choose another name.")
    if len(name) > MAX_NAME:
        raise BadName(f"{quoted(name)} is too long: at most {MAX_NAME} characters.")
    return name


def available_name(circuit: Circuit, text: str, gate: int | None = None) -> str:
    """The text as a name that is free, or already `gate`'s own. Raises BadName or NameTaken."""
    name = checked_name(text)
    if circuit.names.get(name, gate) != gate:
        raise NameTaken(f"Another gate is already called {quoted(name)}.")
    return name


class FreeNames:
    """Gives names that are not taken, each once. Remembers where it was, so that thousands are quick."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, wish: str) -> str:
        """The wish if it is free, else with the next number that is: x, x1, x2; from x1 on x2."""
        name = wish
        if name in self._taken:
            stem = re.sub("[0-9]+$", "", wish)
            number = max(int(wish[len(stem) :] or 0) + 1, self._next.get(stem, 1))
            while (name := f"{stem[: MAX_NAME - len(str(number))]}{number}") in self._taken:
                number += 1
            self._next[stem] = number + 1
        self._taken.add(name)
        return name

    def take_for_source(self, kind: str) -> str | None:
        """A name for a new source: x, y, z, x1 … for inputs, w, b, w1 … for parameters, none for others."""
        choices = _FIRST_CHOICE.get(kind)
        if choices is None:
            return None
        return self.take(next((name for name in choices if name not in self._taken), choices[0]))
