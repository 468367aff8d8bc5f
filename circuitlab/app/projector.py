"""Runs motions, one hop after the other, as time goes by. It knows nothing of what they mean."""

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import Motion
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.motions import Hop
from circuitlab.engine.cursor import Cursor


class Projector(QObject):
    """Hops on their way, and the rest after them. `pace` is how much faster than the clock it runs."""

    moved = Signal()  # another moment is to be seen
    ended = Signal()  # the last hop is over
    rested = Signal()  # the rest is over

    def __init__(self, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pace = 1.0
        self._hops: list[Hop] = []
        self._ms = 0.0  # into the first hop
        self._rest = 0.0
        self._clock = clock or Clock(self)
        self._clock.ticked.connect(self._tick)

    @property
    def now(self) -> tuple[Motion, Cursor] | None:
        """The motion at this moment and the cursor after it; None when nothing is on its way."""
        return (self._hops[0].at(self._ms), self._hops[0].after) if self._hops else None

    def show(self, hops: list[Hop]) -> None:
        """Begin these hops in place of whatever was on its way; none: stand still."""
        self._hops, self._ms, self._rest = hops, 0.0, 0.0
        self.go_on()

    def rest(self, ms: float) -> None:
        """Let so much time pass, with nothing on its way."""
        self._hops, self._ms, self._rest = [], 0.0, ms
        self.go_on()

    def hold(self) -> None:
        """Stop the time."""
        self._clock.stop()

    def go_on(self) -> None:
        """Let the time run, if there is anything to wait for."""
        if self._hops or self._rest > 0:
            self._clock.start()
        else:
            self._clock.stop()

    @guarded
    def _tick(self, ms: float) -> None:
        ms *= self.pace
        if self._hops:
            self._advance(ms)
        else:
            self._rest -= ms
            if self._rest <= 0:
                self._clock.stop()
                self.rested.emit()

    def _advance(self, ms: float) -> None:
        self._ms += ms
        while self._hops and self._ms >= self._hops[0].ms:
            self._ms -= self._hops.pop(0).ms
        if self._hops:
            self.moved.emit()
        else:
            self._clock.stop()
            self.ended.emit()
