"""Paints a gate's body, its ports and its marks, around the origin: a surface, a face, a state."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from circuitlab.app import fonts
from circuitlab.app.canvas.emblems import paint_curve, paint_diamond, paint_symbol, symbol_fits
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_outline import RADII, RADIUS, SIDE, body_rect, outline, paint_outline
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import Surface, text_width
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics
from circuitlab.teach import numbers

HALO = 6.0
_STOP_AT, _STOP_HEAD, _STOP_LENGTH = QPointF(-9, -10), 4.5, 18.0
RING_OFFSET = 5.0
_PORT_NAME = 10.0
"""How far right of its port a port's name begins."""
_BESIDE = 7.0
"""Between a port's name and the symbol."""
PORT_TEXT = 13
NUMBER_TEXT = 16
"""Of the number in a constant."""
_OVER = 8.0
"""So much nearer to the edges a text comes before it is cut."""
_FAR = 3.0
"""A name that is seen from far may be so many times as wide as there is room for it."""
_HIGH = 1.25
"""A number whose size is so many times the room in its square is left out."""
LONGEST_PORT = 6
"""Of the name of a port, so many characters are written into the gate."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What people add to a gate. marks: ports that would accept (True) or refuse (False), by number.

    stopped: whether it has a breakpoint.
    """

    selected: bool = False
    hovered: bool = False
    marks: Mapping[int, bool] | None = None
    stopped: bool = False


IDLE = Touch()


def paint_gate(
    surface: Surface, face: Face, state: State, touch: Touch = IDLE, words: Surface | None = None
) -> None:
    """Paint the gate without its labels; words: what its names and its number are written on, if another."""
    words = words or surface
    _paint_ground(surface, face, state, touch)
    paint_outline(surface, face, state)
    if touch.selected:
        surface.stroke("ink", 2.0)
        surface.painter.drawPath(outline(face, RING_OFFSET))
    _paint_inside(surface, face, state, words)
    _paint_marks(surface, face, state)
    paint_ports(surface, face, state, touch.marks or {}, words)
    if touch.stopped:
        _paint_stop(surface, face)


def _paint_stop(surface: Surface, face: Face) -> None:
    """The mark of a breakpoint, as it stands in the timeline: a pin before the upper left corner."""
    surface.fill("ink")
    head = body_rect(face).topLeft() + _STOP_AT
    surface.painter.drawEllipse(head, _STOP_HEAD, _STOP_HEAD)
    surface.painter.drawRect(QRectF(head.x() - 1, head.y(), 2, _STOP_LENGTH))


def _paint_ground(surface: Surface, face: Face, state: State, touch: Touch) -> None:
    painter = surface.painter
    body = outline(face)
    if state.current is not None and surface.theme.halo:
        surface.fill("value_tint" if state.current == "forward" else "gradient_tint")
        painter.drawPath(outline(face, HALO))
    if state.origin:
        surface.fill("non_finite")
        painter.drawPath(body)
        return
    surface.fill("hover" if touch.hovered else "gate")
    painter.drawPath(body)
    if face.shape is Shape.PLACEHOLDER:
        surface.hatch(body, "border", 2.0, 8.5)
    elif state.hatched:
        surface.hatch(body, "hatch", 2.0, 8.5)
    else:
        _paint_tints(surface, face, state)


def _paint_tints(surface: Surface, face: Face, state: State) -> None:
    rect = body_rect(face)
    if state.computed or face.shape is Shape.SQUARE:
        surface.fill("value_tint")
        _paint_half(surface, face, QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2))
    if state.done:
        surface.fill("gradient_tint")
        _paint_half(surface, face, QRectF(rect.left(), rect.center().y(), rect.width(), rect.height() / 2))


