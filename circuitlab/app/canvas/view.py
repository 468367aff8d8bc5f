"""The window onto the scene: zoom at the pointer, pan, fit, the dotted ground; events go to the tool."""

import math
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView

from circuitlab.app.canvas.fitting import Fitting
from circuitlab.app.canvas.ground import paint_ground
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.sight import scroll
from circuitlab.app.canvas.surface import label_zoom
from circuitlab.app.canvas.tool import CanvasEvent, Tool
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late

KIND_MIME = "application/x-circuitlab-kind"
LEAST_ZOOM, MOST_ZOOM = 0.05, 4.0
_NOTCH = 1.2
_REACH = 1e6


class CanvasView(QGraphicsView):
    """The canvas. `tool` gets the gestures; zooming and panning are the view's own."""

    zoom_changed = Signal(float)
    scrolled = Signal()
    kind_dropped = Signal(str, QPointF)
    file_dropped = Signal(Path)
    menu_asked = Signal(QPointF, QPoint)
    """Scene position, global position."""

    def __init__(self, scene: CircuitScene) -> None:
        super().__init__(scene)
        self.tool: Tool | None = None
        self.circuit_scene = scene
        self.text_scale = 1.0
        self._panning: QPoint | None = None
        self.fitting = Fitting(self)
        self.corner = QRect()
        """What of the viewport is covered by the zoom box."""
        self._resized = Late(self, self.fitting.refit)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setSceneRect(QRectF(-_REACH, -_REACH, 2 * _REACH, 2 * _REACH))
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Circuit")

    # Zoom ----------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 at 100 %, whatever the text size is."""
        return self.transform().m11() / self.text_scale

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom so that the scene point under `at` (viewport pixels; None: the middle) stays where it is."""
        self.fitting.let_go()
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        pivot = QPointF(self.viewport().rect().center()) if at is None else at
        before = self.mapToScene(pivot.toPoint())
        scale = zoom * self.text_scale
        self.setTransform(self.transform().fromScale(scale, scale))
        moved = self.mapFromScene(before) - pivot.toPoint()
        scroll(self, moved)
        lecture = self.circuit_scene.stage.scale.lecture  # no text is smaller than can be read there
        self.circuit_scene.set_zoom(zoom if lecture else label_zoom(zoom, self.text_scale))
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """One notch nearer."""
        self.set_zoom(_next_notch(self.zoom, +1))

    def zoom_out(self) -> None:
        """One notch farther."""
        self.set_zoom(_next_notch(self.zoom, -1))

    def set_text_scale(self, scale: float, *, lecture: bool = False) -> None:
        """The program's text size: the whole canvas grows with it, so that nothing moves apart.

        lecture: that of lecture mode on this screen.
        """
        zoom = self.zoom
        self.text_scale = max(0.5, scale)
        self.circuit_scene.set_text_scale(self.text_scale, lecture=lecture)
        self.fitting.keep_through(lambda: self.set_zoom(zoom))

    # Events --------------------------------------------------------------------------------------

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The ground with its dots; a lecture has none."""
        stage = self.circuit_scene.stage
        paint_ground(painter, QRectF(rect), stage.theme, 0.0 if stage.scale.lecture else self.zoom)

    @guarded
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stands over the canvas goes along."""
        super().scrollContentsBy(dx, dy)
        self.scrolled.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was fitted is fitted to the new size."""
        super().resizeEvent(event)
        self._resized.soon()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The middle button pans, all else is the tool's."""
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        left = event.button() == Qt.MouseButton.LeftButton
        alone = event.buttons() == event.button()  # a drag that goes on keeps the mouse
        if alone and (event.button() == Qt.MouseButton.MiddleButton or (held and left)):
            self._panning = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.tool is not None and event.button() != Qt.MouseButton.RightButton:
            self.tool.press(self._canvas_event(event))
        event.accept()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, or the tool's."""
        if self._panning is not None:
            here = event.position().toPoint()
            self.fitting.let_go()
            scroll(self, self._panning - here)
            self._panning = here
        elif self.tool is not None:
            self.tool.move(self._canvas_event(event))
        event.accept()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a pan, or the tool's."""
        if self._panning is not None:
            self._panning = None
            self.viewport().unsetCursor()
        elif self.tool is not None and event.button() != Qt.MouseButton.RightButton:
            self.tool.release(self._canvas_event(event))
        event.accept()

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The tool's."""
        if self.tool is not None and event.button() == Qt.MouseButton.LeftButton:
            self.tool.double_click(self._canvas_event(event))
        event.accept()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The tool's; what it does not want goes to the window, never to a scroll bar."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        taken = self.tool is not None and self.tool.key(
            CanvasEvent(self.mapToScene(at), QPointF(at), modifiers=event.modifiers(), key=event.key())
        )
        event.setAccepted(taken)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        """Nothing of a tool's stays behind where the pointer is not."""
        if self.tool is not None:
            self.tool.leave()
        super().leaveEvent(event)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the pointer; a trackpad scrolls, and zooms with Ctrl."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        pixels = event.pixelDelta()
        self.fitting.let_go()
        if not pixels.isNull() and not control:
            scroll(self, -pixels)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            scroll(self, QPoint(-event.angleDelta().y() - event.angleDelta().x(), 0) / 2)
        else:
            self.set_zoom(self.zoom * _NOTCH ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Somebody else makes the menu."""
        self.menu_asked.emit(self.mapToScene(event.pos()), event.globalPos())
        event.accept()

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Kinds from the palette, and files."""
        event.setAccepted(event.mimeData().hasFormat(KIND_MIME) or event.mimeData().hasUrls())

    @guarded
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """A kind shows as the ghost of its gate."""
        if event.mimeData().hasFormat(KIND_MIME):
            self._show_ghost(_kind_of(event), self.mapToScene(event.position().toPoint()))
        event.accept()

    @guarded
    def dragLeaveEvent(self, event: QEvent) -> None:
        """The ghost goes."""
        self._show_ghost("", QPointF())
        event.accept()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        """A kind is placed, a file is opened."""
        self._show_ghost("", QPointF())
        if event.mimeData().hasFormat(KIND_MIME):
            self.kind_dropped.emit(_kind_of(event), self.mapToScene(event.position().toPoint()))
        else:
            for url in event.mimeData().urls()[:1]:
                if url.isLocalFile():
                    self.file_dropped.emit(Path(url.toLocalFile()))
        event.acceptProposedAction()

    # Inner ---------------------------------------------------------------------------------------

    def _canvas_event(self, event: QMouseEvent) -> CanvasEvent:
        at = event.position()
        return CanvasEvent(self.mapToScene(at.toPoint()), at, event.button(), event.modifiers())

    def _show_ghost(self, kind: str, at: QPointF) -> None:
        self.circuit_scene.overlay.ghost = (kind, at) if kind else None
        self.circuit_scene.overlay_changed()


def _kind_of(event: QDropEvent) -> str:
    return bytes(event.mimeData().data(KIND_MIME).data()).decode("utf-8", "replace")


def _next_notch(zoom: float, direction: int) -> float:
    """The next of the zooms a person would choose: powers of 1.2 around 100 %."""
    notch = math.log(zoom) / math.log(_NOTCH)
    step = math.floor(notch + 0.01) + 1 if direction > 0 else math.ceil(notch - 0.01) - 1
    return float(_NOTCH**step)
