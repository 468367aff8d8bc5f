"""What numbers and names on a canvas cover: facts about a scene, found from its rectangles alone."""

from itertools import combinations

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.label_places import is_source
from circuitlab.gates.kind import Shape

SLACK = 0.5
"""Edges that touch cover nothing."""


def labels_of(scene):
    """Every number, name and caption: (whose, what, where); a branch's message is its consumer's."""
    found = []
    for key, item in scene.stage.gates.items():
        numbers = {} if item.face.shape is Shape.SQUARE else {"value": item.places.value}
        if numbers:
            numbers["gradient"] = item.places.gradient
        if item.face.name is not None and not is_source(item.face):
            numbers["name"] = item.places.name
        if item.state.caption:
            numbers["caption"] = item.places.caption
        found += [(key, what, rect.translated(item.pos())) for what, rect in numbers.items()]
    for key, wire in scene.stage.wires.items():
        found.append((scene.stage.circuit.wires[key].target, f"message {key}", wire.branch.rect))
    smaller = (SLACK, SLACK, -SLACK, -SLACK)
    return [(key, what, rect.adjusted(*smaller)) for key, what, rect in found if not rect.isEmpty()]


def covered_labels(scene):
    """Pairs of labels that lie over each other."""
    pairs = combinations(labels_of(scene), 2)
    return [(one[:2], other[:2]) for one, other in pairs if one[2].intersects(other[2])]


def covered_gates(scene):
    """Labels that lie over the body of a gate."""
    bodies = {key: body_rect(item.face).translated(item.pos()) for key, item in scene.stage.gates.items()}
    return [
        ((key, what), other)
        for key, what, rect in labels_of(scene)
        for other, body in bodies.items()
        if rect.intersects(body)
    ]


def covered_junctions(scene):
    """Labels that lie over a dot where a wire fans out."""
    dots = [QPointF(*dot) for run in scene.stage.routes.runs.values() for dot in run.dots]
    return [
        ((key, what), (dot.x(), dot.y()))
        for key, what, rect in labels_of(scene)
        for dot in dots
        if rect.intersects(QRectF(dot.x() - 4, dot.y() - 4, 8, 8))
    ]
