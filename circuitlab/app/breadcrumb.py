"""Where one is: the document and the gates that were entered, in a strip above the canvas."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.widgets import empty, label, named
from circuitlab.teach.names import name_of

HEIGHT, BUTTON = 40, 28
_LONGEST = 24
"""A longer name is cut."""
_MOST = 4
"""So many names are shown; of more, those in the middle stand behind a "…" that leads to the last of them."""


class Breadcrumb(QWidget):
    """Each name but the last leads to its circuit. It is only there inside a gate."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        named(self, "breadcrumb")
        self._look = look
        self._session = session
        self._row = QHBoxLayout(self)
        self._shown = list[str]()
        self._row.setContentsMargins(look.px(12), 0, look.px(16), 1)
        self._row.setSpacing(look.px(6))
        self.setFixedHeight(look.px(HEIGHT) + 1)
        for signal in (session.reset, session.changed, session.document_changed):
            signal.connect(self.refresh)
        self.refresh()

    @property
    def names(self) -> list[str]:
        """What the circuits are called, from the document to the one that is shown: a gate, and its kind."""
        inner = (
            f"{name_of(level.circuit, level.gate)} · {level.circuit.gates[level.gate].kind}"
            for level in self._session.above
        )
        return [self._session.name, *inner]

    @guarded
    def refresh(self, *_: object) -> None:
        """Show the names as they are now; buttons that are pressed or have the focus stay otherwise."""
        names = self.names
        if names == self._shown:
            return
        self._shown = names
        empty(self._row)
        self.setVisible(len(names) > 1)
        if len(names) == 1:
            return
        out = Button(self._look, "Leave", icon="chevron-left", keys="Esc", face=Face.PLAIN, height=BUTTON)
        out.clicked.connect(guarded(lambda *_: self._session.leave()))
        self._row.addWidget(out.explain("Leave this gate (Alt+Up or Escape)", "Leave this gate"))
        self._row.addSpacing(self._look.px(6))
        for place, depth in enumerate(shown := _shown(len(names))):
            hides = place > 0 and shown[place - 1] != depth - 1
            self._add("…" if hides else _cut(names[depth]), names[depth], depth, last=depth == len(names) - 1)
        self._row.addStretch(1)

    def _add(self, text: str, name: str, depth: int, *, last: bool) -> None:
        if last:
            here = label("panelTitle", text)
            here.setAccessibleName(f"Inside {name}")
            self._row.addWidget(here)
            return
        crumb = Button(self._look, text, face=Face.PLAIN, height=BUTTON).explain(f"Back to {name}")
        crumb.quiet = True
        crumb.clicked.connect(guarded(partial(self._leave, depth)))
        self._row.addWidget(crumb)
        self._row.addWidget(label("panelNote", "›"))

    def _leave(self, depth: int, *_: object) -> None:
        self._session.leave(depth)


def _shown(count: int) -> list[int]:
    """Which of so many names are shown: the first, and the last ones."""
    return list(range(count)) if count <= _MOST else [0, *range(count - _MOST + 1, count)]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
