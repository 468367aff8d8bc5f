"""The one clock of all animation. Tests put another in its place and tick it by hand."""

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
