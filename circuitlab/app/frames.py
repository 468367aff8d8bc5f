"""The frame that the canvas shows now: where the cursor is, what is on its way there, and what somebody
covers or lights on it.
"""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import OPEN, Frame, Lit
from circuitlab.app.ghosts import Ghosts
from circuitlab.app.guard import guarded
from circuitlab.app.projector import Projector
from circuitlab.app.session import Session
from circuitlab.engine.cursor import Cursor


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
        self._spoken: frozenset[int] = frozenset()
        self._spoken_at = Cursor()
        self.lecture = False
        self.ghosts = Ghosts(session, self)
        self.ghosts.changed.connect(self.changed)
        projector.moved.connect(self.changed)
        session.reset.connect(self._forget)
        session.trace_changed.connect(self._drop_factors)
        session.direction_changed.connect(self.changed)
        session.settled.connect(self.changed)

    @property
    def now(self) -> Frame:
        """What every gate and wire shows at this moment."""
        session, now = self._session, self._projector.now
        motion, cursor = (None, session.cursor) if now is None else now
        whole = Frame(session.trace, cursor, motion, session.shown_direction, self.covers, self.lecture)
        ghost, by_itself = self.ghosts.shown, session.goes_by_itself
        return replace(whole, lit=self.lit, ghost=ghost, spoken=self.spoken, by_itself=by_itself)

    @property
    def still(self) -> Frame:
        """What is to be seen once nothing is on its way: where the cursor is, and what is covered there."""
        session = self._session
        whole = Frame(session.trace, session.cursor, None, session.shown_direction, self.covers)
        return replace(whole, lit=self.lit, ghost=self.ghosts.whole(), spoken=self.spoken)

    def light(self, lit: Lit | None) -> None:
        """Light this path, and let everything else step back; None: nothing steps back."""
        if lit != self.lit:
            self.lit = lit
            self.changed.emit()

    def speak_of(self, gates: Iterable[int], at: Cursor) -> None:
        """Show the numbers of these gates, however far away they are, as long as the cursor is there."""
        self._spoken, self._spoken_at = frozenset(gates), at
        self.changed.emit()

    @property
    def spoken(self) -> frozenset[int]:
        """The gates that a slide speaks of, where it begins."""
        return self._spoken if self._session.cursor == self._spoken_at else frozenset()

    def set_lecture(self, lecture: bool) -> None:
        """Show frames as lecture mode does."""
        self.lecture = lecture
        self.changed.emit()

    @guarded
    def _forget(self) -> None:
        """Another document: these name parts of the old one."""
        self.lit, self.covers, self._spoken = None, OPEN, frozenset()

    @guarded
    def _drop_factors(self) -> None:
        """Values changed under the path that is lit: its numbers hold no more, its wires may be gone."""
        if self.lit is not None:
            there = self.lit.all_wires <= self._session.circuit.wires.keys()
            self.lit = replace(self.lit, factors=()) if there else None
