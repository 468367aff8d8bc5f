"""The runs, by the clock; what the leader holds, on the canvas; and what the coach line says of it."""

from dataclasses import replace

from PySide6.QtCore import Signal

from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.choosing import Choosing
from circuitlab.app.panels.climb.pace import Pace
from circuitlab.app.player import Player
from circuitlab.circuit.changes import replacing
from circuitlab.circuit.errors import CircuitError
from circuitlab.learn.iteration import Iteration
from circuitlab.learn.run import Run, Stops
from circuitlab.learn.strategies import StrategyName
from circuitlab.learn.team import Choice, Team, held
from circuitlab.teach import climbs
from circuitlab.teach.climbs import Ending
from circuitlab.teach.names import name_of

MOST_EARLIER = 2
OTHERS = "Paused: Climb begins again from here, with the strategies and the seed as chosen now."
INSIDE = "Inside a gate the inputs come from outside: climb out there (Escape leads out)."


class ShownClimb(Choosing):
    """`team` (None: nothing was climbed yet) is read-only to others; `pace` is its clock."""

    begun = Signal()  # another team, or none
    moved = Signal()  # another iteration is shown

    def __init__(self, player: Player) -> None:
        super().__init__(player.session)
        self.player = player
        self.session = player.session
        self.pace = Pace(self)
        self.team: Team | None = None
        self.earlier: tuple[Run, ...] = ()
        """Leaders of the climbs before this one, the last first, to compare with."""
        self._endings: dict[StrategyName, tuple[Iteration, Stops, Ending | None]] = {}
        self._own = False  # whether it is this one that changes the circuit

    @property
    def leader(self) -> Run | None:
        """The run whose values are on the canvas."""
        return None if self.team is None else self.team.runs.get(self.choice.leader)

    @property
    def running(self) -> bool:
        """Whether it steps by itself."""
        return self.pace.running

    @guarded
    def pause(self) -> None:
        """Stay where it is: all steps so far are one step of undo."""
        if self.running:
            self.pace.stop()
            self.session.release(self._label())

    @property
    def on_canvas(self) -> bool:
        """Whether the canvas holds what the leader does; while somebody drags an input it does not."""
        leader = self.leader
        return leader is not None and repr(held(self.session.circuit, leader)) == repr(leader.now.values)

    @property
    def goal(self) -> str:
        """The objective's name."""
        circuit = self.session.circuit
        return "" if circuit.objective is None else name_of(circuit, circuit.objective)

    @property
    def covered(self) -> str:
        """Why nothing climbs while numbers are covered, which a climb would tell; "" where none is."""
        return self.session.hidden.keeps_waiting("a climb")

    def ending(self, name: StrategyName) -> Ending | None:
        """Why a run goes no further than its record; None where it does, or there is none."""
        run = None if self.team is None else self.team.runs.get(name)
        if run is None:
            return None
        end, stops, said = self._endings.get(name, (None, None, None))
        if end is not run.history[-1] or stops is not run.stops:
            said = climbs.ending(self.session.circuit, run)
            self._endings[name] = run.history[-1], run.stops, said
        return said

    def choose(self, choice: Choice) -> None:
        """As `Choosing.choose`; runs that go on take the numbers from where they are.

        Other strategies, and another seed, are for other runs: these pause.
        """
        team = self.team
        if choice != self.choice and team is not None:
            team.change(choice)
            if self.running and not team.is_of(choice):
                self.pause()
                self.session.said.emit(OTHERS)
        super().choose(choice)

    def _ready(self) -> Team | None:
        """The runs that go on from what is on the canvas; new ones if need be. None, and a word, if none."""
        session, known = self.session, self.team
        if session.above or self.covered:
            session.said.emit(INSIDE if session.above else self.covered)
            return None
        session.settle()  # a training that goes on ends, and is kept
        if known is None or not known.goes_on(session.circuit, self.choice, session.direction):
            try:
                team = Team(session.circuit, self.choice, session.direction)
            except (CircuitError, ValueError) as error:
                session.said.emit(str(error))
                return None
            self.keep_for_comparison()
            self.team = team
            self.begun.emit()
        self.player.end()
        return self.team

    def keep_for_comparison(self) -> None:
        """The leader's curve stays when another climb begins."""
        leader = self.leader
        if leader is not None and leader.last > 0:
            self.earlier = (leader, *self.earlier)[:MOST_EARLIER]

    def _show(self, label: str) -> None:
        """Put what the leader holds on the canvas, and tell that another iteration is shown."""
        leader = self.leader
        if leader is not None:
            gates, self._own = self.session.circuit.gates, True
            try:
                pairs = zip(leader.hill.gates, leader.now.values, strict=True)
                changes = replacing((gates[gate], replace(gates[gate], value=value)) for gate, value in pairs)
                self.session.preview(changes, kept_as=label)
            finally:
                self._own = False
        self.moved.emit()

    def _label(self) -> str:
        """What undo calls it."""
        leader = self.leader
        return "Climb" if leader is None else f"Climb: {climbs.count(leader.now.number, 'step')}"

    def _say_end(self) -> None:
        """Why the leader, or else the first that has diverged, has stopped."""
        team, leader = self.team, self.leader
        if team is None or leader is None:
            return
        lost = [run for run in team.runs.values() if not run.now.finite]
        run = leader if leader in lost or not lost else lost[0]
        ending = self.ending(run.strategy.name)
        if ending is not None:
            self.session.said.emit(climbs.of_run(run, ending.sentence))
