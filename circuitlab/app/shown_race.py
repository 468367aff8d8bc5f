"""Both modes as they are shown: prepared while somebody looks, and not told while numbers are covered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.led_canvas import LedCanvas
from circuitlab.app.player import Player
from circuitlab.app.slices import FAILED, Slices

if TYPE_CHECKING:
    from circuitlab.engine.race import Place, Race
    from circuitlab.engine.trace import Trace

LIVE = 1000
"""A circuit of so many gates is prepared at once."""


class ShownRace(QObject):
    """Attributes, all read-only to others: `race`, `problem`, `place`, `playing`.

    race: None: it is being prepared, or there is nothing to show; then `problem` says why.
    """

    changed = Signal()  # where it is, whether it plays, what there is to show

    def __init__(self, player: Player) -> None:
        session = player.session
        super().__init__(session)
        self._session = session
        self._player = player
        self._canvas = LedCanvas(player)
        self.race: Race | None = None
        self.place: Place | None = None
        self.problem = ""
        self.playing = False
        self._trace: Trace | None = None  # that `race` is about, or will be
        self._watchers: set[QObject] = set()
        self._entering = False  # somebody watches, and the canvas is still where it was
        self._slices = Slices(self)
        session.trace_changed.connect(self._catch_up)
        session.reset.connect(self._forget)
        session.cursor_moved.connect(self._told)
        session.hidden.changed.connect(self._catch_up)

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
        self._canvas.give_back()
        self.changed.emit()

    @property
    def watched(self) -> bool:
        """Whether anybody shows it."""
        return bool(self._watchers)

    @property
    def at_end(self) -> bool:
        """Whether both modes are done."""
        return self.race is None or self.place is None or self.place == self.race.end

    def _jump(self, place: "Place") -> None:
        if self.race is not None:
            self.place = place
            self._canvas.put(self.race.cursor(place))
            self.changed.emit()

    def _halt(self) -> None:
        """Play no more."""
        self.playing = False

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
        self._canvas.forget()
        self.race = self.place = self._trace = None

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
            self._slices.begin(race.preparing(), lambda _: self._take(race), self._fail)

    def _fail(self) -> None:
        self.problem = FAILED
        self.changed.emit()

    def _take(self, race: "Race") -> None:
        from circuitlab.engine.race import Place

        self.race = race
        self.place = race.clamped(self.place or Place())
        self._enter()
        self.changed.emit()
