"""The ways of what travels: from a label to a port and back, beside the gates, and clear of one another.

Where a pill is, is a function of the frame alone. It begins and ends beside a gate's body, so that it
never lies over its symbol, and pills that travel together keep apart, in the order in which they stand.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas import label_painter, wire_painter
from circuitlab.app.canvas.items import STUB
from circuitlab.app.canvas.label_places import moving_scale, tangent_rect
from circuitlab.app.canvas.pulses import Pulse
from circuitlab.app.canvas.wire_painter import Point

if TYPE_CHECKING:
    from circuitlab.app.canvas.items import GateItem
    from circuitlab.app.canvas.routes import Run
    from circuitlab.app.canvas.stage import Stage

PORT = 7.0
"""Where a trail begins, from the centre of its port."""
_BESIDE = 12.0
"""Between a port and the pill beside it: the outline and the halo of a gate that acts."""
_BEGINS = 4.0
"""Between a port and the pill at its label: the number is then where it will stand."""
_APART = 3.0
_GIVING = 48.0
"""Over so much of a way pills that come near to each other make room."""
_MOST = 24
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Way:
    """Where a pulse is in this frame, and the line behind it. size: of its pill, empty for a path alone."""

    center: QPointF
    trail: tuple[Point, ...] = ()
    size: tuple[float, float] = (0.0, 0.0)

    @property
    def rect(self) -> QRectF:
        """What the pill covers."""
        width, height = self.size
        return QRectF(self.center.x() - width / 2, self.center.y() - height / 2, width, height)


def ways(stage: "Stage", shown: Sequence[Pulse]) -> list[Way]:
    """The ways of all pulses of a frame, none of which covers another."""
    return _apart([way_of(stage, pulse) for pulse in shown])


def way_of(stage: "Stage", pulse: Pulse) -> Way:
    """The way of one pulse, as if it travelled alone."""
    if pulse.text is None:  # the path alone, from port to port
        run = stage.routes.runs[pulse.wire or 0]
        return Way(QPointF(*run.at(run.length)), _stretch(run, PORT, run.length - PORT))
    rect = label_painter.pulse_rect(QPointF(), pulse.text, moving_scale(stage.scale))
    size = (rect.width(), rect.height())
    return _along_wire(stage, pulse, size) if pulse.wire is not None else _at_port(stage, pulse, size)


def _along_wire(stage: "Stage", pulse: Pulse, size: tuple[float, float]) -> Way:
    run = stage.routes.runs[pulse.wire or 0]
    source = stage.gates[stage.circuit.wires[pulse.wire or 0].source]
    label, end = _label(source, pulse, size[0]), run.points[-1][0]
    farthest = end - size[0] / 2 if label.x() < end else label.x()  # not over the gate at the other end
    label.setX(min(label.x(), farthest))
    clear = min(_clear_of(source, pulse, size[0]) - run.points[0][0], run.length / 2)
    joint = run.length / 2 if clear <= 0 else clear
    near = min(max(label.x() - run.points[0][0], 0.0), joint)
    lead = _lead(label, min(run.points[0][0] + clear, max(label.x(), farthest)), run.at(joint))
    points = [*lead, *_before_port(run, joint, size[0])]
    whole, first = wire_painter.length_of(points), wire_painter.length_of(lead)
    onward = pulse.role != "gradient"
    gone = whole * (pulse.share if onward else 1 - pulse.share)
    if gone < first:
        behind = near + (joint - near) * gone / first
    else:
        behind = max(joint, run.length - (whole - gone) - _BESIDE)
    trail = _stretch(run, near, max(behind, near)) if onward else _stretch(run, behind, run.length - PORT)
    return Way(_point(points, gone), trail, size)


def _lead(label: QPointF, clear: float, joint: Point) -> list[Point]:
    """From the label, beside its gate's body, to where the way has reached the wire."""
    start = (label.x(), label.y())
    return [start, joint] if label.x() >= clear else [start, (clear, label.y()), joint]


