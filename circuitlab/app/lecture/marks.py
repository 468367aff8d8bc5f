"""What the lecturer draws over the picture: the pointer's dot, and the pen's strokes, which vanish or stay.

Strokes are kept in scene coordinates: they stay at what they mark when the camera moves.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded, guarded_or

STAY_MS, FADE_MS = 4000.0, 800.0
"""A stroke that vanishes is seen for so long, and fades within so much more."""
STROKE = 8.0
DOT = 44.0
_DOT_OPACITY = 0.55


@dataclass
class Stroke:
    """A line of the pen, in scene coordinates. age: ms since the pen was lifted. kept: it does not vanish."""

    points: list[QPointF] = field(default_factory=list)
    age: float = 0.0
    kept: bool = False

    @property
    def opacity(self) -> float:
        """1 for as long as it is seen in full."""
        return 1.0 if self.kept else min(1.0, max(0.0, (STAY_MS + FADE_MS - self.age) / FADE_MS))


class Marks(QWidget):
    """Lies over the picture. With the pen in hand it takes the mouse, else the circuit has it."""

    def __init__(self, look: Look, view: CanvasView, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._view, self._clock = look, view, clock
        self.strokes: list[Stroke] = []
        self.pen = False
        self.keeps = False
        """Whether the strokes that are drawn now stay."""
        self.pointer = False
        self._at = QPointF(-1000, -1000)
        self._drawing: Stroke | None = None
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
        self.keeps = kept
        for stroke in self.strokes:
            stroke.kept = kept
            stroke.age = 0.0
        self._clock.start()
        self.update()

    def clean(self) -> None:
        """Wipe all strokes away."""
        self.strokes.clear()
        self._drawing = None
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
            self._drawing = Stroke(kept=self.keeps)
            self.strokes.append(self._drawing)
            self._draw_to(event.position())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())
        if self._drawing is not None:
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
        if self._drawing is not None:
            self._drawing.points.append(self._to_scene(at))
            self.update()

    def _lift(self) -> None:
        """The stroke is done, and begins to age."""
        self._drawing = None
        if self.strokes:
            self._clock.start()

    def _to_scene(self, at: QPointF) -> QPointF:
        inverse, _ = self._view.viewportTransform().inverted()
        return inverse.map(at - QPointF(self._view.pos()))

    @guarded
    def _tick(self, ms: float) -> None:
        for stroke in self.strokes:
            if stroke is not self._drawing and not stroke.kept:
                stroke.age += ms
        self.strokes = [stroke for stroke in self.strokes if stroke.opacity > 0]
        if all(stroke.kept for stroke in self.strokes):
            self._clock.stop()
        self.update()

    # How it looks --------------------------------------------------------------------------------

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.strokes and not self.pointer:
            return
        look = self._look
        to_view = self._view.viewportTransform()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for stroke in self.strokes:
                points = [to_view.map(point) + QPointF(self._view.pos()) for point in stroke.points]
                painter.setPen(_pen(look.color("error"), stroke.opacity, STROKE * look.scale))
                if len(points) == 1:
                    painter.drawPoint(points[0])
                painter.drawPolyline(QPolygonF(points))
            if self.pointer:
                painter.setPen(QPen(look.color("canvas"), 3 * look.scale))
                color = QColor(look.color("error"))
                color.setAlphaF(_DOT_OPACITY)
                painter.setBrush(color)
                painter.drawEllipse(self._at, DOT / 2 * look.scale, DOT / 2 * look.scale)


def _pen(color: QColor, opacity: float, width: float) -> QPen:
    color = QColor(color)
    color.setAlphaF(opacity)
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(color, width, Qt.PenStyle.SolidLine, round_cap, round_join)
