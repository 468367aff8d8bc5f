"""A palette tile: a gate kind with its symbol or curve. Click to place it, or drag it onto the canvas."""

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.canvas.emblems import paint_emblem
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.canvas.view import KIND_MIME
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.gates.kind import GateKind

WIDTH, HEIGHT = 56, 52


class Tile(Button):
    """One kind. `picked` tells its name; `menu_asked` also where on the screen."""

    picked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, look: Look, kind: GateKind) -> None:
        super().__init__(look, kind.title)
        self.kind = kind
        self._grip: QPoint | None = None
        self.setFixedSize(look.px(WIDTH), look.px(HEIGHT))
        self.explain(f"{kind.title}: click, then click on the canvas; or drag it there", kind.title)
        self.clicked.connect(guarded(lambda *_: self.picked.emit(kind.name)))

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(WIDTH), self._look.px(HEIGHT))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()
        super().mousePressEvent(event)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(self.kind.name, event.globalPos())

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
            area = QRectF(look.px(11), look.px(7), self.width() - look.px(22), look.px(24))
            paint_emblem(Surface(painter, look.theme), self.kind, area)
            painter.setPen(look.color("secondary"))
            painter.setFont(_fitting(look, self.kind.title, self.width() - 2))
            label = QRectF(0, look.px(32), self.width(), look.px(16))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.kind.title)


def _fitting(look: Look, text: str, width: float) -> QFont:
    size = 11.0
    while size > 9 and look.metrics(size).horizontalAdvance(text) > width:
        size -= 0.5
    return look.font(size)


def focus_first(widget: QWidget) -> None:
    """Give the first tile that is to be seen the focus."""
    for tile in widget.findChildren(Tile):
        if tile.isVisible():
            tile.setFocus(Qt.FocusReason.TabFocusReason)
            return
