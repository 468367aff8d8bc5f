"""The keys of a lecture on a sheet over what the lecturer looks at, large enough to be read from a step away.

Sizes are given for a screen of 1,080 lines.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded
from circuitlab.app.lecture.keys import WORDS
from circuitlab.app.theme import Theme

LINES, BASE = 1080.0, 1920.0
TEXT, ROW, HEAD = 32.0, 54.0, 40.0
_INSET, _PADDING, _KEYS, _RADIUS = 36.0, 56.0, 440.0, 20.0
_TITLE = "Keys in a lecture"


class KeySheet(QWidget):
    """Covers the widget that it is made for; whoever made it puts it away at the next key."""

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self._look = Look(theme, min(over.height() / LINES, over.width() / BASE))
        self.setGeometry(over.rect())
        self.setAccessibleName("\n".join((_TITLE, *(f"{keys}: {does}" for keys, does in WORDS))))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show()
        self.raise_()

    @property
    def size_of_text(self) -> float:
        """In px: of the widest line, too."""
        look, room = self._look, self.width() - self._look.px(2 * (_INSET + _PADDING) + _KEYS)
        size = TEXT
        while size > 1 and max(look.metrics(size).horizontalAdvance(does) for _, does in WORDS) > room:
            size -= 0.5
        return size * look.scale

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), look.color("panel"))
            inset = look.px(_INSET)
            sheet = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            draw_box(painter, sheet, look.color("canvas"), look.color("border"), look.px(_RADIUS))
            left = sheet.left() + look.px(_PADDING)
            row = min(ROW * look.scale, (sheet.height() - look.px(_PADDING)) / (len(WORDS) + 1.5))
            top = sheet.top() + (sheet.height() - row * (len(WORDS) + 1.5)) / 2
            painter.setPen(look.color("ink"))
            painter.setFont(look.font(HEAD, fonts.SEMIBOLD))
            painter.drawText(QPointF(left, top + row * 0.7), _TITLE)
            size = self.size_of_text / look.scale
            for index, (keys, does) in enumerate(WORDS):
                baseline = top + row * (index + 1.5 + 0.68)
                painter.setPen(look.color("ink"))
                painter.setFont(look.font(size, fonts.SEMIBOLD))
                painter.drawText(QPointF(left, baseline), keys)
                painter.setPen(look.color("secondary"))
                painter.setFont(look.font(size))
                painter.drawText(QPointF(left + look.px(_KEYS), baseline), does)
