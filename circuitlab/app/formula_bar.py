"""The formula bar: shows the formula of the circuit, or of the selected gate, and takes a new one.

Its field is as every other: Return, or leaving it, puts the typed formula in the place of the circuit, as
one step of undo. A formula that is none stays, with one line under it that says where and what was expected.
"""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.actions import shown_keys
from circuitlab.app.chrome_style import Look, draw_keycap, keycap_width
from circuitlab.app.guard import guarded
from circuitlab.app.icons import Icon
from circuitlab.app.late import Late
from circuitlab.app.panels.fields import LineField
from circuitlab.app.session import Session
from circuitlab.app.text_field import goes_on
from circuitlab.app.widgets import dress_anew, label, named
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.parts import Gate
from circuitlab.teach.names import pretty

_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


class Keycap(QWidget):
    """A key, drawn."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look = look
        self._text = text
        self.setFixedSize(round(keycap_width(look, text)), look.px(18))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, edge = self._look.color("secondary"), self._look.color("field")
        with QPainter(self) as painter:
            draw_keycap(painter, QRectF(self.rect()), self._look, self._text, ink, edge)


class Field(LineField):
    """The line itself. Without focus it shows, with focus it takes."""

    def __init__(self, bar: "FormulaBar", look: Look) -> None:
        super().__init__("Formula", bar.formula, bar.accept)
        named(self, "formulaField")
        self._bar = bar
        self.setFont(look.font(15))
        self.setToolTip("The formula of the circuit. Type another one and press Return (Ctrl+L)")

    def refresh(self) -> None:
        """What was refused stays: another selection already shows another formula."""
        if not self.problem:
            super().refresh()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not goes_on(event):
            self._bar.edit()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not goes_on(event):
            self._bar.leave()


class ErrorStrip(QWidget):
    """One line that says what is wrong, with its octagon."""

    def __init__(self, look: Look, line: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "errorStrip")
        self.line = line
        words = label("lineError", line)
        words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), look.px(6), look.px(10), look.px(6))
        row.setSpacing(look.px(10))
        row.addWidget(Icon(look, "error", "error"))
        row.addWidget(words, 1)
        self.setAccessibleName(line)


class FormulaBar(QWidget):
    """Icon, field and keycap in one frame, and the line for what is wrong below it."""

    taken = Signal()  # a typed formula became the circuit

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        named(self, "formulaBar")
        self._look = look
        self._session = session
        self._error: ErrorStrip | None = None
        self._begun: str | None = None  # while it is edited: the formula that the typing began with
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(32))
        self.field = Field(self, look)
        self.field.judged.connect(self._show_error)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(10), 0, look.px(8), 0)
        row.setSpacing(look.px(10))
        row.addWidget(Icon(look, "function"))
        row.addWidget(self.field, 1)
        row.addWidget(Keycap(look, shown_keys("edit_formula").replace("+", " ")))
        self._late = Late(self, self.refresh, session.selection_changed)
        session.reset.connect(self._forget)
        session.changed.connect(self._look_at)
        self.refresh()

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """A formula names the sources that have a name: it stays what it is when only their values change."""
        shown = {self._session.circuit.objective, *self._session.selection}
        names = (gate.name for _, gate in changes.parts.values() if isinstance(gate, Gate))
        if changes.touches != Touches.VALUES or not shown.isdisjoint(changes.parts) or not all(names):
            self._late.soon()

    @guarded
    def _forget(self) -> None:
        """Another circuit: what was typed and refused goes with the one before."""
        if self._begun is not None:
            self._begun = self._whole()
        self.field.reset()
        self._late.soon()

    @guarded
    def refresh(self) -> None:
        """Show the formula, unless somebody is typing."""
        self.field.refresh()
        if not self.field.hasFocus():
            self.field.setPlaceholderText(self._excuse())
            self.field.setCursorPosition(0)

    def formula(self) -> str:
        """What the field shows: while it is edited, what it began with; else as formulas are printed."""
        from circuitlab.circuit import text_print

        circuit = self._session.circuit
        chosen = [key for key in self._session.selection if key in circuit.gates]
        if self._begun is not None:
            return self._begun
        if len(chosen) == 1:
            return pretty(text_print.formula_of(circuit, chosen[0]))
        return pretty(text_print.whole_formula(circuit) or "")

    def _excuse(self) -> str:
        """What stands in the field where no formula does."""
        circuit = self._session.circuit
        if not circuit.gates:
            return "Type a formula"
        if circuit.objective is None:
            return "No objective, so no formula for it. Type a new one"
        return "The formula is too long to show. Select a gate to see its own"

    def start(self) -> None:
        """Put the caret into the field, with all of its text selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @guarded
    def edit(self) -> None:
        """The field got the focus: its text as it is typed; what was refused is there to be mended."""
        self._frame("focused", True)
        self._begun = self._whole()
        if not self.field.problem:
            self.field.setText(self._begun)

    def _whole(self) -> str:
        """The formula of the circuit as it is typed; where it has none, what is shown of it."""
        from circuitlab.circuit.text_print import whole_formula

        return whole_formula(self._session.circuit) or plain(self.field.text())

    @guarded
    def leave(self) -> None:
        """The field lost the focus."""
        self._frame("focused", False)
        self._begun = None
        self.refresh()

    def accept(self, typed: str) -> str:
        """The typed formula becomes the circuit; else the reason why it can't."""
        from circuitlab.circuit.errors import CircuitError
        from circuitlab.circuit.fragments import replace_all
        from circuitlab.circuit.text import to_circuit
        from circuitlab.files.store import laid_out
        from circuitlab.formula.parse import FormulaError

        circuit = self._session.circuit
        try:
            wanted = to_circuit(typed, default=1.0, known=circuit)
            self._session.commit("Type a formula", replace_all(circuit, laid_out(wanted)))
        except (FormulaError, CircuitError) as error:
            return str(error)
        self._begun = typed
        self.taken.emit()
        return ""

    @guarded
    def _show_error(self, line: str) -> None:
        self._frame("wrong", bool(line))
        if self._error is not None:
            self._error.deleteLater()
            self._error = None
        if not line:
            return
        self._error = ErrorStrip(self._look, line, self.window())
        self._error.setFixedWidth(self.width())
        self._error.adjustSize()
        self._error.move(self.mapTo(self.window(), QPoint(0, self.height() + 4)))
        self._error.show()
        self._error.raise_()

    @property
    def error(self) -> str:
        """The line that is shown below, empty if there is none."""
        return "" if self._error is None else self._error.line

    def _frame(self, name: str, on: bool) -> None:
        self.setProperty(name, on)
        dress_anew(self)


def plain(text: str) -> str:
    """A formula as it is typed: the inverse of `pretty`."""
    return text.replace("·", "*").replace("−", "-").translate(_DIGITS)
