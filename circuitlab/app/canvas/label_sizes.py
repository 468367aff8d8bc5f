"""How large values and the pills of gradients are. Sizes in scene units; scales against 100 %."""

from circuitlab.app import fonts
from circuitlab.app.canvas.surface import text_width
from circuitlab.app.hidden import COVERED

NUMBER_TEXT = 16.0
PILL_HEIGHT = 24.0
PILL_PADDING = 8.0
_MOST_PADDING = 1.1
TRIANGLE = 8.0
TRIANGLE_GAP = 4.0
DOUBLE = 3.0
"""Between the two outlines of a tangent's pill."""
VALUE_SLOT = (36.0, 20.0)
GRADIENT_SLOT = 48.0


def pill_width(text: str | None, scale: float = 1.0) -> float:
    """Width of a gradient's pill; None: an empty slot."""
    if text is None:
        return GRADIENT_SLOT * scale
    size = round(NUMBER_TEXT * scale)
    beside = 2 * pill_padding(scale) + scale * (TRIANGLE + TRIANGLE_GAP)
    return text_width(text, size, fonts.SEMIBOLD) + beside


def tangent_width(text: str, scale: float = 1.0) -> float:
    """Width of a tangent's pill: its double outline takes more room than a gradient's."""
    return pill_width(text, scale) + 2 * DOUBLE * scale


def pill_padding(scale: float) -> float:
    """What a pill has beside its triangle and its number: a large one does not need that much more."""
    return PILL_PADDING * min(scale, _MOST_PADDING)


def value_width(text: str | None, scale: float = 1.0) -> float:
    """Width of a value."""
    if text is None or text == COVERED:
        return VALUE_SLOT[0] * scale
    return text_width(text, round(NUMBER_TEXT * scale), fonts.SEMIBOLD)


def label_width(value: str | None, gradient: str | None, factor: float = 1.0) -> float:
    """Width of the wider of the two labels at an output port; None: an empty slot."""
    return max(value_width(value, factor), pill_width(gradient, factor))
