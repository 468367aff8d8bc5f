"""Paints names, values, gradients, slots, pills, pulls and cards. Pure painting, no state of its own.

Filled pill: a message on its way. Outlined pill: arrived. Dashed: not computed.
"""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from circuitlab.app import fonts
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.label_places import (
    CAPTION_TEXT,
    NAME_TEXT,
    NO_PULL,
    PULL_DISTANCE,
    PULL_INSET,
    PULL_TEXT,
    Places,
    middle_left,
    pull_length,
)
from circuitlab.app.canvas.label_sizes import DOUBLE, NUMBER_TEXT, TRIANGLE, TRIANGLE_GAP, pill_padding
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import CAP_HEIGHT, Surface, text_width
from circuitlab.app.hidden import COVERED
from circuitlab.gates.kind import Shape

Role = Literal["value", "gradient", "tangent"]
"""A tangent is a derivative, like the gradient, and has its colour; it travels as values do."""
CARD_WIDTH = 112.0
CARD_ROW = 22.0
CARD_TEXT = 14.0
CARD_GAP = 18.0
_CARD_PADDING = 15.0
_SLOT_DASHES = (4.0, 3.0)
_PULSE_HEIGHT = 28.0


def paint_labels(surface: Surface, face: Face, state: State, places: Places) -> None:
    """Name, value, gradient, caption and pull of one gate."""
    if not surface.detailed:
        _paint_from_far(surface, face, state, places)
        return
    _clear_ground(surface, face, state, places)
    _paint_name(surface, face, places)
    if face.shape is not Shape.SQUARE:
        _paint_value(surface, state, places)
    if state.gradient_slot and face.shape is not Shape.SQUARE:
        thick = state.current == "backward"
        asked = state.asked == "gradient"
        given = places.gradient, state.gradient_text, places.gradient_scale
        paint_gradient(surface, *given, thick=thick, asked=asked)
    if state.caption:
        size = surface.px(CAPTION_TEXT)
        surface.text(places.caption.center(), state.caption, size, surface.color("secondary"), align="center")
    if state.pull is not None:
        _paint_pull(surface, face, state.pull)


def _paint_from_far(surface: Surface, face: Face, state: State, places: Places) -> None:
    """Names, and no numbers but those of the current step: there is room for few."""
    shown = face.shape is not Shape.SQUARE
    surface.fill("canvas")
    for rect in (places.value, places.gradient) if shown else ():
        surface.painter.drawRect(rect.adjusted(-2, -1, 2, 1) if not rect.isEmpty() else rect)
    _paint_name(surface, face, places)
    if shown and not places.value.isEmpty():
        _paint_value(surface, state, places)
    if shown and not places.gradient.isEmpty():
        thick = state.current == "backward"
        asked = state.asked == "gradient"
        given = places.gradient, state.gradient_text, places.gradient_scale
        paint_gradient(surface, *given, thick=thick, asked=asked)


def _clear_ground(surface: Surface, face: Face, state: State, places: Places) -> None:
    """What stands under the gate may stand on a wire: the wire passes behind it."""
    surface.fill("canvas")
    if places.strip and face.shape is not Shape.SQUARE:
        surface.painter.drawRect(places.value.adjusted(-2, 0, 2, 0))
    if state.caption:
        surface.painter.drawRect(places.caption.adjusted(-3, 0, 3, 0))


def _paint_name(surface: Surface, face: Face, places: Places) -> None:
    body = body_rect(face)
    outside = face.shape not in (Shape.PILL, Shape.DOUBLE_PILL) and face.name is not None
    if outside:
        size = surface.px(NAME_TEXT)
        at = places.name.center()
        ink = surface.color("ink")
        surface.text(at, face.name or "", size, ink, weight=fonts.SEMIBOLD, align="center")
    if face.objective and outside:
        size = surface.px(NAME_TEXT) / NAME_TEXT if surface.lecture else 1.0
        foot = QPointF(places.name.right() + 8, places.name.center().y() + 8.5 * size)
        paint_flag(surface, foot, size)
    elif face.objective:
        paint_flag(surface, QPointF(body.right() - 12, body.top() - 2))


def paint_flag(surface: Surface, foot: QPointF, size: float = 1.0) -> None:
    """The objective's flag; `foot` is the lower end of its pole."""
    top = foot.y() - 15.5 * size
    surface.fill("ink")
    surface.painter.drawRect(QRectF(foot.x() - size, top, 2 * size, 15.5 * size))
    cloth = [(-1, 1.75), (10.6, 1.75), (7.4, 5.75), (10.6, 9.75), (-1, 9.75)]
    points = [QPointF(foot.x() + x * size, top + y * size) for x, y in cloth]
    surface.painter.drawPolygon(QPolygonF(points))


