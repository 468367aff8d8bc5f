"""The formula of a strategy, typeset, line by line. What sets it is imported when the first one is shown."""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import equations
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or

SIZE, GAP = 15, 7


class FormulaView(QWidget):
    """Shows equations one below the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: tuple[str, ...] = ()
        self._ready = equations.ready()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[str, ...], said: str) -> None:
        """Show these equations; `said`: what a screen reader says."""
        self.setAccessibleName(said)
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.update()

    def _equations(self) -> list[equations.Equation]:
        look, ratio = self._look, self.devicePixelRatioF()
        return [equations.equation(line, look.theme, SIZE * look.scale, ratio) for line in self._lines]

    @guarded_or(lambda *_: QSize(120, 40))
    def sizeHint(self) -> QSize:
        if not self._ready:
            return QSize(self._look.px(120), self._look.px(26 * len(self._lines)))
        found, gap = self._equations(), self._look.px(GAP)
        height = sum(each.height for each in found) + gap * max(0, len(found) - 1)
        return QSize(round(max((each.width for each in found), default=0)), round(height) + 2)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._ready:
            QTimer.singleShot(0, self, self._load)
            return
        with QPainter(self) as painter:
            top = 1.0
            for each in self._equations():
                each.draw(painter, 0, top, min(1.0, self.width() / max(1.0, each.width)))
                top += each.height + self._look.px(GAP)

    @guarded
    def _load(self) -> None:
        equations.load()
        self._ready = True
        self.updateGeometry()
        self.update()
