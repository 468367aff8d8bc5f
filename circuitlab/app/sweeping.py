"""Forward mode beside reverse mode, as it goes on behind the panel that shows it.

It knows how far forward mode is, and brings the backward pass as far. It outlives the panel, so that another
look shows the same.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import BACKWARD_MS
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.legs import Leg
from circuitlab.app.player import REST_MS
from circuitlab.app.predicting import Predicting
from circuitlab.app.slices import Slices
from circuitlab.app.stride import Stride

if TYPE_CHECKING:
    from circuitlab.app.canvas.tangents import TangentFrame
    from circuitlab.app.place import Place as Where
    from circuitlab.engine.cursor import Cursor
    from circuitlab.engine.race import Place, Race
    from circuitlab.engine.trace import Trace

STEP_MS = BACKWARD_MS
"""Both modes take the same time for a gate, so that they arrive together."""
LIVE = 1000
"""A circuit of so many gates is prepared at once."""


class Sweeping(QObject):
    """Attributes, all read-only to others: `race`, `problem`, `place`, `playing`.

    race: None: it is being prepared, or there is nothing to show; then `problem` says why.
    """

    changed = Signal()  # where it is, whether it plays, what there is to show
    moved = Signal()  # something is on its way: ask `frame`

    def __init__(self, predicting: Predicting, clock: Clock) -> None:
        session = predicting.session
        super().__init__(session)
        self._session = session
        self._player = predicting.player
        self.race: Race | None = None
        self.place: Place | None = None
        self.problem = ""
        self.playing = False
        self._trace: Trace | None = None  # that `race` is about, or will be
        self._stride = stride = Stride(clock, STEP_MS, self)
        stride.moved.connect(self.moved)
        stride.arrived.connect(self._arrived)
        stride.rested.connect(self._next)
        self._before: Where | None = None  # where the canvas was, to be put back
        self._mine: Where | None = None  # where this has put it since
        self._watchers: set[QObject] = set()
        self._entering = False  # somebody watches, and the canvas is still where it was
        self._slices = Slices(self)
        session.trace_changed.connect(self._catch_up)
        session.reset.connect(self._forget)
        session.cursor_moved.connect(self._told)
        session.hidden.changed.connect(self._catch_up)

    @staticmethod
    def of(session: QObject) -> "Sweeping":
        """The one of this session, which the window makes."""
        found: Sweeping | None = session.findChild(Sweeping)
        if found is None:
            raise LookupError("no window was made for this session")
        return found

    # Who wants to see it -------------------------------------------------------------------------

    def watch(self, watcher: QObject) -> None:
        """Somebody shows it from now on: the canvas goes to where both modes are."""
        first = not self._watchers
        self._watchers.add(watcher)
        if first:
            self._entering = True
            self._catch_up()
            self._enter()

    def _enter(self) -> None:
        """As soon as there is something to show: the canvas goes there."""
        if self._entering and self.race is not None and self.place is not None:
            self._entering = False
            self._jump(self.place)

    def leave(self, watcher: QObject) -> None:
        """Somebody shows it no more; after the last one the canvas is as it was."""
        self._watchers.discard(watcher)
        if self._watchers:
            return
        self._halt()
        self._slices.drop()
        if self.race is None:
            self._trace = None  # it was still being prepared: another look begins anew
        before, mine = self._before, self._mine
        self._before = self._mine = None
        if before is not None and self._session.place == mine:
            self._session.move_cursor(before.cursor, before.pinned)
        self.changed.emit()

    @property
    def watched(self) -> bool:
        """Whether anybody shows it."""
        return bool(self._watchers)

    # What is to be seen --------------------------------------------------------------------------

    @property
    def frame(self) -> "TangentFrame | None":
        """What the canvas shows of it: nothing before the values are all there, which both modes need."""
        race, place = self.race, self.place
        if not self._watchers or race is None or place is None:
            return None
        if self._session.cursor.steps <= race.trace.forward_count:
            return None
        from circuitlab.app.canvas.tangents import TangentFrame

        return TangentFrame(race.sweep(place.sweep), place.done, self._stride.share)

    @property
    def at_end(self) -> bool:
        """Whether both modes are done."""
        return self.race is None or self.place is None or self.place == self.race.end

    # What can be done ----------------------------------------------------------------------------

    def next(self) -> None:
        """One gate on, in both modes."""
        self.playing = False
        self._next()

    def previous(self) -> None:
        """One gate back."""
        self._halt()
        if self.race is not None and self.place is not None:
            self._jump(self.race.previous(self.place))

    def rewind(self) -> None:
        """To where both begin."""
        self.choose(0)

    def choose(self, number: int) -> None:
        """To where the sweep of a source begins, those before it done."""
        self._halt()
        if self.race is not None and 0 <= number < self.race.count:
            from circuitlab.engine.race import Place

            self._jump(Place(number))

    def end(self) -> None:
        """To the end of all sweeps."""
        self._halt()
        if self.race is not None:
            self._jump(self.race.end)

    def toggle_play(self) -> None:
        """Play, or pause; at the end, from the beginning."""
        if self.playing:
            self._halt()
            self.changed.emit()
            return
        if self.at_end:
            self.rewind()
        self.playing = self.race is not None and not self.at_end
        self._next()

    # How it moves --------------------------------------------------------------------------------

    @guarded
    def _next(self) -> None:
        race, place = self.race, self.place
        if race is None or place is None:
            return
        self._stride.stop()
        self.place = race.next(place)
        steps = self.place.done > 0 and self.place != place
        self._put(race.cursor(self.place), animated=True)
        if steps and self._player.speed is not None and not self._player.reduced:
            self._stride.pace = self._player.speed
            self._stride.begin()
            self.changed.emit()
        else:
            self._arrived()

    def _jump(self, place: "Place") -> None:
        if self.race is not None:
            self.place = place
            self._put(self.race.cursor(place))
            self.changed.emit()

    def _put(self, cursor: "Cursor", *, animated: bool = False) -> None:
        """Show the backward pass as far as this; where the canvas was before is remembered."""
        session = self._session
        if session.place != self._mine:
            self._before = session.place
        if self._player.playing:
            self._player.toggle_play()  # two that lead the canvas at once would be one too many
        one_on = cursor.steps == session.cursor.steps + 1 and not session.cursor.messages
        if animated and one_on:
            self._player.go(Leg(session.cursor, cursor), "gate")
        else:
            session.move_cursor(cursor)
        self._mine = session.place

    def _halt(self) -> None:
        """Play no more, and nothing is on its way."""
        self.playing = False
        self._stride.stop()

    @guarded
    def _arrived(self) -> None:
        """A step is over: rest, or stop at the end."""
        self.playing = self.playing and not self.at_end
        if self.playing:
            self._stride.rest(REST_MS)
        self.changed.emit()

    # Keeping up ----------------------------------------------------------------------------------

    @guarded
    def _told(self) -> None:
        """The backward pass is elsewhere, whoever moved it."""
        if self._watchers:
            self.changed.emit()

    @guarded
    def _forget(self) -> None:
        """Another circuit is shown."""
        self._halt()
        self._slices.drop()
        self.race = self.place = self._trace = self._before = self._mine = None

    @guarded
    def _catch_up(self, *_: object) -> None:
        """The numbers are others, or are covered, or are not any more."""
        if not self._watchers:
            return
        from circuitlab.engine.race import Race
        from circuitlab.teach import modes

        session, trace = self._session, self._session.trace
        self.problem = session.hidden.keeps_waiting("forward mode") or modes.obstacle(session.circuit, trace)
        if self.problem:
            self._forget()
            self.changed.emit()
            return
        if trace is self._trace:
            return
        if self._trace is None or trace.plan is not self._trace.plan:
            self.place = None
        self._halt()
        self._slices.drop()
        self.race, self._trace = None, trace
        race = Race(trace)
        if len(trace.plan.ids) <= LIVE:
            self._take(race)
        else:
            self._slices.begin(race.preparing(), lambda _: self._take(race))

    def _take(self, race: "Race") -> None:
        from circuitlab.engine.race import Place

        self.race = race
        self.place = race.clamped(self.place or Place())
        self._enter()
        self.changed.emit()