def _paint_value(surface: Surface, state: State, places: Places) -> None:
    rect = places.value
    if state.value_text is None:
        surface.stroke("slot", 1.5, dashes=_SLOT_DASHES)
        surface.painter.drawRoundedRect(rect, 5 * places.scale, 5 * places.scale)
        return
    size = round(NUMBER_TEXT * places.scale)
    if state.value_text == COVERED:
        surface.stroke("value", 1.5 * places.scale)
        surface.painter.setBrush(surface.color("value_tint" if state.asked == "value" else "hover"))
        surface.painter.drawRoundedRect(rect, 5 * places.scale, 5 * places.scale)
        ink = surface.color("value")
        surface.text(rect.center(), COVERED, size, ink, weight=fonts.SEMIBOLD, align="center")
        return
    middle = rect.center().y() if places.strip else rect.bottom() - 1 - size * CAP_HEIGHT / 2
    at = QPointF(rect.left(), middle)
    surface.text(at, state.value_text, size, surface.color("value"), weight=fonts.SEMIBOLD)


def paint_gradient(
    surface: Surface,
    rect: QRectF,
    text: str | None,
    scale: float = 1.0,
    *,
    thick: bool = False,
    asked: bool = False,
) -> None:
    """A gradient that has arrived, in its outlined pill, or its empty slot. asked: it is asked for."""
    painter = surface.painter
    radius = rect.height() / 2
    if text is None:
        surface.stroke("slot", 1.5, dashes=_SLOT_DASHES)
        painter.drawRoundedRect(rect, radius, radius)
        _paint_triangle(surface, rect, scale, "slot")
        return
    surface.stroke("gradient", (2.5 if thick else 1.5) * scale)
    covered = "gradient_tint" if asked else "hover"
    painter.setBrush(surface.color(covered if text == COVERED else "canvas"))
    painter.drawRoundedRect(rect, radius, radius)
    _paint_triangle(surface, rect, scale, "gradient")
    _paint_pill_text(surface, rect, text, scale, "gradient")


def paint_tangent(surface: Surface, rect: QRectF, text: str, scale: float, *, thick: bool = False) -> None:
    """A tangent that has arrived, in a pill with two outlines that points on to the right."""
    inner = DOUBLE * scale
    radius = rect.height() / 2
    surface.stroke("gradient", (2.0 if thick else 1.25) * scale)
    surface.painter.setBrush(surface.color("gradient_tint" if thick else "canvas"))
    surface.painter.drawRoundedRect(rect, radius, radius)
    surface.stroke("gradient", 1.0 * scale)
    close = rect.adjusted(inner, inner, -inner, -inner)
    surface.painter.drawRoundedRect(close, radius - inner, radius - inner)
    at = middle_left(rect) + QPointF(pill_padding(scale) + inner, 0)
    surface.text(at, text, round(NUMBER_TEXT * scale), surface.color("gradient"), weight=fonts.SEMIBOLD)
    _paint_tip(surface, QPointF(rect.right() - pill_padding(scale) - inner, at.y()), scale, "gradient")


def _paint_tip(surface: Surface, tip: QPointF, scale: float, role: str) -> None:
    """A triangle that points right, to what comes next."""
    surface.fill(role)
    back, half = -TRIANGLE * scale, 5 * scale
    surface.painter.drawPolygon(QPolygonF([tip, tip + QPointF(back, -half), tip + QPointF(back, half)]))


def _paint_triangle(surface: Surface, rect: QRectF, scale: float, role: str) -> None:
    tip = middle_left(rect) + QPointF(pill_padding(scale), 0)
    back = TRIANGLE * scale
    surface.fill(role)
    half = 5 * scale
    surface.painter.drawPolygon(QPolygonF([tip, tip + QPointF(back, -half), tip + QPointF(back, half)]))


def _paint_pill_text(surface: Surface, rect: QRectF, text: str, scale: float, role: str) -> None:
    at = middle_left(rect) + QPointF(pill_padding(scale) + (TRIANGLE + TRIANGLE_GAP) * scale, 0)
    surface.text(at, text, round(NUMBER_TEXT * scale), surface.color(role), weight=fonts.SEMIBOLD)


