"""The inspector: everything about the selected gate, or about the document when nothing is selected."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app import commands
from circuitlab.app.buttons import Button, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.fields import LineField, Stepper
from circuitlab.app.session import Session
from circuitlab.app.widgets import label
from circuitlab.circuit.parts import Gate
from circuitlab.gates.kind import GateKind
from circuitlab.teach import numbers
from circuitlab.teach.names import name_of

NOTHING_YET = "not computed"


class Inspector(QScrollArea):
    """A form that is made anew for another selection, and filled anew after every change."""

    noted = Signal(str)
    """What is inspected, in two or three words, for the panel's header."""

    def __init__(self, look: Look, session: Session, fill_objective: Callable[[QMenu], object]) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self._session = session
        self._fill_objective = fill_objective
        self._updates: list[Callable[[], None]] = []
        self._form = QFormLayout()
        self._made_for: object = None
        self.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._late = QTimer(self, singleShot=True, interval=0)
        self._late.timeout.connect(self.refresh)
        for signal in (session.changed, session.reset, session.selection_changed, session.cursor_moved):
            signal.connect(self._later)
        self.refresh()

    @guarded
    def _later(self, *_: object) -> None:
        self._late.start()

    @guarded
    def refresh(self) -> None:
        """Show what is selected now, as it is now."""
        shape = self._shape()
        if shape != self._made_for:
            self._made_for = shape
            self._make()
        for update in self._updates:
            update()
        self.noted.emit(self._note())

    def _gate(self) -> Gate | None:
        chosen = [key for key in self._session.selection if key in self._session.circuit.gates]
        return self._session.circuit.gates[chosen[0]] if len(chosen) == 1 else None

    def _shape(self) -> object:
        """What decides which fields there are."""
        gate = self._gate()
        if gate is not None:
            return self._session.circuit, gate.id, gate.kind
        return self._session.circuit, len(self._session.selection)

    def _note(self) -> str:
        gate, count = self._gate(), len(self._session.selection)
        if gate is not None:
            return f"{name_of(self._session.circuit, gate.id)} · {gate.kind}"
        return f"{count} selected" if count else "nothing selected"

    # Making the form -----------------------------------------------------------------------------

    def _make(self) -> None:
        look = self._look
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(16))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(look.px(16))
        self._form.setVerticalSpacing(look.px(8))
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._form)
        column.addStretch(1)
        self._updates = []
        gate = self._gate()
        if gate is not None:
            self._make_gate(gate.id)
        else:
            self._make_document()
        self.setWidget(inside)
        self.updateGeometry()

    def _make_gate(self, key: int) -> None:
        from circuitlab.gates.catalogue import find_kind

        session = self._session
        gate = session.circuit.gates[key]
        kind = find_kind(gate.kind)
        self._field(
            "Name", lambda: session.circuit.gates[key].name or "", lambda text: self._rename(key, text)
        )
        self._fact("Kind", lambda: gate.kind if kind is None else f"{kind.title} ({gate.kind})")
        if kind is not None and kind.is_source:
            self._field(
                "Holds", lambda: _held(session.circuit.gates[key]), lambda text: self._hold(key, text)
            )
        self._fact("Value", lambda: _full(session.trace.value_at(key, session.cursor)), "value")
        self._fact("Gradient", lambda: self._gradient(key), "gradient")
        if kind is not None and kind.most > len(kind.ports):
            self._inputs(key, kind)
        self._objective_switch(key)

    def _make_document(self) -> None:
        session = self._session
        circuit = session.circuit
        self._fact("Gates", lambda: str(len(circuit.gates)))
        self._fact("Wires", lambda: str(len(circuit.wires)))
        button = Button(self._look, "f", icon="flag", height=32).explain("Choose the objective", "Objective")
        button.trailing = "chevron-down"
        button.clicked.connect(lambda: popped(button, self._fill_objective))

        def name_objective() -> None:
            chosen = circuit.objective
            button.setText("none" if chosen is None else name_of(circuit, chosen))
            button.updateGeometry()

        self._row("Objective", button, name_objective)
        self._field("Seed", lambda: numbers.plain(circuit.settings.seed), self._seed)

    # Rows ----------------------------------------------------------------------------------------

    def _row(self, name: str, widget: QWidget, update: Callable[[], None]) -> None:
        title = label("fieldName", name)
        title.setMinimumHeight(min(widget.sizeHint().height(), self._look.px(36)))
        self._form.addRow(title, widget)
        self._updates.append(update)

    def _fact(self, name: str, text: Callable[[], str], role: str = "") -> None:
        fact = label("fieldValue")
        fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        fact.setWordWrap(True)
        fact.setAccessibleName(name)

        def fill() -> None:
            fact.setText(text())
            fact.setProperty("role", "" if fact.text() == NOTHING_YET else role)
            fact.style().polish(fact)

        self._row(name, fact, fill)

    def _field(self, name: str, text: Callable[[], str], accept: Callable[[str], object]) -> None:
        field: QLineEdit = LineField(name, text, accept)
        self._row(name, field, lambda: None if field.hasFocus() else field.setText(text()))

    def _inputs(self, key: int, kind: GateKind) -> None:
        session = self._session
        stepper = Stepper(
            self._look, len(kind.ports), kind.most, lambda n: commands.set_inputs(session, key, n)
        )
        self._row("Inputs", stepper, lambda: stepper.show_number(session.circuit.gates[key].inputs))

    def _objective_switch(self, key: int) -> None:
        session = self._session
        button = Button(self._look, "Objective", icon="flag", height=32)
        button.setCheckable(True)
        button.explain("Differentiate this gate", "Objective")

        def switch(on: bool) -> None:
            commands.set_objective(session, key if on else None)
            self.refresh()

        def show() -> None:
            button.setChecked(session.circuit.objective == key)
            button.setText("Is the objective" if button.isChecked() else "Make objective")
            button.updateGeometry()

        button.clicked.connect(switch)
        self._row("", button, show)

    # What the fields do --------------------------------------------------------------------------

    def _rename(self, key: int, text: str) -> None:
        if key in self._session.circuit.gates:
            commands.rename(self._session, key, text.strip() or None)

    def _hold(self, key: int, text: str) -> None:
        value = self._number(text)
        if value is not None and key in self._session.circuit.gates:
            commands.set_value(self._session, key, value)

    def _seed(self, text: str) -> None:
        from circuitlab.circuit import edits

        value = self._number(text)
        if value is not None:
            self._session.attempt("Set the seed", lambda circuit: edits.set_seed(circuit, value))

    def _number(self, text: str) -> float | None:
        try:
            return numbers.read(text)
        except ValueError as error:
            self._session.refused.emit(str(error), None)
            return None

    def _gradient(self, key: int) -> str:
        partial = self._session.trace.gradient_at(key, self._session.cursor)
        if partial.total is None or partial.arrived == partial.expected:
            return _full(partial.total)
        return f"{numbers.full(partial.total)} + … ({partial.arrived} of {partial.expected} arrived)"


def _held(gate: Gate) -> str:
    return "" if gate.value is None else numbers.plain(gate.value)


def _full(value: float | None) -> str:
    return NOTHING_YET if value is None else numbers.full(value)
