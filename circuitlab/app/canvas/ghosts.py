"""The ghost of the previous run: what values and gradients were before, small and struck through beside what
they are. Where it stands, and how it is painted.
"""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from circuitlab.app import fonts
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.label_painter import Role
from circuitlab.app.canvas.label_places import Places, Scale
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import DETAILS_FROM, Surface, text_width
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

TEXT = 13.0
FAINT = 0.75
"""Opacity: it steps back behind the numbers of this run, and can be read."""
_GAP, _LINE, _STROKE = 6.0, 1.25, 1.25
"""Beside its number; its height, in sizes of its text; the thickness of the line through it."""
_RISE = 0.34
"""Of that line on either side of the middle, in sizes of the text: a level one lies on the minus sign."""
_TRIANGLE = 0.6
"""In sizes of the text: what a gradient has before it, as in its pill, and what is free after that."""


def placed(places: Places, face: Face, state: State, scale: Scale, room: float) -> Places:
    """The places with those of the ghosts: beside their numbers where there is room, else on the side that
    is farther from the wire, a gradient beside the value before that, as the next row may be close. Where
    the numbers stand in a strip, on its far side from the gate.

    room: how far a wire runs straight from the output port.
    """
    inside = face.shape is Shape.SQUARE or scale.zoom < DETAILS_FROM
    if inside or (state.old_value_text is None and state.old_gradient_text is None):
        return places
    value = ghost_size(state.old_value_text, scale, "value")
    gradient = ghost_size(state.old_gradient_text, scale, "gradient")
    if places.strip:
        row = max(value.height(), gradient.height())
        above = places.bounds.bottom() < 0  # a strip may stand over its gate: away from the body, then
        top = places.bounds.top() - 1 - row if above else places.bounds.bottom() + 1
        corner = QPointF(min(places.value.left(), places.gradient.left()), top)
        value.moveTopLeft(corner)
        after = value.width() + scale.px(_GAP) if not value.isEmpty() else 0.0
        gradient.moveTopLeft(corner + QPointF(after, 0))
    else:
        end = metrics.output_port(face.shape, face.inputs, objective=face.objective)[0] + room
        if not _beside(value, places.value, end, scale):
            value.moveTopLeft(places.value.topLeft() - QPointF(0, value.height()))
        beside = places.value if value.isEmpty() or value.left() < places.value.right() else value
        if not (_beside(gradient, places.gradient, end, scale) or _beside(gradient, beside, end, scale)):
            gradient.moveTopLeft(places.gradient.bottomLeft() + QPointF(scale.factor * _GAP, 1))
    return replace(places, old_value=value, old_gradient=gradient)


def ghost_size(text: str | None, scale: Scale, role: Role) -> QRectF:
    """A rectangle at the origin, of the size of a ghost; empty without one."""
    if text is None:
        return QRectF()
    size = scale.px(TEXT)
    before = 2 * _TRIANGLE * size if role == "gradient" else 0.0
    return QRectF(0, 0, before + text_width(text, size, fonts.SEMIBOLD) + 2, size * _LINE)


def _beside(ghost: QRectF, number: QRectF, end: float, scale: Scale) -> bool:
    """Put it beside a number; whether it ends before `end` there."""
    ghost.moveCenter(QPointF(number.right() + scale.factor * _GAP + ghost.width() / 2, number.center().y()))
    return ghost.right() <= end


def paint_ghosts(surface: Surface, state: State, places: Places) -> None:
    """The ghosts of one gate; what stands under it may stand on a wire: the wire passes behind it."""
    old_numbers: tuple[tuple[QRectF, str | None, Role], ...] = (
        (places.old_value, state.old_value_text, "value"),
        (places.old_gradient, state.old_gradient_text, "gradient"),
    )
    for rect, text, role in old_numbers:
        if text is not None and not rect.isEmpty():
            if places.strip:
                surface.fill("canvas")
                surface.painter.drawRect(rect)
            paint_ghost(surface, rect, text, role)


def paint_ghost(surface: Surface, rect: QRectF, text: str, role: Role) -> None:
    """One number as it was."""
    faint, size = surface.faded(FAINT), surface.px(TEXT)
    left, middle = rect.left(), rect.center().y()
    if role == "gradient":
        half, back = 0.3 * size, _TRIANGLE * size
        tip = QPointF(left, middle)
        faint.fill(role)
        faint.painter.drawPolygon(QPolygonF([tip, tip + QPointF(back, -half), tip + QPointF(back, half)]))
        left += 1.6 * _TRIANGLE * size
    faint.text(QPointF(left, middle), text, size, faint.color(role), weight=fonts.SEMIBOLD)
    faint.stroke(role, _STROKE * size / TEXT)
    width = text_width(text, size, fonts.SEMIBOLD)
    rise = _RISE * size
    faint.painter.drawLine(QPointF(left - 1, middle + rise), QPointF(left + width + 1, middle - rise))
