"""Long computations in a thread, so that the window goes on: one owner at a time for what they change.

From `begin` on, what the work changes belongs to the thread alone. The window is handed news: what `look`
makes in the thread, and nothing changes any more. It is the window's again after `stop`, and before `then`
or `failed` are called.

Python runs one thread at a time: one that never waits delays the window's every call. So the thread works
for a few milliseconds, and waits until the window has got to its word of that, and where there were news,
until these are on the screen. It touches nothing of Qt's,
whose locks may be held by a window that waits for Python: the window looks for words by itself.
"""

import logging
from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from queue import Empty, SimpleQueue
from threading import Event, Semaphore, Thread
from time import perf_counter
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from circuitlab.app.guard import guarded

T = TypeVar("T")
CHUNK = 0.008
"""Seconds of work between two words to the window."""
FRAME = 0.016
"""Seconds between two looks at what the work has come to: how often there are any depends on the window."""
LISTEN_MS = 2
"""Between two looks of the window for a word, while something runs."""
PATIENCE = 5.0
"""Seconds that `stop` waits for a thread: it looks up every few milliseconds."""
STOPPED = "work that was stopped has failed"
LATE = "a thread did not end within %g s, and is left to itself"

log = logging.getLogger("circuitlab")


class Kind(Enum):
    """What a word to the window tells."""

    TURN = auto()  # it waits for its next turn
    END = auto()  # what the work has come to
    FAILURE = auto()  # the exception that ended it


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """From the thread to the window. value: news, or None; a result; an exception."""

    kind: Kind
    value: Any


class Job:
    """One computation: `advance` is what its thread does, again and again."""

    def __init__(
        self,
        work: Generator[None, None, Any],
        look: Callable[[], object] | None,
        clock: Callable[[], float],
    ) -> None:
        self._work, self._look, self._clock = work, look, clock
        self._seen = -inf

    def advance(self) -> Word:
        """Work for a few milliseconds; at most once a frame, news come with the word of it."""
        until = self._clock() + CHUNK
        try:
            while True:
                next(self._work)
                now = self._clock()
                if now >= until:
                    break
            if self._look is None or now - self._seen < FRAME:
                return Word(Kind.TURN, None)
            self._seen = now
            return Word(Kind.TURN, self._look())
        except StopIteration as end:
            return Word(Kind.END, end.value)
        except Exception as error:  # noqa: BLE001 - raised again in the window's thread, and logged there
            return Word(Kind.FAILURE, error)

    def close(self) -> None:
        """Let go of what the work held."""
        self._work.close()


class Driver(Protocol):
    """Lets a job advance: once from the start, and once for each turn that it is given."""

    def turn(self) -> None: ...

    def stop(self) -> bool:
        """End it; nothing is told from now on. Returns whether it has ended."""


class Threaded:
    """A thread of the job's own."""

    def __init__(self, job: Job, tell: Callable[[Word], object]) -> None:
        self._job, self._tell = job, tell
        self._turns, self._over, self._late = Semaphore(1), Event(), Event()
        self._thread = Thread(target=self._run, name="circuitlab-work", daemon=True)
        self._thread.start()

    def turn(self) -> None:
        """The window has got to the last word."""
        self._turns.release()

    def stop(self) -> bool:
        """End it and wait for it."""
        self._over.set()
        self._turns.release()
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            self._late.set()
            log.error(LATE, PATIENCE)
            return False
        return True

    def _run(self) -> None:
        try:
            kind = Kind.TURN
            while kind is Kind.TURN and self._turns.acquire() and not self._over.is_set():
                word = self._job.advance()
                kind = word.kind
                self._tell(word)
                if kind is Kind.FAILURE and self._late.is_set():  # nobody reads its words any more
                    log.error(STOPPED, exc_info=word.value)
            self._job.close()
        except Exception:
            log.exception("a thread has failed")


class Worker(QObject):
    """Runs one computation, a generator that pauses often; another one takes its place."""

    def __init__(
        self,
        owner: QObject,
        driver: Callable[[Job, Callable[[Word], object]], Driver] = Threaded,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        """driver: what lets the work advance. clock: seconds, for how long a turn is."""
        super().__init__(owner)
        self._driver, self._clock = driver, clock
        self._running: dict[Driver, SimpleQueue[Word]] = {}  # at most one, and its words
        self._then: Callable[[Any], object] = lambda _: None
        self._failed: Callable[[], object] = lambda: None
        self._show: Callable[[Any], object] = lambda _: None
        self._paints = False  # whether the thread waits until news are on the screen
        self._timer = QTimer(self, interval=LISTEN_MS)
        self._timer.timeout.connect(self._listen)
        running = self._running  # this object is gone by then
        self.destroyed.connect(guarded(lambda *_: _end(running)))
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self._quit)

    @property
    def busy(self) -> bool:
        """Whether something runs: what it changes belongs to the thread."""
        return bool(self._running)

    def begin(
        self,
        work: Generator[None, None, T],
        then: Callable[[T], object],
        failed: Callable[[], object] = lambda: None,
        *,
        look: Callable[[], object] | None = None,
        show: Callable[[Any], object] = lambda _: None,
    ) -> bool:
        """Run `work` from now on, and hand what it comes to to `then`; what ran before is stopped.

        failed: called where an exception ended the work. look: makes news, in the thread, which `show` is
        handed in the window's. Returns False where what ran before can't be stopped: nothing begins then.
        """
        if not self.stop():
            return False
        self._then, self._failed, self._show, self._paints = then, failed, show, False
        words = SimpleQueue[Word]()
        self._running[self._driver(Job(work, look, self._clock), words.put)] = words
        self._timer.start()
        return True

    def stop(self) -> bool:
        """Run nothing any more. Returns False where the thread did not end: it keeps what it changes."""
        self._timer.stop()
        return _end(self._running)

    @guarded
    def _quit(self) -> None:
        self.stop()

    @guarded
    def _listen(self) -> None:
        for driver, words in list(self._running.items()):
            if self._paints:  # what was shown is on the screen now
                self._paints = False
                driver.turn()
            try:
                word = words.get_nowait()
            except Empty:
                return
            self._hear(driver, word)

    def _hear(self, driver: Driver, word: Word) -> None:
        if word.kind is Kind.TURN and word.value is None:
            driver.turn()
            return
        if word.kind is Kind.TURN:
            self._paints = True  # a thread that worked meanwhile would only take Python from the window
            self._show(word.value)
            return
        then, failed = self._then, self._failed
        self.stop()
        if word.kind is Kind.END:
            then(word.value)
            return
        try:
            failed()
        finally:  # if that fails too, both are told
            raise word.value


def _end(running: dict[Driver, "SimpleQueue[Word]"]) -> bool:
    """Stop what runs. Returns whether it has ended; a failure that nobody hears of any more is logged."""
    ended = True
    while running:
        driver, words = running.popitem()
        ended = driver.stop() and ended
        while not words.empty():
            word = words.get_nowait()
            if word.kind is Kind.FAILURE:
                log.error(STOPPED, exc_info=word.value)
    return ended
