"""Both modes side by side, gate by gate: forward mode through one sweep after the other, reverse mode through
its only one. What has happened at a place is a pure function of that place.
"""

from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache

from circuitlab.engine.cursor import Cursor
from circuitlab.engine.forward_mode import Count, Modes, Sweep
from circuitlab.engine.trace import Trace


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """How far forward mode is: which sweep, from 0 on, and how many steps of it are done."""

    sweep: int = 0
    done: int = 0


class Race:
    """Both modes on the numbers of one trace. It needs at least one source.

    modes: what they are made of. count: how many sweeps forward mode needs.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.modes = Modes(trace)
        self.count = len(self.modes.sources)
        self.sweep = lru_cache(maxsize=8)(self._sweep)
        self.derivative = lru_cache(maxsize=None)(self._derivative)
        self._before = lru_cache(maxsize=8)(self.modes.before)
        self._steps_before = lru_cache(maxsize=8)(self.modes.steps_before)

    def preparing(self) -> Generator[None, None, None]:
        """Have ready what takes long, with pauses in which a window can go on."""
        yield from self.modes.preparing()

    def _sweep(self, number: int) -> Sweep:
        """The sweep from one of the sources."""
        return self.modes.sweep(self.modes.sources[number])

    def _derivative(self, number: int) -> float | None:
        """What the sweep from one of the sources finds."""
        return self.sweep(number).derivative

    # Places --------------------------------------------------------------------------------------

    @property
    def end(self) -> Place:
        """Where all sweeps are done."""
        return Place(self.count - 1, len(self.sweep(self.count - 1)))

    def clamped(self, place: Place) -> Place:
        """The place itself, or the nearest earlier one that there is."""
        if place.sweep >= self.count:
            return self.end
        return Place(place.sweep, min(place.done, len(self.sweep(place.sweep))))

    def next(self, place: Place) -> Place:
        """One gate on; after the last one of a sweep, where the next sweep begins. The end stays the end."""
        if place.done < len(self.sweep(place.sweep)):
            return Place(place.sweep, place.done + 1)
        return Place(place.sweep + 1) if place.sweep + 1 < self.count else place

    def previous(self, place: Place) -> Place:
        """One gate back; from where a sweep begins, to the end of the one before. The start stays it."""
        if place.done:
            return Place(place.sweep, place.done - 1)
        return Place(place.sweep - 1, len(self.sweep(place.sweep - 1))) if place.sweep else place

    # What has happened there ---------------------------------------------------------------------

    def is_whole(self, place: Place) -> bool:
        """Whether the sweep of this place is done."""
        return place.done >= len(self.sweep(place.sweep))

    def steps(self, place: Place) -> int:
        """How many gates forward mode has visited, in all sweeps together."""
        return self._steps_before(place.sweep) + place.done

    def forward(self, place: Place) -> Count:
        """The operations of forward mode so far."""
        sweep = self.sweep(place.sweep)
        return self._before(place.sweep) + sweep.count(None if self.is_whole(place) else place.done)

    def cursor(self, place: Place) -> Cursor:
        """Where the backward pass is after as many of its gates."""
        seeded = self.trace.forward_count + 1
        return Cursor(seeded + min(self.steps(place), len(self.trace) - seeded))
