"""The zoom box in the corner of the canvas: smaller, how large it is (a click: 100 %), larger."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded, guarded_or


class ZoomBox(QWidget):
    """Floats over the view."""

    def __init__(self, look: Look, view: CanvasView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        smaller = Button(look, icon="minus", face=Face.PLAIN, height=32).explain("Smaller (Ctrl+-)")
        larger = Button(look, icon="plus", face=Face.PLAIN, height=32).explain("Larger (Ctrl++)")
        self.number = Button(look, "100 %", face=Face.PLAIN, height=32).explain(
            "Back to 100 % (Ctrl+0)", "Zoom"
        )
        for button in (smaller, self.number, larger):
            button.text_px = 13
            button.quiet = True
        smaller.clicked.connect(guarded(lambda *_: view.zoom_out()))
        larger.clicked.connect(guarded(lambda *_: view.zoom_in()))
        self.number.clicked.connect(guarded(lambda *_: view.set_zoom(1.0)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(smaller)
        row.addWidget(self.number, 1, Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(larger)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        view.zoom_changed.connect(self.show_zoom)
        self.show_zoom(view.zoom)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(124), self._look.px(32))

    @guarded
    def show_zoom(self, zoom: float) -> None:
        """Show how large the canvas is."""
        self.number.setText(f"{round(zoom * 100)} %")
        self.number.updateGeometry()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            look = self._look
            draw_box(painter, QRectF(self.rect()), look.color("panel"), look.color("border"), look.px(8))
