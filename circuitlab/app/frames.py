"""The frame that the canvas shows now: where the cursor is, what is on its way there, and what somebody
covers or lights on it.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import OPEN, Frame, Lit
from circuitlab.app.ghosts import Ghosts
from circuitlab.app.guard import guarded
from circuitlab.app.projector import Projector
from circuitlab.app.session import Session


class Frames(QObject):
    """Attributes, read-only to others: `lecture` (frames are those of lecture mode); `lit`; `ghosts`."""

    changed = Signal()  # what is to be seen changed: ask `now`

    def __init__(self, session: Session, projector: Projector, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._projector = session, projector
        self.covers = OPEN
        """What is not to be seen, and what is asked: who holds the legs back says so, and tells."""
        self.lit: Lit | None = None
        """The path that is lit; whoever chooses it says so by `light`."""
        self.lecture = False
        self.ghosts = Ghosts(session, self)
        self.ghosts.changed.connect(self.changed)
        projector.moved.connect(self.changed)
        session.reset.connect(self._forget)
        session.trace_changed.connect(self._drop_factors)
        session.direction_changed.connect(self.changed)

    @property
    def now(self) -> Frame:
        """What every gate and wire shows at this moment."""
        session, now = self._session, self._projector.now
        motion, cursor = (None, session.cursor) if now is None else now
        whole = Frame(session.trace, cursor, motion, session.direction, self.covers, self.lecture)
        return replace(whole, lit=self.lit, ghost=self.ghosts.shown)

    @property
    def still(self) -> Frame:
        """What is to be seen once nothing is on its way: where the cursor is, and what is covered there."""
        session = self._session
        whole = Frame(session.trace, session.cursor, None, session.direction, self.covers)
        return replace(whole, lit=self.lit, ghost=self.ghosts.whole())

    def light(self, lit: Lit | None) -> None:
        """Light this path, and let everything else step back; None: nothing steps back."""
        if lit != self.lit:
            self.lit = lit
            self.changed.emit()

    def set_lecture(self, lecture: bool) -> None:
        """Show frames as lecture mode does."""
        self.lecture = lecture
        self.changed.emit()

    @guarded
    def _forget(self) -> None:
        """Another document: these name parts of the old one."""
        self.lit, self.covers = None, OPEN

    @guarded
    def _drop_factors(self) -> None:
        """Values changed under the path that is lit: its numbers hold no more, its wires may be gone."""
        if self.lit is not None:
            there = self.lit.all_wires <= self._session.circuit.wires.keys()
            self.lit = replace(self.lit, factors=()) if there else None
