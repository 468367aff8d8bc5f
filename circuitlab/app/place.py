"""A place in the trace, and where it is after an edit. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circuitlab.circuit.changes import Changes, Touches
from circuitlab.engine.cursor import Cursor, clamped, end

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Place:
    """The cursor, and whether it is pinned to the end (live)."""

    cursor: Cursor = field(default_factory=Cursor)
    pinned: bool = False


def place_in(trace: "Trace", place: Place) -> Place:
    """The place itself, or the nearest earlier one that this trace has; the end, if it is pinned there."""
    return Place(end(trace), pinned=True) if place.pinned else Place(clamped(trace, place.cursor))


def place_after(
    changes: Changes,
    place: Place,
    back_to: Place | None,
    old: "Trace | None",
    new: "Callable[[], Trace]",
) -> Place:
    """Where the cursor goes: an edit of values keeps it, and so does its undo.

    back_to: where it was before the edit that is undone. old: None if there was no trace; new is asked for
    only where it counts.
    """
    restarts = Touches.STRUCTURE in changes.touches
    if not restarts and old is not None:  # an input that gets its first value brings new steps
        restarts = _steps(old) != _steps(new())
    if restarts and back_to is not None:
        return back_to
    if place.pinned:
        return Place(end(new()), pinned=True)
    return Place() if restarts else place


def _steps(trace: "Trace") -> tuple[int, int]:
    return trace.forward_count, len(trace)
