"""Next and Previous over slides and steps alike: a pure function of the place."""

from dataclasses import dataclass

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.engine.passes import run
from circuitlab.teach.lessons.walk import Walk, next_place, previous_place

TRACE = run(to_circuit("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"))


@dataclass(frozen=True)
class Slide:
    first: Cursor
    last: Cursor


SLIDES = [
    Slide(Cursor(0), Cursor(2)),
    Slide(Cursor(2), Cursor(2)),
    Slide(Cursor(2), Cursor(5)),
]
PLACES = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 3), (2, 4), (2, 5)]


def test_next_walks_the_steps_of_a_slide_and_then_to_the_next_slide():
    walk, seen = Walk(0, Cursor()), [(0, 0)]
    for _ in range(20):
        walk = next_place(SLIDES, walk, TRACE)
        if (walk.slide, walk.cursor.steps) != seen[-1]:
            seen.append((walk.slide, walk.cursor.steps))
    assert seen == PLACES


def test_previous_is_the_same_way_back():
    walk, seen = Walk(2, Cursor(5)), [(2, 5)]
    for _ in range(20):
        walk = previous_place(SLIDES, walk, TRACE)
        if (walk.slide, walk.cursor.steps) != seen[-1]:
            seen.append((walk.slide, walk.cursor.steps))
    assert seen == PLACES[::-1]


@pytest.mark.parametrize("grain", ["pass", "level", "message"])
def test_no_grain_steps_over_the_ends_of_a_slide(grain):
    slides = [Slide(Cursor(0), Cursor(1)), Slide(Cursor(1), Cursor(4))]
    assert next_place(slides, Walk(0, Cursor()), TRACE, grain) == Walk(0, Cursor(1))
    assert next_place(slides, Walk(0, Cursor(1)), TRACE, grain) == Walk(1, Cursor(1))
    assert previous_place(slides, Walk(1, Cursor(2)), TRACE, grain).cursor >= Cursor(1)
    walk = Walk(1, Cursor(3))
    while walk.cursor < Cursor(4):
        walk = next_place(slides, walk, TRACE, grain)
    assert walk == Walk(1, Cursor(4))


def test_a_circuit_that_was_cut_short_holds_nobody_up():
    short = run(to_circuit("x = 1\nf = x"))
    assert next_place(SLIDES, Walk(2, Cursor(len(short))), short) == Walk(2, Cursor(len(short)))
    assert next_place(SLIDES[::-1], Walk(0, Cursor(len(short))), short).slide == 1


def test_a_cursor_that_was_scrubbed_beyond_the_slide_goes_on_from_there():
    assert next_place(SLIDES, Walk(0, Cursor(4)), TRACE) == Walk(1, Cursor(2))
    assert previous_place(SLIDES, Walk(2, Cursor(1)), TRACE) == Walk(1, Cursor(2))
