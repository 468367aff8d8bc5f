"""The output of a circuit over a plane of two of its inputs: the field that a decision boundary parts.

Imports NumPy: import this module when needed.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import PARAMETER
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.work import Work
from circuitlab.learn.binding import Binding
from circuitlab.learn.table import Array, Table

MARGIN = 0.12
"""How far the plane reaches beyond the data, as a share of their width and height."""
PIECE = 2_000_000
"""Points times gates between two pauses."""


class Field(NamedTuple):
    """left, right, bottom, top: of the plane. values: the output, row by row from the bottom up."""

    left: float
    right: float
    bottom: float
    top: float
    values: Array


class Plane:
    """Where the outputs are computed. axes: the two inputs, across and up; all others stay at the mean of
    their column. It owns its arrays."""

    def __init__(self, circuit: Circuit, data: Table, binding: Binding, axes: tuple[str, str]) -> None:
        prepared = Prepared(circuit)
        held = [gate for gate in circuit.gates.values() if gate.kind == PARAMETER]
        self.ids = tuple(gate.id for gate in held)
        self._shared = prepared.shared([gate.name or str(gate.id) for gate in held])
        self._piece = max(256, PIECE // len(circuit.gates))
        columns = {name: data.column(column) for name, column in binding.columns.items()}
        self._middle = [
            float(columns[name].mean()) if name in columns else 0.0 for name in self._shared.inputs
        ]
        self._places = [self._shared.inputs.index(name) for name in axes]
        self.across, self.up = (_range(columns[name]) for name in axes)

    def field(self, parameters: Sequence[float] | Array, count: int) -> Work[Field]:
        """The field at count x count points, with pauses. parameters: in the order of `ids`."""
        x, y = np.linspace(*self.across, count), np.linspace(*self.up, count)
        points = np.tile(np.array(self._middle), (count * count, 1))
        points[:, self._places[0]] = np.tile(x, count)
        points[:, self._places[1]] = np.repeat(y, count)
        values = np.empty(count * count)
        for first in range(0, len(points), self._piece):
            piece = slice(first, first + self._piece)
            values[piece] = self._shared.forward(parameters, points[piece])
            yield
        return Field(*self.across, *self.up, values.reshape(count, count))


def _range(column: Array) -> tuple[float, float]:
    low, high = float(column.min()), float(column.max())
    room = MARGIN * (high - low) or 1.0
    return low - room, high + room
