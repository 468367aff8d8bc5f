"""The climb as it goes on behind the panel: by the clock, step by step, and back again.

It outlives the panel, so that runs and choices are there again in another look, and a pull needs no panel.
"""

from dataclasses import replace
from functools import partial
from math import nan

from PySide6.QtCore import QTimer, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.shown_climb import ShownClimb
from circuitlab.app.player import Player
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.learn.pull import pulled
from circuitlab.learn.strategies import StrategyName
from circuitlab.learn.team import held, surroundings
from circuitlab.teach import climbs

ENDED = "Circuit changed: the climb ends here."
OTHER_LEADER = "Climb: another strategy"


class Climber(ShownClimb):
    """What can be asked for, and what comes in between."""

    state_changed = Signal()  # running, or at rest
    landscape_changed = Signal()  # somebody else changed values or structure: it looks otherwise from above

    def __init__(self, player: Player) -> None:
        super().__init__(player)
        self._lost: frozenset[StrategyName] = frozenset()  # runs that are known to have diverged
        self.pace.framed.connect(self._show_frame)
        self.pace.changed.connect(self.state_changed)
        session = self.session
        session.changed.connect(self._look_at)
        session.reset.connect(self._drop)
        session.preview_ended.connect(
            guarded(self.pace.stop)
        )  # an edit came in between: it comes after the climb
        for ends in (session.direction_changed, session.hidden.changed, session.closed):
            ends.connect(guarded(self.pause))

    @staticmethod
    def of(player: Player) -> "Climber":
        """The one of this player's session, made when first asked for."""
        known: Climber | None = player.session.findChild(Climber)
        return known or Climber(player)

    # What can be asked for -----------------------------------------------------------------------

    def lead(self, name: StrategyName) -> None:
        """Show this strategy's values on the canvas from now on."""
        if name == self.choice.leader:
            return
        self.pause()
        self.choose(replace(self.choice, leader=name))
        if self.leader is not None:
            self._show(OTHER_LEADER)
            self.session.release(OTHER_LEADER)

    def climb(self) -> None:
        """Step until every rule says stop. Those that have stopped for their steps get as many again."""
        team = self._ready()
        if team is None:
            return
        team.prolong(self.choice)
        if team.done:
            self._say_end()
            return
        self._lost = team.diverged
        self.session.begin(self._label())
        self.pace.start(team)

    def pull(self) -> None:
        """One step, and what the slopes promised of it against what came."""
        self.pause()
        team = self._ready()
        leader = self.leader
        if team is None or leader is None:
            return
        before = leader.now
        team.step(self.choice.leader)
        self._show("Pull")
        self.session.release("Pull")
        if not leader.now.finite:
            self._say_end()
        elif not leader.now.kept:
            self.session.said.emit(climbs.rejected(self.goal))
        else:
            self.session.said.emit(climbs.pulled(self.goal, pulled(leader.hill, before, leader.now)))

    def start_over(self) -> None:
        """Back to where the climb began, without its runs."""
        self.go_to(0)
        self.keep_for_comparison()
        self._without_runs()

    def go_to(self, number: int, *, held: bool = False) -> None:
        """Show an iteration on the canvas. held: the slider is still in somebody's hand."""
        self.pause()
        if self.team is None:
            return
        self.team.go_to(number)
        self._show(self._label())
        if not held:
            self.session.release(self._label(), "rewind climb")

    # How it goes on ------------------------------------------------------------------------------

    @guarded
    def _show_frame(self) -> None:
        """Where the runs are after the steps of a frame; what has diverged meanwhile is said."""
        team = self.team
        if team is None:
            return
        self._show(self._label())
        newly, self._lost = team.diverged - self._lost, team.diverged
        if team.done or self.choice.leader in newly:
            self.pause()
        if team.done or newly:
            self._say_end()

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """The circuit has changed."""
        if Touches.STRUCTURE in changes.touches:
            self._end()
        elif Touches.VALUES in changes.touches and not self._own:
            self.pace.stop()  # whoever it is has the circuit in hand
            self._follow()
            self.landscape_changed.emit()

    def _follow(self) -> None:
        """An undo, or somebody's hand, may have led back to an iteration."""
        team, leader = self.team, self.leader
        if team is None or leader is None:
            return
        values = tuple(nan if each is None else each for each in held(self.session.circuit, leader))
        number = team.find(self.choice.leader, values)
        if number is None or number == leader.now.number:
            return
        if surroundings(self.session.circuit) == team.about:
            team.go_to(number)
            self.moved.emit()

    def _end(self) -> None:
        """The structure is another one: these runs are of a circuit that is no more."""
        if self.team is not None and self.team.last > 0:
            say = guarded(partial(self.session.said.emit, ENDED))
            QTimer.singleShot(0, self, say)  # after whatever else is said of that edit
        self._drop()

    @guarded
    def _drop(self) -> None:
        """Another circuit: nothing is left to compare with."""
        self.earlier = ()
        self._without_runs()

    def _without_runs(self) -> None:
        self.pace.stop()
        self.team = None
        self.begun.emit()
        self.landscape_changed.emit()
