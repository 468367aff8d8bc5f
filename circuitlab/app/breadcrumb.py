"""Where one is: the document and the gates that were entered, over the upper left corner of the canvas."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.widgets import label
from circuitlab.teach.names import name_of

HEIGHT = 32
_LONGEST = 24
"""A longer name is cut."""
_MOST = 4
"""So many names are shown; of more, those in the middle stand behind a "…" that leads to the last of them."""


class Breadcrumb(QWidget):
    """Each name but the last leads to its circuit. It is only there inside a gate."""

    def __init__(self, look: Look, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._session = session
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(2), 0, look.px(12), 0)
        self._row.setSpacing(look.px(6))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        for signal in (session.reset, session.changed, session.document_changed):
            signal.connect(self.refresh)
        self.refresh()

    @property
    def names(self) -> list[str]:
        """What the circuits are called, from the document to the one that is shown."""
        above = self._session.above
        return [self._session.name, *(name_of(level.circuit, level.gate) for level in above)]

    @guarded
    def refresh(self, *_: object) -> None:
        """Show the names as they are now."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        names = self.names
        self.setVisible(len(names) > 1)
        if len(names) == 1:
            return
        out = Button(self._look, icon="chevron-left", face=Face.PLAIN, height=HEIGHT)
        out.clicked.connect(guarded(lambda *_: self._session.leave()))
        self._put(out.explain("Leave this gate (Alt+Up or Escape)", "Leave this gate"))
        for place, depth in enumerate(shown := _shown(len(names))):
            hides = place > 0 and shown[place - 1] != depth - 1
            self._add("…" if hides else _cut(names[depth]), names[depth], depth, last=depth == len(names) - 1)
        self.resize(self._row.sizeHint().width(), self._look.px(HEIGHT))

    def _put(self, widget: QWidget) -> None:
        self._row.addWidget(widget)
        widget.show()  # what is not shown yet takes no room in a layout

    def _add(self, text: str, name: str, depth: int, *, last: bool) -> None:
        if last:
            here = label("panelTitle", text)
            here.setAccessibleName(f"Inside {name}")
            self._put(here)
            return
        crumb = Button(self._look, text, face=Face.PLAIN, height=HEIGHT).explain(f"Back to {name}")
        crumb.quiet = True
        crumb.clicked.connect(guarded(partial(self._leave, depth)))
        self._put(crumb)
        self._put(label("panelNote", "›"))

    def _leave(self, depth: int, *_: object) -> None:
        self._session.leave(depth)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            look = self._look
            draw_box(painter, QRectF(self.rect()), look.color("panel"), look.color("border"), look.px(8))


def _shown(count: int) -> list[int]:
    """Which of so many names are shown: the first, and the last ones."""
    return list(range(count)) if count <= _MOST else [0, *range(count - _MOST + 1, count)]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