def _before_port(run: "Run", joint: float, width: float) -> list[Point]:
    """The rest of a run, as far as a pill of this width can go without lying over the gate it comes to."""
    start, end = run.points[0], run.points[-1]
    limit = end[0] - _BESIDE - width / 2
    if len(run.points) == 2:
        limit = max(limit, (start[0] + end[0]) / 2)
    rest = wire_painter.part(run.points, joint, run.length)
    if len(rest) > 2:  # it turns before its port, where it has come clear of what it leaves
        (x, y), clear = rest[-3], run.at(joint)[0]
        rest[-3] = (min(x, max(limit, min(clear, end[0] - width / 2))), y)
    return [*rest[:-2], *((min(x, limit), y) for x, y in rest[-2:])]


def _at_port(stage: "Stage", pulse: Pulse, size: tuple[float, float]) -> Way:
    item = stage.gates[pulse.gate or 0]
    port, label = item.port(-1), _label(item, pulse, size[0])
    clear = _clear_of(item, pulse, size[0])
    beside = QPointF(max(port.x() + _BESIDE + size[0] / 2, label.x()), port.y())
    if pulse.role == "gradient" and not item.places.strip:  # under the value, which stands above the wire
        beside.setY(max(port.y(), item.places.value.bottom() + item.pos().y() + size[1] / 2))
    if pulse.from_outside:
        points = [(max(port.x() + STUB, clear), beside.y()), (label.x(), label.y())]
    else:
        corner = (beside.x(), label.y())
        points = [(beside.x(), beside.y()), corner, (label.x(), label.y())]
        if pulse.role == "gradient":
            points.reverse()
    return Way(_point(points, wire_painter.length_of(points) * pulse.share), (), size)


def _clear_of(source: "GateItem", pulse: Pulse, width: float) -> float:
    """The x from which a pill on the wire lies over neither the gate it left nor its value."""
    edge = source.port(-1).x() + _BESIDE
    if pulse.role == "gradient" and not source.places.strip:
        edge = max(edge, source.pos().x() + source.places.value.right() + _APART)
    return edge + width / 2


def _label(item: "GateItem", pulse: Pulse, width: float) -> QPointF:
    """The middle of a pill where a gate's number stands that this is, or becomes: clear of the gate."""
    places = item.places
    if pulse.role == "tangent":
        return item.pos() + tangent_rect(places, pulse.text or "").center()
    at = item.pos() + (places.value if pulse.role == "value" else places.gradient).center()
    if not places.strip:
        at.setX(max(at.x(), item.port(-1).x() + _BEGINS + width / 2))
    return at


def _stretch(run: "Run", start: float, end: float) -> tuple[Point, ...]:
    return tuple(wire_painter.part(run.points, start, end))


def _point(points: Sequence[Point], distance: float) -> QPointF:
    whole = wire_painter.length_of(points)
    stretch = wire_painter.part(points, 0.0, min(distance, whole))
    return QPointF(*(stretch[-1] if stretch else points[-1]))


def _apart(alone: Sequence[Way]) -> list[Way]:
    """The same with pills one above the other where they would lie over each other."""
    moving = [index for index, way in enumerate(alone) if way.size[0]]
    if not 1 < len(moving) <= _MOST:
        return list(alone)
    heights = {index: alone[index].center.y() for index in moving}
    order = sorted(moving, key=lambda index: (round(heights[index], 3), index))
    for _ in range(_ROUNDS):
        close = False
        for upper, lower in combinations(order, 2):
            lacking = _distance(alone[upper], alone[lower]) - (heights[lower] - heights[upper])
            if lacking > 1e-6:
                heights[upper] -= lacking / 2
                heights[lower] += lacking / 2
                close = True
        if not close:
            break
    return [
        Way(QPointF(way.center.x(), heights.get(index, way.center.y())), way.trail, way.size)
        for index, way in enumerate(alone)
    ]


def _distance(one: Way, other: Way) -> float:
    """How far one pill has to stand above another: less where it passes beside it."""
    beside = abs(one.center.x() - other.center.x()) - (one.size[0] + other.size[0]) / 2 - _APART
    if beside >= _GIVING:
        return -math.inf
    return ((one.size[1] + other.size[1]) / 2 + _APART) * (1 - max(0.0, beside) / _GIVING)
