"""The landscape: surfaces, frames and profiles are those of the circuit."""

from math import sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.work import done
from circuitlab.learn.hill import Hill
from circuitlab.learn.landscape import Frame, fitted, framed, overlooking, profiling, surfacing

POINTS = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))


def test_a_surface_holds_the_objective_at_every_point():
    hill = Hill(to_circuit("f = x * y + z", {"x": 1, "y": 2, "z": 10}))
    frame = Frame(-1, 1, 0, 3)
    surface = done(surfacing(hill, (1.0, 2.0, 10.0), (0, 1), frame, fine=7))
    xs, ys = np.linspace(-1, 1, 7), np.linspace(0, 3, 7)
    assert surface.heights == pytest.approx(np.outer(ys, xs) + 10)


def test_a_large_circuit_makes_the_same_surface_in_pieces(monkeypatch):
    hill = Hill(to_circuit("f = sin(x) * y", {"x": 1, "y": 2}))
    whole = done(surfacing(hill, (1.0, 2.0), (0, 1), Frame(-2, 2, -2, 2), fine=50))
    monkeypatch.setattr("circuitlab.learn.landscape.PIECE", 1)
    work = surfacing(hill, (1.0, 2.0), (0, 1), Frame(-2, 2, -2, 2), fine=50)
    assert sum(1 for _ in work) == 50
    pieces = done(surfacing(hill, (1.0, 2.0), (0, 1), Frame(-2, 2, -2, 2), fine=50))
    assert np.array_equal(whole.heights, pieces.heights)


def test_a_profile_has_the_tangent_of_the_curve():
    hill = Hill(to_circuit("f = sin(x) * y", {"x": 1, "y": 2}))
    found = done(profiling(hill, (0.0, 2.0), 0, -1, 1, fine=5))
    assert found.heights == pytest.approx([2 * sin(x) for x in (-1, -0.5, 0, 0.5, 1)])
    assert (found.x, found.value, found.slope) == (0, 0, 2)


@given(points=st.lists(POINTS, min_size=1, max_size=8))
def test_a_frame_holds_all_points_and_only_grows(points):
    frame = framed(points)
    assert all(frame.holds(*point) for point in points)
    grown = framed([*points, (points[0][0] + 3, points[0][1])], frame)
    assert (grown.left <= frame.left, grown.right >= frame.right) == (True, True)
    assert framed(points, frame) == frame


def test_a_frame_follows_nothing_that_runs_away():
    assert framed([(0, 0), (float("inf"), 0), (1e200, 1), (float("nan"), 2)]) == framed([(0, 0)])


def test_a_short_path_is_seen_from_nearer_and_a_long_one_stays():
    wide = Frame(2, 4, 3, 5)
    near = fitted([(3, 4), (3.4875, 3.5123)], wide)
    assert near.right - near.left == pytest.approx(near.top - near.bottom)
    assert near.right - near.left < 1
    assert near.holds(3, 4)
    assert fitted([(2.2, 4), (3.8, 3.5)], wide) == wide
    assert fitted([(3, 4)], wide) == wide
    assert fitted([(3, 4), (3 - 1e-6, 4 - 1e-6)], wide) == wide


@given(first=st.lists(POINTS, min_size=1, max_size=8), others=st.lists(POINTS, max_size=4))
def test_what_is_overlooked_holds_all_of_the_first_points_whatever_was_seen_before(first, others):
    for before in (None, Frame(-1, 1, -1, 1), Frame(-1e14, 1e14, -1e14, 1e14)):
        assert all(overlooking(first, others, before).holds(*point) for point in first)


def test_one_that_runs_away_from_the_others_is_not_followed_and_left_when_it_comes_back():
    near, far = [(3.0, 4.0), (3.5, 3.5)], [(6e14, 5e14)]
    assert overlooking(near, far) == overlooking(near)
    there = overlooking([*near, *far])
    assert there.holds(*far[0])
    assert overlooking(near, [], there) == overlooking(near)
    grown = overlooking([*near, (40.2, 21.8)], [], overlooking(near))
    assert overlooking(near, [], grown) == grown
