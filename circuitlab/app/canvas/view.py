"""The window onto the scene: zoom at the pointer, pan, fit, the dotted ground; events go to the tool."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
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

from circuitlab.app.canvas.ground import paint_ground
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.surface import DETAILS_FROM
from circuitlab.app.guard import guarded

KIND_MIME = "application/x-circuitlab-kind"
LEAST_ZOOM, MOST_ZOOM = 0.05, 4.0
READABLE_ZOOM = 0.5
"""A circuit is opened no smaller than this, and the view follows the steps."""
CORNER_ZOOM = 0.2
_NOTCH = 1.2
_REACH = 1e6
_FIT_MARGIN = 12.0
_FIT_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class CanvasEvent:
    """A mouse or key event as tools see it: scene_pos in the circuit, view_pos in pixels of the viewport."""

    scene_pos: QPointF
    view_pos: QPointF
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    key: int = 0


class Tool(Protocol):
    """What the view needs of a tool. True: taken; False: the view may do with it what it always does."""

    def press(self, event: CanvasEvent) -> bool: ...
    def move(self, event: CanvasEvent) -> bool: ...
    def release(self, event: CanvasEvent) -> bool: ...
    def double_click(self, event: CanvasEvent) -> bool: ...
    def key(self, event: CanvasEvent) -> bool: ...
    def leave(self) -> None: ...


class CanvasView(QGraphicsView):
    """The canvas. `tool` gets the gestures; zooming and panning are the view's own."""

    zoom_changed = Signal(float)
    kind_dropped = Signal(str, QPointF)
    file_dropped = Signal(Path)
    menu_asked = Signal(QPointF, QPoint)
    """Scene position, global position."""

    def __init__(self, scene: CircuitScene) -> None:
        super().__init__(scene)
        self.tool: Tool | None = None
        self.circuit_scene = scene
        self._text_scale = 1.0
        self._panning: QPoint | None = None
        self._fitted: Callable[[], None] | None = None
        """How the circuit was fitted, until somebody zooms or pans by hand."""
        self.corner = QRect()
        """What of the viewport is covered by the zoom box."""
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self.refit)
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
        return self.transform().m11() / self._text_scale

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom so that the scene point under `at` (viewport pixels; None: the middle) stays where it is."""
        self._fitted = None
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        pivot = QPointF(self.viewport().rect().center()) if at is None else at
        before = self.mapToScene(pivot.toPoint())
        scale = zoom * self._text_scale
        self.setTransform(self.transform().fromScale(scale, scale))
        moved = self.mapFromScene(before) - pivot.toPoint()
        self._scroll(moved)
        self.circuit_scene.set_zoom(zoom)
        self.zoom_changed.emit(zoom)

    def zoom_in(self) -> None:
        """One notch nearer."""
        self.set_zoom(_next_notch(self.zoom, +1))

    def zoom_out(self) -> None:
        """One notch farther."""
        self.set_zoom(_next_notch(self.zoom, -1))

    def fit(self) -> None:
        """Show the whole circuit, at most at 100 %; an empty one at 100 %."""
        if self.circuit_scene.extent().isEmpty():
            self.set_zoom(1.0)
            self.centerOn(0, 0)
        else:
            self._zoom_to_fit()
            self.centerOn(self.circuit_scene.extent().center())
        self._fitted = self.fit

    def show_circuit(self) -> None:
        """Show the whole circuit where its numbers can be read then; else as much as can be, from the left.

        A circuit of which that would be a corner only is shown as a whole.
        """
        self.fit()
        self._fitted = self.show_circuit
        least = READABLE_ZOOM if self._text_scale <= 1 else DETAILS_FROM  # large text, smaller gates
        if not CORNER_ZOOM <= self.zoom < least:
            return
        self.set_zoom(least)
        self._fitted = self.show_circuit
        extent = self.circuit_scene.extent()
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        left = extent.left() - _FIT_MARGIN / self.transform().m11()
        x = min(extent.center().x(), left + shown.width() / 2)
        self.centerOn(x, extent.center().y())

    @guarded
    def refit(self) -> None:
        """Fit again as before, if it was fitted and nobody has zoomed or panned since."""
        if self._fitted is not None:
            self._fitted()

    def free_rect(self) -> QRectF:
        """What is seen of the scene above the zoom box."""
        free = self.viewport().rect()
        if self.corner.isValid():
            free.setBottom(self.corner.top())
        return self.mapToScene(free).boundingRect()

    def clear_corner(self, rect: QRectF) -> None:
        """Scroll up no further than it takes to see this part of the scene beside the zoom box."""
        shown = self.mapFromScene(rect).boundingRect()
        if shown.intersects(self.corner):
            self._scroll(QPoint(0, shown.bottom() - self.corner.top() + round(_FIT_MARGIN)))

    def follow(self, rect: QRectF) -> None:
        """Scroll no further than it takes to see this part of the scene."""
        margin = round(_FIT_MARGIN)
        self.ensureVisible(rect, margin, margin)

    def _zoom_to_fit(self) -> None:
        width = max(1.0, self.viewport().width() - 2 * _FIT_MARGIN) / self._text_scale
        height = max(1.0, self.viewport().height() - 2 * _FIT_MARGIN) / self._text_scale
        zoom = 1.0
        for _ in range(_FIT_ROUNDS):  # small text grows against the zoom, and with it the extent
            self.set_zoom(zoom)
            extent = self.circuit_scene.extent()
            fitting = min(1.0, width / extent.width(), height / extent.height())
            if fitting >= zoom:
                break
            zoom = fitting

    def set_text_scale(self, scale: float) -> None:
        """The program's text size: the whole canvas grows with it, so that nothing moves apart."""
        zoom, fitted = self.zoom, self._fitted
        self._text_scale = max(0.5, scale)
        self.circuit_scene.set_text_scale(self._text_scale)
        self.set_zoom(zoom)
        self._fitted = fitted

    # Events --------------------------------------------------------------------------------------

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The ground with its dots."""
        paint_ground(painter, QRectF(rect), self.circuit_scene.stage.theme, self.zoom)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was fitted is fitted to the new size."""
        super().resizeEvent(event)
        self._resized.start()

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
            self._fitted = None
            self._scroll(self._panning - here)
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
        self._fitted = None
        if not pixels.isNull() and not control:
            self._scroll(-pixels)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scroll(QPoint(-event.angleDelta().y() - event.angleDelta().x(), 0) / 2)
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

    def _scroll(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())

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
