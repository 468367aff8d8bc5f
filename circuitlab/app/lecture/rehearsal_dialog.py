"""What a rehearsal found: a line for each finding, and a click goes there."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.lecture.rehearsal import Finding, rehearse
from circuitlab.app.slices import Slices
from circuitlab.app.widgets import label, named
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.app.window import Window
    from circuitlab.teach.lessons.deck import Deck

RUNNING = "Every slide and every step is laid out for the projector…"
CLEAN = "Everything can be read from the last row, and everything fits."
STALE = "The circuit or the lesson is another one now: rehearse again."
FAILED = "Something went wrong, and nothing was found: rehearse again."
_SIZE = (640, 420)


class Subject(NamedTuple):
    """What is rehearsed: the same circuit is another one after an edit, of a lesson none is edited."""

    lesson: "Deck | Circuit"
    revision: int


class RehearsalDialog(QDialog):
    """Stays open beside the window, so that each finding can be looked at and mended."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._rows: list[QPushButton] = []
        self.setWindowTitle("Rehearse Lecture")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.summary = label("checkSummary")
        self.summary.setWordWrap(True)
        look = window.look
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(look.px(2))
        self._list.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.again = buttons.addButton("Rehearse again", QDialogButtonBox.ButtonRole.ActionRole)
        self.again.clicked.connect(guarded(lambda *_: self.begin()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(12))
        column.addWidget(self.summary)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(look.px(_SIZE[0]), look.px(_SIZE[1]))
        self._slices = Slices(self)
        self.finished.connect(guarded(lambda *_: self._slices.drop()))
        self._rehearsed: Subject | None = None
        lessons, session = window.lessons, window.session
        self._late = Late(
            self, self._look_whether_stale, lessons.slide_changed, session.reset, session.changed
        )
        self.begin()

    @property
    def rows(self) -> list[QPushButton]:
        """The findings, each a button."""
        return self._rows

    def begin(self) -> None:
        """Go over all of it: a circuit as it is now, whatever becomes of it meanwhile."""
        self._clear()
        self.again.setEnabled(False)
        self.summary.setText(RUNNING)
        self._rehearsed = subject = self._subject()
        lesson = subject.lesson
        copy = Circuit(lesson.parts) if isinstance(lesson, Circuit) else lesson
        self._slices.begin(rehearse(copy), self._show, self._fail)

    def _subject(self) -> Subject:
        """What there is to rehearse now; a lesson brings circuits of its own."""
        circuit = self._window.session.circuit
        deck = self._window.lessons.deck
        return Subject(circuit, circuit.revision) if deck is None else Subject(deck, 0)

    def _fail(self) -> None:
        self.again.setEnabled(True)
        self.summary.setText(FAILED)

    def _clear(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = []

    def _show(self, findings: list[Finding]) -> None:
        self.again.setEnabled(True)
        count = len(findings)
        self.summary.setText(f"{count} finding{'s' if count > 1 else ''}:" if count else CLEAN)
        for index, finding in enumerate(findings):
            row = named(QPushButton(str(finding).replace("&", "&&")), "findingRow")
            row.setAccessibleName(str(finding))
            row.setToolTip(plain_tip(f"Go there: {finding}"))
            row.clicked.connect(guarded(lambda *_, found=finding: self._go_to(found)))
            self._list.insertWidget(index, row)
            self._rows.append(row)

    def _go_to(self, finding: Finding) -> None:
        place, window = finding.place, self._window
        if place.slide is not None:
            window.lessons.go_to(place.slide)
        if place.steps is not None:
            window.session.move_cursor(Cursor(place.steps))
        elif place.slide is None:
            window.session.move_cursor(Cursor())

    @guarded
    def _look_whether_stale(self) -> None:
        """Findings about something else lead nowhere."""
        now, then = self._subject(), self._rehearsed
        if then is None or now.lesson is not then.lesson or now.revision != then.revision:
            self._slices.drop()
            self._clear()
            self.again.setEnabled(True)
            self.summary.setText(STALE)
