"""What the lecturer draws over the picture: the pointer's dot, and the pen's strokes."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.lecture.strokes import Strokes

DOT = 44.0
_DOT_OPACITY = 0.55


class Marks(QWidget):
    """Lies over the picture. With the pen in hand it takes the mouse, else the circuit has it."""

    def __init__(self, look: Look, view: CanvasView, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._view, self._clock = look, view, clock
        self.strokes = Strokes()
        self.pen = False
        self.pointer = False
        self._at = QPointF(-1000, -1000)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.viewport().installEventFilter(self)
        clock.ticked.connect(self._tick)

    def set_look(self, look: Look) -> None:
        """Another theme, or a screen of another height."""
        self._look = look
        self.update()

    # What is switched ----------------------------------------------------------------------------

    def take_pen(self, taken: bool) -> None:
        """Take the pen, or put it away; its strokes stay as long as they do."""
        self.pen = taken
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not taken)
        self.setCursor(Qt.CursorShape.CrossCursor if taken else Qt.CursorShape.ArrowCursor)
        self._lift()

    def keep(self, kept: bool) -> None:
        """Let strokes stay, those that are to be seen now too; or let them all vanish."""
        self.strokes.keep(kept)
        self._clock.start()
        self.update()

    def clean(self) -> None:
        """Wipe all strokes away."""
        self.strokes.clean()
        self.update()

    def show_pointer(self, shown: bool) -> None:
        """A large dot that follows the mouse."""
        self.pointer = shown
        self._at = QPointF(self.mapFromGlobal(self.cursor().pos()))
        self.update()

    # The mouse -----------------------------------------------------------------------------------

    @guarded_or(lambda *_: False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The dot follows the mouse over the circuit too, which gets all its events."""
        if self.pointer and isinstance(event, QMouseEvent):
            self._point_at(QPointF(self._view.pos()) + event.position())
        return False

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.strokes.begin()
            self._draw_to(event.position())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())
        if self.strokes.drawing:
            self._draw_to(event.position())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def _point_at(self, at: QPointF) -> None:
        self._at = at
        if self.pointer:
            self.update()

    def _draw_to(self, at: QPointF) -> None:
        inverse, _ = self._to_view.inverted()
        self.strokes.draw_to(inverse.map(at))
        self.update()

    def _lift(self) -> None:
        """The stroke is done, and begins to age."""
        self.strokes.lift()
        if self.strokes.seen:
            self._clock.start()

    @property
    def _to_view(self) -> QTransform:
        """From the scene to where the view has it."""
        corner = self._view.pos()
        return self._view.viewportTransform() * QTransform.fromTranslate(corner.x(), corner.y())

    @guarded
    def _tick(self, ms: float) -> None:
        if not self.strokes.grow_older(ms):
            self._clock.stop()
        self.update()

    # How it looks --------------------------------------------------------------------------------

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.strokes.seen and not self.pointer:
            return
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.strokes.paint(painter, look, self._to_view)
            if self.pointer:
                painter.setPen(QPen(look.color("canvas"), 3 * look.scale))
                color = QColor(look.color("error"))
                color.setAlphaF(_DOT_OPACITY)
                painter.setBrush(color)
                painter.drawEllipse(self._at, DOT / 2 * look.scale, DOT / 2 * look.scale)
