"""Long computations in slices: a few milliseconds of work, then the window's events, then more work."""

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from circuitlab.app.guard import guarded

T = TypeVar("T")
BUDGET = 0.012
"""Seconds of work between two looks at the window's events."""
FAILED = "Something went wrong here: the next edit tries it again."
"""What stands where the result would; what it was is told apart."""


class Slices(QTimer):
    """Runs one computation, a generator that pauses often; another one takes its place."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner, singleShot=True, interval=0)
        self._work: Generator[None, None, Any] | None = None
        self._then: Callable[[Any], object] = lambda _: None
        self._failed: Callable[[], object] = lambda: None
        self._turn = 0  # another one with every begin and drop
        self.timeout.connect(self._go_on)

    def begin(
        self,
        work: Generator[None, None, T],
        then: Callable[[T], object],
        failed: Callable[[], object] = lambda: None,
    ) -> None:
        """Run `work` from now on, and hand what it comes to to `then`; what ran before is dropped.

        failed: called where an exception ended the work, so that nobody waits for it any more.
        """
        self.drop()
        self._work, self._then, self._failed = work, then, failed
        self.start()

    def drop(self) -> None:
        """Run nothing any more; what was begun is closed, so that it leaves nothing behind."""
        work, self._work = self._work, None
        self._turn += 1
        self.stop()
        if work is not None:
            work.close()

    @guarded
    def _go_on(self) -> None:
        mine, then, failed, until = self._work, self._then, self._failed, perf_counter() + BUDGET
        if mine is None:
            return
        turn = self._turn
        self._work = None  # a failure ends it
        while True:
            try:
                next(mine)
            except StopIteration as end:
                if turn == self._turn:
                    then(end.value)
                return
            except Exception:
                if turn == self._turn:
                    failed()
                raise
            if turn != self._turn:  # the work itself has led to a drop, or to other work
                mine.close()
                return
            if perf_counter() >= until:
                self._work = mine
                self.start()
                return
