"""The landscape: surfaces, frames and profiles are those of the circuit."""

from math import isfinite, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.work import done
from circuitlab.learn.curves import next_round, stretched, ticks
from circuitlab.learn.hill import Hill
from circuitlab.learn.landscape import Frame, crossing, fitted, framed, levels, profile, surfacing

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
    found = profile(hill, (0.0, 2.0), 0, -1, 1, fine=5)
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


@given(low=st.floats(-1e4, 1e4), size=st.floats(1e-3, 1e9), most=st.integers(2, 10))
def test_ticks_are_round_inside_and_not_too_many(low, size, most):
    found = ticks(low, low + size, most)
    assert len(found) <= most + 2
    assert all(low - 1e-6 * size <= tick <= low + size * (1 + 1e-6) for tick in found)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, float("inf")), (float("nan"), 1)])
def test_there_are_no_ticks_where_there_is_no_range(low, high):
    assert ticks(low, high, 5) == []


def test_levels_are_round_and_evenly_apart_on_a_slope():
    heights = np.linspace(0, 10, 100).reshape(10, 10)
    assert levels(heights, 10) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_on_a_plateau_no_band_hides_the_shape():
    x, y = np.meshgrid(np.linspace(-2, 2, 100), np.linspace(-2, 2, 100))
    heights = 0 - (1 - x) ** 2 - 50 * (y - x**2) ** 2
    found = levels(heights, 8)
    assert found == sorted(set(found))
    shares = np.histogram(heights, bins=[-np.inf, *found, np.inf])[0] / heights.size
    assert len(found) >= 5
    assert shares.max() < 0.3


@pytest.mark.parametrize("heights", [[[1.0, 1.0]], [[np.nan, np.inf]], [[np.nan, 3.0]]])
def test_what_is_flat_or_not_finite_has_no_levels(heights):
    assert levels(np.array(heights)) == []


@given(number=st.floats(0, 1e12))
def test_an_axis_grows_to_the_next_round_number(number):
    assert number <= next_round(number) <= max(20, 2.5 * number + 1e-9)


@given(
    values=st.lists(st.floats(-1e9, 1e9), min_size=1),
    before=st.none() | st.tuples(st.floats(-5, 0), st.floats(1, 5)),
)
def test_an_axis_holds_what_was_seen_and_what_is_there(values, before):
    low, high = stretched(values, before)
    assert low <= min(values) <= max(values) <= high
    assert isfinite(high - low)
    if before is not None:
        assert low <= before[0]
        assert before[1] <= high


def test_a_level_is_found_where_the_heights_first_reach_it():
    column = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    assert crossing(column, 1.5) == 0.5
    assert crossing(column, 9) is None
