"""A form of named rows that fills itself anew: facts to read, fields to type into, other widgets."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.fields import LineField
from circuitlab.app.widgets import column_of, dress_anew, label

NOTHING_YET = "not computed"


class Form(QWidget):
    """Rows from top to bottom; `fill` asks each for what it shows now."""

    judged = Signal(QWidget)  # a field and the line under it, which came or went

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._updates: list[Callable[[], None]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(16))
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(look.px(16))
        self._rows.setVerticalSpacing(look.px(8))
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._rows)
        column.addStretch(1)

    def fill(self) -> None:
        """Show everything as it is now."""
        for update in self._updates:
            update()

    def row(self, name: str, widget: QWidget, update: Callable[[], None]) -> None:
        """Add any widget; `update` fills it."""
        title = label("fieldName", name)
        title.setMinimumHeight(min(widget.sizeHint().height(), self._look.px(36)))
        self._rows.addRow(title, widget)
        self._updates.append(update)

    def fact(self, name: str, text: Callable[[], str], role: str = "", *, optional: bool = False) -> None:
        """Add something to read, and to copy; in the colour of a role once it is known.

        optional: without a text there is no row.
        """
        fact = label("fieldValue")
        fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        fact.setWordWrap(True)
        fact.setAccessibleName(name)

        def fill() -> None:
            fact.setText(text())
            if optional:
                self._rows.setRowVisible(fact, bool(fact.text()))
            fact.setProperty("role", "" if fact.text() == NOTHING_YET else role)
            dress_anew(fact)

        self.row(name, fact, fill)

    def field(self, name: str, text: Callable[[], str], accept: Callable[[str], str]) -> None:
        """Add a line to type into, and under it the reason where a text was refused."""
        field, problem = LineField(name, text, accept), label("lineError")
        problem.setWordWrap(True)
        problem.hide()
        field.judged.connect(problem.setText)
        field.judged.connect(guarded(lambda reason: problem.setVisible(bool(reason))))
        both = QWidget()
        column = column_of(both)
        column.setSpacing(self._look.px(4))
        column.addWidget(field)
        column.addWidget(problem)
        field.judged.connect(guarded(lambda _: self.judged.emit(both)))
        self.row(name, both, field.refresh)
