"""The bubble at the pointer that says why a wire was refused: where it stands, how it looks."""

from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.app import fonts
from circuitlab.app.canvas.label_places import Scale
from circuitlab.app.canvas.surface import Surface, text_width
from circuitlab.app.line_breaks import lines_of

TEXT = 13.0
OFFSET = QPointF(28, 36)
"""From the pointer, in px."""
_LEADING = 1.3
_PADDING = 20.0
_MARGIN = 6.0


def placed(words: str, at: QPointF, shown: QRectF, scale: Scale) -> tuple[str, QPointF]:
    """The words, in lines that `shown` has room for, and the bubble's corner, so that all of it is inside.

    It stands right under `at`; where there is no room below, above.
    """
    size, away = scale.px(TEXT), OFFSET / max(scale.zoom, 0.1)
    inside = shown.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    words = _wrapped(words, inside.width() - _PADDING, size)
    rect = note_rect(words, at + away, scale)
    if rect.bottom() > inside.bottom():
        rect.moveBottom(at.y() - away.y() / 2)
    x = max(inside.left(), min(rect.left(), inside.right() - rect.width()))
    y = max(inside.top(), min(rect.top(), inside.bottom() - rect.height()))
    return words, QPointF(x, y)


def note_rect(words: str, corner: QPointF, scale: Scale) -> QRectF:
    """The bubble with its upper left corner there."""
    size = scale.px(TEXT)
    lines = words.split("\n")
    width = max(text_width(line, size, fonts.MEDIUM) for line in lines) + _PADDING
    return QRectF(corner.x(), corner.y(), width, size * (0.8 + _LEADING * len(lines)))


def paint_note(surface: Surface, corner: QPointF, words: str) -> None:
    """That bubble."""
    rect = note_rect(words, corner, Scale(surface.zoom, surface.text_factor, surface.lecture))
    size = surface.px(TEXT)
    surface.fill("primary")
    surface.painter.drawRoundedRect(rect, 6, 6)
    surface.painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = surface.color("on_primary")
    for number, line in enumerate(words.split("\n")):
        middle = rect.top() + size * (0.4 + _LEADING * (number + 0.5))
        at = QPointF(rect.left() + _PADDING / 2, middle)
        surface.text(at, line, size, ink, weight=fonts.MEDIUM)


def _wrapped(words: str, room: float, size: float) -> str:
    each = words.split()
    widths = [text_width(word, size, fonts.MEDIUM) for word in each]
    lines = lines_of(widths, text_width(" ", size, fonts.MEDIUM), room)
    return "\n".join(" ".join(each[index] for index in line) for line in lines)