def _paint_half(surface: Surface, face: Face, half: QRectF) -> None:
    """The upper or the lower half of the body: its rounded end is the body's, its other end is straight."""
    radius = min(RADII.get(face.shape, RADIUS), half.height())
    upper = half.top() < 0
    path = QPainterPath()
    if upper:
        path.moveTo(half.bottomLeft())
        path.lineTo(half.left(), half.top() + radius)
        path.arcTo(QRectF(half.left(), half.top(), 2 * radius, 2 * radius), 180, -90)
        path.arcTo(QRectF(half.right() - 2 * radius, half.top(), 2 * radius, 2 * radius), 90, -90)
        path.lineTo(half.bottomRight())
    else:
        path.moveTo(half.topLeft())
        path.lineTo(half.left(), half.bottom() - radius)
        path.arcTo(QRectF(half.left(), half.bottom() - 2 * radius, 2 * radius, 2 * radius), 180, 90)
        box = QRectF(half.right() - 2 * radius, half.bottom() - 2 * radius, 2 * radius, 2 * radius)
        path.arcTo(box, 270, 90)
        path.lineTo(half.topRight())
    path.closeSubpath()
    surface.painter.drawPath(path)


def _paint_inside(surface: Surface, face: Face, state: State, words: Surface) -> None:
    faint = not state.computed and state.current is None
    room = body_rect(face).width()
    if face.shape in (Shape.PILL, Shape.DOUBLE_PILL):
        _write(words, QPointF(0, 0), face.name or "", words.px(16), room - 16, "ink")
    elif face.shape is Shape.SQUARE:
        digits = numbers.LECTURE_DIGITS if words.lecture else numbers.DIGITS
        text = "" if face.number is None else numbers.text(face.number, digits)
        _write(words, body_rect(face).center(), text, words.px(NUMBER_TEXT), room - 6, "value")
    elif face.shape is Shape.PLACEHOLDER:
        _write(words, QPointF(0, 0), face.kind[:24], max(15.0, words.least), room - 20, "secondary")
    elif face.shape is Shape.FUNCTION:
        paint_curve(surface, face, state, faint, words)
    else:
        paint_symbol(surface, face.symbol, "slot" if faint else "ink", room=_symbol_room(surface, face))


def _write(surface: Surface, at: QPointF, text: str, size: float, room: float, role: str) -> None:
    """A text in the middle of its room: smaller where it is too long for it, in a lecture cut instead."""
    fitting = _fitting(text, size, room)
    if surface.lecture and fitting < surface.least:
        fitting = surface.least
        measure = fonts.metrics(fitting, fonts.SEMIBOLD)
        too_high = role == "value" and fitting > _HIGH * room
        cut = "…" if too_high else measure.elidedText(text, Qt.TextElideMode.ElideMiddle, room + _OVER)
        if cut == "…":  # from far: a name may be wider than its gate, a number is left out
            cut = (
                "" if role == "value" else measure.elidedText(text, Qt.TextElideMode.ElideMiddle, _FAR * room)
            )
        text = cut
    color = surface.color(role)
    surface.text(at, text, fitting, color, weight=fonts.SEMIBOLD, align="center")


def _symbol_room(surface: Surface, face: Face) -> tuple[float, float]:
    """From where to where the symbol may reach: right of the ports' names where these are written."""
    if surface.detailed and face.ports and port_names_fit(surface, face):
        return _beside_names(surface, face)
    half = body_rect(face).width() / 2 - _edge(face) - RADIUS / 2
    return -half, half


def _beside_names(surface: Surface, face: Face) -> tuple[float, float]:
    size = surface.px(PORT_TEXT)
    half = body_rect(face).width() / 2
    widest = max((text_width(_short(name), size) for name in face.ports), default=0.0)
    return -half + _port_inset(face) + widest + _BESIDE, half - _edge(face) - RADIUS / 2


def _edge(face: Face) -> float:
    """How far inside the body a composite's second line stands."""
    return SIDE if face.shape is Shape.COMPOSITE else 0.0


def _port_inset(face: Face) -> float:
    """How far right of its port the port's name begins."""
    return max(_PORT_NAME, _edge(face) + 5.0)


