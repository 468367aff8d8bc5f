"""The time of one step, and of the rest after it, by a clock. It knows nothing of what is stepped through."""

from PySide6.QtCore import QObject, Signal

from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded


class Stride(QObject):
    """pace: how much faster than the clock it runs."""

    moved = Signal()  # another moment of the step
    arrived = Signal()  # the step is over
    rested = Signal()  # the rest is over

    def __init__(self, clock: Clock, ms: float, parent: QObject) -> None:
        """ms: how long a step takes."""
        super().__init__(parent)
        self.pace = 1.0
        self._clock = clock
        self._whole = ms
        self._ms: float | None = None  # into the step
        self._rest = 0.0
        clock.ticked.connect(self._tick)

    @property
    def share(self) -> float | None:
        """How much of the step is over, from 0 to 1; None: none is on its way."""
        return None if self._ms is None else min(1.0, self._ms / self._whole)

    def begin(self) -> None:
        """A step is on its way from now on."""
        self._ms, self._rest = 0.0, 0.0
        self._clock.start()

    def rest(self, ms: float) -> None:
        """Let so much time pass, with nothing on its way."""
        self._ms, self._rest = None, ms
        self._clock.start()

    def stop(self) -> None:
        """Nothing is on its way, and nothing is waited for."""
        self._ms, self._rest = None, 0.0
        self._clock.stop()

    @guarded
    def _tick(self, ms: float) -> None:
        ms *= self.pace
        if self._ms is not None:
            self._ms += ms
            if self._ms < self._whole:
                self.moved.emit()
            else:
                self.stop()
                self.arrived.emit()
        elif self._rest > 0:
            self._rest -= ms
            if self._rest <= 0:
                self.stop()
                self.rested.emit()
