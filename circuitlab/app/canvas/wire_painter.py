"""Paints wires: rounded corners, gaps where they cross, dots where they fan out, trails behind pulses."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from circuitlab.app.canvas.surface import Surface

Point = tuple[float, float]
CORNER = 8.0
GAP = 6.0
DOT = 4.0


def wire_path(points: Sequence[Point]) -> QPainterPath:
    """A polyline as a path with rounded corners; nothing if it has no length to paint."""
    if len(points) < 2:
        return QPainterPath()
    path = QPainterPath(QPointF(*points[0]))
    for index in range(1, len(points) - 1):
        before, corner, after = points[index - 1], points[index], points[index + 1]
        radius = min(CORNER, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        path.lineTo(_toward(corner, before, radius))
        path.quadTo(QPointF(*corner), _toward(corner, after, radius))
    path.lineTo(QPointF(*points[-1]))
    return path


def _toward(start: Point, end: Point, distance: float) -> QPointF:
    length = math.dist(start, end)
    share = distance / length if length else 0.0
    return QPointF(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def part(points: Sequence[Point], start: float, end: float) -> list[Point]:
    """The stretch of a polyline between two distances from its beginning."""
    result: list[Point] = []
    travelled = 0.0
    for first, second in pairwise(points):
        length = math.dist(first, second)
        low, high = max(start - travelled, 0.0), min(end - travelled, length)
        if length and low <= high:
            ends = [_between(first, second, low / length), _between(first, second, high / length)]
            result.extend(ends if not result else ends[1:])
        travelled += length
    return result


def length_of(points: Sequence[Point]) -> float:
    """Length of a polyline with sharp corners."""
    return sum(math.dist(first, second) for first, second in pairwise(points))


def _between(first: Point, second: Point, share: float) -> Point:
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share


def interrupted(points: Sequence[Point], gaps: Iterable[Point]) -> QPainterPath:
    """The path of a wire that leaves a gap around each of these places on its runs."""
    begin, path = 0.0, QPainterPath()
    for distance in sorted(_distance_along(points, gap) for gap in gaps):
        if distance - GAP > begin:
            path.addPath(wire_path(part(points, begin, distance - GAP)))
        begin = distance + GAP
    end = length_of(points)
    if begin < end or not path.elementCount():
        path.addPath(wire_path(part(points, min(begin, end), end)))
    return path


def _distance_along(points: Sequence[Point], place: Point) -> float:
    travelled = 0.0
    for first, second in pairwise(points):
        for along, across in ((0, 1), (1, 0)):
            low, high = sorted((first[along], second[along]))
            if first[across] == second[across] == place[across] and low <= place[along] <= high:
                return travelled + abs(place[along] - first[along])
        travelled += math.dist(first, second)
    return travelled


def paint_wire(surface: Surface, path: QPainterPath, role: str, width: float) -> None:
    """The wire along its path."""
    surface.stroke(role, width)
    surface.painter.drawPath(path)


def paint_dots(surface: Surface, dots: Iterable[Point], role: str = "wire") -> None:
    """The dots where wires of one gate part."""
    surface.fill(role)
    for x, y in dots:
        surface.painter.drawEllipse(QPointF(x, y), DOT, DOT)


def paint_trail(surface: Surface, points: Sequence[Point], role: str, opacity: float = 1.0) -> None:
    """What a pulse leaves behind it on the wire."""
    if len(points) < 2:
        return
    surface.stroke(role, surface.theme.current_width, opacity=opacity, cap=Qt.PenCapStyle.FlatCap)
    surface.painter.drawPath(wire_path(points))
