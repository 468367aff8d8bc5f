"""Long computations in slices: a few milliseconds of work, then the window's events, then more work."""

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from circuitlab.app.guard import guarded

T = TypeVar("T")
BUDGET = 0.012
"""Seconds of work between two looks at the window's events."""


class Slices(QTimer):
    """Runs one computation, a generator that pauses often; another one takes its place."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner, singleShot=True, interval=0)
        self._work: Generator[None, None, Any] | None = None
        self._then: Callable[[Any], object] = lambda _: None
        self.timeout.connect(self._go_on)

    def begin(self, work: Generator[None, None, T], then: Callable[[T], object]) -> None:
        """Run `work` from now on, and hand what it comes to to `then`; what ran before is dropped."""
        self._work, self._then = work, then
        self.start()

    def drop(self) -> None:
        """Run nothing any more."""
        self._work = None
        self.stop()

    @guarded
    def _go_on(self) -> None:
        work, self._work = self._work, None  # a failure ends it
        until = perf_counter() + BUDGET
        while work is not None:
            try:
                next(work)
            except StopIteration as end:
                self._then(end.value)
                return
            if perf_counter() >= until:
                if self._work is None:  # nobody began another one meanwhile
                    self._work = work
                self.start()
                return
