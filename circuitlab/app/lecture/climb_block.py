"""What a climb is told, set for the last row: its words on the left, the curve of its steps on the right.

Sizes are given for a screen of 1,080 lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.lecture.climb_curve import ClimbCurve
from circuitlab.app.lecture.slide_block import EDGE, SMALL, TITLE, TITLE_LINE, USUAL, left_of
from circuitlab.app.panels.slide_lines import Line, Setter, Sizes
from circuitlab.teach.lessons.fields import plain

if TYPE_CHECKING:
    from circuitlab.teach.climb_told import Told

_CURVES, _GAP = (680.0, 480.0), 60.0
"""Widths of the curve, and what is between it and the words. A narrower one has no room for its line."""
_SMALLER = replace(SMALL, text=36.0, line=44.0)
_SMALLEST = replace(SMALL, text=30.0, line=36.0)
"""Of words that else would be cut, where there is no room for the curve either."""
_INSET = 20.0
"""Of the curve, above and below."""
_TOP = 24.0
"""Of the heading, which stands still while what is said under it grows."""


@dataclass(frozen=True)
class Words:
    """Lines under a heading, with their height, and the room for them. curve: the width left to it, in px."""

    setter: Setter
    lines: list[Line]
    height: float
    room: QRectF
    curve: float
    whole: bool


@dataclass(frozen=True)
class ClimbBlock:
    """A heading, paragraphs, and a curve where there is more than one point of it, and room for it."""

    told: "Told"

    @property
    def text(self) -> str:
        """All of it in words."""
        return "\n".join(each for each in (self.told.heading, *map(plain, self.told.said)) if each)

    @property
    def curve(self) -> ClimbCurve:
        """The objective after each step."""
        return ClimbCurve(self.told.heights, self.told.ends, self.told.caption)

    def paint(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """Paint it in the middle of this area."""
        scale, words = look.scale, self.words(look, area, painter.device().devicePixelRatioF())
        room, head = words.room, self._head * scale
        most = _TOP * scale if self.told.heading else area.height()
        top = area.top() + min(most, max(0.0, (area.height() - head - words.height) / 2))
        if self.told.heading:
            self._paint_heading(painter, look, QRectF(room.left(), top, room.width(), head))
        words.setter.paint(painter, words.lines, room.left(), top + head)
        if words.curve:
            inset = _INSET * scale
            place = QRectF(room.right() + _GAP * scale, area.top(), words.curve, area.height())
            self.curve.paint(painter, look, place.adjusted(0, inset, 0, -inset))

    def _paint_heading(self, painter: QPainter, look: Look, row: QRectF) -> None:
        """As large as a title, smaller where that is too wide."""
        size = TITLE * min(1.0, row.width() / self._heading_width(look))
        measure = look.metrics(size, fonts.SEMIBOLD)
        painter.setFont(look.font(size, fonts.SEMIBOLD))
        painter.setPen(look.color("ink"))
        baseline = row.top() + (row.height() - measure.height()) / 2 + measure.ascent()
        painter.drawText(QPointF(row.left(), baseline), self.told.heading)

    def words(self, look: Look, area: QRectF, ratio: float) -> Words:
        """The words as large as they fit beside the curve, else without it; what still is too long is cut.

        ratio: device pixels to one.
        """
        most = area.height() - self._head * look.scale
        for curve, sizes in self._ways():
            room = _room(look, area, curve)
            setter = Setter(look, sizes, room.width(), ratio)
            lines, height = setter.set(self.told.said)
            beside = not curve or self._heading_width(look) <= room.width()
            if beside and height <= most:
                return Words(setter, lines, height, room, curve * look.scale, whole=True)
        kept = [line for line in lines if line.baseline <= most]
        return Words(setter, kept, most, room, 0.0, whole=False)

    def _ways(self) -> Iterator[tuple[float, Sizes]]:
        """Widths of the curve, and sizes of the words: the best first."""
        for curve in _CURVES if self.curve.points else ():
            yield from ((curve, sizes) for sizes in (USUAL, SMALL))
        yield from ((0.0, sizes) for sizes in (USUAL, SMALL, _SMALLER, _SMALLEST))

    def _heading_width(self, look: Look) -> float:
        return max(1.0, look.advance(self.told.heading, TITLE, fonts.SEMIBOLD))

    @property
    def _head(self) -> float:
        return TITLE_LINE if self.told.heading else 0.0


def _room(look: Look, area: QRectF, curve: float) -> QRectF:
    """Where the words may stand beside a curve of this width."""
    left = area.left() + left_of(look, area.width())
    taken = EDGE + (curve + _GAP if curve else 0.0)
    return QRectF(left, area.top(), max(1.0, area.right() - taken * look.scale - left), area.height())
