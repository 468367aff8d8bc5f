"""A ring drawn round another widget of the window: keyboard focus, and Next's one breath."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or

BREATH_MS = 900
RINGED = "ringed"
"""The property of a widget that is no button and is ringed all the same."""


class Ring(QWidget):
    """A ring of `width` px, `gap` px outside of `target`. It takes no events and is above everything."""

    def __init__(self, look: Look, target: QWidget, width: float, gap: float, radius: float) -> None:
        super().__init__(target.window())
        self._look = look
        self._target = target
        self._gap = gap
        self._radius = radius
        self.width_px = width
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        target.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Stand where the target stands."""
        margin = self._look.px(self._gap) + 4
        corner = self._target.mapTo(self._target.window(), QPoint(0, 0))
        around = QRect(corner, self._target.size()).adjusted(-margin, -margin, margin, margin)
        self.setGeometry(around.intersected(self._target.window().rect()))  # whole at the window's edge too
        self.raise_()

    @guarded_or(lambda *_: False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.follow()
        elif event.type() in (QEvent.Type.Hide, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.hide()
        return False

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.width_px <= 0:
            return
        inset = 4 - self.width_px / 2
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = self._look.px(self._radius + self._gap)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.color("ink"), self.width_px))
            painter.drawRoundedRect(rect, radius, radius)


class FocusRing(QObject):
    """Rings what has the keyboard focus in a window, unless that shows it itself (the mouse gives none)."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._ring: Ring | None = None

    @guarded
    def moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The focus moved: connect to QApplication.focusChanged."""
        if self._ring is not None:
            self._ring.deleteLater()
            self._ring = None
        if now is None or now.window() is not self._window:
            return
        button = isinstance(now, Button)
        if button or now.property(RINGED):
            self._ring = Ring(self._look, now, 2, 2 if button else 0, 8)
            self._ring.show()


def breathe(look: Look, target: QWidget) -> QVariantAnimation:
    """Let a ring round `target` grow to 3 px and go again, once. The caller keeps the animation."""
    ring = Ring(look, target, 0, 3, 10)
    ring.show()
    animation = QVariantAnimation(ring)
    animation.setDuration(BREATH_MS)
    animation.setStartValue(0.0)
    animation.setKeyValueAt(0.5, 3.0)
    animation.setEndValue(0.0)

    @guarded
    def grow(width: object) -> None:
        ring.width_px = float(width)  # type: ignore[arg-type]
        ring.update()

    animation.valueChanged.connect(grow)
    animation.finished.connect(ring.deleteLater)
    animation.start()
    return animation
