"""The engine for networks at many points: see `dense` for what it takes together, and `matrices` for how.

It sums in another order than the gates one by one, so that results differ in the last digits. Near infinity
that could be another state; it computes only what stays far from there, and gives up otherwise. Everything is
allocated once for each number of points. Imports NumPy: import this module when needed.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from circuitlab.engine.calls import perform
from circuitlab.engine.matrices import Matrices
from circuitlab.engine.rows import Alike, Layer, Layout
from circuitlab.formula.arrays import Array

CACHE = 600_000
"""About how many bytes the values and gradients of a block of points may take: products stay on one core."""
POINTS = 128, 4096
"""The fewest and the most points in a block."""
LARGE = 1e150
"""Where all numbers are smaller, no product of two overflows, nor do sums of products in any order."""
LENGTHS = 4
"""Blocks of so many lengths are kept: those of a training's batches, and of what is computed between."""


class Network:
    """A layout bound to arrays. forward and backward give None where numbers leave what it computes."""

    def __init__(self, layout: Layout, constants: Sequence[float]) -> None:
        self._layout, self._pick = layout, np.array(layout.picked, dtype=np.intp)
        self._picked, self._picked_slopes = np.zeros(len(self._pick)), np.zeros(len(self._pick))
        held = [*constants, *layout.numbers]
        self._names = len(layout.shared) - len(constants)
        shared = np.zeros((layout.shared_rows, 1))
        shared[self._names : self._names + len(held), 0] = held
        self._before = self._bound(shared, layout.before, adds=True)
        self._ready = dict[int, Matrices]()
        fewest, most = POINTS
        self._most = min(most, max(fewest, CACHE // (16 * layout.rows)))
        self._points: Array = np.empty((0, len(layout.own)))

    def forward(self, parameters: Array, points: Array) -> Array | None:
        """The objective at each point. parameters: in order of the first shared rows of the layout."""
        shared, found = self._before.values, np.empty(len(points))
        shared[: self._names, 0] = parameters
        self._points = points
        with np.errstate(all="ignore"):
            perform(self._before.forward)
            shared.take(self._pick, None, self._picked, "clip")
            for block in self._blocks():
                matrices = self._at(block)
                found[block] = matrices.values[self._layout.output]
                if not _is_small(matrices.values):
                    return None
            return found if _is_small(shared) else None

    def backward(self, upstream: Array) -> tuple[Array, Array] | None:
        """The gradients of the parameters, and those at each point, after `forward`."""
        shared, at_points = self._before.gradients, np.empty(self._points.shape)
        shared.fill(0.0)
        blocks = list(self._blocks())
        with np.errstate(all="ignore"):
            for block in blocks:
                matrices = self._at(block) if len(blocks) > 1 else self._ready[len(upstream)]
                matrices.gradients[self._layout.output] = upstream[block]
                perform(matrices.backward)
                np.add.at(shared[:, 0], self._pick, self._picked_slopes)
                at_points[block] = matrices.gradients[: len(self._layout.own)].T
                if not _is_small(matrices.gradients):
                    return None
            perform(self._before.backward)
            return (shared[: self._names, 0].copy(), at_points) if _is_small(shared) else None

    def _bound(self, values: Array, stages: Sequence[Layer | Alike], *, adds: bool) -> Matrices:
        return Matrices(values, stages, self._picked, self._picked_slopes, adds=adds)

    def _blocks(self) -> Iterator[slice]:
        for first in range(0, len(self._points), self._most):
            yield slice(first, min(first + self._most, len(self._points)))

    def _at(self, block: slice) -> Matrices:
        """The matrices of a block of points, after the forward pass."""
        length = block.stop - block.start
        if length not in self._ready:
            if len(self._ready) == LENGTHS:
                del self._ready[next(iter(self._ready))]
            values = np.empty((self._layout.rows, length))
            self._ready[length] = self._bound(values, self._layout.stages, adds=False)
        matrices = self._ready[length] = self._ready.pop(length)  # the last one used goes last
        matrices.values[: self._points.shape[1]] = self._points[block].T
        perform(matrices.forward)
        return matrices


def _is_small(numbers: Array) -> bool:
    """Whether all are defined and far from infinity."""
    flat = numbers.reshape(-1)
    return bool(np.maximum.reduce(flat) < LARGE) and bool(np.minimum.reduce(flat) > -LARGE)
