"""Bands of heights: round, and none that hides the shape."""

import numpy as np
import pytest

from circuitlab.app.plots.bands import crossing, levels


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


def test_a_level_is_found_where_the_heights_first_reach_it():
    column = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    assert crossing(column, 1.5) == 0.5
    assert crossing(column, 9) is None


def test_the_rim_of_what_is_not_defined_reaches_no_level():
    column = np.array([np.nan, np.nan, 3.0, 4.0, 5.0, -np.inf])
    assert crossing(column, 1.5) is None
    assert crossing(column, 3.5) == 0.6
