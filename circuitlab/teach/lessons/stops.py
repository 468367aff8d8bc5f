"""Where in the passes a slide begins and how far Next goes on it: places in words to cursors of a trace."""

from typing import TYPE_CHECKING

from circuitlab.engine.cursor import Cursor, end
from circuitlab.teach.lessons.lesson import Stop

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace


def cursor_at(stop: Stop, trace: "Trace") -> Cursor:
    """The place in this trace. Raises ValueError if it has no such place."""
    forward, whole = trace.forward_count, len(trace)
    begin, most = {
        "start": (0, 0),
        "forward": (0, forward),
        "seed": (forward + 1, 0),
        "backward": (forward + 1, max(0, whole - forward - 1)),
    }.get(stop.where, (whole, 0))
    count = stop.count if stop.count is not None else most if stop.where == "forward" else 0
    if begin > whole:
        raise ValueError(f"{stop.where}: this circuit has no backward pass")
    if count > most:
        raise ValueError(f"{stop.where} {count}: this circuit has {most} such steps")
    cursor = Cursor(begin + count, stop.message)
    if stop.message and (cursor.steps >= whole or stop.message >= len(trace.steps.messages(cursor.steps))):
        raise ValueError(f"message {stop.message}: the step there has no more messages than that")
    return cursor


def stop_at(cursor: Cursor, trace: "Trace", *, live: bool = False) -> Stop:
    """The place in words: the other way round."""
    backward = cursor.steps - trace.forward_count - 1
    if live or cursor >= end(trace):
        return Stop("live" if live else "end")
    if backward > 0 or (backward == 0 and cursor.messages):
        return Stop("backward", backward, cursor.messages)
    if backward == 0:
        return Stop("seed")
    return Stop("forward", cursor.steps, cursor.messages) if cursor != Cursor() else Stop()


def last_of(first: Cursor, steps: int | None, trace: "Trace") -> Cursor:
    """How far Next goes from there. Raises ValueError if there are not so many steps left."""
    if steps is None:
        return end(trace)
    left = len(trace) - first.steps
    if steps > left:
        raise ValueError(f"{steps} is too far: {left} {'step is' if left == 1 else 'steps are'} left there")
    return Cursor(first.steps + steps) if steps else first
