"""Where drawn wires meet: dots where the wires of one gate part, gaps where wires of two gates cross."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import inf

from circuitlab.layout.routing import Point, Route

_CELL = 64.0


def crossings(routes: Mapping[int, Route], sources: Mapping[int, int]) -> dict[int, list[Point]]:
    """Where vertical runs cross the horizontal runs of another gate's wire, by id of the horizontal wire.

    The horizontal wire is the one that is drawn with a gap. sources: the gate that each wire comes from.
    Wires that are crossed by none are left out.
    """
    rows = _rows(routes)
    found: defaultdict[int, set[Point]] = defaultdict(set)
    for wire, route in routes.items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            if x0 == x1 and y0 != y1:
                near = rows.get(int(x0 // _CELL), [])
                first, last = bisect_right(near, (min(y0, y1), inf)), bisect_left(near, (max(y0, y1),))
                for row, left, right, crossed in near[first:last]:
                    if left < x0 < right and sources[crossed] != sources[wire]:
                        found[crossed].add((x0, row))
    return {wire: sorted(points) for wire, points in found.items()}


def _rows(routes: Mapping[int, Route]) -> dict[int, list[tuple[float, float, float, int]]]:
    """The horizontal runs as (y, left, right, wire), sorted, by the cells of x that they reach into."""
    rows: defaultdict[int, list[tuple[float, float, float, int]]] = defaultdict(list)
    for wire, route in routes.items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            if y0 == y1:
                left, right = min(x0, x1), max(x0, x1)
                for cell in range(int(left // _CELL), int(right // _CELL) + 1):
                    rows[cell].append((y0, left, right, wire))
    for cell_rows in rows.values():
        cell_rows.sort()
    return rows


def branch_points(routes: Iterable[Route]) -> set[Point]:
    """Where the wires of one gate part: the places of the dots. `routes` are those of one output port."""
    routes = list(routes)
    return {
        _parting(first, second)
        for index, first in enumerate(routes)
        for second in routes[index + 1 :]
        if first.points[0] == second.points[0]
    } - {route.points[0] for route in routes}


def _parting(first: Route, second: Route) -> Point:
    """The last point that two routes from one port share, counted from the port."""
    shared = first.points[0]
    for (a0, a1), (b0, b1) in zip(pairwise(first.points), pairwise(second.points), strict=False):
        if a0 != b0 or _direction(a0, a1) != _direction(b0, b1):
            break
        shared = min(a1, b1, key=lambda point: abs(point[0] - a0[0]) + abs(point[1] - a0[1]))
        if a1 != b1:
            break
    return shared


def _direction(start: Point, end: Point) -> tuple[int, int]:
    def sign(step: float) -> int:
        return (step > 0) - (step < 0)

    return sign(end[0] - start[0]), sign(end[1] - start[1])
