"""The code panel: the circuit that is shown as source code that runs, and where the cursor is in it."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from circuitlab.app.buttons import Button, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.panels.code_cover import covered
from circuitlab.app.panels.code_view import CodeView
from circuitlab.app.preferences import Preferences
from circuitlab.app.session import Session
from circuitlab.app.widgets import column_of, named
from circuitlab.share.code import DIALECTS, Code, code_of

MANY_LINES = 2000
LATER_MS = 250
"""A source of many lines is written again when nothing has changed for so long."""


class CodePanel(QWidget):
    """A chooser of the dialect, Copy and Save, and below them the code. Unseen, it costs nothing."""

    save_asked = Signal(object)  # Code

    def __init__(self, look: Look, session: Session, preferences: Preferences) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._preferences = preferences
        self._dialect = preferences.dialect if preferences.dialect in DIALECTS else "python"
        self._code: Code | None = None
        self.view = CodeView(look)
        self.chooser = Button(look, DIALECTS[self._dialect].title, height=30)
        self.copy_button = Button(look, "Copy", height=30).explain("Copy the whole source")
        self.save_button = Button(look, "Save…", height=30).explain("Save the source to a .py file")
        self._lay_out()
        self.view.picked.connect(guarded(self._jump))
        self.chooser.clicked.connect(guarded(lambda *_: popped(self.chooser, self.fill)))
        self.copy_button.clicked.connect(guarded(lambda *_: self._copy()))
        self.save_button.clicked.connect(guarded(lambda *_: self.save_asked.emit(self._code)))
        self._late = Late(self, self._refresh_if_seen, session.changed, session.reset, session.trace_changed)
        session.hidden.changed.connect(self._late.soon)
        session.cursor_moved.connect(self._mark_if_seen)

    def _lay_out(self) -> None:
        look = self._look
        self.chooser.trailing = "chevron-down"
        self.chooser.explain("How the code is written", "Dialect of the code")
        head = named(QWidget(), "codeHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        row.setSpacing(look.px(8))
        row.addWidget(self.chooser)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        column = column_of(self)
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(260))

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # What it shows -------------------------------------------------------------------------------

    @property
    def code(self) -> Code | None:
        """The source that is shown; None before it was ever seen."""
        return self._code

    @property
    def dialect(self) -> str:
        """The name of the dialect that is shown."""
        return self._dialect

    def set_dialect(self, name: str) -> None:
        """Show the circuit in another dialect, and remember it."""
        self._dialect = self._preferences.dialect = name
        self.chooser.setText(DIALECTS[name].title)
        self.chooser.updateGeometry()
        self.chooser.update()
        self.view.verticalScrollBar().setValue(0)
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """The dialects, in a menu."""
        for dialect in DIALECTS.values():
            action = menu.addAction(dialect.title)
            action.setCheckable(True)
            action.setChecked(dialect.name == self._dialect)
            action.triggered.connect(guarded(partial(self._choose, dialect.name)))

    def _choose(self, name: str, *_: object) -> None:
        self.set_dialect(name)

    @guarded
    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Write the circuit as it is now, and mark where the cursor is."""
        session = self._session
        self._late.stop()
        self._code = code_of(session.circuit, session.trace, self._dialect)
        self._late.setInterval(LATER_MS if len(self._code.lines) > MANY_LINES else 0)
        self.view.show_code(covered(self._code, session.trace, session.hidden))
        self._mark(self._code)

    @guarded
    def _mark_if_seen(self) -> None:
        # While the source is out of date it has other lines: they are marked when it is written.
        if self._code is not None and self.isVisible() and not self._late.isActive():
            self._mark(self._code)

    def _mark(self, code: Code) -> None:
        cursor, trace = self._session.cursor, self._session.trace
        role = "value" if cursor.current < trace.forward_count else "gradient"
        self.view.mark(code.current(cursor), role)

    # What is done with it ------------------------------------------------------------------------

    def _jump(self, line: int) -> None:
        if self._late.isActive():
            self.refresh()
        after = None if self._code is None else self._code.lines[line].after
        if after is not None:
            self._session.move_cursor(after)

    def _copy(self) -> None:
        if self._code is not None:
            QGuiApplication.clipboard().setText(self._code.text)
            self._session.said.emit(f"Copied the circuit as {DIALECTS[self._dialect].title} code.")
