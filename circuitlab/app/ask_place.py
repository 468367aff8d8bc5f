"""Where the answer's field stands: at its number, moved a little where it would cover others."""

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.label_places import is_source
from circuitlab.app.canvas.view import CanvasView
from circuitlab.gates.kind import Shape

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label

_STEP, _FARTHEST = 4, 48
"""Places that are tried, in px: so far from the wanted one it still is seen to stand for its number."""
_SHIFTS = sorted(
    product(range(-_FARTHEST, _FARTHEST + 1, _STEP), repeat=2), key=lambda at: (abs(at[0]) + abs(at[1]), at)
)


def clearest(wanted: QPoint, size: QSize, others: Sequence[QRectF], room: QSize) -> QPoint:
    """The place nearest to the wanted one, inside the room, that covers nothing; without one, the wanted."""
    right, bottom = max(0, room.width() - size.width()), max(0, room.height() - size.height())
    first = QPoint(min(max(wanted.x(), 0), right), min(max(wanted.y(), 0), bottom))
    near = QRectF(first, size).adjusted(-_FARTHEST, -_FARTHEST, _FARTHEST, _FARTHEST)
    close = [other for other in others if other.intersects(near)]
    for dx, dy in _SHIFTS:
        place = first + QPoint(dx, dy)
        inside = 0 <= place.x() <= right and 0 <= place.y() <= bottom
        if inside and not any(QRectF(place, size).intersects(other) for other in close):
            return place
    return first


def taken_around(view: CanvasView, asked: "Label") -> list[QRectF]:
    """What is not to be covered, in px of the view: gates, wires, and all numbers but the one asked for."""
    stage, parts = view.circuit_scene.stage, list[QRectF]()
    for key, item in stage.gates.items():
        here = [body_rect(item.face)]
        if not is_source(item.face) and item.face.name is not None:
            here.append(item.places.name)
        if item.face.shape is not Shape.SQUARE:
            numbers = {"value": item.places.value, "gradient": item.places.gradient}
            here += [rect for what, rect in numbers.items() if (what, key) != asked]
        parts += [rect.translated(item.pos()) for rect in here if not rect.isEmpty()]
    for key, wire in stage.wires.items():
        parts += [QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1) for line in wire.run.lines]
        if ("message", key) != asked and not wire.branch.rect.isEmpty():
            parts.append(wire.branch.rect)
    return [QRectF(view.mapFromScene(part).boundingRect()) for part in parts]
