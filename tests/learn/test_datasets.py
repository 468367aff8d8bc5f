"""The generators: the same seed gives the same points, of the shape that their name promises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.learn.datasets import KINDS, generate
from circuitlab.learn.table import DataError


@given(st.sampled_from(sorted(KINDS)), st.integers(2, 50), st.integers(0, 2**32))
def test_half_of_the_points_are_of_each_class(kind, points, seed):
    labels = generate(kind, points, 0.1, seed).column("label")
    assert set(labels) == {1.0, -1.0}
    assert labels.sum() == points % 2


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_seed_gives_the_same_points(kind):
    first = generate(kind, 40, 0.2, 5)
    assert first.rows.tobytes() == generate(kind, 40, 0.2, 5).rows.tobytes()
    assert first.rows.tobytes() != generate(kind, 40, 0.2, 6).rows.tobytes()


def test_points_stay_what_they_are():
    """Files and lessons rely on a seed."""
    upper, lower = [0.661814335106239, 0.7496677836534572, -1], [1.4171233249385808, -0.4088498950828916, 1]
    found = generate("moons", 2, 0.0, 0).rows
    assert found[0] == pytest.approx(lower, rel=1e-14)
    assert found[1] == pytest.approx(upper, rel=1e-14)


def of(kind):
    data = generate(kind, 400, 0.0, 3)
    return data.column("x"), data.column("y"), data.column("label")


def test_without_noise_each_kind_is_exactly_its_shape():
    x, y, label = of("circles")
    assert np.hypot(x, y) == pytest.approx(np.where(label > 0, 0.5, 1.0))
    x, y, label = of("xor")
    assert (np.sign(-x * y) == label).all()
    x, y, label = of("moons")
    upper = np.hypot(x, y) == pytest.approx(1.0)
    assert np.hypot(x[label < 0], y[label < 0]) == pytest.approx(np.ones((label < 0).sum()))
    assert np.hypot(x[label > 0] - 1, y[label > 0] - 0.5) == pytest.approx(np.ones((label > 0).sum()))
    assert not upper
    x, y, label = of("spiral")
    turn = np.arctan2(y, x) - np.where(label > 0, 0.0, np.pi)
    wound = 1.75 * np.pi * np.hypot(x, y)
    assert np.cos(turn - wound) == pytest.approx(np.ones(len(x)))


def test_two_sides_of_a_line_can_be_parted():
    x, y, label = of("linear")
    points = np.column_stack([x, y, np.ones_like(x)])
    weights, *_ = np.linalg.lstsq(points, label, rcond=None)
    assert ((points @ weights > 0) == (label > 0)).all()


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        (("stars",), "no data are called 'stars': expected moons"),
        (("moons", 1), "points: expected from 2"),
        (("moons", 10, -1.0), "noise"),
        (("moons", 10, float("nan")), "noise"),
        (("moons", 10, 0.1, -1), "the seed"),
    ],
)
def test_what_can_not_be_made_is_refused(given_, says):
    with pytest.raises(DataError, match=says):
        generate(*given_)
