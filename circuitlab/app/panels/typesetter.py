"""Equations of a card at the card's size: which one fits its room, and how it is painted there."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from circuitlab.app import equations
from circuitlab.app.chrome_style import Look

EQUATION = 20.0
SMALLEST = 0.55


class Typesetter:
    """ratio: how many device pixels there are to one."""

    def __init__(self, look: Look, ratio: Callable[[], float]) -> None:
        self._look = look
        self._ratio = ratio

    def set(self, latex: str) -> equations.Equation:
        """An equation as it is painted."""
        look = self._look
        if not equations.ready():  # before the window's first painting: a guess of the size
            return equations.Equation(equations.nothing(), 1.0, look.px(44 if r"\frac" in latex else 16), 0.0)
        return equations.equation(latex, look.theme, EQUATION * look.scale, self._ratio())

    def fitting(self, latex: str, short: str, room: float) -> str:
        """The equation, or what is shorter where it would be too wide even when it is shrunk."""
        if not short or (equations.can_set(latex) and self.set(latex).width * SMALLEST <= room):
            return latex
        return short

    def paint(self, painter: QPainter, latex: str, area: QRectF, row: Sequence[str] = ()) -> None:
        """In the middle, on one baseline with its row; smaller where it would not fit."""
        if not equations.ready():
            return
        drawn = self.set(latex)
        shrink = max(SMALLEST, min(1.0, (area.width() - self._look.px(8)) / drawn.width))
        left = area.center().x() - drawn.width * shrink / 2
        if shrink < 1.0:
            drawn.draw(painter, left, area.center().y() - drawn.height * shrink / 2, shrink)
            return
        all_set = [self.set(other) for other in row if other] or [drawn]
        ascent = max(other.ascent for other in all_set)
        descent = max(other.height - other.ascent for other in all_set)
        baseline = area.center().y() + (ascent - descent) / 2
        drawn.draw(painter, left, round(baseline) - drawn.ascent)


def paint_slot(painter: QPainter, look: Look, area: QRectF) -> None:
    """The place of a number that is not computed yet."""
    pen = QPen(look.color("slot"), 1.5)
    pen.setDashPattern([2.5, 2.0])
    painter.setPen(pen)
    painter.setBrush(look.color("gate"))
    painter.drawRoundedRect(area, look.px(5), look.px(5))
