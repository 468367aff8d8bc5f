"""The legend under the canvas: how value, gradient, dashes and pulls look, and the raise/lower switch."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.session import Session
from circuitlab.app.widgets import first_fit, label, named
from circuitlab.teach.names import name_of

HEIGHT = 32
PULL = "pull: to"
SAMPLE_WIDTHS = {"value": 9, "gradient": 40, "slot": 30, "pull": 28}


class Sample(QWidget):
    """A small picture of one thing on the canvas: "value", "gradient", "slot" or "pull"."""

    def __init__(self, look: Look, what: str) -> None:
        super().__init__()
        self._look = look
        self._what = what
        self.setFixedSize(look.px(SAMPLE_WIDTHS[what]), look.px(24))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            {"value": self._value, "gradient": self._gradient, "slot": self._slot, "pull": self._pull}[
                self._what
            ](painter)

    def _value(self, painter: QPainter) -> None:
        painter.setPen(self._look.color("value"))
        painter.setFont(self._look.font(14, fonts.SEMIBOLD))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, "3")

    def _gradient(self, painter: QPainter) -> None:
        look, color = self._look, self._look.color("gradient")
        height = look.px(17)
        pill = QRectF(0.75, (self.height() - height) / 2, self.width() - 1.5, height)
        painter.setPen(QPen(color, 1.5))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        x, y, size = look.px(7), self.height() / 2, look.px(3.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(
            QPolygonF([QPointF(x, y), QPointF(x + 2 * size, y - size), QPointF(x + 2 * size, y + size)])
        )
        painter.setPen(color)
        painter.setFont(look.font(12, fonts.SEMIBOLD))
        painter.drawText(pill.adjusted(look.px(11), 0, 0, 0), Qt.AlignmentFlag.AlignCenter, "−4")

    def _slot(self, painter: QPainter) -> None:
        height = self._look.px(15)
        pen = QPen(self._look.color("slot"), 1.5)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(0.75, (self.height() - height) / 2, self.width() - 1.5, height), 5, 5)

    def _pull(self, painter: QPainter) -> None:
        look, color = self._look, self._look.color("gradient")
        middle, half = self.height() / 2, look.px(8.5)
        for x, way in ((self.width() * 0.26, -1), (self.width() * 0.74, 1)):
            painter.setPen(QPen(color, look.px(4), c=Qt.PenCapStyle.FlatCap))
            tip = middle + way * half
            painter.drawLine(QPointF(x, middle - way * half), QPointF(x, middle + way * look.px(2)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            base = tip - way * look.px(8)
            w = look.px(6.5)
            painter.drawPolygon(QPolygonF([QPointF(x, tip), QPointF(x - w, base), QPointF(x + w, base)]))


class Switch(QAbstractButton):
    """Two segments, "raise" and "lower": a click anywhere flips which one is on."""

    SEGMENTS = ("raise", "lower")

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Pull: raise or lower")
        self.setToolTip("Which way the arrows pull the objective (R)")
        session.direction_changed.connect(self.update)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._widths())) + 2, self._look.px(22))

    def _widths(self) -> list[float]:
        measure = self._look.metrics(12.5, fonts.SEMIBOLD).horizontalAdvance
        return [round(measure(word)) + self._look.px(16) for word in self.SEGMENTS]

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._session.set_direction(-self._session.direction)
        else:
            super().keyPressEvent(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setDown(False)
        if self.rect().contains(event.position().toPoint()):
            self._session.set_direction(1 if event.position().x() < self._widths()[0] else -1)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look, frame = self._look, QRectF(self.rect())
        with QPainter(self) as painter:
            edge = look.color("ink" if self.hasFocus() else "field")
            draw_box(painter, frame, look.color("gate"), edge, look.px(5))
            x = 1.0
            for word, width, way in zip(self.SEGMENTS, self._widths(), (1, -1), strict=True):
                box = QRectF(x, 1, width, self.height() - 2)
                on = self._session.direction == way
                if on:
                    draw_box(painter, box, look.color("primary"), None, look.px(4))
                painter.setPen(look.color("on_primary" if on else "secondary"))
                painter.setFont(look.font(12.5, fonts.SEMIBOLD if on else fonts.REGULAR))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
                x += width


class Legend(QWidget):
    """The samples with their words."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        named(self, "legend")
        self._look = look
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT))
        self.setToolTip(
            "Above a wire, the value that a gate sends on. Below it, the gradient that came back:\n"
            "how fast the objective grows with that value."
        )
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        row.setSpacing(look.px(12))
        self._entries = [
            self._entry(row, what, label("fieldName", words))
            for what, words in (("value", "value"), ("gradient", "gradient"), ("slot", "not computed yet"))
        ]
        self._pull = label("fieldName", PULL)
        self._entry(row, "pull", self._pull)
        self._switch = Switch(look, session)
        row.addWidget(self._switch)
        self._goal = label("fieldName")
        row.addWidget(self._goal)
        row.addStretch(1)
        session.changed.connect(self._refresh)
        session.reset.connect(self._refresh)
        session.direction_changed.connect(self._refresh)
        self._refresh()

    def _entry(self, row: QHBoxLayout, what: str, words: QLabel) -> QWidget:
        entry = QWidget()
        inner = QHBoxLayout(entry)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self._look.px(6))
        inner.addWidget(Sample(self._look, what))
        inner.addWidget(words)
        row.addWidget(entry)
        return entry

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        first_fit(self._row, event.size().width(), len(self._entries) + 1, self._hide)

    def _hide(self, hidden: int) -> None:
        """Hide so many samples: what is explained first goes last."""
        for index, entry in enumerate(self._entries):
            entry.setVisible(index < len(self._entries) - hidden)

    @guarded
    def _refresh(self, *_: object) -> None:
        objective, pull = self._session.circuit.objective, self._session.pull
        goal = "" if objective is None else name_of(self._session.circuit, objective)
        self._pull.setText(PULL if pull is None else f"pull of {pull.by} on {goal}")
        self._switch.setVisible(pull is None)
        self._goal.setText(goal if pull is None else "")
