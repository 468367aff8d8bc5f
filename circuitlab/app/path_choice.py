"""Which of the paths is lit: the one pointed at, else the one chosen; playing chooses one after the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.player import Player

if TYPE_CHECKING:
    from circuitlab.app.pathing import Pathing
    from circuitlab.engine.paths import Path

DWELL_MS = 1400.0
"""So long each path is lit when they are played."""


class PathChoice(QObject):
    """Attributes, read-only to others: `chosen` (the place of the path that stays lit), `playing`."""

    changed = Signal()  # another path is chosen
    played = Signal()  # playing begins, or is over

    def __init__(self, pathing: "Pathing", player: Player, clock: Clock) -> None:
        super().__init__(pathing)
        self._pathing, self._player, self._clock = pathing, player, clock
        self.chosen: int | None = None
        self.playing = False
        self._wires: tuple[int, ...] | None = None  # of the chosen path: it stays chosen whatever its place
        self._hovered: int | None = None
        self._ms = 0.0
        clock.ticked.connect(self._tick)

    def choose(self, place: int | None) -> None:
        """Let this path stay lit; None: none."""
        self.stop()
        self._choose(place)

    def hover(self, place: int | None) -> None:
        """Light this path as long as it is pointed at; None: no more."""
        if place != self._hovered:
            self._hovered = place
            self.light()

    def play(self) -> None:
        """Light the paths one after the other, or stop."""
        if self.playing:
            self.stop()
            self.played.emit()
            return
        paths = self._found
        if not paths:
            return
        last = self.chosen is None or self.chosen + 1 >= len(paths)
        self._choose(0 if last or self.chosen is None else self.chosen)
        self.playing, self._ms = True, 0.0
        self._clock.start()
        self.played.emit()

    def stop(self) -> None:
        """Play no longer."""
        self.playing = False
        self._clock.stop()

    def drop(self) -> None:
        """The paths are no more: none is lit. One along the same wires will be chosen again."""
        self.stop()
        self.chosen = self._hovered = None
        self._player.frames.light(None)

    def forget(self) -> None:
        """Those that come are others."""
        self.drop()
        self._wires = None

    def find_again(self, paths: "Sequence[Path]") -> None:
        """The paths are there, with new numbers: the same one stays chosen, wherever it is now."""
        wires = [path.wires for path in paths]
        self.chosen = wires.index(self._wires) if self._wires in wires else None
        self._hovered = None

    def light(self) -> None:
        """Light the path, unless those that are known are out of date: then what is lit stays so."""
        place, paths = self.chosen if self._hovered is None else self._hovered, self._pathing.paths
        if place is None or place >= len(paths):
            self._player.frames.light(None)
        elif self._pathing.is_current:
            self._player.frames.light(self._pathing.lit(paths[place]))

    @property
    def _found(self) -> "Sequence[Path]":
        found = self._pathing.found
        return () if found is None else found.paths

    def _choose(self, place: int | None) -> None:
        if place != self.chosen:
            self.chosen = place
            paths = self._found
            self._wires = paths[place].wires if paths and place is not None else None
            self.changed.emit()
        self.light()

    @guarded
    def _tick(self, ms: float) -> None:
        self._ms += ms * (self._player.speed or 1.0)
        if self._ms < DWELL_MS or self._pathing.found is None or self.chosen is None:
            return
        self._ms = 0.0
        if self.chosen + 1 < len(self._found):
            self._choose(self.chosen + 1)
        else:
            self.stop()
            self.played.emit()
