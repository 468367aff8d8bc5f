"""Steps by the clock: as many a frame as it has time for, few at first, where each is to be seen."""

from time import perf_counter

from PySide6.QtCore import QObject, Signal

from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.engine.work import Work
from circuitlab.learn.team import Team

BUDGET = 0.008
"""Seconds that the steps of one frame may take."""
SLOW_FOR = 40
"""The first so many steps are one a frame; then as many more each time."""


class Pace(QObject):
    """`clock` is read-only to others."""

    changed = Signal()  # running, or at rest
    framed = Signal()  # the steps of one frame are made

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._team: Team | None = None
        self._begun: Work[None] | None = None  # a step that takes longer than a frame has time for
        self.clock = Clock(self)
        self.clock.ticked.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether it steps."""
        return self._team is not None

    def run_by(self, clock: Clock) -> None:
        """Take another clock from now on."""
        self.clock.stop()
        self.clock.ticked.disconnect(self._tick)
        self.clock = clock
        clock.ticked.connect(self._tick)

    def start(self, team: Team) -> None:
        """Step these runs, frame by frame."""
        self._team, self._begun = team, None
        self.clock.start()
        self.changed.emit()

    def stop(self) -> None:
        """Come to rest."""
        if self.running:
            self._team = self._begun = None
            self.clock.stop()
            self.changed.emit()

    @guarded
    def _tick(self, _ms: float) -> None:
        team = self._team
        if team is None:
            return
        if self._has_stepped(team, perf_counter() + BUDGET):
            self.framed.emit()

    def _has_stepped(self, team: Team, until: float) -> bool:
        """Step until then: whether a step came to its end. One that has not goes on in the next frame."""
        made = False
        for _ in range(1 + team.place // SLOW_FOR):
            self._begun = self._begun or team.stepping()
            for _ in self._begun:
                if perf_counter() >= until:
                    return made
            self._begun, made = None, True
            if team.done or perf_counter() >= until:
                break
        return made
