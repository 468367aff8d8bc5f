"""The canvas in the window: the view, the zoom box in its corner, and what helps when it is empty."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.widgets import label
from circuitlab.app.zoom_box import ZoomBox
from circuitlab.teach.coach import EMPTY

FIRST_LESSON = "1-pull.lesson"
BEGINNINGS = {
    FIRST_LESSON: "The first lesson",
    "sum-then-product": "The first circuit",
    "neuron": "A sigmoid neuron",
    "copy": "One value used twice",
    "two-two-two": "A small network",
}
"""A lesson and examples that an empty canvas offers, by name, as its buttons call them."""
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
        self._help: tuple[QLabel, Offers] | None = None
        for widget in (view, zoom_box):
            widget.setParent(self)
            widget.show()
        session.reset.connect(self._show_help)
        session.changed.connect(self._show_help)
        self._show_help()

    def take_back(self) -> None:
        """Hold the view again, after it was lent to another."""
        self._view.setParent(self)
        self._view.lower()
        self._view.show()
        self._fill()

    @guarded
    def resizeEvent(self, _event: QResizeEvent) -> None:
        if self._view.parent() is self:
            self._fill()

    def _fill(self) -> None:
        self._view.setGeometry(self.rect())
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
        if empty and self._help is None:
            self._help = (self._make_line(), Offers(self._look, self))
            self._help[1].asked.connect(self.example_asked)
            self._place_help()
        for widget in self._help or ():
            widget.setVisible(empty)
        self._show_zoom_box()

    def _make_line(self) -> QLabel:
        line = label("emptyHelp", EMPTY)
        line.setParent(self)
        line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.setWordWrap(True)
        line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # the canvas gets its clicks
        return line

    def _place_help(self) -> None:
        if self._help is None:
            return
        line, offers = self._help
        room = self.width() - 2 * self._look.px(_GAP)
        width = round(min(room, self._look.px(640)))
        line.resize(width, line.heightForWidth(width))
        offers.arrange(room)
        gap = min(self._look.px(28), max(0, self.height() - line.height() - offers.height()) // 2)
        left, top = self.width() // 2, (self.height() - line.height() - gap - offers.height()) // 2
        line.move(left - line.width() // 2, top)
        offers.move(left - offers.width() // 2, top + line.height() + gap)
        self._show_zoom_box()

    def _show_zoom_box(self) -> None:
        """Where there is no room for both, an example to begin with is worth more than a zoom of nothing."""
        over = [self._zoom_box.geometry().intersects(widget.geometry()) for widget in self._help or ()]
        self._zoom_box.setVisible(bool(self._session.circuit.gates) or not any(over))


class Offers(QWidget):
    """The buttons of the examples to begin with, in one row or in as few as have room."""

    asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(8))
        self._buttons = []
        for name, title in BEGINNINGS.items():
            button = Button(look, title)
            button.clicked.connect(guarded(lambda _=False, name=name: self.asked.emit(name)))
            self._buttons.append(button)

    def arrange(self, room: float) -> None:
        """Take up no more than this width, if it can be."""
        for columns in (len(self._buttons), 2, 1):
            for index, button in enumerate(self._buttons):
                row, column = divmod(index, columns)
                self._grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignCenter)
            if self._grid.sizeHint().width() <= room:
                break
        self.resize(self._grid.sizeHint())
