"""Title and sentence of the step panel. Painted by hand: each line in its own size, weight and colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.canvas.emblems import paint_emblem
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded
from circuitlab.app.line_breaks import held
from circuitlab.gates.kind import GateKind

_LEAST_PX = 11.5
"""A title that is too long shrinks to this before it is cut."""


class Title(QWidget):
    """A chip with the gate's symbol in the pass's colour, the headline, and a line below it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._texts = ("", "")
        self._kind: GateKind | None = None
        self._role = "value"
        self.setFixedHeight(look.px(39))

    def show_text(self, headline: str, subtitle: str, kind: GateKind | None, role: str) -> None:
        """Show these; kind: whose emblem is in the chip, None for no chip."""
        self._texts, self._kind, self._role = (headline, subtitle), kind, role
        self.setAccessibleName(headline)
        self.setAccessibleDescription(subtitle)
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            left = 0
            if self._kind is not None:
                chip = QRectF(0, look.px(1), look.px(36), look.px(36))
                draw_box(painter, chip, look.color(f"{self._role}_tint"), None, look.px(9))
                side = look.px(10)
                area = chip.adjusted(side - 2, side - 2, 2 - side, 2 - side)
                paint_emblem(Surface(painter, look.theme), self._kind, area, self._role)
                left = look.px(48)
            for text, size, weight, role, baseline in (
                (self._texts[0], 18.0, fonts.SEMIBOLD, "ink", 16),
                (self._texts[1], 13.0, fonts.REGULAR, "secondary", 35),
            ):
                room = self.width() - left
                while size > _LEAST_PX and look.metrics(size, weight).horizontalAdvance(text) > room:
                    size -= 0.5
                measure = look.metrics(size, weight)
                painter.setFont(look.font(size, weight))
                painter.setPen(look.color(role))
                shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
                painter.drawText(QPointF(left, look.px(baseline)), shown)


class Sentence(QWidget):
    """Text of 15 px on lines of 22, after a bar in the pass's colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._text = ""
        self._role = "value"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, role: str) -> None:
        """Show a sentence in the colour of its pass."""
        self._text, self._role = text, role
        self.setAccessibleName(text)
        self._fit()
        self.update()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text is at this width."""
        self.setFixedHeight(max(1, self._layout(self.width()).lineCount()) * self._look.px(22))

    def _layout(self, width: float) -> QTextLayout:
        look = self._look
        layout = QTextLayout(held(self._text), look.font(15))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        top = (look.px(22) - look.metrics(15).height()) / 2
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width - look.px(28)))
            line.setPosition(QPointF(look.px(16), top))
            top += look.px(22)
        layout.endLayout()
        return layout

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.fillRect(QRectF(0, 0, look.px(3), self.height()), look.color(self._role))
            painter.setPen(look.color("ink"))
            self._layout(self.width()).draw(painter, QPointF(0, 0))
