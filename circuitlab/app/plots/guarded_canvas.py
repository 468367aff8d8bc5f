"""Matplotlib's canvas with all its answers to Qt guarded: an exception in one of them would end the program.

Imports matplotlib: import this module when a plot is needed.
"""

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg as Canvas
from PySide6.QtCore import QEvent
from shiboken6 import isValid

from circuitlab.app.guard import guarded, guarded_or


@guarded
def _left_to_the_window(_: Canvas, event: QEvent) -> None:
    event.ignore()


class GuardedCanvas(Canvas):
    """The wheel scrolls the panel, keys belong to the window; all else is what matplotlib does."""

    paintEvent = guarded(Canvas.paintEvent)
    resizeEvent = guarded(Canvas.resizeEvent)
    showEvent = guarded(Canvas.showEvent)
    enterEvent = guarded(Canvas.enterEvent)
    leaveEvent = guarded(Canvas.leaveEvent)
    mousePressEvent = guarded(Canvas.mousePressEvent)
    mouseDoubleClickEvent = guarded(Canvas.mouseDoubleClickEvent)
    mouseMoveEvent = guarded(Canvas.mouseMoveEvent)
    mouseReleaseEvent = guarded(Canvas.mouseReleaseEvent)
    wheelEvent = keyPressEvent = keyReleaseEvent = _left_to_the_window
    eventFilter = guarded_or(lambda *_: False)(Canvas.eventFilter)
    _update_pixel_ratio = guarded(Canvas._update_pixel_ratio)
    _update_screen = guarded(Canvas._update_screen)

    @guarded
    def _draw_idle(self) -> None:
        """The drawing that `draw_idle` has put off. Matplotlib's own hides a failure: it only prints it."""
        with self._idle_draw_cntx():
            wanted, self._draw_pending = self._draw_pending, False
            if wanted and isValid(self) and self.width() > 0 and self.height() > 0:
                self.draw()
