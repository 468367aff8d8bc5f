"""Where wires run: orthogonal polylines between ports, around gates and labels. Pure geometry.

`route_one` knows its two ends only and serves live gestures. `route_all` knows the whole circuit: wires
of different gates get channels and lanes of their own, and none runs through a gate where it can be helped.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.layout import metrics
from circuitlab.layout.branches import branches
from circuitlab.layout.tracks import Tracks

Point = tuple[float, float]
Owners = tuple[int, int, int]
"""A wire's two gates and its message: what it may run through."""

CHANNEL = 40.0
"""How far before its port a wire turns."""
TIGHT = 14.0
"""The same where there is less room; also the least run out of an output port."""
LANE = 8.0
"""Distance of parallel wires."""
LABEL_WIDTH = 72.0
"""Width assumed for the labels at an output port whose width nobody told."""

_CLEAR = 6.0
_MARGIN = 8.0
_CHANNELS_TRIED = 10
_LANES_TRIED = 36
_LANE_STEP = 12.0
_PATIENCE = 10_000
"""Lanes looked at in one circuit: beyond it, in thickets of long wires, some run through gates after all."""
_MANY = 12_000
"""From so many wires on, each is routed as if it were alone: nobody follows one of them by eye."""


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of a wire from its output port to its input port, both included."""

    points: tuple[Point, ...]

    @property
    def length(self) -> float:
        """Length in px, corners taken as sharp."""
        return sum(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in pairwise(self.points))

    def at(self, fraction: float) -> Point:
        """The point after this fraction (0 to 1) of the way from output to input."""
        left = max(0.0, min(1.0, fraction)) * self.length
        for (x0, y0), (x1, y1) in pairwise(self.points):
            step = abs(x1 - x0) + abs(y1 - y0)
            if left <= step and step > 0:
                share = left / step
                return x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
            left -= step
        return self.points[-1]


def route_one(start: Point, end: Point, channel: float | None = None) -> Route:
    """The wire between two ports when nothing else is known; `channel` is the x of its vertical run."""
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) < 0.5 and x1 >= x0:
        return Route((start, end))
    room = x1 - x0
    if room >= 2 * TIGHT:
        x = x1 - min(CHANNEL, max(TIGHT, room / 2)) if channel is None else channel
        return Route((start, (x, y0), (x, y1), end))
    lane = (y0 + y1) / 2 if abs(y1 - y0) >= 100 else max(y0, y1) + 60
    return _through_lane(start, end, x0 + TIGHT, lane, x1 - TIGHT)


def route_all(
    circuit: Circuit,
    positions: Mapping[int, Point] | None = None,
    labels: Mapping[int, float] | None = None,
) -> dict[int, Route]:
    """The route of every wire whose two gates have a place, by wire id.

    positions: centres by gate id in the place of the circuit's own, e.g. during a drag.
    labels: width of the labels at a gate's output port, by gate id, where known.
    """
    places = {gate.id: gate.position for gate in circuit.gates.values() if gate.position is not None}
    places.update(positions or {})
    ends = {
        wire.id: port_ends(circuit, wire, places)
        for wire in circuit.wires.values()
        if wire.source in places and wire.target in places
    }
    if len(ends) > _MANY:
        return {key: route_one(*pair) for key, pair in ends.items()}
    router = _Router(circuit, places, labels or {})
    return {key: router.route(circuit.wires[key], *ends[key]) for key in sorted(ends, key=_by_length(ends))}


def port_ends(circuit: Circuit, wire: Wire, places: Mapping[int, Point]) -> tuple[Point, Point]:
    """Output port and input port of a wire, given the centres of its gates."""
    source, target = circuit.gates[wire.source], circuit.gates[wire.target]
    out = metrics.output_port(
        metrics.shape_of(source), source.inputs, objective=source.id == circuit.objective
    )
    into = metrics.input_port(metrics.shape_of(target), target.inputs, wire.port)
    (x0, y0), (x1, y1) = places[source.id], places[target.id]
    return (x0 + out[0], y0 + out[1]), (x1 + into[0], y1 + into[1])


class _Router:
    """Finds one wire after the other a way that is still free."""

    def __init__(self, circuit: Circuit, places: Mapping[int, Point], labels: Mapping[int, float]) -> None:
        self._rows = Tracks()
        self._columns = Tracks()
        self._circuit = circuit
        self._patience = _PATIENCE
        self._labels = labels
        self._channels: defaultdict[int, list[float]] = defaultdict(list)
        self._branches = {wire.id for wire in branches(circuit)}
        for key, place in places.items():
            self._occupy_by_gate(circuit.gates[key], place)
        for key in self._branches:
            self._occupy_by_message(circuit.wires[key], places)

    def route(self, wire: Wire, start: Point, end: Point) -> Route:
        """The best free way of this wire, which is then taken."""
        own = (wire.source, wire.target, _message_of(wire))
        room = metrics.BRANCH_ROOM if wire.id in self._branches else 0
        route = self._free_way(wire.source, start, end, own, room) or route_one(start, end)
        self._occupy(route, wire.source)
        return route

    def _free_way(self, source: int, start: Point, end: Point, own: Owners, room: float) -> Route | None:
        """Straight, else with one turn, else through a lane; None where nothing near is free.

        room: what is kept free of turns before the input port, where there is so much.
        """
        (x0, y0), (x1, y1) = start, end
        if y0 == y1 and x1 >= x0 and self._rows.is_free(y0, x0, x1, own):
            return Route((start, end))
        first, last = min(self._clear_of_labels(source, x0), max(x1, x0 + 2 * TIGHT) - TIGHT), x1 - TIGHT
        last = max(min(first, last), last - room)
        shared = self._channels[source]
        leaving = [x for x in (*shared, *_channels(first, first, first + CHANNEL)) if x >= first]
        leaving = [x for x in leaving if self._rows.is_free(y0, x0, x, own)]
        entering = [*shared, *_channels(min(x1 - CHANNEL, last), last - 2 * CHANNEL, last)]
        entering = [x for x in entering if x <= last and self._rows.is_free(y1, x, x1, own)]
        for x in (*entering, *leaving):
            way = Route((start, (x, y0), (x, y1), end))
            if first <= x <= last and self._is_free(way, own):
                return way
        return self._way_through_lane(start, end, leaving, entering, own)

    def _way_through_lane(
        self,
        start: Point,
        end: Point,
        leaving: Sequence[float],
        entering: Sequence[float],
        own: Owners,
    ) -> Route | None:
        (_, y0), (_, y1) = start, end
        if not leaving or not entering:
            return None
        for lane in _lanes(y0, y1):
            if self._patience <= 0:
                return None
            self._patience -= 1
            if not self._rows.is_free(lane, max(leaving), min(entering), own):
                continue
            leave = self._first_free(leaving, y0, lane, own)
            enter = self._first_free(entering, lane, y1, own)
            if leave is None or enter is None:
                continue
            if self._rows.is_free(lane, min(leave, enter), max(leave, enter), own):
                return _through_lane(start, end, leave, lane, enter)
        return None

    def _first_free(self, channels: Iterable[float], y0: float, y1: float, own: Owners) -> float | None:
        low, high = min(y0, y1), max(y0, y1)
        return next((x for x in channels if self._columns.is_free(x, low, high, own)), None)

    def _clear_of_labels(self, gate: int, port: float) -> float:
        """The first x at which a wire may turn, right of its own labels."""
        width = self._label_width(gate)
        return port + (metrics.LABEL_INSET + width + _CLEAR if width else TIGHT)

    def _label_width(self, gate: int) -> float:
        if not metrics.has_labels(metrics.shape_of(self._circuit.gates[gate])):
            return 0.0
        return self._labels.get(gate, LABEL_WIDTH)

    def _is_free(self, route: Route, own: Owners) -> bool:
        for (x0, y0), (x1, y1) in pairwise(route.points):
            if y0 == y1:
                free = self._rows.is_free(y0, min(x0, x1), max(x0, x1), own)
            else:
                free = self._columns.is_free(x0, min(y0, y1), max(y0, y1), own)
            if not free:
                return False
        return True

    def _occupy(self, route: Route, source: int) -> None:
        for (x0, y0), (x1, y1) in pairwise(route.points):
            if y0 == y1:
                self._rows.add(y0 - _CLEAR, y0 + _CLEAR, min(x0, x1), max(x0, x1), source)
            else:
                self._columns.add(x0 - _CLEAR, x0 + _CLEAR, min(y0, y1), max(y0, y1), source)
                if x0 not in self._channels[source]:
                    self._channels[source].append(x0)

    def _occupy_by_gate(self, gate: Gate, place: Point) -> None:
        shape = metrics.shape_of(gate)
        width, height = metrics.body_size(shape, gate.inputs)
        x, y = place
        self._box(x - width / 2, x + width / 2, y - height / 2 - _MARGIN, y + height / 2 + _MARGIN, gate.id)
        label = self._label_width(gate.id)
        if label:
            left = x + width / 2 + metrics.LABEL_INSET
            self._box(left, left + label, y - metrics.LABEL_ABOVE, y + metrics.LABEL_BELOW, gate.id)

    def _occupy_by_message(self, wire: Wire, places: Mapping[int, Point]) -> None:
        if wire.source in places and wire.target in places:
            x, y = port_ends(self._circuit, wire, places)[1]
            half = metrics.BRANCH_HALF
            self._box(x - metrics.BRANCH_ROOM, x - TIGHT, y - half, y + half, _message_of(wire))

    def _box(self, left: float, right: float, top: float, bottom: float, owner: int) -> None:
        self._rows.add(top, bottom, left, right, owner)
        self._columns.add(left, right, top, bottom, owner)


def _message_of(wire: Wire) -> int:
    """The owner of the room that a wire's message takes: no gate has this number."""
    return -wire.id


