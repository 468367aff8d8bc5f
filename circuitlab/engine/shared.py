"""A circuit as a function of what all points share and of what is each point's own: what training runs.

Networks run as matrix products, everything else gate by gate. Imports NumPy: import this module when needed.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.circuit.errors import quoted
from circuitlab.engine.batch import Batch, batch
from circuitlab.engine.flat import Flat
from circuitlab.engine.network import Network
from circuitlab.engine.points import row_of, rows_of
from circuitlab.engine.rows import layout_of
from circuitlab.formula.arrays import Array

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Shared:
    """The objective at many points, and the gradients of any loss made of these outputs.

    names: the inputs and parameters that are the same at all points, as given. inputs: the others, in the
    order of the plan. Owns its arrays: one thread at a time, but several of these at once. A layer sums in
    another order than its gates: a network's results differ from theirs in the last digits.
    """

    def __init__(
        self, flat: Flat, inputs: Sequence[str], names: Collection[str], constants: Sequence[float]
    ) -> None:
        """inputs: all that the circuit has. Raises ValueError for a name that is unknown or comes twice."""
        self.names = _known(names, inputs)
        places = {name: place for place, name in enumerate(inputs)}
        shared = [places.pop(name) for name in self.names]
        self.inputs = tuple(places)
        layout = layout_of(flat, shared)
        self._network = None if layout is None else Network(layout, constants)
        self._gates = Gates(flat, constants, shared, list(places.values()))
        self._given: tuple[Array, Array] | None = None
        self._as_network = False
        self._slopes: Array | None = None

    def forward(self, parameters: "ArrayLike", points: "ArrayLike") -> Array:
        """The objective at each of N points. parameters: by `names`; points: of shape (N, len(inputs)).

        Raises ValueError for another shape, and TypeError for what are no real numbers.
        """
        shared, own = row_of(parameters, self.names, "parameters"), rows_of(points, self.inputs)
        self._given, self._slopes = (shared.copy(), own.copy()), None
        found = self._network.forward(*self._given) if self._network else None
        self._as_network = found is not None
        return self._gates.forward(*self._given) if found is None else found

    def backward(self, upstream: "ArrayLike") -> Array:
        """The gradients of what all points share, by `names`: the sum of those of the points.

        upstream: for each output of the last forward pass, the slope of the loss in it; it stands for the
        circuit's seed. Raises ValueError where there was no such pass, or it had another number of points.
        """
        if self._given is None:
            raise ValueError("there was no forward pass to go back through")
        seeds = row_of(upstream, range(len(self._given[1])), "upstream")
        found = self._network.backward(seeds) if self._network and self._as_network else None
        sums, self._slopes = self._gates.backward(*self._given, seeds) if found is None else found
        return sums

    def at_points(self) -> Array:
        """The gradients of what is each point's own, of the shape of the points, after `backward`."""
        if self._slopes is None:
            raise ValueError("there was no backward pass")
        return self._slopes


class Gates:
    """The same gate by gate, whatever the circuit is. shared, own: the sources that are, in order."""

    def __init__(
        self, flat: Flat, constants: Sequence[float], shared: Sequence[int], own: Sequence[int]
    ) -> None:
        self._flat, self._constants, self._shared, self._own = flat, constants, shared, own
        self._most = -1

    def forward(self, parameters: Array, points: Array) -> Array:
        """The objective at each point."""
        return self._batch(len(points)).values(self._whole(parameters, points), self._constants)

    def backward(self, parameters: Array, points: Array, upstream: Array) -> tuple[Array, Array]:
        """The gradients of the parameters, and those at each point."""
        whole = self._whole(parameters, points)
        _, slopes = self._batch(len(points)).run(whole, self._constants, upstream)
        return slopes[:, self._shared].sum(axis=0), slopes[:, self._own]

    def _batch(self, points: int) -> Batch:
        """The engine, made for as many points as there ever were."""
        if points > self._most:
            self._most, self._made = points, batch(self._flat, points)
        return self._made

    def _whole(self, parameters: Array, points: Array) -> Array:
        whole = np.empty((len(points), len(self._shared) + len(self._own)))
        whole[:, self._shared] = parameters
        whole[:, self._own] = points
        return whole


def _known(names: Collection[str], inputs: Sequence[str]) -> tuple[str, ...]:
    """The names, if each is there and comes once."""
    there = set(inputs)
    for name in names:
        if name not in there:
            raise ValueError(f"{quoted(str(name))} is no input or parameter")
    if len(set(names)) < len(names):
        raise ValueError("an input or parameter is named twice")
    return tuple(names)