def pulse_rect(center: QPointF, text: str, scale: float = 1.0) -> QRectF:
    """The filled pill around a point."""
    width = text_width(text, round(NUMBER_TEXT * scale), fonts.SEMIBOLD)
    width += 2 * pill_padding(scale) + (TRIANGLE + TRIANGLE_GAP + 2) * scale
    height = _PULSE_HEIGHT * scale
    return QRectF(center.x() - width / 2, center.y() - height / 2, width, height)


def paint_pulse(surface: Surface, center: QPointF, text: str, role: Role, scale: float = 1.0) -> None:
    """A message on its way: a filled pill with a rim; values point right, gradients point left."""
    rect = pulse_rect(center, text, scale)
    inner = rect.adjusted(1, 1, -1, -1)
    surface.stroke("canvas", 2.0)
    surface.painter.setBrush(surface.color(shade(role)))
    surface.painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    on = "on_value" if role == "value" else "on_gradient"
    if role == "gradient":
        _paint_triangle(surface, inner, scale, on)
        _paint_pill_text(surface, inner, text, scale, on)
        return
    size = round(NUMBER_TEXT * scale)
    at = middle_left(inner) + QPointF(pill_padding(scale), 0)
    surface.text(at, text, size, surface.color(on), weight=fonts.SEMIBOLD)
    _paint_tip(surface, QPointF(inner.right() - pill_padding(scale), inner.center().y()), scale, on)
    if role == "tangent":  # a rim inside the rim, as it has two outlines where it stands
        surface.stroke(on, 1.0)
        close = inner.adjusted(2, 2, -2, -2)
        surface.painter.drawRoundedRect(close, close.height() / 2, close.height() / 2)


def shade(role: Role) -> str:
    """The colour of what travels."""
    return "value" if role == "value" else "gradient"


def _paint_pull(surface: Surface, face: Face, pull: float) -> None:
    left = body_rect(face).left()
    length = pull_length(pull)
    if length == 0.0:
        grey = surface.color("secondary")
        at = QPointF(left - PULL_INSET, 0)
        surface.text(at, NO_PULL, surface.px(PULL_TEXT), grey, align="right")
        return
    paint_pull(surface, QPointF(left - PULL_DISTANCE, 0), length, up=pull > 0)


def paint_pull(surface: Surface, center: QPointF, length: float, *, up: bool) -> None:
    """The arrow beside an input: a head of 13 x 8, a shaft of 4 where it is longer."""
    sign = -1.0 if up else 1.0
    tip = center + QPointF(0, sign * length / 2)
    neck = tip - QPointF(0, sign * 8)
    surface.fill("gradient")
    head = [tip, neck + QPointF(6.5, 0), neck - QPointF(6.5, 0)]
    surface.painter.drawPolygon(QPolygonF(head))
    if length > 8:
        end = center.y() - sign * length / 2
        top, bottom = sorted((neck.y(), end))
        surface.painter.drawRect(QRectF(center.x() - 2, top, 4, bottom - top))


def card_rect(face: Face, rows: Sequence[tuple[str, str]], size: float, below: float) -> QRectF:
    """Where the card with a gate's local slopes, or its formula, stands: under the body."""
    left = max(text_width(first, size) for first, _ in rows)
    right = max(text_width(second, size, fonts.SEMIBOLD) for _, second in rows)
    scale = size / CARD_TEXT
    width = max(CARD_WIDTH * scale, left + right + 2 * _CARD_PADDING * scale + 14 * scale)
    body = body_rect(face)
    height = (CARD_ROW * len(rows) + 16) * scale
    return QRectF(body.left() - 4, max(body.bottom(), below) + CARD_GAP, width, height)


def paint_card(surface: Surface, rect: QRectF, rows: Sequence[tuple[str, str]], size: float) -> None:
    """That card."""
    surface.stroke("border", 1.0)
    surface.painter.setBrush(surface.color("canvas"))
    surface.painter.drawRoundedRect(rect, 8, 8)
    scale = size / CARD_TEXT
    for index, (first, second) in enumerate(rows):
        y = rect.top() + (8 + CARD_ROW * (index + 0.5)) * scale
        pad = _CARD_PADDING * scale
        surface.text(QPointF(rect.left() + pad, y), first, size, surface.color("secondary"))
        at = QPointF(rect.right() - pad, y)
        surface.text(at, second, size, surface.color("ink"), weight=fonts.SEMIBOLD, align="right")
