"""Walking through a lesson: Next and Previous over slides and steps alike, as pure functions."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from circuitlab.engine.cursor import Cursor, Grain, next_cursor, previous_cursor
from circuitlab.engine.trace import Trace


class Span(Protocol):
    """What a walk has to know of a slide: where it begins, and how far Next goes on it."""

    @property
    def first(self) -> Cursor:
        """The cursor when the slide comes."""

    @property
    def last(self) -> Cursor:
        """The cursor from which Next goes to the next slide."""


class Walk(NamedTuple):
    """A place in a lesson: the slide, from 0, and the cursor in its passes."""

    slide: int
    cursor: Cursor


def next_place(spans: Sequence[Span], walk: Walk, trace: Trace, grain: Grain = "gate") -> Walk:
    """A step further, or the beginning of the next slide; at the end of the lesson the place itself.

    trace: of the circuit that is on the slide now.
    """
    last = spans[walk.slide].last
    if walk.cursor < last:
        further = min(next_cursor(trace, walk.cursor, grain), last)
        if further != walk.cursor:  # the passes of an edited circuit may be shorter than the slide's
            return Walk(walk.slide, further)
    return begin(spans, walk.slide + 1) if walk.slide + 1 < len(spans) else walk


def previous_place(spans: Sequence[Span], walk: Walk, trace: Trace, grain: Grain = "gate") -> Walk:
    """A step back in time, or the end of the slide before; at the beginning the place itself."""
    first = spans[walk.slide].first
    if walk.cursor > first:
        return Walk(walk.slide, max(previous_cursor(trace, walk.cursor, grain), first))
    return finish(spans, walk.slide - 1) if walk.slide > 0 else walk


def begin(spans: Sequence[Span], slide: int) -> Walk:
    """The place where a slide comes."""
    return Walk(slide, spans[slide].first)


def finish(spans: Sequence[Span], slide: int) -> Walk:
    """The place where a slide is done."""
    return Walk(slide, spans[slide].last)
