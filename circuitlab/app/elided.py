"""A line that is cut where there is no room for it; the whole of it is in its tip, and read aloud."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.guard import guarded, guarded_or


class ElidedLabel(QLabel):
    """Give it a name for the style sheet, as `widgets.label` does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_line(self, line: str, whole: str = "") -> None:
        """Show a line; `whole`: what it is short for."""
        if line != self.text() or (whole or line) != self.accessibleName():
            self.setText(line)
            self.setAccessibleName(whole or line)
            self.setToolTip(plain_tip(whole or line))

    @guarded_or(lambda *_: QSize(0, 16))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        if shown == self.text():  # what is whole can be selected
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().windowText().color())
            painter.drawText(area, self.alignment() | Qt.TextFlag.TextSingleLine, shown)
