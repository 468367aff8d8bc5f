"""How high each node of the columns stands: near its neighbours, wires straight, nothing too close. Pure.

Every sweep solves one column at a time exactly: the places nearest to the wanted ones (least squares) that
keep the order and the distances.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from circuitlab.layout.layers import Layers
from circuitlab.layout.metrics import GRID, PORT_PITCH


@dataclass(frozen=True, slots=True)
class Rows:
    """Distances of gates above each other. roomy: of the two sources of one gate in a small circuit, with
    room for two gradients on their way. between: of their bodies, where these are high.
    """

    row: float = 120.0
    roomy: float = 192.0
    between: float = 64.0


USUAL = Rows()
CLOSER = (Rows(84.0, 132.0, 40.0), Rows(96.0, 144.0, 40.0), Rows(108.0, 168.0, 52.0))
"""For a screen that is wide and low, the closest first: large labels still stand above each other."""
_FEW_ROWS = 3
_CONSTANTS = 72.0
_LANE_BELOW_GATE = 24.0
_LANE_ABOVE_GATE = 36.0
_LANES = float(PORT_PITCH)
_SWEEPS = 4
_LARGE = 60_000


def place_rows(layers: Layers, rows: Rows = USUAL) -> list[float]:
    """The y of every node, on the grid. Deterministic."""
    gaps = [_gaps(layers, column, rows) for column in layers.columns]
    y = [0.0] * len(layers.layer)
    for column, gap in zip(layers.columns, gaps, strict=True):
        height = -sum(gap) / 2
        for node, distance in zip(column, [0.0, *gap], strict=True):
            height += distance
            y[node] = height
    sweeps = _SWEEPS if len(y) <= _LARGE else 1
    for _ in range(sweeps):
        for index in reversed(range(len(gaps))):
            column = layers.columns[index]
            wanted = [_wanted_on_the_right(layers, y, node) for node in column]
            _settle(layers, y, column, wanted, gaps[index])
        for index in range(len(gaps)):
            column = layers.columns[index]
            wanted = _wanted_on_the_left(layers, y, column)
            _settle(layers, y, column, wanted, gaps[index])
    return [GRID * ((value + GRID / 2) // GRID) for value in y]


def _gaps(layers: Layers, column: Sequence[int], rows: Rows) -> list[float]:
    """The least distance between each node of a column and the next."""
    few = sum(map(layers.is_gate, column)) <= _FEW_ROWS
    return [_distance(layers, upper, lower, rows, roomy=few) for upper, lower in pairwise(column)]


def _distance(layers: Layers, upper: int, lower: int, rows: Rows, *, roomy: bool) -> float:
    if layers.is_gate(upper) and layers.is_gate(lower):
        if layers.is_constant(upper) and layers.is_constant(lower):
            return _CONSTANTS
        if roomy and _feed_the_same(layers, upper, lower):
            return rows.roomy
        return max(rows.row, _up(layers.heights[upper] + layers.heights[lower] + rows.between))
    if layers.is_gate(upper):
        return _up(max(layers.heights[upper], 20.0) + _LANE_BELOW_GATE)
    if layers.is_gate(lower):
        return _up(max(layers.heights[lower], 20.0) + _LANE_ABOVE_GATE)
    return _LANES


def _feed_the_same(layers: Layers, upper: int, lower: int) -> bool:
    if layers.layer[upper] or layers.is_computed(upper) or layers.is_computed(lower):
        return False
    return not {node for node, _ in layers.after[upper]}.isdisjoint(node for node, _ in layers.after[lower])


def _up(distance: float) -> float:
    return GRID * -(-distance // GRID)


def _wanted_on_the_right(layers: Layers, y: Sequence[float], node: int) -> float:
    """Where the node's straight wires to the column on its right would put it."""
    heights = [(right, y[right] + offset) for right, offset in layers.after[node]]
    return _mean_of_best(layers, heights, y[node])


def _wanted_on_the_left(layers: Layers, y: Sequence[float], column: Sequence[int]) -> list[float]:
    """Where straight wires from the column on the left would put the nodes of a column.

    A constant has nothing on its left: it follows what its consumer will do.
    """
    wanted = {}
    for node in column:
        heights = [(left, y[left] - offset) for left, offset in layers.before[node]]
        wanted[node] = _mean_of_best(layers, heights, y[node])
    for node in column:
        if layers.is_constant(node) and layers.after[node]:
            consumer, offset = layers.after[node][0]
            others = [(left, wanted.get(left, y[left]) - port) for left, port in layers.before[consumer]]
            others = [(left, height) for left, height in others if not layers.is_constant(left)]
            wanted[node] = _mean_of_best(layers, others, y[consumer]) + offset
    return [wanted[node] for node in column]


def _mean_of_best(layers: Layers, heights: Sequence[tuple[int, float]], default: float) -> float:
    """The mean height over those neighbours whose wire should be straight rather than the others'."""
    if not heights:
        return default
    best = max(_rank(layers, node) for node, _ in heights)
    chosen = [height for node, height in heights if _rank(layers, node) == best]
    return sum(chosen) / len(chosen)


def _rank(layers: Layers, node: int) -> int:
    if not layers.is_gate(node):
        return 1
    return 3 if layers.is_computed(node) else 0 if layers.is_constant(node) else 2


def _weight(layers: Layers, node: int) -> float:
    if not layers.is_gate(node):
        return 4.0
    return 0.001 if layers.is_constant(node) else 1.0


def _settle(
    layers: Layers, y: list[float], column: Sequence[int], wanted: Sequence[float], gaps: Sequence[float]
) -> None:
    """Put a column as near to the wanted heights as its distances allow (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, nodes
    height = 0.0
    for node, want, gap in zip(column, wanted, [0.0, *gaps], strict=True):
        height += gap
        mean, weight, count = want - height, _weight(layers, node), 1
        while pools and pools[-1][0] > mean:
            above, heavy, nodes = pools.pop()
            mean = (mean * weight + above * heavy) / (weight + heavy)
            weight += heavy
            count += nodes
        pools.append((mean, weight, count))
    index, height = 0, 0.0
    for mean, _, count in pools:
        for _ in range(count):
            height += gaps[index - 1] if index else 0.0
            y[column[index]] = mean + height
            index += 1
