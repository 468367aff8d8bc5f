"""What tools lay over the circuit: the ghost of a gate, the draft of a wire, the rubber band, a note.

Tools set the `Overlay`; nothing here is part of the circuit and nothing here is ever exported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas import gate_painter, wire_painter
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.notes import note_rect, paint_note
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import Surface
from circuitlab.circuit.circuit import Circuit
from circuitlab.gates.kind import Shape
from circuitlab.layout.routing import route_one

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage

_GHOST_OPACITY = 0.55


@dataclass
class Overlay:
    """Gestures as the tools describe them, in scene coordinates. After a change: `scene.overlay_changed()`.

    ghost: kind and centre of the gate that would be placed.
    draft: from where to where a wire is being drawn, and whether it starts at an output.
    rubber: the rubber band.
    marks: ports by (gate, port); port -1 is the output; True: would accept, False: refuses.
    note: what is said, e.g. why a wire was refused, and the upper left corner of its bubble.
    hover: a gate or wire under the pointer.
    hidden_wire: a wire that is being re-routed and is not painted meanwhile.
    stops: gates that have a breakpoint.
    """

    ghost: tuple[str, QPointF] | None = None
    draft: tuple[QPointF, QPointF, bool] | None = None
    rubber: QRectF | None = None
    marks: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    note: tuple[str, QPointF] | None = None
    hover: int | None = None
    hidden_wire: int | None = None
    stops: frozenset[int] = frozenset()


class OverlayItem(StageItem):
    """Paints the overlay above everything else."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(20)

    def refresh(self) -> None:
        """Take over what the overlay holds now."""
        self._claim(self._extent(self._owner.overlay))

    def _extent(self, overlay: Overlay) -> QRectF:
        bounds = QRectF()
        if overlay.ghost is not None:
            x, y = overlay.ghost[1].x(), overlay.ghost[1].y()
            bounds = bounds.united(QRectF(x - 70, y - 60, 140, 120))
        if overlay.draft is not None:
            start, end, _ = overlay.draft
            bounds = bounds.united(QRectF(start, end).normalized().adjusted(-80, -80, 80, 80))
        if overlay.rubber is not None:
            bounds = bounds.united(overlay.rubber.normalized().adjusted(-2, -2, 2, 2))
        if overlay.note is not None:
            bounds = bounds.united(note_rect(*overlay.note, self._owner.scale).adjusted(-2, -2, 2, 2))
        return bounds

    def paint_on(self, surface: Surface) -> None:
        """Paint what the overlay holds."""
        overlay, painter = self._owner.overlay, surface.painter
        if overlay.rubber is not None:
            surface.stroke("ink", 1.0)
            painter.setBrush(surface.color("ink", 0.06))
            painter.drawRect(overlay.rubber)
        if overlay.draft is not None:
            _paint_draft(surface, *overlay.draft)
        if overlay.ghost is not None:
            _paint_ghost(surface, ghost_face(self._owner.circuit, overlay.ghost[0]), overlay.ghost[1])
        if overlay.note is not None:
            paint_note(surface, overlay.note[1], overlay.note[0])


def _paint_draft(surface: Surface, start: QPointF, end: QPointF, from_output: bool) -> None:
    first, last = (start, end) if from_output else (end, start)
    points = route_one((first.x(), first.y()), (last.x(), last.y())).points
    surface.stroke("ink", surface.theme.wire_width, dashes=(6.0, 4.0))
    surface.painter.drawPath(wire_painter.wire_path(points))
    surface.fill("ink")
    surface.painter.drawEllipse(end, 4.0, 4.0)


def _paint_ghost(surface: Surface, face: Face, at: QPointF) -> None:
    painter = surface.painter
    painter.save()
    painter.translate(at)
    painter.setOpacity(_GHOST_OPACITY)
    gate_painter.paint_gate(surface, face, State(computed=True))
    painter.restore()


def ghost_face(circuit: Circuit, kind_name: str) -> Face:
    """The face that a gate of this kind would have if it were placed."""
    kind = circuit.kind(kind_name)
    if kind is None:
        return Face(kind_name, Shape.PLACEHOLDER)
    least = len(kind.ports)
    ports = kind.port_names(least) if kind.shows_ports else ()
    return Face(kind.name, kind.shape, least, symbol=kind.symbol, ports=ports, number=1.0)
