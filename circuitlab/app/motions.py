"""Which motions show the way from one place of the trace to a later one, and how long each takes. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.app.canvas.frame import Motion, duration
from circuitlab.engine.cursor import Cursor, Grain, next_cursor

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

PASS_MS = 3000.0
"""Several motions in a row, as of a whole pass, take no longer than this."""
MOST_HOPS = 200
"""Of a longer way only the end is shown: nobody could follow it."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A motion, the cursor when it is over, and how many milliseconds it takes at 1x."""

    motion: Motion
    after: Cursor
    ms: float
    hurry: float = 1.0

    def at(self, ms: float) -> Motion:
        """The motion `ms` milliseconds after it began."""
        return replace(self.motion, t_ms=ms * self.hurry)


def way(trace: "Trace", start: Cursor, stop: Cursor, grain: Grain, *, reduced: bool = False) -> list[Hop]:
    """The hops from `start` to `stop`: a pass goes level by level, anything finer at its own grain."""
    if stop.steps - start.steps > MOST_HOPS:
        start = Cursor(stop.steps - MOST_HOPS)
    pieces = _pieces(trace, start, stop, "level" if grain == "pass" else grain)
    return hurried([_hop(trace, a, b, reduced) for a, b in pieces], PASS_MS)


def hurried(hops: list[Hop], most_ms: float) -> list[Hop]:
    """The same, faster where they would take more than `most_ms` together; one alone keeps its time."""
    total = sum(hop.ms for hop in hops)
    if total <= most_ms:
        return hops
    faster = total / most_ms
    return [replace(hop, ms=hop.ms / faster, hurry=hop.hurry * faster) for hop in hops]


def _pieces(trace: "Trace", start: Cursor, stop: Cursor, grain: Grain) -> Iterator[tuple[Cursor, Cursor]]:
    while start < stop:
        after = min(next_cursor(trace, start, grain), stop)
        yield start, after
        start = after


def _hop(trace: "Trace", start: Cursor, stop: Cursor, reduced: bool) -> Hop:
    """A hop that ends inside a step, or begins inside one, carries a single message."""
    message = start.messages if start.messages or stop.messages else None
    last = start.steps if message is not None else stop.steps - 1
    motion = Motion(start.steps, max(start.steps, last), message=message, reduced=reduced)
    return Hop(motion, stop, duration(trace, motion))
