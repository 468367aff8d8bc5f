"""Where gates stand: columns from left to right, few crossings, straight wires, room for labels. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.layout import metrics
from circuitlab.layout.branches import branches
from circuitlab.layout.columns import USUAL, Rows, place_rows
from circuitlab.layout.ground import LANE, Point
from circuitlab.layout.layers import Layers, layered
from circuitlab.layout.ordering import reduce_crossings

LABEL_WIDTH = 96.0
"""Room kept for the labels at an output port whose width nobody told: "−0.1966" in its pill."""

_STRAIGHT, _TURN, _TIGHT_TURN = 20.0, 36.0, 32.0
_COMFORTABLE_COLUMNS = 6
"""Wider circuits give up some of the room in which their wires turn."""
_CONSTANT_BEFORE_PORT = 48.0
_NARROWEST = 40.0


def arrange(
    circuit: Circuit,
    *,
    labels: Mapping[int, float] | None = None,
    afresh: bool = False,
    rows: Rows = USUAL,
) -> dict[int, Point]:
    """The centre of every gate by id, on the grid. The same circuit always gets the same places.

    labels: width in px of the labels at a gate's output port, by gate id, where known.
    afresh: also move the gates that have a place already; otherwise they stay, and the others join them.
    rows: how far apart gates stand above each other.

    About 0.2 s for 1,000 gates. Raises WouldCloseCycle if the wires go round in a circle.
    """
    layers = layered(circuit)
    reduce_crossings(layers)
    y = place_rows(layers, rows)
    x = _place_columns(circuit, layers, y, labels or {})
    places = {key: (x[node], y[node]) for node, key in enumerate(layers.ids)}
    return places if afresh else _joining(circuit, places)


def _place_columns(
    circuit: Circuit, layers: Layers, y: Sequence[float], labels: Mapping[int, float]
) -> list[float]:
    """The x of every gate's centre: columns are centred, constants stand right before their consumers."""
    widths = [
        metrics.body_size(shape, circuit.gates[key].inputs)[0]
        for key, shape in zip(layers.ids, layers.shapes, strict=True)
    ]
    halves = [
        max((widths[node] for node in _bodies(layers, column)), default=_NARROWEST) / 2
        for column in layers.columns
    ]
    rooms = _rooms_before(circuit, layers)
    centres: list[float] = []
    for index, half in enumerate(halves):
        if centres:
            before = max((rooms[node] for node in _bodies(layers, layers.columns[index])), default=0.0)
            room = halves[index - 1] + _gap(layers, y, index - 1, labels) + before + half
            centres.append(centres[-1] + metrics.GRID * -(-room // metrics.GRID))
        else:
            centres.append(0.0)
    x = [centres[layers.layer[node]] for node in range(len(layers.ids))]
    for node in range(len(layers.ids)):
        if layers.is_constant(node) and layers.after[node]:
            # The first consumer is one column on; a longer wire goes on to a dummy, which needs no room.
            consumers = [right for right, _ in layers.after[node] if layers.is_gate(right)]
            edge = min(centres[layers.layer[k]] - widths[k] / 2 - rooms[k] for k in consumers)
            before = edge - _CONSTANT_BEFORE_PORT - widths[node] / 2
            x[node] = metrics.GRID * (before // metrics.GRID)
    return x


def _rooms_before(circuit: Circuit, layers: Layers) -> list[float]:
    """What each gate needs before its input ports for the messages of branches."""
    joined = {wire.target for wire in branches(circuit)}
    return [float(metrics.BRANCH_ROOM) if key in joined else 0.0 for key in layers.ids]


def _gap(layers: Layers, y: Sequence[float], index: int, labels: Mapping[int, float]) -> float:
    """The room between a column and the next: its widest label, and the channels in which wires turn."""
    gates = _bodies(layers, layers.columns[index])
    widest = max((labels.get(layers.ids[node], LABEL_WIDTH) for node in gates), default=LABEL_WIDTH)
    channels = _channels(layers, y, layers.columns[index])
    if not channels:
        return widest + _STRAIGHT
    turn = _TURN if len(layers.columns) <= _COMFORTABLE_COLUMNS else _TIGHT_TURN
    return widest + turn + LANE * (channels - 1)


def _bodies(layers: Layers, column: Sequence[int]) -> list[int]:
    """The gates that stand in the middle of a column: all but constants."""
    return [node for node in column if layers.is_gate(node) and not layers.is_constant(node)]


def _channels(layers: Layers, y: Sequence[float], column: Sequence[int]) -> int:
    """How many wires turn side by side after a column, where the most do."""
    turns: defaultdict[float, int] = defaultdict(int)
    for node in column:
        heights = [y[right] + offset for right, offset in layers.after[node]]
        if any(height != y[node] for height in heights):
            turns[min(y[node], *heights)] += 1
            turns[max(y[node], *heights)] -= 1
    most = running = 0
    for height in sorted(turns):
        running += turns[height]
        most = max(most, running)
    return most


def _joining(circuit: Circuit, places: dict[int, Point]) -> dict[int, Point]:
    """Let gates that have a place keep it; the others are shifted beside them and clear of them."""
    kept = {key: gate.position for key, gate in circuit.gates.items() if gate.position is not None}
    if not kept:
        return places
    dx = _on_grid(sum(at[0] - places[key][0] for key, at in kept.items()) / len(kept))
    dy = _on_grid(sum(at[1] - places[key][1] for key, at in kept.items()) / len(kept))
    result: dict[int, Point] = dict(kept)
    taken = _Taken()
    for place in kept.values():
        taken.add(place)
    for key in sorted(places.keys() - kept.keys()):
        x, y = places[key][0] + dx, places[key][1] + dy
        while not taken.is_free((x, y)):
            y += metrics.GRID
        result[key] = (x, y)
        taken.add((x, y))
    return result


def _on_grid(distance: float) -> float:
    return float(metrics.GRID * round(distance / metrics.GRID))


class _Taken:
    """Where gates stand, in cells of the plane, so that asking for one place looks at few of them."""

    _WIDTH, _HEIGHT = 192.0, 96.0

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)

    def add(self, place: Point) -> None:
        """Take a place."""
        self._cells[self._cell(place)].append(place)

    def is_free(self, place: Point) -> bool:
        """Whether no gate is so near that bodies or labels would touch."""
        column, row = self._cell(place)
        return not any(
            abs(x - place[0]) < self._WIDTH and abs(y - place[1]) < self._HEIGHT
            for dc in (-1, 0, 1)
            for dr in (-1, 0, 1)
            for x, y in self._cells.get((column + dc, row + dr), ())
        )

    def _cell(self, place: Point) -> tuple[int, int]:
        return int(place[0] // self._WIDTH), int(place[1] // self._HEIGHT)
