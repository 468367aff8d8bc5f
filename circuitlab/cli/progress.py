"""How far a long computation is, while somebody waits for it."""

import sys
from contextlib import suppress
from time import monotonic

from circuitlab.cli.encoding import encodable

EVERY = 0.1
"""Seconds between two lines of progress."""


class Progress:
    """One line on standard error that is written over again, where that is a terminal; gone at the end."""

    def __init__(self) -> None:
        self._seen = sys.stderr is not None and sys.stderr.isatty()
        self._next = monotonic() + EVERY
        self._shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("\r\x1b[K")

    def show(self, line: str) -> None:
        """Show a line, if the last one has been there long enough."""
        if self._seen and monotonic() >= self._next:
            self._next = monotonic() + EVERY
            self._shown = True
            self._write(f"\r\x1b[K{encodable(line, sys.stderr.encoding)}")

    @staticmethod
    def _write(words: str) -> None:
        with suppress(OSError):
            sys.stderr.write(words)
            sys.stderr.flush()
