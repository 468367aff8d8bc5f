"""A circuit cut into columns: every gate in one, and a dummy wherever a wire passes through a column.

Nodes are numbers: first the gates, by id, then the dummies. One chain of dummies serves all wires of an
output, so that a fan-out shares its lane. Pure: no coordinates yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.order import topological
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

_MOST_DUMMIES = 40_000
"""Beyond it the longest wires get no lane of their own, so that very large circuits stay affordable."""


@dataclass(slots=True)
class Layers:
    """The columns from left to right, each from top to bottom, and the edges between neighbouring columns.

    ids: the gates' ids; node k < len(ids) is gate ids[k], the others are dummies.
    shapes: the gates' shapes, by node.
    heights: half of each node's height, 0 for a dummy.
    layer: the column of each node.
    before, after: neighbours one column to the left and right of a node, each with how far below the
        centre of the right node the edge ends. Edges into a gate are in the order of its ports.
    """

    ids: list[int]
    shapes: list[Shape]
    heights: list[float]
    layer: list[int]
    columns: list[list[int]] = field(default_factory=list)
    before: list[list[tuple[int, float]]] = field(default_factory=list)
    after: list[list[tuple[int, float]]] = field(default_factory=list)

    def is_gate(self, node: int) -> bool:
        """Whether a node is a gate, no dummy."""
        return node < len(self.ids)

    def is_computed(self, node: int) -> bool:
        """Whether a node is a gate with inputs."""
        return node < len(self.ids) and self.shapes[node] not in _SOURCES

    def is_constant(self, node: int) -> bool:
        """Whether a node is a gate that stands beside its consumer instead of in the first column."""
        return node < len(self.ids) and self.shapes[node] is Shape.SQUARE

    def add_edge(self, left: int, right: int, offset: float) -> None:
        """Join two nodes of neighbouring columns."""
        self.after[left].append((right, offset))
        self.before[right].append((left, offset))

    def add_dummy(self, layer: int) -> int:
        """A new dummy in a column."""
        self.heights.append(0.0)
        self.layer.append(layer)
        self.before.append([])
        self.after.append([])
        return len(self.layer) - 1


_SOURCES = (Shape.PILL, Shape.DOUBLE_PILL, Shape.SQUARE)


def layered(circuit: Circuit) -> Layers:
    """Cut a circuit into columns, in reading order from top to bottom.

    Inputs and parameters stand in the first column, constants one before their first consumer, every
    other gate one after the last of what feeds it.
    """
    ids = sorted(circuit.gates)
    kinds: dict[str, Shape] = {}
    shapes = []
    for key in ids:
        gate = circuit.gates[key]
        if gate.kind not in kinds:
            kinds[gate.kind] = metrics.shape_of(circuit, gate)
        shapes.append(kinds[gate.kind])
    heights = [
        metrics.body_size(shape, circuit.gates[key].inputs)[1] / 2
        for key, shape in zip(ids, shapes, strict=True)
    ]
    result = Layers(ids, shapes, heights, _layer_of_gates(circuit, ids, shapes))
    result.before = [[] for _ in ids]
    result.after = [[] for _ in ids]
    _join(circuit, result)
    _fill_columns(result)
    return result


def _layer_of_gates(circuit: Circuit, ids: Sequence[int], shapes: Sequence[Shape]) -> list[int]:
    node = {key: k for k, key in enumerate(ids)}
    layer = [0 if shape in _SOURCES else 1 for shape in shapes]
    for key in topological(circuit):
        for wire in circuit.incoming(key):
            layer[node[key]] = max(layer[node[key]], layer[node[wire.source]] + 1)
    for k, shape in enumerate(shapes):
        if shape is Shape.SQUARE:
            consumers = [layer[node[wire.target]] for wire in circuit.outgoing(ids[k])]
            layer[k] = min(consumers, default=1) - 1
    used = {old: new for new, old in enumerate(sorted(set(layer)))}
    return [used[old] for old in layer]


def _join(circuit: Circuit, layers: Layers) -> None:
    """Add the edges, gate by gate so that each gate's are in the order of its ports."""
    node = {key: k for k, key in enumerate(layers.ids)}
    reach = _longest_lane(circuit, layers, node)
    chains: dict[int, list[int]] = {}
    for right, key in enumerate(layers.ids):
        inputs = circuit.gates[key].inputs
        for wire in circuit.incoming(key):
            left = node[wire.source]
            offset = metrics.input_port(layers.shapes[right], inputs, wire.port)[1]
            span = layers.layer[right] - layers.layer[left]
            if span > reach:
                continue
            chain = chains.setdefault(left, [left])
            while len(chain) < span:
                dummy = layers.add_dummy(layers.layer[left] + len(chain))
                layers.add_edge(chain[-1], dummy, 0.0)
                chain.append(dummy)
            layers.add_edge(chain[span - 1], right, offset)


def _longest_lane(circuit: Circuit, layers: Layers, node: dict[int, int]) -> int:
    """The most columns that a wire may span to get dummies."""
    spans: dict[int, int] = {}
    for wire in circuit.wires.values():
        span = layers.layer[node[wire.target]] - layers.layer[node[wire.source]]
        spans[wire.source] = max(span, spans.get(wire.source, 0))
    total = 0
    for span in sorted(spans.values()):
        total += span - 1
        if total > _MOST_DUMMIES:
            return max(span - 1, 1)
    return max(spans.values(), default=1)


def _fill_columns(layers: Layers) -> None:
    """Order the columns as a walk from the sinks back to the sources meets their nodes.

    Of a formula's tree this gives the formula's own order, without a crossing.
    """
    layers.columns = [[] for _ in range(max(layers.layer, default=-1) + 1)]
    seen = [False] * len(layers.layer)
    sinks = [node for node in range(len(layers.ids)) if not layers.after[node]]
    for sink in sinks:
        waiting = [sink]
        while waiting:
            node = waiting.pop()
            if seen[node]:
                continue
            seen[node] = True
            layers.columns[layers.layer[node]].append(node)
            waiting.extend(left for left, _ in reversed(layers.before[node]))
