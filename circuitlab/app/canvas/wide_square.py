"""The square of a constant in a lecture: as wide as its number is there, which is never cut."""

from dataclasses import replace

from circuitlab.app import fonts
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_painter import NUMBER_TEXT
from circuitlab.app.canvas.label_places import Scale
from circuitlab.app.canvas.surface import DETAILS_FROM, text_width
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics
from circuitlab.teach import numbers

_BESIDE = 2 * metrics.PORT_RADIUS + 6.0
"""A number has its square's port beside it."""


def with_room(face: Face, scale: Scale) -> Face:
    """The face with room for its number at this scale; from far, where numbers are left out, as it is."""
    if face.shape is not Shape.SQUARE or face.number is None:
        return face
    more = 0.0
    if scale.lecture and scale.zoom >= DETAILS_FROM:
        text = numbers.text(face.number, numbers.LECTURE_DIGITS)
        needed = text_width(text, scale.px(NUMBER_TEXT), fonts.SEMIBOLD) + _BESIDE
        more = max(0.0, needed - metrics.body_size(face.shape, face.inputs)[0])
    return face if more == face.widened else replace(face, widened=more)