def _short(port: str) -> str:
    """A port's name as its gate has room for."""
    return port if len(port) <= LONGEST_PORT else f"{port[: LONGEST_PORT - 1]}…"


def _fitting(text: str, size: float, room: float) -> float:
    """The text size, smaller where the text is wider than its room, but at least 9."""
    width = text_width(text, size, fonts.SEMIBOLD)
    return size if width <= room else max(9.0, math.floor(size * room / width))


def _paint_marks(surface: Surface, face: Face, state: State) -> None:
    rect = body_rect(face)
    if state.kink and face.shape is not Shape.FUNCTION:
        paint_diamond(surface, QPointF(rect.right() - 14, rect.top() + 14))
    if state.error:
        _paint_octagon(surface, rect.topRight())
    if state.origin:
        _paint_badge(surface, QPointF(0, rect.top() - 1), "began here")


def _paint_octagon(surface: Surface, at: QPointF) -> None:
    corners = [math.radians(22.5 + 45 * k) for k in range(8)]
    shape = QPolygonF([at + QPointF(10 * math.cos(a), 10 * math.sin(a)) for a in corners])
    surface.stroke("canvas", 2.0)
    surface.painter.setBrush(surface.color("error"))
    surface.painter.drawPolygon(shape)
    surface.text(at, "!", 14, surface.color("on_error"), weight=fonts.SEMIBOLD, align="center")


def _paint_badge(surface: Surface, at: QPointF, words: str) -> None:
    size = surface.px(13)
    width = text_width(words, size, fonts.SEMIBOLD) + 14
    surface.fill("primary")
    surface.painter.drawRoundedRect(
        QRectF(at.x() - width / 2, at.y() - size * 0.77, width, size * 1.54), 4, 4
    )
    surface.text(at, words, size, surface.color("on_primary"), weight=fonts.SEMIBOLD, align="center")


def port_names_fit(surface: Surface, face: Face) -> bool:
    """Whether the names of the ports stand clear of the symbol, and of one another."""
    fits = symbol_fits(surface, face.symbol, _beside_names(surface, face))
    return fits and surface.px(PORT_TEXT) <= metrics.PORT_PITCH


def paint_ports(
    surface: Surface, face: Face, state: State, marks: Mapping[int, bool], words: Surface
) -> None:
    """Inputs hollow, the output filled; the names of ports; what accepts and what refuses."""
    painter = surface.painter
    named = surface.detailed and port_names_fit(surface, face)
    for port in range(face.inputs):
        at = QPointF(*metrics.input_port(face.shape, face.inputs, port))
        if port in marks and not marks[port]:
            _paint_cross(surface, at)
            continue
        if port in state.arrived:
            surface.fill("value")
            painter.drawEllipse(at, 5.0, 5.0)
        else:
            surface.stroke("secondary", surface.theme.outline_width)
            painter.setBrush(surface.color("gate"))
            painter.drawEllipse(at, 4.0, 4.0)
        if marks.get(port):
            _paint_ring(surface, at)
        if port < len(face.ports) and named:
            name_at = at + QPointF(_port_inset(face), 0)
            grey = words.color("secondary")
            words.text(name_at, _short(face.ports[port]), surface.px(PORT_TEXT), grey, italic=True)
    out = QPointF(*metrics.output_port(face.shape, face.inputs, objective=face.objective))
    surface.fill("secondary")
    painter.drawEllipse(out, 5.0, 5.0)
    if -1 in marks:
        (_paint_ring if marks[-1] else _paint_cross)(surface, out)


def _paint_ring(surface: Surface, at: QPointF) -> None:
    surface.stroke("ink", 2.0)
    surface.painter.drawEllipse(at, 8.5, 8.5)


def _paint_cross(surface: Surface, at: QPointF) -> None:
    for role, width in (("canvas", 6.0), ("ink", 2.5)):
        surface.stroke(role, width, cap=Qt.PenCapStyle.RoundCap)
        for side in (1, -1):
            surface.painter.drawLine(at + QPointF(-5, -5 * side), at + QPointF(5, 5 * side))
