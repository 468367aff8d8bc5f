"""Where drawn wires meet: dots where the wires of one gate part, gaps where wires of two gates cross."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from circuitlab.layout.routing import Point, Route

_CELL = 64.0
_BESIDE_CORNER = 15.0
"""So near a corner a gap would eat into it: half a gap, and the corner's radius."""


def crossings(routes: Mapping[int, Route], sources: Mapping[int, int]) -> dict[int, list[Point]]:
    """Where wires of two gates cross, by id of the one that is drawn with a gap.

    That is the horizontal one, unless it turns so near that the gap would touch its corner and the other
    one runs on straight. sources: the gate that each wire comes from. Wires without a gap are left out.
    """
    rows = _rows(routes)
    found: defaultdict[int, set[Point]] = defaultdict(set)
    for wire, route in routes.items():
        for (x0, y0), (x1, y1) in pairwise(route.points):
            if x0 == x1 and y0 != y1:
                low, high = min(y0, y1), max(y0, y1)
                near = rows.get(int(x0 // _CELL), [])
                first, last = bisect_right(near, (low, inf)), bisect_left(near, (high,))
                for row, left, right, crossed in near[first:last]:
                    if left < x0 < right and sources[crossed] != sources[wire]:
                        level, upright = min(x0 - left, right - x0), min(row - low, high - row)
                        found[crossed if level >= min(upright, _BESIDE_CORNER) else wire].add((x0, row))
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


@dataclass(frozen=True, slots=True)
class Share:
    """What one wire draws of a fan-out, so that no stretch is drawn twice.

    line: its corners from where it leaves the other wires of its gate, to its input port.
    stem: how far from the output port what it draws also serves others.
    """

    line: tuple[Point, ...]
    stem: float = 0.0


def shares(routes: Mapping[int, Route]) -> dict[int, Share]:
    """Who draws what of the wires of one output port, by wire id: the longest draws all of its way."""
    order = sorted(routes, key=lambda wire: (-routes[wire].length, wire))
    drawn: defaultdict[tuple[bool, float], list[tuple[float, float, int]]] = defaultdict(list)
    lines: dict[int, tuple[Point, ...]] = {}
    stems = dict.fromkeys(routes, 0.0)
    for wire in order:
        line, used = _not_drawn_yet(routes[wire].points, drawn)
        for other, distance in used:
            stems[other] = max(stems[other], distance)
        for (x0, y0), (x1, y1) in pairwise(line):
            level = y0 == y1
            low, high = sorted((x0, x1) if level else (y0, y1))
            drawn[level, y0 if level else x0].append((low, high, wire))
        lines[wire] = line
    return {wire: Share(lines[wire], stems[wire]) for wire in routes}


def _not_drawn_yet(
    points: Sequence[Point], drawn: Mapping[tuple[bool, float], Sequence[tuple[float, float, int]]]
) -> tuple[tuple[Point, ...], list[tuple[int, float]]]:
    """The rest of a wire that no other draws, and whose stretches lead up to it, each with how far."""
    used: list[tuple[int, float]] = []
    travelled = 0.0
    for index, (start, end) in enumerate(pairwise(points)):
        level = start[1] == end[1]
        at, goal = (start[0], end[0]) if level else (start[1], end[1])
        sign = 1.0 if goal >= at else -1.0
        for low, high, wire in drawn.get((level, start[1] if level else start[0]), ()):
            far = min(goal, high) if sign > 0 else max(goal, low)
            if low <= at <= high and (far - at) * sign > 0:
                travelled += abs(far - at)
                at = far
                used.append((wire, travelled))
        if at != goal:
            here = (at, start[1]) if level else (start[0], at)
            return (here, *points[index + 1 :]), used
    return (points[-1],), used


def branch_points(routes: Iterable[Route]) -> set[Point]:
    """Where the wires of one gate part: the places of the dots. `routes` are those of one output port."""
    by_number = dict(enumerate(routes))
    starts = {route.points[0] for route in by_number.values()}
    return {share.line[0] for share in shares(by_number).values() if len(share.line) > 1} - starts
