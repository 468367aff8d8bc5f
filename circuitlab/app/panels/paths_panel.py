"""The path view: all paths from a gate to the objective, what their products add up to, and why they add."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.path_list import INSET, PathList, Rows
from circuitlab.app.pathing import Pathing
from circuitlab.app.slices import FAILED
from circuitlab.app.widgets import label, named, scroll_down_only
from circuitlab.teach import paths
from circuitlab.teach.names import name_of

MOST_SOURCES = 30
"""More are chosen on the canvas."""
SEARCHING = "Looking for paths…"
PREDICTING = "Numbers are being predicted: those of the paths come at the end of the passes."
NOT_COMPUTED = (
    "Nothing is computed yet: local gradients come with the forward pass, products with the backward."
)
NOT_REACHED = "Multiply along each path, then add: the backward pass shows whether you are right."


class PathsPanel(QScrollArea):
    """The content of the panel."""

    def __init__(self, look: Look, pathing: Pathing) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self.pathing = pathing
        self._session = pathing.session
        self.source = Button(look, height=30)
        self.source.trailing = "chevron-down"
        self.play = Button(look, icon="play", height=30)
        self.head = _wrapped("checkSummary")
        self.total = _wrapped("pathTotal")
        self.left_out = _wrapped("checkRemark")
        self.hint = _wrapped("checkRemark")
        self.tell = Button(look, "Show the numbers", height=30)
        self.rows = Rows(pathing, self)
        self.list = PathList(look, self.rows)
        self.why = _wrapped("pathWhy")
        self.cost = _wrapped("checkRemark")
        self._lay_out()
        self._listen()
        self.refresh()

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        scroll_down_only(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, look.px(12), 0, look.px(12))
        column.setSpacing(look.px(6))
        first = QHBoxLayout()
        first.setContentsMargins(inset, 0, inset, 0)
        first.setSpacing(look.px(8))
        first.addWidget(label("fieldName", "From"))
        first.addWidget(self.source)
        first.addStretch(1)
        first.addWidget(self.play)
        column.addLayout(first)
        for text in (self.head, self.total, self.left_out, self.hint):
            text.setContentsMargins(inset, 0, inset, 0)
            column.addWidget(text)
        telling = QHBoxLayout()
        telling.setContentsMargins(inset, 0, inset, 0)
        telling.addWidget(self.tell)
        telling.addStretch(1)
        column.addLayout(telling)
        column.addWidget(self.list, 1)
        for text in (self.why, self.cost):
            text.setContentsMargins(inset, 0, inset, 0)
            column.addWidget(text)
        column.addStretch(0)
        self.setWidget(named(inside, "pathsInside"))

    def _listen(self) -> None:
        pathing = self.pathing
        self.source.clicked.connect(guarded(lambda *_: popped(self.source, self.fill)))
        self.play.clicked.connect(guarded(lambda *_: pathing.choice.play()))
        self.tell.clicked.connect(guarded(lambda *_: pathing.tell()))
        self.list.chosen.connect(guarded(pathing.choice.choose))
        self.list.hovered.connect(guarded(pathing.choice.hover))
        pathing.changed.connect(self.refresh)
        pathing.choice.changed.connect(self._mark)

    # Only while it is seen -----------------------------------------------------------------------

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pathing.watch(self)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the window is only put aside
            self.pathing.leave(self)

    @guarded_or(lambda *_: QSize(240, 160))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))

    # What it shows -------------------------------------------------------------------------------

    def fill(self, menu: QMenu) -> None:
        """The inputs and parameters whose paths can be asked for."""
        for gate in self.pathing.sources()[:MOST_SOURCES]:
            action = menu.addAction(name_of(self._session.circuit, gate))
            action.setCheckable(True)
            action.setChecked(gate == self.pathing.gate)
            action.triggered.connect(guarded(lambda _checked=False, gate=gate: self.pathing.show(gate)))

    @guarded
    def refresh(self) -> None:
        """Show what is known now, and as much of it as may be told."""
        pathing, circuit = self.pathing, self._session.circuit
        gate, found = pathing.gate, pathing.found
        there = gate is not None and gate in circuit.gates
        self.source.setText(name_of(circuit, gate) if gate is not None and there else "…")
        self.source.explain("From which input or parameter; or click any gate on the canvas", "From")
        self.source.updateGeometry()
        self.rows.refresh()
        self._mark()
        problem = paths.obstacle(circuit, self._session.trace)
        nothing = bool(problem) or found is None or not there
        if nothing:
            waiting = FAILED if pathing.failed else SEARCHING
            self._say(problem or waiting if there else "Click a gate to see its paths.")
        else:
            self._say_found()
        self._fit_buttons(nothing=nothing)

    def _say(self, head: str) -> None:
        self.head.setText(head)
        for text in (self.total, self.left_out, self.hint, self.why, self.cost):
            text.hide()
        self.list.hide()

    def _say_found(self) -> None:
        circuit, trace, found = self._session.circuit, self._session.trace, self.pathing.found
        if found is None:
            return
        told, notation = self.pathing.told, self._session.notation
        self.head.setText(paths.head(circuit, trace, found))
        every = told == "all"
        _show(self.total, paths.total(circuit, trace, found, notation) if every and found.count else "")
        _show(self.left_out, paths.left_out(found) if every else "")
        _show(self.hint, "" if every or not found.count else self._hint())
        self.list.setVisible(bool(found.paths))
        _show(self.why, paths.why(circuit, trace, found))
        _show(self.cost, paths.cost(found))

    def _hint(self) -> str:
        if self.pathing.predicting:
            return PREDICTING
        return NOT_COMPUTED if self.pathing.told == "names" else NOT_REACHED

    def _fit_buttons(self, *, nothing: bool) -> None:
        pathing = self.pathing
        many = pathing.found is not None and bool(pathing.found.paths)
        self.tell.setVisible(many and not nothing and pathing.told != "all" and not pathing.predicting)
        self.play.setVisible(many and not nothing)
        playing = pathing.choice.playing
        self.play.set_icon("pause" if playing else "play")
        self.play.explain("Light the paths one after the other", "Pause" if playing else "Play paths")

    @guarded
    def _mark(self) -> None:
        self.list.mark(self.pathing.choice.chosen)


def _wrapped(name: str) -> QLabel:
    text = label(name)
    text.setWordWrap(True)
    return text


def _show(text: QLabel, words: str) -> None:
    text.setText(words)
    text.setVisible(bool(words))