def _channels(best: float, low: float, high: float) -> Iterator[float]:
    """Places for a vertical run between low and high, those near the best one first."""
    if low > high:
        return
    best = min(max(best, low), high)
    yield best
    for k in range(1, _CHANNELS_TRIED):
        for x in (best - LANE * k, best + LANE * k):
            if low <= x <= high:
                yield x


def _lanes(y0: float, y1: float) -> Iterator[float]:
    """Places for a long horizontal run, those near the two ports first."""
    for k in range(1, _LANES_TRIED):
        for y in (y0, y1):
            yield y - k * _LANE_STEP
            yield y + k * _LANE_STEP


def _through_lane(start: Point, end: Point, leave: float, lane: float, enter: float) -> Route:
    (_, y0), (_, y1) = start, end
    return Route((start, (leave, y0), (leave, lane), (enter, lane), (enter, y1), end))


def _by_length(ends: Mapping[int, tuple[Point, Point]]) -> Callable[[int], tuple[bool, float, int]]:
    """Sort key: straight wires have no choice and go first, then the short ones; ties by id."""

    def key(wire: int) -> tuple[bool, float, int]:
        (x0, y0), (x1, y1) = ends[wire]
        return y0 != y1 or x1 < x0, abs(x1 - x0) + abs(y1 - y0), wire

    return key
