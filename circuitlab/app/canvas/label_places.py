"""Where a gate's name, value, gradient and captions stand, around the gate's centre. Pure geometry."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app import fonts
from circuitlab.app.canvas.gate_painter import HALO, body_rect
from circuitlab.app.canvas.looks import Face, State
from circuitlab.app.canvas.surface import DETAILS_FROM, text_px, text_width
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

STRIP_BELOW = 0.7
"""Under this zoom both numbers stand in a strip under the gate."""
STRIP_TEXT = 12.0
NUMBER_TEXT = 16.0
NAME_TEXT = 14.0
CAPTION_TEXT = 12.0
PILL_HEIGHT = 24.0
PILL_PADDING = 8.0
TRIANGLE = 8.0
TRIANGLE_GAP = 4.0
VALUE_SLOT = (36.0, 20.0)
GRADIENT_SLOT = 48.0
PULL_DISTANCE = 22.0
_ABOVE = 6.0
_STRIP_GAP = 6.0
_NAME_ABOVE = 14.0
_PULLS = ((0.01, 8.0), (0.1, 14.0), (1.0, 20.0), (10.0, 26.0), (100.0, 32.0))
_LONGEST_PULL = 38.0


@dataclass(frozen=True, slots=True)
class Places:
    """Rectangles of the labels; `scale` is that of the numbers against their size at 100 %."""

    value: QRectF
    gradient: QRectF
    name: QRectF
    caption: QRectF
    scale: float
    strip: bool

    @property
    def bounds(self) -> QRectF:
        """All of them."""
        return self.value.united(self.gradient).united(self.name).united(self.caption)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the view shows the scene: pixels per unit at text size 100 %, and the factor of labels."""

    zoom: float = 1.0
    factor: float = 1.0


def pill_width(text: str | None, scale: float = 1.0) -> float:
    """Width of a gradient's pill; None: an empty slot."""
    if text is None:
        return GRADIENT_SLOT * scale
    size = round(NUMBER_TEXT * scale)
    return text_width(text, size, fonts.SEMIBOLD) + scale * (2 * PILL_PADDING + TRIANGLE + TRIANGLE_GAP)


def value_width(text: str | None, scale: float = 1.0) -> float:
    """Width of a value."""
    if text is None:
        return VALUE_SLOT[0] * scale
    return text_width(text, round(NUMBER_TEXT * scale), fonts.SEMIBOLD)


def label_width(value: str | None, gradient: str | None, factor: float = 1.0) -> float:
    """Width of the wider of the two labels at an output port; None: an empty slot."""
    return max(value_width(value, factor), pill_width(gradient, factor))


def pull_length(gradient: float) -> float:
    """Length of the arrow beside an input, by decades; 0 for no pull."""
    if gradient == 0 or gradient != gradient:
        return 0.0
    return next((length for bound, length in _PULLS if abs(gradient) < bound), _LONGEST_PULL)


def places_of(face: Face, state: State, scale: Scale, *, crowded: bool = False) -> Places:
    """Where the labels go; `crowded`: there is no room for them at the output port."""
    inside = face.shape is Shape.SQUARE
    strip = not inside and (crowded or scale.zoom < STRIP_BELOW)
    number_scale = text_px(STRIP_TEXT, scale.zoom * 11 / 12) / NUMBER_TEXT if strip else scale.factor
    body = body_rect(face)
    if inside or scale.zoom < DETAILS_FROM:
        value = body if inside else QRectF(body.center(), body.center())
        gradient, strip = QRectF(body.center(), body.center()), False
    elif strip:
        value, gradient = _strip(body, state, number_scale)
    else:
        value, gradient = _at_port(face, state, number_scale)
    bottom = max(body.bottom(), gradient.bottom() if strip else body.bottom())
    return Places(
        value, gradient, _name(face, state, scale), _caption(state, scale, bottom), number_scale, strip
    )


def _at_port(face: Face, state: State, scale: float) -> tuple[QRectF, QRectF]:
    x, y = metrics.output_port(face.shape, face.inputs, objective=face.objective)
    left = x + metrics.LABEL_INSET
    height = VALUE_SLOT[1] * scale
    value = QRectF(left, y - _ABOVE - height, value_width(state.value_text, scale), height)
    width = pill_width(state.gradient_text, scale) if state.gradient_slot else 0.0
    return value, QRectF(left, y + _ABOVE, width, PILL_HEIGHT * scale)


def _strip(body: QRectF, state: State, scale: float) -> tuple[QRectF, QRectF]:
    """Side by side under the body."""
    width, height = value_width(state.value_text, scale), VALUE_SLOT[1] * scale
    pill = pill_width(state.gradient_text, scale) if state.gradient_slot else 0.0
    gap = _STRIP_GAP * scale if pill else 0.0
    left, top = -(width + gap + pill) / 2, body.bottom() + 5
    value = QRectF(left, top + (PILL_HEIGHT - VALUE_SLOT[1]) / 2 * scale, width, height)
    return value, QRectF(left + width + gap, top, pill, PILL_HEIGHT * scale)


def _name(face: Face, state: State, scale: Scale) -> QRectF:
    body = body_rect(face)
    if face.shape in (Shape.PILL, Shape.DOUBLE_PILL):
        return body
    size = text_px(NAME_TEXT, scale.zoom, scale.factor)
    width = text_width(face.name or "", size, fonts.SEMIBOLD)
    middle = body.top() - HALO - (_NAME_ABOVE - HALO) * size / NAME_TEXT
    if state.origin:  # above the badge
        middle -= text_px(13, scale.zoom, scale.factor)
    return QRectF(-width / 2, middle - size / 2, width, size)


def _caption(state: State, scale: Scale, bottom: float) -> QRectF:
    if not state.caption or scale.zoom < DETAILS_FROM:
        return QRectF(0, bottom, 0, 0)
    size = text_px(CAPTION_TEXT, scale.zoom, scale.factor)
    width = text_width(state.caption, size)
    return QRectF(-width / 2, bottom + 6, width, size * 1.2)


def middle_left(rect: QRectF) -> QPointF:
    """The middle of the left side."""
    return QPointF(rect.left(), rect.center().y())
