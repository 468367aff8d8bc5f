"""A palette tile: a gate kind with its symbol or curve. Click to place it, or drag it onto the canvas."""

import math

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget

from circuitlab.app import fonts
from circuitlab.app.buttons import Button
from circuitlab.app.canvas.view import KIND_MIME
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded
from circuitlab.gates.kind import GateKind, Shape

WIDTH, HEIGHT = 56, 52
CURVES = {
    "sigmoid": (-5, 5),
    "tanh": (-3, 3),
    "relu": (-2, 2),
    "softplus": (-4, 3),
    "exp": (-2, 1.3),
    "log": (0.06, 3.5),
    "square": (-1.6, 1.6),
    "sqrt": (0, 2),
    "sin": (-3.6, 3.6),
    "cos": (-3.6, 3.6),
    "tan": (-1.25, 1.25),
    "arcsin": (-1, 1),
    "arccos": (-1, 1),
    "arctan": (-5, 5),
    "sinh": (-2, 2),
    "cosh": (-1.8, 1.8),
    "abs": (-2, 2),
    "reciprocal": (0.25, 3),
    "identity": (-1, 1),
}
"""Over which stretch a kind's curve is typical."""
SYMBOL_TEXT = {"power": "xʸ", "negate": "−x"}
POINTS = 40


class Tile(Button):
    """One kind. `picked` tells its name; `wanted` that it was asked for by keyboard."""

    picked = Signal(str)

    def __init__(self, look: Look, kind: GateKind) -> None:
        super().__init__(look, kind.title)
        self.kind = kind
        self._grip: QPoint | None = None
        self.setFixedSize(look.px(WIDTH), look.px(HEIGHT))
        self.explain(f"{kind.title}: click, then click on the canvas; or drag it there", kind.title)
        self.clicked.connect(lambda: self.picked.emit(kind.name))

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(WIDTH), self._look.px(HEIGHT))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()
        super().mousePressEvent(event)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        moved = self._grip is not None and (event.position().toPoint() - self._grip).manhattanLength()
        if not moved or moved < QApplication.startDragDistance():
            return
        self._grip = None
        self.setDown(False)
        drag = QDrag(self)
        data = QMimeData()
        data.setData(KIND_MIME, self.kind.name.encode())
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(QPoint(self.width() // 2, self.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 3, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -3}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
            return
        tiles = [tile for tile in self.window().findChildren(Tile) if tile.isVisible()]
        index = tiles.index(self) + step
        if 0 <= index < len(tiles):
            tiles[index].setFocus(Qt.FocusReason.TabFocusReason)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            hovered = self.underMouse() or self.isDown()
            fill = look.color("hover" if hovered else "gate")
            draw_box(painter, QRectF(self.rect()), fill, look.color("border"), look.px(8))
            area = QRectF(0, look.px(6), self.width(), look.px(28))
            paint_symbol(painter, area, look, self.kind)
            painter.setPen(look.color("secondary"))
            painter.setFont(_fitting(look, self.kind.title, self.width() - 2))
            label = QRectF(0, look.px(32), self.width(), look.px(16))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.kind.title)


def _fitting(look: Look, text: str, width: float) -> QFont:
    size = 11.0
    while size > 9 and look.metrics(size).horizontalAdvance(text) > width:
        size -= 0.5
    return look.font(size)


def paint_symbol(painter: QPainter, area: QRectF, look: Look, kind: GateKind) -> None:
    """Paint what tells a kind apart: its outline (sources), its curve, or its symbol."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind.shape in (Shape.PILL, Shape.DOUBLE_PILL, Shape.SQUARE):
        _paint_source(painter, area, look, kind)
    elif kind.name in CURVES:
        _paint_curve(painter, area, look, kind)
    else:
        text = SYMBOL_TEXT.get(kind.name, kind.symbol)
        wide = len(text) > 1
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(15 if wide else 24, fonts.SEMIBOLD, italic="x" in text and "m" not in text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _paint_source(painter: QPainter, area: QRectF, look: Look, kind: GateKind) -> None:
    middle, ink = area.center(), look.color("ink")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.6))

    def pill(width: float, height: float, radius: float) -> None:
        size = QPointF(look.px(width) / 2, look.px(height) / 2)
        painter.drawRoundedRect(QRectF(middle - size, middle + size), look.px(radius), look.px(radius))

    if kind.shape is Shape.SQUARE:
        pill(18, 18, 3)
        painter.setFont(look.font(11, fonts.SEMIBOLD))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "3")
        return
    pill(30, 17, 8.5)
    if kind.shape is Shape.DOUBLE_PILL:
        painter.setPen(QPen(ink, 1.2))
        pill(23, 10, 5)


def _paint_curve(painter: QPainter, area: QRectF, look: Look, kind: GateKind) -> None:
    low, high = CURVES[kind.name]
    xs = [low + (high - low) * i / POINTS for i in range(POINTS + 1)]
    ys = [kind.value(x) for x in xs]
    finite = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(y)]
    if not finite:
        return
    bottom = min(0.0, *(y for _, y in finite))
    top = max(0.0, *(y for _, y in finite))
    size = QPointF(look.px(34) / 2, look.px(20) / 2)
    box = QRectF(area.center() - size, area.center() + size)

    def at(x: float, y: float) -> QPointF:
        across = (x - low) / (high - low)
        return QPointF(
            box.left() + across * box.width(), box.bottom() - (y - bottom) / (top - bottom) * box.height()
        )

    painter.setPen(QPen(look.color("field"), 1))
    painter.drawLine(at(low, 0), at(high, 0))
    if low <= 0 <= high:
        painter.drawLine(at(0, bottom), at(0, top))
    path = QPainterPath(at(*finite[0]))
    for point in finite[1:]:
        path.lineTo(at(*point))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.color("ink")), 1.8))
    painter.drawPath(path)


def focus_first(widget: QWidget) -> None:
    """Give the first tile that is to be seen the focus."""
    for tile in widget.findChildren(Tile):
        if tile.isVisible():
            tile.setFocus(Qt.FocusReason.TabFocusReason)
            return
