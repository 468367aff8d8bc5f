"""The one error of formula text, and how text from outside is made fit for a line. Imports nothing."""

LINE_LIMIT = 240
"""No message to the user is longer than this many characters."""


class FormulaError(ValueError):
    """Text that is no formula. `str()` is one printable line of at most 240 characters.

    line, column: where it is wrong, counted from 1, or None where that is not known.
    reason: what is wrong there and what was expected, without the place.
    """

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        known = {"line": line, "column": column}
        place = ", ".join(f"{unit} {number}" for unit, number in known.items() if number is not None)
        super().__init__(one_line(f"{place}: {reason}" if place else reason))


def quoted(text: str) -> str:
    """A piece of the input, escaped and shortened."""
    return repr(text if len(text) <= 24 else text[:23] + "…")


def one_line(text: str) -> str:
    """The text as one printable line of at most 240 characters."""
    line = printable(text)
    return line if len(line) <= LINE_LIMIT else line[: LINE_LIMIT - 1] + "…"


def printable(text: str) -> str:
    """The text with every character escaped that can't be shown."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
