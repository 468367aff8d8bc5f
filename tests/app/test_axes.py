"""Axes: round numbers, that hold what is there and what was seen."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.app.plots.axes import next_round, stretched, ticks


@given(low=st.floats(-1e4, 1e4), size=st.floats(1e-3, 1e9), most=st.integers(2, 10))
def test_ticks_are_round_inside_and_not_too_many(low, size, most):
    found = ticks(low, low + size, most)
    assert len(found) <= most + 2
    assert all(low - 1e-6 * size <= tick <= low + size * (1 + 1e-6) for tick in found)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, float("inf")), (float("nan"), 1)])
def test_there_are_no_ticks_where_there_is_no_range(low, high):
    assert ticks(low, high, 5) == []


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


def test_what_differs_by_rounding_alone_is_flat():
    assert stretched([100.0, 100 - 1e-12], None) == pytest.approx(stretched([100.0], None))
