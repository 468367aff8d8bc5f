"""The emblem in a gate: the symbol of an operation, the curve of a function. Also for palette and panels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from circuitlab.app import fonts
from circuitlab.app.canvas.curves import Curve, curve_of
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import CAP_HEIGHT, Surface, text_width
from circuitlab.gates.kind import GateKind, Shape

CURVE_RECT = QRectF(-30, -18, 60, 24)
"""Where the curve stands in a function's body, around its centre."""
_BESIDE = 6.0
"""How far a long symbol may reach over its rectangle on either side: tiles and chips have a margin."""
_LEAST = 8.5
"""A symbol that would have to be smaller is cut."""
_A_LITTLE_SMALLER = 0.7
_NAME_Y = 17.5
_NAME_ROOM = 80.0
_NAME_FOOT = 26.0
"""Where the descenders of a function's name end at the latest, inside the body."""
_NAME_GAP = 6.0
_DESCENT = 0.6
"""From a name's middle line to the foot of its descenders, as a part of its size."""
_ARM = 9.3
_DIAGONAL = 8.4
_STROKES: dict[str, tuple[tuple[float, float, float, float], ...]] = {
    "+": ((-_ARM, 0, _ARM, 0), (0, -_ARM, 0, _ARM)),
    "−": ((-_ARM, 0, _ARM, 0),),
    "×": ((-_DIAGONAL, -_DIAGONAL, _DIAGONAL, _DIAGONAL), (-_DIAGONAL, _DIAGONAL, _DIAGONAL, -_DIAGONAL)),
    "÷": ((-_ARM, 0, _ARM, 0),),
}


def paint_symbol(
    surface: Surface, symbol: str, role: str, size: float = 24.0, room: tuple[float, float] | None = None
) -> None:
    """The symbol of an operation around the origin: drawn strokes, else text; `size` is that of its em.

    room: from where to where a text may reach; a longer one shrinks.
    """
    painter = surface.painter
    if symbol not in _STROKES:
        shown, text_size, middle = _fitted(symbol, _symbol_px(surface, symbol, size), room)
        at = QPointF(middle, 0)
        surface.text(at, shown, text_size, surface.color(role), weight=fonts.SEMIBOLD, align="center")
        return
    scale = size / 24.0
    surface.stroke(role, 2.6 * scale, cap=Qt.PenCapStyle.RoundCap)
    for x0, y0, x1, y1 in _STROKES[symbol]:
        painter.drawLine(QPointF(x0 * scale, y0 * scale), QPointF(x1 * scale, y1 * scale))
    if symbol == "÷":
        surface.fill(role)
        for y in (-7.0, 7.0):
            painter.drawEllipse(QPointF(0, y * scale), 2.5 * scale, 2.5 * scale)


def symbol_reach(surface: Surface, symbol: str) -> float:
    """How far an operation's symbol reaches to either side."""
    if symbol in _STROKES:
        return _ARM + 1.3
    return text_width(symbol, _symbol_px(surface, symbol, 24.0), fonts.SEMIBOLD) / 2


def symbol_fits(surface: Surface, symbol: str, room: tuple[float, float]) -> bool:
    """Whether an operation's symbol stands well from here to there, or if it is a word, a little smaller."""
    if len(symbol) <= 2:
        return room[0] <= -symbol_reach(surface, symbol)
    size = _symbol_px(surface, symbol, 24.0)
    return _fitted(symbol, size, room)[1] >= _A_LITTLE_SMALLER * size


def _symbol_px(surface: Surface, symbol: str, size: float) -> float:
    return surface.px(size * (0.75 if len(symbol) <= 2 else 0.67))


def _fitted(text: str, size: float, room: tuple[float, float] | None) -> tuple[str, float, float]:
    """A text, its size and its middle: round 0, or where that is too narrow in the room, smaller, or cut."""
    width = text_width(text, size, fonts.SEMIBOLD)
    if room is None or (room[0] <= -width / 2 and width / 2 <= room[1]):
        return text, size, 0.0
    free, middle = room[1] - room[0], (room[0] + room[1]) / 2
    fitting = size * min(1.0, free / max(width, 1.0))
    if fitting < _LEAST:
        fitting = _LEAST
        text = fonts.metrics(_LEAST, fonts.SEMIBOLD).elidedText(text, Qt.TextElideMode.ElideRight, free)
    return text, fitting, middle


def _name_place(size: float) -> tuple[float, float]:
    """The middle line of a function's name of this size, and the bottom of the curve above it."""
    middle = min(_NAME_Y, _NAME_FOOT - _DESCENT * size)
    return middle, min(CURVE_RECT.bottom(), middle - size * CAP_HEIGHT / 2 - _NAME_GAP)


