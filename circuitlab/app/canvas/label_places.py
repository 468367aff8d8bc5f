"""Where a gate's name, value, gradient and captions stand, around the gate's centre. Pure geometry."""

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app import fonts
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.gate_painter import HALO
from circuitlab.app.canvas.label_blocks import (
    AT_PORT,
    STACK_GAP,
    STACK_ROWS,
    Spot,
    at_port,
    stack,
    together,
)
from circuitlab.app.canvas.label_sizes import (
    NUMBER_TEXT,
    PILL_HEIGHT,
    VALUE_SLOT,
    pill_width,
    tangent_width,
    value_width,
)
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import DETAILS_FROM, least_px, text_px, text_width
from circuitlab.gates.kind import Shape

STRIP_BELOW = 0.7
"""Under this zoom both numbers stand in a strip under the gate, one above the other."""
LECTURE_STRIP_BELOW = 0.6
"""The same in lecture mode, whose screen is larger."""
STRIP_TEXT = 12.0
NAME_TEXT = 14.0
LOUD = 56 / 44
"""In lecture mode, the numbers of the current step against all others."""
CAPTION_TEXT = 12.0
PULL_DISTANCE = 22.0
NO_PULL, PULL_TEXT, PULL_INSET = "no pull", 13.0, 10.0
"""What is said where nothing pulls, how large, and how far from the body."""
_NAME_ABOVE = 14.0
_PULLS = ((0.01, 8.0), (0.1, 14.0), (1.0, 20.0), (10.0, 26.0), (100.0, 32.0))
_LONGEST_PULL = 38.0
_USUAL = "−0.0001"


