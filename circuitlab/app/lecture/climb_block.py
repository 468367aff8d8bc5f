"""What a climb is told, set for the last row: its words on the left, the curve of its steps on the right.

Sizes are given for a screen of 1,080 lines.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.lecture.climb_curve import ClimbCurve
from circuitlab.app.lecture.slide_block import LEFT, SMALL, TITLE, TITLE_LINE, USUAL
from circuitlab.app.panels.slide_lines import Line, Setter
from circuitlab.teach.lessons.fields import plain

if TYPE_CHECKING:
    from circuitlab.teach.climb_told import Told

_CURVE, _GAP, _RIGHT = 680.0, 60.0, 60.0
"""Between the words and the curve, and between it and the edge."""
_INSET = 20.0
"""Of the curve, above and below."""
_TOP = 24.0
"""Of the heading, which stands still while what is said under it grows."""


@dataclass(frozen=True)
class ClimbBlock:
    """A heading, paragraphs, and a curve where there is more than one point of it."""

    told: "Told"

    @property
    def text(self) -> str:
        """All of it in words."""
        return "\n".join(each for each in (self.told.heading, *map(plain, self.told.said)) if each)

    def paint(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """Paint it in the middle of this area."""
        scale, curve = look.scale, ClimbCurve(self.told.heights, self.told.ends, self.told.caption)
        left = area.left() + LEFT * scale
        right = area.right() - (LEFT if not curve.points else _RIGHT + _CURVE + _GAP) * scale
        setter, lines, height = self.fitted(look, right - left, area.height(), _ratio(painter))
        head = self._head * scale
        most = _TOP * scale if self.told.heading else area.height()
        top = area.top() + min(most, max(0.0, (area.height() - head - height) / 2))
        if self.told.heading:
            measure = look.metrics(TITLE, fonts.SEMIBOLD)
            baseline = top + (head - measure.height()) / 2 + measure.ascent()
            painter.setFont(look.font(TITLE, fonts.SEMIBOLD))
            painter.setPen(look.color("ink"))
            painter.drawText(QPointF(left, baseline), self.told.heading)
        setter.paint(painter, lines, left, top + head)
        if curve.points:
            inset = _INSET * scale
            place = QRectF(right + _GAP * scale, area.top(), _CURVE * scale, area.height())
            curve.paint(painter, look, place.adjusted(0, inset, 0, -inset))

    def fitted(self, look: Look, width: float, room: float, ratio: float) -> tuple[Setter, list[Line], float]:
        """The lines under the heading, with their height: a little smaller where that fits, else cut."""
        room -= self._head * look.scale
        for sizes in (USUAL, SMALL):
            setter = Setter(look, sizes, width, ratio)
            lines, height = setter.set(self.told.said)
            if height <= room:
                return setter, lines, height
        return setter, [line for line in lines if line.baseline <= room], room

    @property
    def _head(self) -> float:
        return TITLE_LINE if self.told.heading else 0.0


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()
