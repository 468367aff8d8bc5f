"""Where wires run: orthogonal polylines between ports, around gates and labels. Pure geometry.

`route_one` knows its two ends only and serves live gestures. `route_all` knows the whole circuit: wires
of different gates get channels and lanes of their own, and none runs through a gate where it can be helped.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Wire
from circuitlab.layout import metrics
from circuitlab.layout.branches import branches
from circuitlab.layout.ground import LANE, TIGHT, Ground, Owners, message_of
from circuitlab.layout.shared import Shared

Point = tuple[float, float]

CHANNEL = 40.0
"""How far before its port a wire turns."""

_CHANNELS_TRIED = 10
_LANES_TRIED = 36
_LANE_STEP = 12.0
_PATIENCE = 10_000
"""Lanes looked at in one circuit: beyond it, in thickets of long wires, some run through gates after all."""
_FEW = 500
_KEPT = 64
"""So many routings of circuits of at most `_FEW` wires are kept: a lecture looks for its picture among a few
sizes and places, and does so for every slide."""
_MANY = 24_000
"""From so many wires on, each is routed as if it were alone: nobody follows one of them by eye."""


_known: "dict[Hashable, dict[int, Route]]" = {}


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
    messages: Mapping[int, float] | None = None,
) -> dict[int, Route]:
    """The route of every wire whose two gates have a place, by wire id.

    positions: centres by gate id in the place of the circuit's own, e.g. during a drag.
    labels: width of the labels at a gate's output port, by gate id, where known.
    messages: room before an input port for a branch's message, by wire id, where it is longer than usual.
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

    def routed() -> dict[int, Route]:
        router = _Router(circuit, places, labels or {}, messages or {})
        order = sorted(ends, key=_by_length(ends))
        return {key: router.route(circuit.wires[key], *ends[key]) for key in order}

    if len(ends) > _FEW:
        return routed()
    return _kept(_all_that_counts(circuit, places, ends, labels or {}, messages or {}), routed)


def _all_that_counts(
    circuit: Circuit,
    places: Mapping[int, Point],
    ends: Mapping[int, tuple[Point, Point]],
    labels: Mapping[int, float],
    messages: Mapping[int, float],
) -> Hashable:
    """What routes depend on: where it is the same, they are."""
    gates = tuple((key, metrics.shape_of(circuit, gate), gate.inputs) for key, gate in circuit.gates.items())
    told = (tuple(each.items()) for each in (places, ends, labels, messages))
    return gates, tuple(circuit.wires.values()), *told


def _kept(counts: Hashable, routed: Callable[[], dict[int, Route]]) -> dict[int, Route]:
    """The routes that are known for this, or else found now; what was asked for longest ago goes."""
    found = _known.pop(counts, None)
    _known[counts] = found = routed() if found is None else found
    if len(_known) > _KEPT:
        del _known[next(iter(_known))]
    return dict(found)


def port_ends(circuit: Circuit, wire: Wire, places: Mapping[int, Point]) -> tuple[Point, Point]:
    """Output port and input port of a wire, given the centres of its gates."""
    source, target = circuit.gates[wire.source], circuit.gates[wire.target]
    out = metrics.output_port(
        metrics.shape_of(circuit, source), source.inputs, objective=source.id == circuit.objective
    )
    into = metrics.input_port(metrics.shape_of(circuit, target), target.inputs, wire.port)
    (x0, y0), (x1, y1) = places[source.id], places[target.id]
    return (x0 + out[0], y0 + out[1]), (x1 + into[0], y1 + into[1])


class _Router:
    """Finds one wire after the other a way that is still free."""

    def __init__(
        self,
        circuit: Circuit,
        places: Mapping[int, Point],
        labels: Mapping[int, float],
        messages: Mapping[int, float],
    ) -> None:
        self.ground = Ground(circuit, labels)
        self._patience = _PATIENCE
        self._shared: defaultdict[int, Shared] = defaultdict(Shared)
        self._branches = {wire.id: messages.get(wire.id, metrics.BRANCH_ROOM) for wire in branches(circuit)}
        for key, place in places.items():
            self.ground.take_gate(circuit.gates[key], place)
        for key, room in self._branches.items():
            wire = circuit.wires[key]
            if wire.source in places and wire.target in places:
                self.ground.take_message(wire, port_ends(circuit, wire, places)[1], room)

    def route(self, wire: Wire, start: Point, end: Point) -> Route:
        """The best free way of this wire, which is then taken."""
        own = (wire.source, wire.target, message_of(wire))
        room = self._branches.get(wire.id, 0)
        for give in (0.0, 1.0):
            self.ground.give = give
            route = self._free_way(wire.source, start, end, own, room)
            if route is not None:
                break
        else:
            route = route_one(start, end)
        self.ground.take_line(self._shared[wire.source].take(route.points), wire.source)
        return route

    def _free_way(self, source: int, start: Point, end: Point, own: Owners, room: float) -> Route | None:
        """Straight, else with one turn, else through a lane; None where nothing near is free.

        room: what is kept free of turns before the input port, where there is so much.
        """
        (x0, y0), (x1, y1) = start, end
        if y0 == y1 and x1 >= x0 and self.ground.row_is_free(y0, x0, x1, own):
            return Route((start, end))
        first, last = (
            min(self.ground.clear_of_labels(source, x0), max(x1, x0 + 2 * TIGHT) - TIGHT),
            x1 - TIGHT,
        )
        last = max(min(first, last), last - room)
        shared = self._shared[source]
        leaving = [*shared.turns_from(first), *_channels(first, first, first + CHANNEL)]
        leaving = [x for x in leaving if self.ground.row_is_free(y0, x0, x, own)]
        entering = [
            *shared.turns_up_to(last),
            *_channels(min(x1 - CHANNEL, last), last - 2 * CHANNEL, last),
        ]
        entering = [x for x in entering if self.ground.row_is_free(y1, x, x1, own)]
        for x in (*entering, *leaving):
            known = (min(x, max(x0, shared.reach)), y0)
            if first <= x <= last and self.ground.is_free((known, (x, y0), (x, y1), end), own):
                return Route((start, (x, y0), (x, y1), end))
        return self._way_along_trunk(shared, end, entering, own) or self._way_through_lane(
            start, end, leaving, entering, own
        )

    def _way_along_trunk(
        self, shared: Shared, end: Point, entering: Sequence[float], own: Owners
    ) -> Route | None:
        """Along a lane that another wire of the same gate runs in, and on in it as far as needed."""
        for trunk in shared.trunks_near(end[1]):
            for x in entering:
                if x < trunk.leave or not self.ground.column_is_free(x, trunk.lane, end[1], own):
                    continue
                if x <= trunk.reach or self.ground.row_is_free(trunk.lane, trunk.reach, x, own):
                    return _through_lane(trunk.start, end, trunk.leave, trunk.lane, x)
        return None

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
            if not self.ground.row_is_free(lane, max(leaving), min(entering), own):
                continue
            leave = self._first_free(leaving, y0, lane, own)
            enter = self._first_free(entering, lane, y1, own)
            if leave is None or enter is None:
                continue
            if self.ground.row_is_free(lane, min(leave, enter), max(leave, enter), own):
                return _through_lane(start, end, leave, lane, enter)
        return None

    def _first_free(self, channels: Iterable[float], y0: float, y1: float, own: Owners) -> float | None:
        return next((x for x in channels if self.ground.column_is_free(x, y0, y1, own)), None)


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
