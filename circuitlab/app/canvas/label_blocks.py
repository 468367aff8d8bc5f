"""How a gate's value and gradient stand beside each other, and beside the gate. Pure geometry."""

from typing import Literal, NamedTuple

from PySide6.QtCore import QRectF

from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.label_sizes import PILL_HEIGHT, VALUE_SLOT, pill_width, value_width
from circuitlab.app.canvas.state import State
from circuitlab.layout import metrics

_ABOVE = 6.0
_STRIP_GAP = 6.0
_STRIP_ROW = (18.0, 19.0)
"""Heights of value and gradient side by side: in a lecture five rows of gates fit above each other so."""
STACK_GAP = 2.0
_BETWEEN = 2.5
"""Between a value and the pill below it."""
STACK_ROWS = (14.0, 17.0)
"""Heights of value and gradient one above the other: so flat, they end above the next row of gates."""


class Spot(NamedTuple):
    """Which of the places beside a gate its two numbers take.

    at: at the output port, value over and gradient under the wire, or together below or above the gate.
    align: to the middle of the body, to its left or right edge, or ending at its middle.
    stacked: the gradient below the value.
    """

    at: Literal["port", "below", "above"]
    align: Literal["middle", "start", "end", "before"] = "middle"
    stacked: bool = False


AT_PORT, BELOW = Spot("port"), Spot("below")
SPOTS = (
    AT_PORT,
    BELOW,
    Spot("below", "start"),
    Spot("below", "start", stacked=True),
    Spot("below", "end"),
    Spot("below", "middle", stacked=True),
    Spot("above", "middle"),
    Spot("above", "start"),
    Spot("above", "start", stacked=True),
    Spot("above", "end", stacked=True),
    Spot("below", "end", stacked=True),
    Spot("below", "before"),
    Spot("below", "before", stacked=True),
)
"""All of them, the better ones first."""


def at_port(face: Face, state: State, scales: tuple[float, float]) -> tuple[QRectF, QRectF]:
    x, y = metrics.output_port(face.shape, face.inputs, objective=face.objective)
    left = x + metrics.LABEL_INSET
    height = VALUE_SLOT[1] * scales[0]
    value = QRectF(left, y - _ABOVE - height, value_width(state.value_text, scales[0]), height)
    width = pill_width(state.gradient_text, scales[1]) if state.gradient_slot else 0.0
    return value, QRectF(left, y + _ABOVE, width, PILL_HEIGHT * scales[1])


def together(
    body: QRectF, name: QRectF, state: State, scales: tuple[float, float], spot: Spot
) -> tuple[QRectF, QRectF]:
    """Both below or above the gate and its name: side by side, or one above the other."""
    first, second = STACK_ROWS if spot.stacked else _STRIP_ROW
    value = QRectF(0, 0, value_width(state.value_text, scales[0]), first * scales[0])
    pill = QRectF(0, 0, pill_width(state.gradient_text, scales[1]), second * scales[1])
    if not state.gradient_slot:
        pill.setWidth(0)
    if spot.stacked:
        pill.moveTop(value.bottom() + _BETWEEN * scales[0])
    else:
        gap = _STRIP_GAP * scales[0] if state.gradient_slot else 0.0
        pill.moveLeft(value.right() + gap)
        row = max(value.height(), pill.height() if state.gradient_slot else 0.0)
        value.moveTop((row - value.height()) / 2)
        pill.moveTop((row - pill.height()) / 2)
    both = value.united(pill)
    left = {
        "middle": -both.width() / 2,
        "start": body.left(),
        "end": body.right() - both.width(),
        "before": -both.width(),
    }[spot.align]
    upper = min(body.top(), name.top()) if not name.isEmpty() else body.top()
    top = body.bottom() + 5 if spot.at == "below" else upper - 5 - both.height()
    return value.translated(left, top), pill.translated(left, top)


def stack(body: QRectF, state: State, scale: float) -> tuple[QRectF, QRectF]:
    """One above the other under the body, no wider than the column and its room for wires."""
    first, second = (height * scale for height in STACK_ROWS)
    value = QRectF(body.left(), body.bottom() + STACK_GAP, value_width(state.value_text, scale), first)
    pill = pill_width(state.gradient_text, scale) if state.gradient_slot else 0.0
    return value, QRectF(body.left(), value.bottom() + _BETWEEN * scale, pill, second)
