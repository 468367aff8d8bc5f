"""Where a press of a step button leads from a place in the trace, or why it leads nowhere. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.app.motions import Hop, hurried, way
from circuitlab.app.place import Place
from circuitlab.engine.cursor import Cursor, Grain, end, next_cursor

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace


CATCH_UP_MS = 800.0
"""Step backward before the forward pass is done finishes that within this time."""


@dataclass(frozen=True, slots=True)
class Leg:
    """From `start` to `stop`; quickly as far as `hurry_to`."""

    start: Cursor
    stop: Cursor
    hurry_to: Cursor | None = None

    def hops(self, trace: "Trace", grain: Grain, *, reduced: bool) -> list[Hop]:
        """The motions that show the way."""
        hops: list[Hop] = []
        if self.hurry_to is not None:
            hops = hurried(way(trace, self.start, self.hurry_to, "gate", reduced=reduced), CATCH_UP_MS)
        return hops + way(trace, self.hurry_to or self.start, self.stop, grain, reduced=reduced)


def forward(trace: "Trace", place: Place, grain: Grain) -> Leg | str:
    """The next step of the forward pass; from the pinned end, the pass starts again."""
    start = Cursor() if place.pinned else place.cursor
    if trace.forward_count == 0:
        return "Nothing to compute yet: place a gate and wire its inputs."
    if start >= end(trace):
        return "Both passes are done. Rewind (Home) starts again."
    if start.steps >= trace.forward_count:
        return "The forward pass is done. Next: Step backward (F9)."
    return Leg(start, min(next_cursor(trace, start, grain), Cursor(trace.forward_count)))


def backward(trace: "Trace", place: Place, grain: Grain) -> Leg | str:
    """The next step of the backward pass; before it, the rest of the forward pass and the seed."""
    seed = Cursor(trace.forward_count)
    start = seed if place.pinned else place.cursor
    if len(trace) == trace.forward_count:
        return "No objective: choose the gate whose gradients are to be computed."
    if start < seed:
        return Leg(start, Cursor(seed.steps + 1), hurry_to=seed)
    if start >= end(trace):
        return "The backward pass is done. Rewind (Home) starts again."
    if start == seed:
        return Leg(start, Cursor(seed.steps + 1))
    return Leg(start, next_cursor(trace, start, grain))


def onward(start: Cursor, stop: Cursor) -> Leg:
    """To a place further on: the last step is shown, those before it go by quickly."""
    last = Cursor(max(0, stop.steps - (stop.messages == 0)))
    return Leg(start, stop, hurry_to=last if start < last else None)
