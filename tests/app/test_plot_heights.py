"""The scale of heights: even, or by powers of ten, where even steps would show a flat line."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.app.plots.heights import BOTH_WAYS, EVEN, POWERS, Heights, chosen

VALUES = st.floats(-1e90, 1e90).filter(lambda value: abs(value) > 1e-90 or not value)


@pytest.mark.parametrize(
    ("curves", "scale"),
    [
        ([], EVEN),
        ([(99.0, 99.9999)], EVEN),
        ([(1.0, 1e-3)], EVEN),
        ([(1.0, 1e-6)], POWERS),
        ([(2.0, 3.0), (1.0, 1e50)], POWERS),
        ([(-6.0, 14.0), (-6.0, -1e91)], BOTH_WAYS),
        ([(2.0, 1e-7, -1e-7)], EVEN),  # what settles at 0 is seen to
        ([(0.0, 0.0)], EVEN),
        ([(-1e9, 1.0)], EVEN),  # what comes from far away does not run away
    ],
)
def test_powers_are_for_what_spans_more_than_four_decades(curves, scale):
    assert chosen(curves).scale == scale


def test_a_scale_that_is_not_even_says_so():
    assert not Heights().note
    assert Heights(POWERS).note == "log scale"
    assert "each way from 0" in Heights(BOTH_WAYS).note


@given(curves=st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=3))
def test_limits_hold_all_and_numbers_lie_between_them(curves):
    heights, values = chosen(curves), [value for curve in curves for value in curve]
    low, high = heights.limits(values)
    assert -inf < low < high < inf
    assert low <= min(values)
    assert max(values) <= high
    for tick in heights.ticks(low, high, 4):
        assert low - 1e-9 * abs(low) <= tick <= high + 1e-9 * abs(high)


@pytest.mark.parametrize(
    ("heights", "limits", "labels"),
    [
        (Heights(POWERS), (1e-7, 2.0), ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
        (Heights(BOTH_WAYS, 1.0), (-1e6, 1e6), ["−10³", "0", "10³"]),
        (Heights(), (0.0, 1.0), ["0", "0.25", "0.5", "0.75", "1"]),
        (Heights(), (0.999997, 1.0000002), ["0.999997", "0.999998", "0.999999", "1"]),
        (Heights(), (1 - 3e-9, 1 + 3e-9), ["1 − 2·10⁻⁹", "1", "1 + 2·10⁻⁹"]),
    ],
)
def test_numbers_are_round_and_short(heights, limits, labels):
    assert heights.labels(heights.ticks(*limits, 4)) == labels


@given(low=st.floats(-1e15, 1e15), size=st.floats(1e-6, 1e15))
def test_no_two_numbers_are_alike_and_none_is_about(low, size):
    heights = Heights()
    found = heights.labels(heights.ticks(low, low + size, 4))
    assert len(set(found)) == len(found)
    assert not any("≈" in label for label in found)


def test_limits_that_hold_all_stay():
    for heights in (Heights(), Heights(POWERS), Heights(BOTH_WAYS)):
        before = heights.limits([1.0, 1e5])
        assert heights.limits([2.0, 1e5], before) == before
        assert heights.limits([1.0, 1e7], before)[1] > 1e7


@pytest.mark.parametrize("values", [[0.5, 1e307], [1e-310, 1.0], [-1.0, 2.0, 1e307]])
def test_an_axis_ends_at_a_number_whatever_runs_away(values):
    low, high = chosen([values]).limits(values)
    assert -inf < low < high < inf
    assert low != 0


def test_limits_from_before_a_scale_of_powers_have_no_numbers():
    assert Heights(POWERS).ticks(0.0, 1e5, 4) == []


def test_room_above_is_for_names():
    assert Heights().limits([0.0, 1.0], None, 0.5)[1] > Heights().limits([0.0, 1.0])[1] + 0.5
