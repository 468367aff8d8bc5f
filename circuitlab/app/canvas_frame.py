"""The canvas in the window: the view, the zoom box in its corner, and what helps when it is empty."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.widgets import label
from circuitlab.app.zoom_box import ZoomBox
from circuitlab.teach.coach import EMPTY

BEGINNINGS = {
    "sum-then-product": "The first circuit",
    "neuron": "A sigmoid neuron",
    "copy": "One value used twice",
    "two-two-two": "A small network",
}
"""Examples that an empty canvas offers, by name, as its buttons call them."""
_GAP = 12


class CanvasFrame(QWidget):
    """Holds the view, which outlives it, and what lies over it."""

    example_asked = Signal(str)

    def __init__(self, look: Look, session: Session, view: CanvasView, zoom_box: ZoomBox) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._view = view
        self._zoom_box = zoom_box
        self._help: list[QWidget] = []
        for widget in (view, zoom_box):
            widget.setParent(self)
            widget.show()
        session.reset.connect(self._show_help)
        session.changed.connect(self._show_help)
        self._show_help()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._view.resize(event.size())
        self._zoom_box.resize(self._zoom_box.sizeHint())
        inset = self._look.px(_GAP)
        corner = self.rect().bottomRight() - self._zoom_box.rect().bottomRight()
        self._zoom_box.move(corner - QPoint(inset, inset))
        self._view.corner = self._zoom_box.geometry()
        self._place_help()

    @guarded
    def _show_help(self, *_: object) -> None:
        """How to begin, and examples to begin with: gone at the first gate."""
        empty = not self._session.circuit.gates
        if empty and not self._help:
            self._help = [self._make_line(), self._make_buttons()]
            self._place_help()
        for widget in self._help:
            widget.setVisible(empty)

    def _make_line(self) -> QWidget:
        line = label("emptyHelp", EMPTY)
        line.setParent(self)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.setWordWrap(True)
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # the canvas gets its clicks
        return line

    def _make_buttons(self) -> QWidget:
        row = QWidget(self)
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self._look.px(8))
        for name, title in BEGINNINGS.items():
            button = Button(self._look, title)
            button.clicked.connect(guarded(lambda _=False, name=name: self.example_asked.emit(name)))
            inner.addWidget(button)
        return row

    def _place_help(self) -> None:
        if not self._help:
            return
        line, buttons = self._help
        width = min(self.width() - 2 * self._look.px(_GAP), self._look.px(640))
        line.setGeometry(QRect(0, 0, round(width), line.heightForWidth(round(width))))
        buttons.resize(buttons.sizeHint())
        middle = self.rect().center()
        line.move(middle - line.rect().center() - QPoint(0, self._look.px(32)))
        buttons.move(middle - buttons.rect().center() + QPoint(0, self._look.px(24)))
