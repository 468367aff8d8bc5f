"""The climb in a lecture: one pull, or one after the other by itself, and what the band tells of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.lecture.climb_block import ClimbBlock
from circuitlab.app.lecture.stage import LectureStage
from circuitlab.app.within import Within
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from circuitlab.app.panels.climb.climber import Climber
    from circuitlab.app.window import Window

COVERED = "Not while numbers are predicted: a climb would tell them"
INSIDE = "Inside a gate the inputs come from outside: nothing climbs in here."


class Climbing(QObject):
    """Asks the window's climber, which is made at the first pull; what is told stands until anything else."""

    rested = Signal()  # after a pull, or a climb that went on by itself

    def __init__(self, window: "Window", stage: LectureStage, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._stage = window, stage
        self._session = session = window.session
        self._climber: Climber | None = None
        self._own = Within()
        self._heard = ""
        session.said.connect(self._hear)
        session.changed.connect(self._changed)
        session.hidden.changed.connect(self._cover)
        for another in (session.cursor_moved, session.reset, window.lessons.slide_changed):
            another.connect(self._forget)

    @property
    def running(self) -> bool:
        """Whether it climbs by itself."""
        return self._climber is not None and self._climber.running

    # What can be asked for -----------------------------------------------------------------------

    def pull(self) -> None:
        """One step of the strategy that leads."""
        climber = self._ready()
        if climber is None:
            return
        with self._own:
            climber.pull()
        self._tell_what_came(just_pulled=True)
        self.rested.emit()

    def toggle(self) -> None:
        """Climb on until a rule says stop, or pause."""
        if self.running:
            self.pause()
            return
        climber = self._ready()
        if climber is None:
            return
        with self._own:
            climber.climb()
        self._tell_what_came()

    def pause(self) -> None:
        """Stay where it is."""
        if self._climber is not None:
            self._climber.pause()

    def _ready(self) -> "Climber | None":
        """Who climbs; None, and why, where nothing may."""
        self._heard = ""
        if self._session.hidden.covers_any:
            self._stage.typed.say(COVERED)
            return None
        if self._session.above:
            self._show_line(INSIDE)
            return None
        if self._climber is None:
            from circuitlab.app.panels.climb.climber import Climber

            self._climber = Climber.of(self._window.player)
            self._climber.moved.connect(self._step_shown)
            self._climber.state_changed.connect(self._started_or_stopped)
        return self._climber

    # What is told of it --------------------------------------------------------------------------

    def _tell_what_came(self, *, just_pulled: bool = False) -> None:
        """How far it is; what was said instead, where nothing could climb."""
        climber, session = self._climber, self._session
        team = None if climber is None else climber.team
        if climber and team and team.goes_on(session.circuit, climber.choice, session.direction):
            self._tell(just_pulled=just_pulled)
        else:
            self._show_line(self._heard)

    def _tell(self, *, just_pulled: bool = False) -> None:
        """How far the run has come whose numbers are shown."""
        climber, band = self._climber, self._stage.band
        run = None if climber is None else climber.leader
        if run is None or climber is None or self._session.hidden.covers_any:
            band.show_climb(None)
            return
        from circuitlab.teach import climb_told

        say = climb_told.pull if just_pulled else climb_told.so_far
        ending = climber.ending(climber.choice.leader) if run.place == run.last else None
        with numbers.rounded_to(numbers.LECTURE_DIGITS):
            band.show_climb(ClimbBlock(say(climber.goal, run, ending)))

    def _show_line(self, said: str) -> None:
        from circuitlab.teach import climb_told

        if said:
            self._stage.band.show_climb(ClimbBlock(climb_told.line(said)))

    # What happens --------------------------------------------------------------------------------

    @guarded
    def _hear(self, said: str) -> None:
        self._heard = said

    @guarded
    def _step_shown(self) -> None:
        """A frame of the climb. Where the strategy that leads has stopped, the class waits for no other."""
        if self._climber is not None and self._climber.running:
            run = self._climber.leader
            if run is not None and run.stopped is not None:
                self.pause()
            else:
                self._tell()

    @guarded
    def _started_or_stopped(self) -> None:
        if not self.running:
            if not self._own:
                self._tell()
            self.rested.emit()

    @guarded
    def _changed(self, changes: Changes) -> None:
        """An edit of numbers or wires: what was told is no longer so."""
        if changes.touches & (Touches.VALUES | Touches.STRUCTURE):
            self._forget()

    @guarded
    def _cover(self) -> None:
        """What is to be predicted stands nowhere."""
        if self._session.hidden.covers_any:
            self._stage.band.show_climb(None)

    @guarded
    def _forget(self) -> None:
        if not self._own and not self.running:
            self._stage.band.show_climb(None)
