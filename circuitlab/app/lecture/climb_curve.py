"""The objective after each step of a climb as a curve for the last row: where it began, where it is now.

Sizes are given for a screen of 1,080 lines.
"""

from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look

TEXT, LINE = 42.0, 52.0
STROKE, STEP, NOW = 7.0, 7.0, 13.0
"""Of the line its width; of the points of single steps and of the current one their radius."""
_FEW = 16
"""So many steps have points of their own."""
MOST = 400
"""Points of the line: more are not to be told apart."""
_NEAR = 22.0
"""Between a point and its number."""
_AXIS = 3.0


class ClimbCurve:
    """ends: the first and the last of the heights, as they are read.

    `points`: steps and their heights; none where there are fewer than two.
    """

    def __init__(self, heights: tuple[float, ...], ends: tuple[str, str], caption: str) -> None:
        self._ends, self._caption = ends, caption
        last = len(heights) - 1
        steps = range(last + 1) if last < MOST else (round(at * last / (MOST - 1)) for at in range(MOST))
        found = [(step, heights[step]) for step in steps if isfinite(heights[step])]
        self.points = found if len(found) > 1 else []

    def paint(self, painter: QPainter, look: Look, area: QRectF) -> None:
        """Paint it into this area: the caption at its foot, the numbers at its sides."""
        scale, wide = look.scale, [look.advance(end, TEXT, fonts.SEMIBOLD) for end in self._ends]
        near = (_NEAR + NOW) * scale
        plot = area.adjusted(wide[0] + near, LINE / 2 * scale, -wide[1] - near, -LINE * scale)
        placed = self.placed(plot.adjusted(0, 0, 0, -LINE / 2 * scale))
        painter.setPen(QPen(look.color("field"), _AXIS * scale))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self._paint_line(painter, look, placed)
        painter.setFont(look.font(TEXT, fonts.SEMIBOLD))
        painter.setPen(look.color("value"))
        for text, at, width, side in zip(self._ends, (placed[0], placed[-1]), wide, (-1, 1), strict=True):
            left = at.x() + near if side > 0 else at.x() - near - width
            line = QRectF(left, at.y() - LINE / 2 * scale, width + 2, LINE * scale)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        self._paint_caption(painter, look, area, plot.center().x())

    def _paint_caption(self, painter: QPainter, look: Look, area: QRectF, middle: float) -> None:
        """At the foot of the area, under the middle of the curve if there is room for it there."""
        measure = look.metrics(TEXT, fonts.MEDIUM)
        shown = measure.elidedText(self._caption, Qt.TextElideMode.ElideRight, area.width())
        width, line = measure.horizontalAdvance(shown), LINE * look.scale
        left = max(area.left(), min(middle - width / 2, area.right() - width))
        painter.setFont(look.font(TEXT, fonts.MEDIUM))
        painter.setPen(look.color("secondary"))
        place = QRectF(left, area.bottom() - line, width + 2, line)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def placed(self, plot: QRectF) -> list[QPointF]:
        """Where each point stands in this area: the lowest on its foot, the last at its right edge."""
        (first, _), (last, _) = self.points[0], self.points[-1]
        low, high = min(height for _, height in self.points), max(height for _, height in self.points)
        across, up = plot.width() / (last - first), plot.height() / ((high - low) or 1.0)
        return [
            QPointF(plot.left() + (step - first) * across, plot.bottom() - (height - low) * up)
            for step, height in self.points
        ]

    def _paint_line(self, painter: QPainter, look: Look, placed: list[QPointF]) -> None:
        """Thick, with a point at each step while they are few, and a large one where it is now."""
        color, scale = look.color("value"), look.scale
        round_ = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, STROKE * scale, Qt.PenStyle.SolidLine, *round_))
        painter.drawPolyline(QPolygonF(placed))
        for at in placed[:-1] if len(placed) <= _FEW else placed[:1]:
            _dot(painter, at, STEP * scale, color)
        _dot(painter, placed[-1], NOW * scale, color)


def _dot(painter: QPainter, at: QPointF, radius: float, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(at, radius, radius)
