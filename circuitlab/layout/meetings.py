"""Where drawn wires meet: dots where the wires of one gate part, gaps where wires of two gates cross."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from circuitlab.layout.routing import Point, Route


def crossings(routes: Mapping[int, Route], sources: Mapping[int, int]) -> dict[int, list[Point]]:
    """Where a vertical run crosses the horizontal run of another gate's wire, by id of the horizontal wire:
    that is the one that is drawn with a gap.

    sources: the gate that each wire comes from. Wires that cross nothing are left out.
    """
    rows = sorted(
        (y0, min(x0, x1), max(x0, x1), wire)
        for wire, route in routes.items()
        for (x0, y0), (x1, y1) in pairwise(route.points)
        if y0 == y1
    )
    found: defaultdict[int, set[Point]] = defaultdict(set)
    for wire, route in routes.items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            if x0 == x1:
                for row, left, right, crossed in _between(rows, min(y0, y1), max(y0, y1)):
                    if left < x0 < right and sources[crossed] != sources[wire]:
                        found[crossed].add((x0, row))
    return {wire: sorted(points) for wire, points in found.items()}


def _between(
    rows: list[tuple[float, float, float, int]], top: float, bottom: float
) -> Iterable[tuple[float, float, float, int]]:
    for index in range(bisect_left(rows, (top,)), len(rows)):
        if rows[index][0] >= bottom:
            return
        if rows[index][0] > top:
            yield rows[index]


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
