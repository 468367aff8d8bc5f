"""The text of a slide in its panel."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import equations
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.slide_lines import Line, Setter, Sizes
from circuitlab.teach.lessons.fields import Piece, plain


class SlideText(QWidget):
    """Paragraphs of 15 px on lines of 22; a line grows with the formulas in it."""

    height_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._paragraphs: Sequence[tuple[Piece, ...]] = ()
        self._lines: list[Line] = []
        self._setter = Setter(look, Sizes(), 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, paragraphs: Sequence[tuple[Piece, ...]]) -> None:
        """Show these in place of what there was."""
        self._paragraphs = paragraphs
        self.setAccessibleName("\n".join(map(plain, paragraphs)))
        self._fit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded
    def _fit(self) -> None:
        """Break the text into lines, and be as high as they are."""
        self._setter = Setter(self._look, Sizes(), self.width(), self.devicePixelRatioF())
        self._lines, top = self._setter.set(self._paragraphs)
        height = max(1, round(top))
        if height != self.height():
            self.setFixedHeight(height)
            self.height_changed.emit()
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._setter.paint(painter, self._lines)
        if not equations.ready():  # the window is on the screen now: time to import what sets them
            QTimer.singleShot(0, self, self._load)

    @guarded
    def _load(self) -> None:
        equations.load()
        self._fit()