def paint_curve(
    surface: Surface, face: Face, state: State, faint: bool, words: Surface | None = None
) -> None:
    """The curve of a function with its working point, and its name below."""
    from circuitlab.gates.catalogue import find_kind

    kind = find_kind(face.kind)
    curve = None if kind is None else curve_of(kind.computation(1).evaluator)
    words = words or surface
    grey = words.color("slot" if faint else "secondary")
    rect = CURVE_RECT
    if surface.detailed:
        size = surface.px(13)
        if surface.lecture:
            size = min(size, size * _NAME_ROOM / text_width(face.symbol, size))
        middle, bottom = _name_place(size)
        words.text(QPointF(0, middle), face.symbol, size, grey, align="center")
        rect = QRectF(CURVE_RECT.topLeft(), QPointF(CURVE_RECT.right(), bottom))
    if curve is None:
        return
    draw_curve(surface, curve, rect, "slot" if faint else "ink")
    if not state.inputs or state.value is None:
        return
    at = _in_rect(curve.place(state.inputs[0], state.value), rect)
    if state.kink:
        paint_diamond(surface, at)
        return
    surface.stroke("gate", 1.0)
    surface.painter.setBrush(surface.color("value"))
    surface.painter.drawEllipse(at, 4.5, 4.5)


def draw_curve(surface: Surface, curve: Curve, rect: QRectF, role: str) -> None:
    """A curve with its axes in a rectangle."""
    painter = surface.painter
    surface.stroke("slot", 1.6, opacity=0.45)
    zero = _in_rect(curve.place(0.0, 0.0), rect)
    if curve.y_range[0] <= 0 <= curve.y_range[1]:
        painter.drawLine(QPointF(rect.left(), zero.y()), QPointF(rect.right(), zero.y()))
    if curve.x_range[0] <= 0 <= curve.x_range[1]:
        painter.drawLine(QPointF(zero.x(), rect.top() - 3), QPointF(zero.x(), rect.bottom() + 3))
    surface.stroke(role, 2.0)
    for line in curve.lines:
        painter.drawPolyline(QPolygonF([_in_rect(point, rect) for point in line]))


def paint_emblem(surface: Surface, kind: GateKind, rect: QRectF, role: str = "ink") -> None:
    """A kind's emblem in a rectangle, for palettes and panels; a little outline for a source."""
    painter = surface.painter
    painter.save()
    painter.translate(rect.center())
    curve = curve_of(kind.computation(1).evaluator) if kind.shape is Shape.FUNCTION else None
    if kind.is_source:
        _paint_little_source(surface, kind.shape, rect.height(), role)
    elif curve is not None:
        inner = QRectF(-rect.width() / 2, -rect.height() / 2, rect.width(), rect.height())
        draw_curve(surface, curve, inner.adjusted(0, 3, 0, -3), role)
    else:
        half = rect.width() / 2 + _BESIDE
        paint_symbol(surface, kind.symbol, role, rect.height(), (-half, half))
    painter.restore()


def _paint_little_source(surface: Surface, shape: Shape, height: float, role: str) -> None:
    scale = height / 24.0
    surface.stroke(role, 1.8 * scale)
    width = 18.0 if shape is Shape.SQUARE else 30.0
    rect = QRectF(-width / 2 * scale, -9 * scale, width * scale, 18 * scale)
    radius = (2.5 if shape is Shape.SQUARE else 9.0) * scale
    surface.painter.drawRoundedRect(rect, radius, radius)
    if shape is Shape.DOUBLE_PILL:
        inner = rect.adjusted(3 * scale, 3 * scale, -3 * scale, -3 * scale)
        surface.painter.drawRoundedRect(inner, radius - 3 * scale, radius - 3 * scale)
    if shape is Shape.SQUARE:
        surface.text(
            QPointF(0, 0), "3", 12 * scale, surface.color(role), weight=fonts.SEMIBOLD, align="center"
        )


def _in_rect(share: tuple[float, float], rect: QRectF) -> QPointF:
    return QPointF(rect.left() + share[0] * rect.width(), rect.bottom() - share[1] * rect.height())


def paint_diamond(surface: Surface, at: QPointF) -> None:
    """The hollow diamond of a kink."""
    surface.stroke("ink", 2.0)
    surface.painter.setBrush(surface.color("gate"))
    points = [QPointF(0, -6), QPointF(6, 0), QPointF(0, 6), QPointF(-6, 0)]
    surface.painter.drawPolygon(QPolygonF([at + point for point in points]))
