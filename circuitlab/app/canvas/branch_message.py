"""What a branch of a fan-out has carried back: it stands on the wire, before the consumer's port."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF

from circuitlab.app.canvas.ghosts import ghost_size, paint_ghost
from circuitlab.app.canvas.label_painter import paint_gradient
from circuitlab.app.canvas.label_places import Scale
from circuitlab.app.canvas.label_sizes import NUMBER_TEXT, PILL_HEIGHT, pill_width
from circuitlab.app.canvas.state import WireState
from circuitlab.app.canvas.surface import DETAILS_FROM, Surface, least_px
from circuitlab.app.hidden import COVERED
from circuitlab.layout import metrics
from circuitlab.teach import numbers

BRANCH_SCALE = 0.8125
"""A branch's own message at a fan-out is smaller than the total: 13 px, so that two fit port by port."""
_GAP = 8.0
_BETWEEN = 1.0
"""Between the messages at two ports of one gate."""

PortPlace = Literal["first", "between", "last"]


@dataclass(frozen=True, slots=True)
class BranchMessage:
    """The message of a wire that ends at this point of the scene, at this port of its consumer."""

    state: WireState
    end: tuple[float, float]
    scale: Scale
    port: PortPlace

    @property
    def text(self) -> str | None:
        """What it says; None where there is nothing to say."""
        if self.state.covered:
            return COVERED
        return None if self.state.message is None else self._number(self.state.message.downstream)

    @property
    def rect(self) -> QRectF:
        """Where it stands."""
        return self._room_of(self.text)

    @property
    def bounds(self) -> QRectF:
        """What it takes up, with what it carried before."""
        return self.rect.united(self.old_rect)

    def room_of(self, number: float | None) -> QRectF:
        """Where it would stand if it were this number."""
        return self._room_of(None if number is None else self._number(number))

    def room_before_port(self, number: float | None) -> float:
        """How far before the consumer's port its way is to turn, so that this number covers no dot."""
        return max(metrics.BRANCH_ROOM, self.room_of(number).width() + 2 * _GAP)

    @property
    def old_text(self) -> str | None:
        """What it carried in the run before, where that reads differently."""
        if self.state.old is None or self.state.message is None or self.state.covered:
            return None
        text = self._number(self.state.old.downstream)
        return text if text != self.text else None

    @property
    def old_rect(self) -> QRectF:
        """Where that stands: over the message to the first port, under that to the last."""
        now, text = self.rect, self.old_text
        if text is None or now.isEmpty() or self.port == "between" or self.scale.zoom < DETAILS_FROM:
            return QRectF()
        rect = ghost_size(text, self.scale, "gradient")
        if self.port == "first":
            rect.moveBottomRight(now.topRight())
        else:
            rect.moveTopRight(now.bottomRight())
        return rect

    def paint(self, words: Surface, *, asked: bool = False) -> None:
        """Paint it, if there is something to say. asked: it is asked for."""
        rect = self.rect
        if not rect.isEmpty():
            paint_gradient(words, rect, self.text, self._size, asked=asked)
        old, text = self.old_rect, self.old_text
        if text is not None and not old.isEmpty():
            words.fill("canvas")
            words.painter.drawRect(old)
            paint_ghost(words, old, text, "gradient")

    def _room_of(self, text: str | None) -> QRectF:
        if text is None or self.scale.small:
            return QRectF()
        (x, y), size = self.end, self._size
        width = pill_width(text, size)
        height = min(PILL_HEIGHT * size, metrics.PORT_PITCH - _BETWEEN)
        return QRectF(x - _GAP - width, y - height / 2, width, height)

    @property
    def _size(self) -> float:
        return max(BRANCH_SCALE, least_px(lecture=self.scale.lecture) / NUMBER_TEXT / self.scale.zoom)

    def _number(self, value: float) -> str:
        return numbers.text(value, numbers.LECTURE_DIGITS if self.scale.lecture else numbers.DIGITS)
