"""Where the wires of the shown circuit run: routes, gaps at crossings, dots at fan-outs, room for labels.

A small circuit is routed as a whole after every change, so that a drag shows what it will leave. In a
large one a gesture routes the wires it touches alone, and `settle` does the rest when it rests.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.app.canvas import wire_painter
from circuitlab.app.canvas.standing import Standing
from circuitlab.app.canvas.wire_painter import Point
from circuitlab.circuit.circuit import Circuit
from circuitlab.layout import routing
from circuitlab.layout.meetings import Share, crossings, shares

SMALL = 40
"""Up to so many wires everything is routed at once."""
LARGE = 600
"""From so many wires on, edits route the wires they touch and leave the others as they are."""
_LEAST = 1.0


@dataclass(frozen=True)
class Run:
    """One wire: its corners from source to target, the gaps where it is crossed, and its dots.

    share: what it draws of the wires of its gate; None: all of its way. left: where it ran before a gesture
    took it elsewhere, as far as it still draws that for others.
    """

    points: tuple[Point, ...]
    gaps: tuple[Point, ...] = ()
    dots: tuple[Point, ...] = ()
    share: Share | None = None
    left: tuple[Point, ...] = ()

    @property
    def line(self) -> tuple[Point, ...]:
        """The corners of what is painted."""
        return self.points if self.share is None else self.share.line

    @cached_property
    def path(self) -> QPainterPath:
        """What is painted: what wires of a fan-out share is painted by one of them."""
        path = wire_painter.interrupted(self.line, self.gaps)
        if self.left:
            path.addPath(wire_painter.wire_path(self.left))
        return path

    @cached_property
    def whole(self) -> QPainterPath:
        """All of the way, for a wire that is pointed at."""
        return wire_painter.wire_path(self.points)

    @cached_property
    def stem(self) -> QPainterPath:
        """What is left for the other wires of its gate while this one is hidden."""
        points = self.served
        return wire_painter.wire_path(points) if points else QPainterPath()

    @property
    def served(self) -> tuple[Point, ...]:
        """The corners of what it draws for other wires of its gate too."""
        if self.share is None:
            return self.left
        return tuple(wire_painter.part(self.points, 0.0, self.share.stem)) if self.share.stem else ()

    @cached_property
    def length(self) -> float:
        """With sharp corners."""
        return wire_painter.length_of(self.points)

    def at(self, distance: float) -> Point:
        """The point at this distance from the source."""
        distance = min(max(distance, 0.0), self.length)
        stretch = wire_painter.part(self.points, 0.0, distance)
        return stretch[-1] if stretch else self.points[0]

    @cached_property
    def lines(self) -> list[QLineF]:
        """Its runs, to be painted in bulk."""
        return [QLineF(*start, *end) for start, end in pairwise(self.line)]

    @cached_property
    def bounds(self) -> QRectF:
        """The box around its corners."""
        xs, ys = zip(*self.points, *self.left, strict=True)
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))

    def reaches(self, point: Point, tolerance: float) -> bool:
        """Whether a point is so near that `distance_to` is worth asking."""
        box, (x, y) = self.bounds, point
        level = box.left() - tolerance <= x <= box.right() + tolerance
        return level and box.top() - tolerance <= y <= box.bottom() + tolerance

    def distance_to(self, point: Point) -> float:
        """How far a point is from the wire."""
        return min(_to_segment(point, a, b) for a, b in pairwise(self.points))


class Routes:
    """The runs of all wires of a circuit whose gates have places. revision: how often all were routed."""

    def __init__(self, circuit: Circuit, standing: Standing | None = None) -> None:
        self._circuit, self._standing = circuit, standing or Standing()
        self.runs: dict[int, Run] = {}
        self.revision = 0

    def route_all(self, labels: Mapping[int, float], messages: Mapping[int, float] | None = None) -> set[int]:
        """Route every wire; `labels` are widths at output ports, `messages` what branches need before input
        ports where that is more than usual. The ids of the wires that changed."""
        circuit = self._standing.circuit(self._circuit)
        routes = routing.route_all(circuit, labels=labels, messages=messages)
        self.revision += 1
        before = self.runs
        drawn = self._shares(routes)
        lines = {key: routing.Route(share.line) for key, share in drawn.items()}
        gaps = crossings(lines, {key: self._circuit.wires[key].source for key in routes})
        self.runs = {
            key: Run(route.points, tuple(gaps.get(key, ())), _dots(route, drawn[key]), drawn[key])
            for key, route in routes.items()
        }
        return {key for key, run in self.runs.items() if before.get(key) != run}

    def route_some(self, wires: Iterable[int]) -> set[int]:
        """Route these wires for a gesture, by their two ends alone."""
        gates = self._circuit.gates
        changed = set()
        for key in wires:
            wire = self._circuit.wires[key]
            places = {gate: self._standing.of(gates[gate]) for gate in (wire.source, wire.target)}
            known = {gate: place for gate, place in places.items() if place is not None}
            if len(known) == len(places):
                points = routing.route_one(*routing.port_ends(self._circuit, wire, known)).points
                before = self.runs.get(key)
                stays = before is not None and before.points[0] == points[0]
                self.runs[key] = Run(points, left=before.served if before is not None and stays else ())
                changed.add(key)
        return changed

    def forget(self, wire: int, source: int) -> set[int]:
        """A wire is gone: what it drew for others they draw themselves. The ids of the wires that changed."""
        gone = self.runs.pop(wire, None)
        if gone is None or not gone.served or source not in self._circuit.gates:
            return set()
        changed = {other.id for other in self._circuit.outgoing(source) if other.id in self.runs}
        for key in changed:
            self.runs[key] = replace(self.runs[key], share=None)
        return changed

    def room(self, gate: int) -> float:
        """How far the wires of a gate run straight from its output before the first one turns or ends."""
        rooms = [
            run.points[1][0] - run.points[0][0] - _LEAST
            for wire in self._circuit.outgoing(gate)
            if (run := self.runs.get(wire.id)) is not None
        ]
        return min(rooms, default=math.inf)

    def _shares(self, routes: Mapping[int, routing.Route]) -> dict[int, Share]:
        result: dict[int, Share] = {}
        for gate in self._circuit.gates:
            keys = [wire.id for wire in self._circuit.outgoing(gate) if wire.id in routes]
            result.update(shares({key: routes[key] for key in keys}))
        return result


def _dots(route: routing.Route, share: Share) -> tuple[Point, ...]:
    """A dot stands where a wire leaves those it came with."""
    parts = len(share.line) > 1 and share.line[0] != route.points[0]
    return (share.line[0],) if parts else ()


def _to_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    share = 0.0
    if square:
        share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square
        share = min(1.0, max(0.0, share))
    return math.hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dy)
