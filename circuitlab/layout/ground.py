"""The ground that wires run on: what gates, labels, messages and other wires have taken of it. Pure."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.layout import metrics
from circuitlab.layout.tracks import Tracks

Point = tuple[float, float]
Owners = tuple[int, int, int]
"""A wire's two gates and its message: what it may run through."""

LANE = 12.0
"""Distance of parallel wires."""
CLOSE = 6.0
"""The same where there is no room for more."""
TIGHT = 14.0
"""How far before its port a wire turns at the latest; also the least run out of an output port."""
LABEL_WIDTH = 72.0
"""Width assumed for the labels at an output port whose width nobody told."""

_BESIDE_LABELS = 6.0
_MARGIN = 8.0


class Ground:
    """What is taken, and whether a run is free. give: 1 to let wires be `CLOSE` to one another, else 0."""

    def __init__(self, circuit: Circuit, labels: Mapping[int, float]) -> None:
        self.give = 0.0
        self._circuit = circuit
        self._labels = labels
        self._rows = Tracks()
        self._columns = Tracks()

    def row_is_free(self, y: float, x0: float, x1: float, own: Owners) -> bool:
        """Whether a horizontal run is free from x0 to x1; the other way round it has no length."""
        return self._rows.is_free(y, x0, x1, own, give=self.give)

    def column_is_free(self, x: float, y0: float, y1: float, own: Owners) -> bool:
        """Whether a vertical run is free, in either direction."""
        return self._columns.is_free(x, min(y0, y1), max(y0, y1), own, give=self.give)

    def is_free(self, points: Sequence[Point], own: Owners) -> bool:
        """Whether all of a polyline is free."""
        return all(
            self.row_is_free(y0, min(x0, x1), max(x0, x1), own)
            if y0 == y1
            else self.column_is_free(x0, y0, y1, own)
            for (x0, y0), (x1, y1) in pairwise(points)
        )

    def clear_of_labels(self, gate: int, port: float) -> float:
        """The first x at which a wire may turn, right of its own labels."""
        width = self._label_width(gate)
        return port + (metrics.LABEL_INSET + width + _BESIDE_LABELS if width else TIGHT)

    def take_line(self, points: Sequence[Point], source: int) -> None:
        """A wire of this gate runs along a polyline."""
        slack = LANE - CLOSE
        for (x0, y0), (x1, y1) in pairwise(points):
            if y0 == y1:
                self._rows.add(y0 - LANE, y0 + LANE, min(x0, x1), max(x0, x1), source, slack=slack)
            else:
                self._columns.add(x0 - LANE, x0 + LANE, min(y0, y1), max(y0, y1), source, slack=slack)

    def take_gate(self, gate: Gate, place: Point) -> None:
        """A gate stands at a place, with the labels at its output port."""
        shape = metrics.shape_of(self._circuit, gate)
        width, height = metrics.body_size(shape, gate.inputs)
        x, y = place
        self._box(x - width / 2, x + width / 2, y - height / 2 - _MARGIN, y + height / 2 + _MARGIN, gate.id)
        label = self._label_width(gate.id)
        if label:
            left = x + width / 2 + metrics.LABEL_INSET
            self._box(left, left + label, y - metrics.LABEL_ABOVE, y + metrics.LABEL_BELOW, gate.id)

    def take_message(self, wire: Wire, port: Point, room: float) -> None:
        """A wire's own message stands before its input port."""
        x, y = port
        half = metrics.BRANCH_HALF
        self._box(x - room, x - TIGHT, y - half, y + half, message_of(wire))

    def _label_width(self, gate: int) -> float:
        if not metrics.has_labels(metrics.shape_of(self._circuit, self._circuit.gates[gate])):
            return 0.0
        return self._labels.get(gate, LABEL_WIDTH)

    def _box(self, left: float, right: float, top: float, bottom: float, owner: int) -> None:
        self._rows.add(top, bottom, left, right, owner)
        self._columns.add(left, right, top, bottom, owner)


def message_of(wire: Wire) -> int:
    """The owner of the room that a wire's message takes: no gate has this number."""
    return -wire.id
