"""The small box in the corner of the picture: the number that is typed to jump to, and what is said."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded

MOST_DIGITS = 5
TEXT, SMALL, HEIGHT, PADDING, INSET, RADIUS = 42.0, 28.0, 1.62, 22.0, 20.0, 10.0
"""The height is that of the text, so many times."""


class TypedNumber(QWidget):
    """Stands in the corner of the picture while digits are typed. `digits`, `open`: read-only to others."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._area = QRect()
        self._text, self._size = "", TEXT
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(guarded(self.forget))
        self.digits = ""
        self.open = False
        """Whether digits are this number's, whatever else they could be."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_look(self, look: Look) -> None:
        """Another theme, or a screen of another height."""
        self._look = look
        self._fit()

    def place(self, picture: QRect) -> None:
        """Be in the corner of this picture."""
        self._area = picture
        self._fit()

    def begin(self, what: str) -> None:
        """The digits to come are a number of a slide or a step."""
        self.digits, self.open = "", True
        self._show(f"{what} …")

    def type(self, digit: str, what: str) -> None:
        """One digit more of the number of a slide or a step."""
        self.digits = (self.digits + digit).lstrip("0")[:MOST_DIGITS] or "0"
        self._show(f"{what} {self.digits}  ↵")

    def take(self) -> int | None:
        """The number that was typed, which is forgotten; None if none was."""
        digits = self.digits
        self.forget()
        return int(digits) if digits else None

    def say(self, text: str) -> None:
        """Why it goes nowhere, until the next key."""
        self._show(text)

    def say_for(self, ms: int, text: str) -> None:
        """What is for the lecturer more than for the last row: for a while, or until the next key."""
        self._show(text, SMALL)
        self._due.start(ms)

    def forget(self) -> None:
        """Nothing is typed."""
        self.digits, self.open = "", False
        self.hide()

    def _show(self, text: str, size: float = TEXT) -> None:
        self._due.stop()
        self._text, self._size = text, size
        self.setAccessibleName(text)
        self._fit()
        self.show()
        self.raise_()

    def _fit(self) -> None:
        look = self._look
        width = look.metrics(self._size, fonts.MEDIUM).horizontalAdvance(self._text)
        self.resize(QSize(round(width) + 2 * look.px(PADDING), look.px(self._size * HEIGHT)))
        corner, inset = self._area.bottomRight(), look.px(INSET)
        self.move(corner.x() + 1 - inset - self.width(), corner.y() + 1 - inset - self.height())
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            draw_box(painter, QRectF(self.rect()), look.color("panel"), look.color("field"), look.px(RADIUS))
            painter.setFont(look.font(self._size, fonts.MEDIUM))
            painter.setPen(look.color("ink"))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._text)
