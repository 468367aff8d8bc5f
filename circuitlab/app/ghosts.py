"""Which ghost of the previous run is to be seen: all of it while that is switched on; what nudged sources
held, until the next change, in any case.
"""

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import Ghost
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.session import Session


class Ghosts(QObject):
    """Attributes, read-only to others: `on`."""

    switched = Signal(bool)
    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.on = False
        self._nudged: frozenset[int] | None = None
        session.nudged.connect(self._leave_old_value)
        for signal in (session.changed, session.reset, session.cursor_moved):
            signal.connect(self._forget_old_value)
        self._late = Late(self, self.changed.emit)

    @property
    def shown(self) -> Ghost | None:
        """The ghost of a frame."""
        previous = self._session.previous
        if previous is None or not (self.on or self._nudged is not None):
            return None
        return Ghost(previous, None if self.on else self._nudged)

    def whole(self) -> Ghost | None:
        """That of a picture: all of it, or none."""
        return self.shown if self.on else None

    def switch(self, on: bool) -> None:
        """Show the ghost of the previous run from now on, or no more."""
        if on != self.on:
            self.on = on
            self.switched.emit(on)
            self.changed.emit()

    def toggle(self) -> None:
        """Switch it on, or off."""
        self.switch(not self.on)

    @guarded
    def _leave_old_value(self, gates: frozenset[int]) -> None:
        """What nudged sources held stays to be seen beside what they hold, until the next change."""
        self._nudged = gates
        self.changed.emit()

    @guarded
    def _forget_old_value(self, *_: object) -> None:
        if self._nudged is not None:
            self._nudged = None
            self._late.soon()  # not before everybody has heard of the change
