"""A circuit as a function of what all points share and of what is each point's own: what training runs.

Imports NumPy: import this module when needed.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.circuit.errors import quoted
from circuitlab.engine.batch import Batch
from circuitlab.engine.points import row_of, rows_of
from circuitlab.formula.arrays import Array

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Shared:
    """The objective at many points, and the gradients of any loss made of these outputs.

    names: the inputs and parameters that are the same at all points, as given. inputs: the others, in the
    order of the plan. Owns its arrays: one thread at a time, but several of these at once.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        names: Collection[str],
        constants: Sequence[float],
        batch: Callable[[int], Batch],
    ) -> None:
        """inputs: all that the circuit has. batch: makes an engine for so many points at a time."""
        self.names = _known(names, inputs)
        places = {name: place for place, name in enumerate(inputs)}
        self._shared = [places.pop(name) for name in self.names]
        self.inputs, self._own = tuple(places), list(places.values())
        self._constants, self._make, self._most = constants, batch, -1
        self._points: Array | None = None
        self._slopes: Array | None = None

    def forward(self, parameters: "ArrayLike", points: "ArrayLike") -> Array:
        """The objective at each of N points. parameters: by `names`; points: of shape (N, len(inputs)).

        Raises ValueError for another shape, and TypeError for what are no real numbers.
        """
        shared, own = row_of(parameters, self.names, "parameters"), rows_of(points, self.inputs)
        if len(own) > self._most:
            self._most, self._batch = len(own), self._make(len(own))
        self._points, self._slopes = np.empty((len(own), len(shared) + len(self.inputs))), None
        self._points[:, self._shared] = shared
        self._points[:, self._own] = own
        return self._batch.values(self._points, self._constants)

    def backward(self, upstream: "ArrayLike") -> Array:
        """The gradients of what all points share, by `names`: the sum of those of the points.

        upstream: for each output of the last forward pass, the slope of the loss in it; it stands for the
        circuit's seed. Raises ValueError where there was no such pass, or it had another number of points.
        """
        if self._points is None:
            raise ValueError("there was no forward pass to go back through")
        seeds = row_of(upstream, range(len(self._points)), "upstream")
        _, self._slopes = self._batch.run(self._points, self._constants, seeds)
        sums: Array = self._slopes[:, self._shared].sum(axis=0)
        return sums

    def at_points(self) -> Array:
        """The gradients of what is each point's own, of the shape of the points, after `backward`."""
        if self._slopes is None:
            raise ValueError("there was no backward pass")
        return self._slopes[:, self._own]


def _known(names: Collection[str], inputs: Sequence[str]) -> tuple[str, ...]:
    """The names, if each is there and comes once."""
    for name in names:
        if name not in inputs:
            raise ValueError(f"{quoted(str(name))} is no input or parameter")
    if len(set(names)) < len(names):
        raise ValueError("an input or parameter is named twice")
    return tuple(names)
