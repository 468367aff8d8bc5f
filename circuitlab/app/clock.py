"""The one clock of all animation, and shares in it. Tests put another in its place and tick it by hand."""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from circuitlab.app.guard import guarded

FRAME_MS = 16


class Clock(QObject):
    """Tells, while it runs, how many milliseconds went by since it told last."""

    ticked = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._elapsed = QElapsedTimer()

    def start(self) -> None:
        """Run; a clock that runs already goes on as it does."""
        if not self._timer.isActive():
            self._elapsed.start()
            self._timer.start()

    def stop(self) -> None:
        """Stand still, and let the processor sleep."""
        self._timer.stop()

    @guarded
    def _tick(self) -> None:
        self.ticked.emit(self._elapsed.nsecsElapsed() / 1e6)
        self._elapsed.start()


class Share(Clock):
    """One of several who run by one clock: it tells this one while this one runs, and stops with the last.

    running: who runs, the same set for all shares of a clock.
    """

    def __init__(self, clock: Clock, running: "set[Share]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._running = running
        clock.ticked.connect(self._pass_on)

    def start(self) -> None:
        """Run with the clock."""
        self._running.add(self)
        self._clock.start()

    def stop(self) -> None:
        """Run no more; the clock goes on for the others."""
        self._running.discard(self)
        if not self._running:
            self._clock.stop()

    @guarded
    def _pass_on(self, ms: float) -> None:
        if self in self._running:
            self.ticked.emit(ms)


def shares(clock: Clock, count: int, parent: QObject) -> list[Share]:
    """So many shares in one clock."""
    running: set[Share] = set()
    return [Share(clock, running, parent) for _ in range(count)]
