"""The cursor: a place in a trace, and how it moves by steps, messages, levels and passes. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

Grain: TypeAlias = Literal["pass", "level", "gate", "message"]
"""How far Next goes: a pass; a level (steps in a row that do not need one another); one gate; one message."""


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """How much of a trace has happened: `steps` whole steps, and `messages` messages of the one after.

    Cursors compare by what came first. `messages` is less than the number of messages of that step:
    with the last message the step is done.
    """

    steps: int = 0
    messages: int = 0

    @property
    def current(self) -> int:
        """The index of the step that it is in, or has just passed; -1 before the first one."""
        return self.steps if self.messages else self.steps - 1


def start() -> Cursor:
    """The place where nothing has happened yet."""
    return Cursor()


def end(trace: "Trace") -> Cursor:
    """The place where everything has happened."""
    return Cursor(len(trace))


def clamped(trace: "Trace", cursor: Cursor) -> Cursor:
    """The cursor itself, or the nearest earlier place that this trace has."""
    if cursor.steps >= len(trace):
        return end(trace)
    if cursor.messages < max(1, _messages(trace, cursor.steps)):
        return cursor
    return Cursor(cursor.steps)


def next_cursor(trace: "Trace", cursor: Cursor, grain: Grain = "gate") -> Cursor:
    """The place after the next piece of this grain; the end stays the end."""
    if cursor >= end(trace):
        return end(trace)
    if grain == "message" and cursor.messages + 1 < _messages(trace, cursor.steps):
        return Cursor(cursor.steps, cursor.messages + 1)
    if grain in ("gate", "message"):
        return Cursor(cursor.steps + 1)
    stops = _stops(trace, grain)
    return Cursor(stops[bisect_right(stops, cursor.steps)])


def previous_cursor(trace: "Trace", cursor: Cursor, grain: Grain = "gate") -> Cursor:
    """The last place of this grain before the cursor; the start stays the start."""
    cursor = clamped(trace, cursor)
    if grain in ("pass", "level"):
        stops = _stops(trace, grain)
        after = cursor.steps + (1 if cursor.messages else 0)
        return Cursor(stops[max(0, bisect_left(stops, after) - 1)])
    if grain == "message" and cursor.messages:
        return Cursor(cursor.steps, cursor.messages - 1)
    if cursor.messages or not cursor.steps:
        return Cursor(cursor.steps)
    if grain == "message":
        return Cursor(cursor.steps - 1, max(0, _messages(trace, cursor.steps - 1) - 1))
    return Cursor(cursor.steps - 1)


def next_forward(trace: "Trace", cursor: Cursor) -> Cursor:
    """After the next step of the forward pass; when that is over, after its first step: it starts again."""
    if cursor.steps >= trace.forward_count:
        cursor = start()
    return Cursor(min(cursor.steps + 1, trace.forward_count))


def next_backward(trace: "Trace", cursor: Cursor) -> Cursor:
    """After the next step of the backward pass.

    Before the forward pass is done, and from the end, that is after the seed. Without a backward pass
    it is the end of the forward pass.
    """
    seeded = min(trace.forward_count + 1, len(trace))
    if cursor.steps < seeded or cursor >= end(trace):
        return Cursor(seeded)
    return Cursor(cursor.steps + 1)


def _messages(trace: "Trace", step: int) -> int:
    return len(trace.steps.messages(step))


def _stops(trace: "Trace", grain: Grain) -> Sequence[int]:
    """Where Next may stop, as numbers of steps done, from 0 to the length of the trace."""
    if grain == "level":
        return trace.index.level_stops
    return sorted({0, trace.forward_count, min(trace.forward_count + 1, len(trace)), len(trace)})
