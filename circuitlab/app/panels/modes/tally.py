"""The operations of one mode: a bar as long as there are operations, filled as far as they were performed."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.engine.forward_mode import Count
from circuitlab.teach.modes import counted

HEIGHT, BAR = 62, 12


class Tally(QWidget):
    """Title and sweep, the bar, and the numbers. Multiplications are filled, additions hatched."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        self._title = title
        self._sweep = ""
        self.count, self.whole, self._most = Count(), Count(), 1
        self.setFixedHeight(look.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, sweep: str, count: Count, whole: Count, most: int) -> None:
        """Show `count` of `whole` operations; most: what the whole width stands for."""
        self._sweep, self.count, self.whole, self._most = sweep, count, whole, max(1, most)
        self.setAccessibleName(f"{self._title}: {sweep}")
        self.setAccessibleDescription(f"{counted(count)}, of {counted(whole)}")
        self.update()

    @property
    def said(self) -> str:
        """What it says, as one line."""
        return f"{self._title}: {self._sweep}, {counted(self.count)}"

    @guarded_or(lambda *_: QSize(200, 62))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(HEIGHT))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        top = QRectF(0, 0, self.width(), look.px(20))
        middle = Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            painter.setPen(look.color("ink"))
            painter.setFont(look.font(14, fonts.SEMIBOLD))
            painter.drawText(top, middle | Qt.AlignmentFlag.AlignLeft, self._title)
            painter.setPen(look.color("secondary"))
            painter.setFont(look.font(13))
            painter.drawText(top, middle | Qt.AlignmentFlag.AlignRight, self._sweep)
            self._paint_bar(painter, QRectF(0, look.px(23), self.width(), look.px(BAR)))
            low = QRectF(0, look.px(38), self.width(), look.px(20))
            painter.setPen(look.color("ink"))
            painter.setFont(look.font(13))
            painter.drawText(low, middle | Qt.AlignmentFlag.AlignLeft, counted(self.count))

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        """The whole as a dashed outline, as of what is not computed; what was performed fills it."""
        look = self._look

        def length(operations: int) -> float:
            return round((area.width() - 1) * operations / self._most)

        whole = area.adjusted(0.5, 0.5, 0, -0.5)
        whole.setWidth(max(1.0, length(self.whole.total)))
        pen = QPen(look.color("slot"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRect(whole)
        filled = QRectF(area.left(), area.top(), length(self.count.multiplications), area.height())
        painter.fillRect(filled, look.color("ink"))
        added = QRectF(filled.right(), area.top(), length(self.count.total) - filled.width(), area.height())
        if added.width() > 1:
            painter.fillRect(added, look.color("panel"))
            painter.setPen(QPen(look.color("ink"), 1))
            painter.setBrush(QBrush(look.color("ink"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(added.adjusted(0.5, 0.5, -0.5, -0.5))
