"""The step's equations in the lecture's band: on one line, as large as there is room for.

Sizes are given for a screen of 1,080 lines.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from circuitlab.app import equations
from circuitlab.app.chrome_style import Look
from circuitlab.teach.equations import OneLine

EQUATION, LEAST = 56.0, 42.0
"""Their size, and the least one: nothing that must be read is smaller."""
MARGIN = 60.0
_MIDDLE, _GAP, _LEAST_GAP = 82.0, 154.0, 64.0
_ABOVE, _BELOW = 12.0, 8.0
"""Between the equations and the upper edge, and between them and the sentence, at least."""


class EquationRow:
    """Equations for a band of this width. ratio: device pixels to one."""

    def __init__(self, look: Look, shown: tuple[OneLine, ...], width: float, ratio: float) -> None:
        self._look, self._equations, self._ratio = look, shown, ratio
        self.room = width - 2 * MARGIN * look.scale

    @property
    def left_out(self) -> int:
        """How many there is no room for."""
        return len(self._equations) - len(self.chosen())

    @property
    def too_wide(self) -> bool:
        """Whether not even the largest one alone has room."""
        return self.width_of(self.chosen()) * LEAST / EQUATION > self.room

    def chosen(self) -> list[equations.Equation]:
        """The equations as they are set: all if there is room, else shorter, else the largest ones."""
        room = self.room
        whole = [self._set(each.latex) for each in self._equations]
        if self.width_of(whole) <= room:
            return whole
        kept = sorted(self._equations, key=lambda each: -each.size)
        while True:
            drawn = [self._set(each.short) for each in self._equations if each in kept]
            if self.width_of(drawn) * LEAST / EQUATION <= room or len(kept) == 1:
                return drawn
            kept.pop()

    def _set(self, latex: str) -> equations.Equation:
        look = self._look
        return equations.equation(latex, look.theme, EQUATION * look.scale, self._ratio)

    def width_of(self, drawn: list[equations.Equation]) -> float:
        """How wide these are beside each other."""
        gap = _LEAST_GAP * self._look.scale
        return sum(each.width for each in drawn) + gap * (len(drawn) - 1)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """On one baseline, in the middle; smaller where there is no room, but never too small to be read."""
        drawn, scale = self.chosen(), self._look.scale
        if not drawn:
            return
        room, gaps = self.room, max(1, len(drawn) - 1)
        widths = sum(each.width for each in drawn)
        ascent = max(each.ascent for each in drawn)
        descent = max(each.height - each.ascent for each in drawn)
        high = (area.height() - (_ABOVE + _BELOW) * scale) / (ascent + descent)
        shrink = max(LEAST / EQUATION, min(1.0, room / self.width_of(drawn), high))
        gap = min(_GAP * scale, max(_LEAST_GAP * scale * shrink, (room - widths * shrink) / gaps))
        middle = min(_MIDDLE * scale, (area.height() + (_ABOVE - _BELOW) * scale) / 2)
        baseline = middle + (ascent - descent) / 2 * shrink
        x = (area.width() - widths * shrink - gap * (len(drawn) - 1)) / 2
        for each in drawn:
            each.draw(painter, x, baseline - each.ascent * shrink, shrink)
            x += each.width * shrink + gap
