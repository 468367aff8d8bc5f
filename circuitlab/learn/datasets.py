"""Data to learn from, made by a seed: two classes of points in the plane, labelled +1 and -1. Imports NumPy.

The numbers come from NumPy's PCG64, which gives the same ones on every platform.
"""

from collections.abc import Callable, Mapping
from math import isfinite, pi

import numpy as np
from numpy.random import Generator

from circuitlab.circuit.errors import quoted, spaced
from circuitlab.learn.table import Array, DataError, Table, table

COLUMNS = ("x", "y", "label")
FEWEST, MOST = 2, 10_000_000
LONGEST_TURN = 1.75 * pi
"""How far a spiral winds."""


def generate(kind: str, points: int = 100, noise: float = 0.1, seed: int = 0) -> Table:
    """So many points of a kind, in a shuffled order; half of them +1, and of an odd number one more.

    noise: the standard deviation of what is added to both coordinates.
    Raises DataError for a kind that there is not, too few points, and a noise below 0.
    """
    if kind not in KINDS:
        raise DataError(f"no data are called {quoted(kind)}: expected {', '.join(KINDS)}")
    check(points=points, noise=noise, seed=seed)
    random = np.random.default_rng(seed)
    labels = np.where(np.arange(points) % 2 == 0, 1.0, -1.0)
    places = KINDS[kind](random, labels) + noise * random.standard_normal((points, 2))
    order = random.permutation(points)
    return table(COLUMNS, np.column_stack([places, labels])[order])


def check(*, points: float = FEWEST, noise: float = 0.0, seed: float = 0, most: int = MOST) -> None:
    """Raises DataError for numbers that no points can be made of. most: points."""
    if not FEWEST <= points <= most:
        raise DataError(f"points: expected from {FEWEST} to {spaced(most)}")
    if not (noise >= 0 and isfinite(noise)):
        raise DataError("noise: expected a number of 0 or more")
    if not (seed >= 0 and isfinite(seed)):
        raise DataError("the seed: expected a whole number of 0 or more")


def _moons(random: Generator, labels: Array) -> Array:
    """Two half circles that reach into each other; the upper one is -1."""
    angle = random.uniform(0, pi, len(labels))
    upper = labels < 0
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    return np.column_stack([x, np.where(upper, np.sin(angle), 0.5 - np.sin(angle))])


def _circles(random: Generator, labels: Array) -> Array:
    """A small circle, +1, inside a larger one."""
    angle = random.uniform(0, 2 * pi, len(labels))
    radius = np.where(labels > 0, 0.5, 1.0)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _xor(random: Generator, labels: Array) -> Array:
    """A square in four: +1 where exactly one coordinate is positive."""
    x = random.uniform(-1, 1, len(labels))
    y = random.uniform(0, 1, len(labels)) * np.where(x > 0, -1.0, 1.0) * labels
    return np.column_stack([x, y])


def _spiral(random: Generator, labels: Array) -> Array:
    """Two arms that wind round each other."""
    turn = LONGEST_TURN * np.sqrt(random.uniform(0, 1, len(labels)))
    radius, angle = turn / LONGEST_TURN, turn + np.where(labels > 0, 0.0, pi)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _blobs(random: Generator, labels: Array) -> Array:
    """Two round clouds."""
    cloud = 0.35 * random.standard_normal((len(labels), 2))
    return np.asarray(cloud + np.where(labels > 0, 1.0, -1.0)[:, None])


def _linear(random: Generator, labels: Array) -> Array:
    """The two sides of a line through the middle, which the seed turns."""
    angle = random.uniform(0, 2 * pi)
    along, away = random.uniform(-1, 1, len(labels)), labels * random.uniform(0.1, 1, len(labels))
    x = away * np.cos(angle) - along * np.sin(angle)
    return np.column_stack([x, away * np.sin(angle) + along * np.cos(angle)])


KINDS: Mapping[str, Callable[[Generator, Array], Array]] = {
    "moons": _moons,
    "circles": _circles,
    "xor": _xor,
    "spiral": _spiral,
    "blobs": _blobs,
    "linear": _linear,
}
"""By name: what makes the points of a kind without noise, of their labels."""
