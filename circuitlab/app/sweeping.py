"""Forward mode beside reverse mode, as it goes on behind the panel that shows it.

It knows how far forward mode is, and brings the backward pass as far. It outlives the panel, so that another
look shows the same place; a play ends with the look that it began in.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import BACKWARD_MS
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.player import REST_MS, Player
from circuitlab.app.shown_race import ShownRace
from circuitlab.app.stride import Stride

if TYPE_CHECKING:
    from circuitlab.app.canvas.tangents import TangentFrame

STEP_MS = BACKWARD_MS
"""Both modes take the same time for a gate, so that they arrive together."""


class Sweeping(ShownRace):
    """Leads both modes from gate to gate."""

    moved = Signal()  # something is on its way: ask `frame`

    def __init__(self, player: Player, clock: Clock) -> None:
        super().__init__(player)
        self._stride = stride = Stride(clock, STEP_MS, self)
        stride.moved.connect(self.moved)
        stride.arrived.connect(self._arrived)
        stride.rested.connect(self._next)

    @staticmethod
    def of(session: QObject) -> "Sweeping":
        """The one of this session, which the window makes."""
        found: Sweeping | None = session.findChild(Sweeping)
        if found is None:
            raise LookupError("no window was made for this session")
        return found

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
        self._canvas.put(race.cursor(self.place), animated=True)
        if steps and self._player.speed is not None and not self._player.reduced:
            self._stride.pace = self._player.speed
            self._stride.begin()
            self.changed.emit()
        else:
            self._arrived()

    def _halt(self) -> None:
        """Play no more, and nothing is on its way."""
        super()._halt()
        self._stride.stop()

    @guarded
    def _arrived(self) -> None:
        """A step is over: rest, or stop at the end."""
        self.playing = self.playing and not self.at_end
        if self.playing:
            self._stride.rest(REST_MS)
        self.changed.emit()