@dataclass(frozen=True, slots=True)
class Places:
    """Rectangles of the labels; the scales are those of the two numbers against their size at 100 %.

    old_value, old_gradient: those of the ghosts of the run before, empty where there are none.
    """

    value: QRectF
    gradient: QRectF
    name: QRectF
    caption: QRectF
    scale: float
    gradient_scale: float
    strip: bool
    old_value: QRectF = field(default_factory=QRectF)
    old_gradient: QRectF = field(default_factory=QRectF)

    @property
    def bounds(self) -> QRectF:
        """All of them."""
        numbers = self.value.united(self.gradient).united(self.old_value).united(self.old_gradient)
        return numbers.united(self.name).united(self.caption)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the view shows the scene: pixels per unit at text size 100 %, and the factor of labels.

    lecture: no text is smaller than the farthest seat can read, and the current step's numbers are larger.
    """

    zoom: float = 1.0
    factor: float = 1.0
    lecture: bool = False

    def px(self, size: float) -> float:
        """A text size in scene units, enlarged so that it stays readable at this zoom."""
        return text_px(size, self.zoom, self.factor, least_px(lecture=self.lecture))

    @property
    def small(self) -> bool:
        """Whether there is no room for numbers at the ports."""
        return self.zoom < (LECTURE_STRIP_BELOW if self.lecture else STRIP_BELOW)

    @property
    def number(self) -> float:
        """Of a number, against its size at 100 %."""
        return self.px(NUMBER_TEXT) / NUMBER_TEXT if self.lecture else self.factor

    @property
    def loud(self) -> float:
        """Of a number of the current step."""
        return math.ceil(self.number * NUMBER_TEXT * LOUD) / NUMBER_TEXT if self.lecture else self.factor


def tangent_rect(places: "Places", text: str) -> QRectF:
    """Where the tangent of a gate stands: below its gradient, or below its value where there is none."""
    scale = places.gradient_scale
    above = places.value if places.gradient.isEmpty() else places.gradient
    width = tangent_width(text, scale)
    return QRectF(above.left(), above.bottom() + STACK_GAP * 2, width, PILL_HEIGHT * scale)


def strip_scale(zoom: float) -> float:
    """Of the numbers under a gate, against their size at 100 %."""
    return text_px(STRIP_TEXT, zoom * 11 / 12) / NUMBER_TEXT


def moving_scale(scale: Scale) -> float:
    """Of a number on its way: no smaller than it will stand where it arrives."""
    if scale.lecture:
        return scale.loud
    own = text_px(NUMBER_TEXT, scale.zoom, scale.factor) / NUMBER_TEXT
    return max(own, strip_scale(scale.zoom)) if scale.small else own


def pull_length(gradient: float) -> float:
    """Length of the arrow beside an input, by decades; 0 for no pull."""
    if gradient == 0 or gradient != gradient:
        return 0.0
    return next((length for bound, length in _PULLS if abs(gradient) < bound), _LONGEST_PULL)


def places_of(face: Face, state: State, scale: Scale, spot: Spot = AT_PORT) -> Places:
    """Where the labels go; the spot counts while the view is near enough for one."""
    inside = face.shape is Shape.SQUARE
    far = scale.zoom < DETAILS_FROM
    strip = not inside and (spot.at != "port" or scale.small)
    number_scale = strip_scale(scale.zoom) if strip and not scale.lecture else scale.number
    scales = _scales(state, scale, number_scale)
    body = body_rect(face)
    name = _name(face, state, scale)
    if inside:
        value, gradient = body, QRectF()
    elif far and state.from_far != "both" and (state.spoken or not (state.from_far and face.objective)):
        value, gradient = _alone(face, state, number_scale, name)
    elif scale.small:
        value, gradient = stack(body, state, number_scale)
        if far and state.gradient_text is None:  # no room for empty slots
            gradient = QRectF()
    elif strip:
        value, gradient = together(body, name, state, scales, spot)
    else:
        value, gradient = at_port(face, state, scales)
    caption = _caption(state, scale, body, gradient, strip=strip)
    return Places(value, gradient, name, caption, *scales, strip)


def _scales(state: State, scale: Scale, usual: float) -> tuple[float, float]:
    """Of the value and of the gradient; an empty slot has the usual size."""
    if not scale.lecture or scale.small:
        return usual, usual
    value = state.value_text is not None and state.is_loud("forward")
    gradient = state.gradient_text is not None and state.is_loud("backward")
    return scale.loud if value else usual, scale.loud if gradient else usual


def room_of(face: Face, texts: tuple[str | None, str | None], scale: Scale, spot: Spot) -> Places:
    """Where the labels go when they are at their largest, whatever step is the current one.

    At the ports values and gradients are never large in the same step: a value that is has the room of the
    gradient above it, which is not.
    """
    state = State(value_text=texts[0], gradient_text=texts[1])
    below = spot.at != "port" and not scale.lecture
    largest = (strip_scale(scale.zoom),) * 2 if below else (scale.loud, scale.loud)
    body, name = body_rect(face), _name(face, state, scale)
    if spot.at == "port":
        value, gradient = at_port(face, state, largest)
        value.setTop(value.bottom() - VALUE_SLOT[1] * scale.number)
    else:
        value, gradient = together(body, name, state, largest, spot)
    return Places(value, gradient, name, QRectF(), *largest, spot.at != "port")


def _alone(face: Face, state: State, scale: float, name: QRectF) -> tuple[QRectF, QRectF]:
    """From far: the one number that a gate gives to the current step or gets from it, or that is spoken of.

    A source has room for it on its left, where nothing runs; the others have it above body and name, and
    below the body what is only spoken of.
    """
    body, nowhere = body_rect(face), QRectF()
    way = state.from_far
    text = state.value_text if way == "forward" else state.gradient_text
    if way is None or text is None:
        return nowhere, nowhere
    if way == "forward":
        width, height = value_width(state.value_text, scale), STACK_ROWS[0] * scale
    else:
        width, height = pill_width(state.gradient_text, scale), STACK_ROWS[1] * scale
    if is_source(face):
        place = QRectF(body.left() - STACK_GAP * scale - width, -height / 2, width, height)
    elif state.spoken:
        place = QRectF(body.left(), body.bottom() + STACK_GAP, width, height)
    else:
        top = min(body.top(), name.top()) if face.name is not None else body.top()
        place = QRectF(body.left(), top - STACK_GAP - height, width, height)
    return (place, nowhere) if way == "forward" else (nowhere, place)


def is_source(face: Face) -> bool:
    """Whether a gate is an input or a parameter."""
    return face.shape in (Shape.PILL, Shape.DOUBLE_PILL)


def pull_room(face: Face, scale: Scale, *, in_words: bool) -> float:
    """What the pull of a source takes on its left; in_words: where there is none, which is said in words."""
    if not is_source(face):
        return 0.0
    return text_width(NO_PULL, scale.px(PULL_TEXT)) + PULL_INSET + 2 if in_words else PULL_DISTANCE + 8


def room_on_the_left(face: Face, zoom: float) -> float:
    """What a source keeps free for its number, so that a whole circuit still is in view with it."""
    if not is_source(face) or zoom >= DETAILS_FROM:
        return 0.0
    scale = strip_scale(zoom)
    return pill_width(_USUAL, scale) + STACK_GAP * scale


def _name(face: Face, state: State, scale: Scale) -> QRectF:
    body = body_rect(face)
    if is_source(face):
        return body
    size = scale.px(NAME_TEXT)
    width = text_width(face.name or "", size, fonts.SEMIBOLD)
    middle = body.top() - HALO - (_NAME_ABOVE - HALO) * size / NAME_TEXT
    if state.origin:  # above the badge
        middle -= scale.px(13)
    return QRectF(-width / 2, middle - size / 2, width, size)


def _caption(state: State, scale: Scale, body: QRectF, gradient: QRectF, *, strip: bool) -> QRectF:
    """Below the gate; a wide one ends on the right of it, under the gradient: wires come from the left."""
    bottom = max(body.bottom(), gradient.bottom()) if strip else body.bottom()
    if not state.caption or scale.zoom < DETAILS_FROM:
        return QRectF(0, bottom, 0, 0)
    size = scale.px(CAPTION_TEXT)
    width = text_width(state.caption, size)
    left = -width / 2 if strip else max(-width / 2, body.left())
    caption = QRectF(left, bottom + 6, width, size * 1.2)
    if caption.right() > gradient.left() and caption.top() < gradient.bottom() and not strip:
        caption.moveTop(gradient.bottom() + 2)
    return caption


def middle_left(rect: QRectF) -> QPointF:
    """The middle of the left side."""
    return QPointF(rect.left(), rect.center().y())
