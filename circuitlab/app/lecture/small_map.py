"""The small map in a corner of the lecture: all of the circuit, the step's gate, what the picture shows."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded

WIDEST, HIGHEST = 300.0, 220.0
_PADDING = 12.0
_LEAST_DOT = 3.0
_STEPS = 12
"""Places tried along an edge."""


class SmallMap(QWidget):
    """Takes no events. It covers at most 300 x 220 px at 1,080 lines, in the proportions of the circuit."""

    def __init__(self, look: Look, scene: CircuitScene, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._scene = scene
        self._extent = QRectF()
        self._seen = QRectF()
        self._gate: int | None = None
        self._gates: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_circuit(self, look: Look) -> None:
        """Take over the circuit, and be as large as its proportions ask for."""
        self._look, self._gates = look, None
        self._extent = self._scene.extent()
        if self._extent.isEmpty():
            return
        self.take_share(1.0)

    def take_share(self, of_full: float) -> None:
        """Be this much of its full size."""
        look = self._look
        if self._extent.isEmpty():
            return
        share = of_full * min(WIDEST / self._extent.width(), HIGHEST / self._extent.height())
        size = self._extent.size() * share
        padding = 2 * _PADDING
        before = self.size()
        self.resize(
            QSize(
                look.px(max(size.width(), _LEAST_DOT) + padding),
                look.px(max(size.height(), _LEAST_DOT) + padding),
            )
        )
        if self.size() != before:
            self._gates = None

    def show_frame(self, seen: QRectF, gate: int | None) -> None:
        """Show what the picture shows of the scene, and where the current step's gate is."""
        self._seen, self._gate = seen, gate
        self.update()

    def place(self, rect: QRectF) -> QRectF:
        """Where a part of the scene is on the map."""
        inset = _PADDING * self._look.scale
        extent = self._extent
        share = min(
            (self.width() - 2 * inset) / max(1.0, extent.width()),
            (self.height() - 2 * inset) / max(1.0, extent.height()),
        )
        corner = (rect.topLeft() - extent.topLeft()) * share + QPointF(inset, inset)
        return QRectF(corner, rect.size() * share)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            draw_box(painter, QRectF(self.rect()), look.color("panel"), look.color("field"), look.px(10))
            dot = _LEAST_DOT * look.scale
            self._gates = self._gates or self._picture_of_gates()
            painter.drawPixmap(0, 0, self._gates)
            painter.setPen(Qt.PenStyle.NoPen)
            acting = None if self._gate is None else self._scene.stage.gates.get(self._gate)
            if acting is not None:
                painter.setBrush(look.color("ink"))
                place = self.place(body_rect(acting.face).translated(acting.pos()))
                painter.drawRect(_at_least(place, 2.5 * dot))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("ink"), max(1.5, 2 * look.scale)))
            frame = _at_least(self.place(self._seen & self._extent), 5 * dot)
            painter.drawRect(frame & QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _picture_of_gates(self) -> QPixmap:
        """All gates, painted once: the picture's frame moves over them."""
        ratio, dot = self.devicePixelRatioF(), _LEAST_DOT * self._look.scale
        pixmap = QPixmap(self.size() * ratio)
        pixmap.fill(QColor(0, 0, 0, 0))
        pixmap.setDevicePixelRatio(ratio)
        with QPainter(pixmap) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.color("slot"))
            for item in self._scene.stage.gates.values():
                painter.drawRect(_at_least(self.place(body_rect(item.face).translated(item.pos())), dot / 2))
        return pixmap


def taken_by(view: CanvasView) -> list[QRectF]:
    """What gates, labels and wires take up of a view, in its pixels."""
    stage = view.circuit_scene.stage
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    parts = [view.circuit_scene.rect_of(key) for key in stage.gates]
    for run in stage.routes.runs.values():
        parts += [QRectF(line.p1(), line.p2()).normalized().adjusted(-3, -3, 3, 3) for line in run.lines]
    parts += [wire.branch.rect for wire in stage.wires.values()]
    shown = [part for part in parts if part.intersects(seen)]
    return [QRectF(view.mapFromScene(part).boundingRect()) for part in shown]


def free_place(area: QRect, size: QSize, taken: Sequence[QRectF]) -> QPoint | None:
    """The first place for a box where it lies over nothing: the corners, then along upper and lower edge."""
    left, right = area.left(), area.right() - size.width() + 1
    upper, lower = area.top(), area.bottom() - size.height() + 1
    between = [left + (right - left) * step // _STEPS for step in range(_STEPS - 1, 0, -1)]
    for x in (right, left, *between):
        for y in (upper, lower):
            box = QRectF(x, y, size.width(), size.height())
            if not any(box.intersects(part) for part in taken):
                return QPoint(x, y)
    return None


def _at_least(rect: QRectF, side: float) -> QRectF:
    """The rectangle, grown to be seen."""
    wider, higher = max(0.0, side - rect.width()) / 2, max(0.0, side - rect.height()) / 2
    return rect.adjusted(-wider, -higher, wider, higher)
