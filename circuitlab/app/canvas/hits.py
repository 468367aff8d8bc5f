"""What is under a point of the canvas. Pure geometry over the scene's gates and wires."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

if TYPE_CHECKING:
    from circuitlab.app.canvas.items import GateItem
    from circuitlab.app.canvas.stage import Stage

OUTPUT = -1
_REACH = 220.0
_WIRE_REACH = 6.0


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point.

    kind: "input" and "output" are ports of gate `id`, "value" and "gradient" its labels, "name" its name
    above the body, "gate" its body; of kind "wire", `id` is the wire's. port: 0-based for inputs, else -1.
    """

    kind: Literal["gate", "input", "output", "wire", "value", "gradient", "name", "nothing"] = "nothing"
    id: int = 0
    port: int = OUTPUT


def hit_at(stage: "Stage", point: QPointF, tolerance: float) -> Hit:
    """Ports first, then bodies, labels, wires; of two that overlap the upper one, that is the later."""
    near = [item for item in stage.gates.values() if _is_near(item, point)]
    for item in reversed(near):
        found = _port_at(item, point - item.pos(), tolerance)
        if found is not None:
            return found
    for item in reversed(near):
        if body_rect(item.face).adjusted(-1, -1, 1, 1).contains(point - item.pos()):
            inside = item.face.shape is Shape.SQUARE
            return Hit("value" if inside and _in_middle(item, point) else "gate", item.key)
    for item in reversed(near):
        found = _label_at(item, point - item.pos())
        if found is not None:
            return found
    wire = _wire_at(stage, (point.x(), point.y()), max(_WIRE_REACH, tolerance / 2))
    return Hit() if wire is None else Hit("wire", wire)


def _wire_at(stage: "Stage", point: tuple[float, float], tolerance: float) -> int | None:
    near = [
        (run.distance_to(point), key)
        for key, run in stage.routes.runs.items()
        if run.reaches(point, tolerance)
    ]
    distance, key = min(near, default=(tolerance + 1, 0))
    return key if distance <= tolerance else None


def _is_near(item: "GateItem", point: QPointF) -> bool:
    pos = item.pos()
    return abs(pos.x() - point.x()) < _REACH and abs(pos.y() - point.y()) < _REACH


def _in_middle(item: "GateItem", point: QPointF) -> bool:
    offset = point - item.pos()
    return abs(offset.x()) < 11 and abs(offset.y()) < 9


def _port_at(item: "GateItem", local: QPointF, tolerance: float) -> Hit | None:
    face = item.face
    best: tuple[float, Hit] | None = None
    ports = [(port, metrics.input_port(face.shape, face.inputs, port)) for port in range(face.inputs)]
    ports.append((OUTPUT, metrics.output_port(face.shape, face.inputs, objective=face.objective)))
    for port, (x, y) in ports:
        distance = max(abs(local.x() - x), abs(local.y() - y))
        if distance <= tolerance and (best is None or distance < best[0]):
            best = distance, Hit("output" if port == OUTPUT else "input", item.key, port)
    return None if best is None else best[1]


def _label_at(item: "GateItem", local: QPointF) -> Hit | None:
    places = item.places
    if places.value.contains(local):
        return Hit("value", item.key)
    if places.gradient.contains(local):
        return Hit("gradient", item.key)
    if item.face.name is not None and places.name.adjusted(-4, -4, 4, 4).contains(local):
        return Hit("name", item.key)
    return None
