"""The body of a gate: where it stands, its outline, and how that is stroked."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import Surface, rounded
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

RADIUS = 12.0
DASHES = (5.0, 4.0)
DOTS = (2.5, 2.5)
SIDE = 12.0
"""How far inside its edge the second line of a composite stands."""
RADII = {Shape.PILL: 20.0, Shape.DOUBLE_PILL: 20.0, Shape.SQUARE: 4.0}


def body_rect(face: Face) -> QRectF:
    """The body, around the origin."""
    width, height = metrics.body_size(face.shape, face.inputs)
    more = max(face.widened, metrics.overhang(face.shape, face.number))
    return QRectF(-width / 2 - more, -height / 2, width + more, height)


def outline(face: Face, grow: float = 0.0) -> QPainterPath:
    """The body's outline, grown on all sides."""
    rect = body_rect(face).adjusted(-grow, -grow, grow, grow)
    radius = min(RADII.get(face.shape, RADIUS) + grow, rect.height() / 2)
    return rounded(rect, max(radius, 0.0))


def paint_outline(surface: Surface, face: Face, state: State) -> None:
    """Stroke the outline as the state of the gate asks for, with the second lines that its shape has."""
    width = surface.theme.outline_width
    always_solid = face.shape in (Shape.PILL, Shape.DOUBLE_PILL, Shape.SQUARE)
    if state.current is not None:
        role = "value" if state.current == "forward" else "gradient"
        surface.stroke(role, surface.theme.current_width)
    elif state.error:
        surface.stroke("error", width)
    elif state.no_way:
        surface.stroke("slot", width, dashes=DOTS)
    elif not state.computed and not always_solid:
        surface.stroke("slot", width, dashes=DASHES)
    else:
        surface.stroke("secondary", width)
    surface.painter.drawPath(outline(face))
    if face.shape is Shape.DOUBLE_PILL:
        surface.stroke("secondary", width * 0.75)
        surface.painter.drawPath(outline(face, -4.0))
    if face.shape is Shape.COMPOSITE:
        _paint_double_sides(surface, face)
    if face.objective:
        _paint_objective_edge(surface, face)


def _paint_double_sides(surface: Surface, face: Face) -> None:
    """A gate that is made of gates has a second line at both sides."""
    rect = body_rect(face).adjusted(SIDE, 1.0, -SIDE, -1.0)
    surface.stroke("secondary", surface.theme.outline_width * 0.75)
    surface.painter.drawLine(rect.topLeft(), rect.bottomLeft())
    surface.painter.drawLine(rect.topRight(), rect.bottomRight())


def _paint_objective_edge(surface: Surface, face: Face) -> None:
    rect = body_rect(face)
    x = rect.right() + metrics.OBJECTIVE_EDGE
    reach = rect.height() / 2 - 8
    surface.stroke("secondary", surface.theme.outline_width * 1.25)
    surface.painter.drawLine(QPointF(x, -reach), QPointF(x, reach))
