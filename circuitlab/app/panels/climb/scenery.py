"""What is seen of the landscape: which inputs, from where to where, the surface over them, and the paths.

Computed in slices, at most a few times a second while something moves, and only while somebody looks.
"""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.plots.opening import is_open
from circuitlab.app.slices import FAILED, Slices
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError
from circuitlab.learn.curves import thinned
from circuitlab.learn.hill import Hill, Values
from circuitlab.learn.run import Run
from circuitlab.learn.team import surroundings

if TYPE_CHECKING:
    from circuitlab.learn.landscape import Frame, Surface

AT_MOST_MS, FRAMES_APART = 160, 10
"""Between two surfaces while something moves: so long at least, and so many frames."""
FASTEST_MS, SLOWEST_MS = 5, 100
"""What lies between counts as a frame; after a longer rest, one moves as fast as before it."""
LONGEST_MS = 400
"""Between two surfaces at most."""
MOST_SPOTS = 50
"""So many places of a run, about, decide what is seen of the landscape."""
ONE_INPUT = "There is one input to move: the menu of the plot above has f along it."


class Scenery(QObject):
    """Attributes, read-only to others: `hill`, `problem` (why there is nothing to see), `surface`, `frame`,
    `places` (of the two inputs that are seen), `along` (of the one).
    """

    surfaced = Signal()  # another surface, or none
    changed = Signal()  # other inputs are seen

    def __init__(self, climber: Climber, owner: QObject) -> None:
        super().__init__(owner)
        self._climber = climber
        self.hill: Hill | None = None
        self.problem = ""
        self.surface: Surface | None = None
        self.frame: Frame | None = None
        self.places = (0, 0)
        self.along = 0
        self._about = ""
        self._seen: tuple[Circuit, int] | None = None
        self._gates: tuple[int, ...] = ()  # of the hill that there was last
        self._asked: object = None  # what the surface was begun for
        self._failed: object = None
        self._shown = False
        self._beat = self._last = 0.0  # ms between the last two looks, and when the last was, in s
        self._slices = Slices(self)
        self._pause = QTimer(self, singleShot=True, interval=AT_MOST_MS)
        self._pause.timeout.connect(self.refresh)
        climber.begun.connect(self._begin_anew)
        climber.state_changed.connect(self._look_closer)

    # What is looked at ---------------------------------------------------------------------------

    def watch(self, shown: bool) -> None:
        """Whether somebody looks at the surface."""
        self._shown = shown
        if shown:
            self.refresh()
        else:
            self._slices.drop()
            self._pause.stop()

    def look_at(self, across: int, up: int) -> None:
        """See these two inputs from now on, and at once."""
        self._pause.stop()
        self._slices.drop()
        self.places, self.frame, self.surface = (across, up), None, None
        self.changed.emit()
        self.refresh()

    def look_along(self, place: int) -> None:
        """See the objective along this input from now on."""
        self.along = place
        self.changed.emit()

    def here(self) -> Values | None:
        """What the inputs and parameters hold on the canvas; None if some hold nothing."""
        hill = self.known_hill()
        if hill is None:
            return None
        gates = self._climber.session.circuit.gates
        values = tuple(gates[gate].value for gate in hill.gates)
        return None if None in values else tuple(value for value in values if value is not None)

    def known_hill(self) -> Hill | None:
        """The circuit as a function, made anew where it is another; None, and `problem`, if it is none."""
        circuit = self._climber.session.circuit
        if (circuit, circuit.revision) == self._seen:
            return self.hill
        self._seen, about = (circuit, circuit.revision), surroundings(circuit)
        if about == self._about:
            return self.hill
        self._about, self.hill, self.problem = about, None, ""
        self.surface = self.frame = None
        try:
            self.hill = Hill(circuit, lasting=False)
        except CircuitError as error:
            self.problem = str(error)
            return None
        moving = self.hill.moving
        if self.hill.gates != self._gates or not {*self.places, self.along} <= {*moving}:  # else only renamed
            self.places = (moving[0], moving[1] if len(moving) > 1 else moving[0])
            self.along = moving[0]
        self._gates = self.hill.gates
        self.changed.emit()
        return self.hill

    # The surface ---------------------------------------------------------------------------------

    @guarded
    def refresh(self) -> None:
        """Compute the surface that is to be seen now, unless it is there already."""
        hill, values = self.known_hill(), self.here()
        self._note_beat()
        waits = self._slices.isActive() or self._pause.isActive()
        if waits or not self._shown or not is_open():
            return
        if hill is None or values is None or self.places[0] == self.places[1]:
            self.problem = self.problem or ONE_INPUT
            self.surfaced.emit()
            return
        from circuitlab.learn.landscape import overlooking, surfacing

        self.frame = overlooking(*self._spots(values), self.frame)
        known, circuit = self.surface, self._climber.session.circuit
        self._asked = circuit, circuit.revision, self.places, self.frame
        if self._asked == self._failed:
            return
        if known is None or known.frame != self.frame or _elsewhere(known.values, values, self.places):
            self._pause.start(round(min(LONGEST_MS, max(AT_MOST_MS, FRAMES_APART * self._beat))))
            self._slices.begin(surfacing(hill, values, self.places, self.frame), self._take, self._fail)

    def _note_beat(self) -> None:
        """How far apart frames are while something moves."""
        now = perf_counter()
        beat = 1000 * (now - self._last)
        if beat > FASTEST_MS:
            self._last = now
            self._beat = beat if beat < SLOWEST_MS else self._beat

    @guarded
    def _take(self, surface: "Surface") -> None:
        self.surface, self.problem = surface, ""
        self.surfaced.emit()
        self.refresh()  # what has changed meanwhile

    @guarded
    def _fail(self) -> None:
        """Only what is asked for anew is tried again."""
        self._pause.stop()
        self._failed = self._asked
        self.surface, self.problem = None, FAILED
        self.surfaced.emit()

    def _spots(self, *here: Values) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        """What is here and where the leader has been, and where the others have, across and up."""
        (across, up), (led, others) = self.places, self.visited()
        first, rest = ([(each[across], each[up]) for each in way] for way in ((*here, *led), others))
        return first, rest

    def visited(self) -> tuple[list[Values], list[Values]]:
        """What the leader's inputs have been up to the step that is shown, and those of the others."""
        led, others = list[Values](), list[Values]()
        team, leader = self._climber.team, self._climber.leader
        for run in team.runs.values() if team is not None else ():
            shown = run.history[: run.place + 1]
            some = [each.values for each in shown[:: len(shown) // MOST_SPOTS + 1]]
            (led if run is leader else others).extend([*some, run.now.values])
        return led, others

    def way(self, run: Run) -> tuple[list[float], list[float], list[float]]:
        """Where a run went, as far as it is shown: across, up, and how high."""
        some = thinned(run.history[: run.place + 1])
        across, up = self.places
        return (
            [each.values[across] for each in some],
            [each.values[up] for each in some],
            [each.objective for each in some],
        )

    @guarded
    def _begin_anew(self) -> None:
        """Another start has another frame, and so has the one that is returned to."""
        self.frame = None
        self.refresh()

    @guarded
    def _look_closer(self) -> None:
        """What was climbed in a corner is seen from nearer when it is over."""
        if self._climber.running or self._climber.team is None or not self._shown or not is_open():
            return
        from circuitlab.learn.landscape import fitted, overlooking

        led, others = self._spots()
        frame = self.frame or overlooking(led, others)  # a short climb is over before it has a frame
        self.frame = fitted([*led, *(spot for spot in others if frame.holds(*spot))], frame)
        self.refresh()


def _elsewhere(before: Values, now: Values, seen: tuple[int, int]) -> bool:
    """Whether some input that is not seen has another value than the surface was made for."""
    pairs = enumerate(zip(before, now, strict=True))
    return any(one != other for place, (one, other) in pairs if place not in seen)
