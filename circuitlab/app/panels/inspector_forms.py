"""The two forms of the inspector: that of a gate and that of the document. Each field is one edit."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from circuitlab.app import commands
from circuitlab.app.buttons import Button, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.hidden import COVERED
from circuitlab.app.own_kinds import EDIT, ENTER, is_editable
from circuitlab.app.panels.fields import Stepper
from circuitlab.app.panels.form import NOTHING_YET, Form
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.kinds import is_composite
from circuitlab.gates.kind import GateKind
from circuitlab.teach import numbers
from circuitlab.teach.beginnings import began
from circuitlab.teach.names import name_of


def gate_form(look: Look, session: Session, key: int, edit_kind: Callable[[str], object]) -> Form:
    """Name, kind, numbers, inputs and objective of one gate. edit_kind: asks for the formula of a kind."""
    form, gate = Form(look), session.circuit.gates[key]
    kind = session.circuit.kind(gate.kind)

    def name() -> str:
        return session.circuit.gates[key].name or ""

    def held() -> str:
        value = session.circuit.gates[key].value
        if session.hidden.value(key):
            return COVERED
        return "" if value is None else numbers.plain(value)

    def value() -> str:
        return COVERED if session.hidden.value(key) else _full(session.trace.value_at(key, session.cursor))

    def rename(text: str) -> None:
        commands.rename(session, key, text.strip() or None)

    def hold(text: str) -> None:
        commands.set_value(session, key, numbers.read(text))

    form.field("Name", name, _judging(rename))
    form.fact("Kind", lambda: gate.kind if kind is None else _kind_text(kind))
    if kind is not None and kind.is_source:
        form.field("Holds", held, _judging(hold))
    form.fact("Value", value, "value")
    form.fact("Gradient", lambda: _gradient(session, key), "gradient")
    form.fact("Not finite", lambda: _began(session, key), optional=True)
    if kind is not None and kind.most > len(kind.ports):
        _add_inputs(form, look, session, key, kind)
    _add_objective_switch(form, look, session, key)
    if is_editable(session.circuit, gate.kind):
        _add_formula(form, look, session, gate.kind, edit_kind)
    if is_composite(session.circuit.definitions, gate.kind):
        _add_inside(form, look, session, key)
    return form


def document_form(look: Look, session: Session, fill_objective: Callable[[QMenu], object]) -> Form:
    """Size, objective and seed of the document."""
    form, circuit = Form(look), session.circuit
    chooser = Button(look, icon="flag", height=32).explain("Choose the objective", "Objective")
    chooser.trailing = "chevron-down"
    chooser.clicked.connect(guarded(lambda *_: popped(chooser, fill_objective)))

    def show_objective() -> None:
        chosen = circuit.objective
        chooser.setText("none" if chosen is None else name_of(circuit, chosen))
        chooser.updateGeometry()

    def set_seed(text: str) -> None:
        seed = numbers.read(text)
        session.edit("Set the seed", lambda circuit: edits.set_seed(circuit, seed))

    form.fact("Gates", lambda: str(len(circuit.gates)))
    form.fact("Wires", lambda: str(len(circuit.wires)))
    form.row("Objective", chooser, show_objective)
    form.field("Seed", lambda: _seed(session), _judging(set_seed))
    return form


def _add_inputs(form: Form, look: Look, session: Session, key: int, kind: GateKind) -> None:
    def set_inputs(count: int) -> None:
        commands.set_inputs(session, key, count)

    stepper = Stepper(look, len(kind.ports), kind.most, set_inputs)
    form.row("Inputs", stepper, lambda: stepper.show_number(session.circuit.gates[key].inputs))


def _add_formula(
    form: Form, look: Look, session: Session, kind: str, edit_kind: Callable[[str], object]
) -> None:
    def formula() -> str:
        definition = session.circuit.definitions.get(kind)
        return "" if definition is None else definition.formula or ""

    edit = Button(look, EDIT, height=32).explain(f"Change {kind}: every gate of this kind follows")
    edit.clicked.connect(guarded(lambda *_: edit_kind(kind)))
    form.fact("Formula", formula)
    form.row("", edit, lambda: None)


def _add_inside(form: Form, look: Look, session: Session, key: int) -> None:
    enter = Button(look, ENTER, icon="layers", height=32).explain("See what is inside (Alt+Down)")
    enter.clicked.connect(guarded(lambda *_: commands.enter(session, key)))
    form.row("", enter, lambda: None)


def _add_objective_switch(form: Form, look: Look, session: Session, key: int) -> None:
    switch = Button(look, "Make objective", icon="flag", height=32)
    switch.setCheckable(True)
    switch.explain("Differentiate this gate", "Objective")

    def show() -> None:
        switch.setChecked(session.circuit.objective == key)
        switch.setText("Is the objective" if switch.isChecked() else "Make objective")
        switch.updateGeometry()

    @guarded
    def choose(*_: object) -> None:
        commands.set_objective(session, key if switch.isChecked() else None)

    switch.clicked.connect(choose)
    form.row("", switch, show)


def _judging(take: Callable[[str], None]) -> Callable[[str], str]:
    """`take`, but of a text that is no number, or that the edit refuses, it gives the reason."""

    def accept(text: str) -> str:
        try:
            take(text)
        except ValueError as error:
            return str(error)
        return ""

    return accept


def _gradient(session: Session, key: int) -> str:
    if session.hidden.gradient(key):
        return COVERED
    partial = session.trace.gradient_at(key, session.cursor)
    if partial.total is None or partial.arrived == partial.expected:
        return _full(partial.total)
    return f"{numbers.full(partial.total)} + … ({partial.arrived} of {partial.expected} arrived)"


def _began(session: Session, key: int) -> str:
    if session.hidden.value(key) or session.hidden.gradient(key):
        return ""
    return began(session.circuit, session.trace, key, session.cursor)


def _seed(session: Session) -> str:
    objective = session.circuit.objective
    if objective is not None and session.hidden.gradient(objective):
        return COVERED
    return numbers.plain(session.circuit.settings.seed)


def _full(value: float | None) -> str:
    return NOTHING_YET if value is None else numbers.full(value)


def _kind_text(kind: GateKind) -> str:
    """As the palette calls it, and as formulas do where that differs: "ln (log)"."""
    return kind.title if kind.title.lower() == kind.name else f"{kind.title} ({kind.name})"
