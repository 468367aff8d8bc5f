"""What a command gives back: text for standard output and an exit code, or the error that stops it."""

from dataclasses import dataclass


class UsageError(ValueError):
    """The call or the input is wrong. `str()` is what to say about it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """text: for standard output, with its line ends. code: the exit code, 0 or 1."""

    text: str = ""
    code: int = 0
