"""Make one gate of the selection, and expand one: the two commands of composite gates."""

from PySide6.QtWidgets import QWidget

from circuitlab.app.session import Session
from circuitlab.circuit.naming import FreeNames

_FIRST_NAME = "block"
"""What a new gate is called, if nobody gives it a name."""


def ask_name(parent: QWidget, session: Session) -> None:
    """Ask what the gate that the selection becomes is to be called, and make it."""
    from circuitlab.app.dialogs import LineDialog
    from circuitlab.circuit.composing import compose

    if not session.selection:
        session.refused.emit("Select the gates that become one gate first.", None)
        return
    chosen = session.selection

    def accept(name: str) -> str:
        try:
            session.edit(f"Make {name.strip()}", lambda circuit: compose(circuit, chosen, name))
        except ValueError as error:
            return str(error)
        return ""

    free = FreeNames([*session.circuit.definitions, *session.circuit.names]).take(_FIRST_NAME)
    LineDialog(parent, "One gate of the selection: its name", free, accept).open()


def expand(session: Session) -> None:
    """Replace the selected gates that are made of gates by what is inside, as one step of undo."""
    from circuitlab.circuit.changes import Changes
    from circuitlab.circuit.circuit import Circuit
    from circuitlab.circuit.composing import expand as expanding

    chosen = [key for key in sorted(session.selection) if key in session.circuit.gates]
    if not chosen:
        session.refused.emit("Select the gate to expand first.", None)
        return

    def edit(circuit: Circuit) -> Changes:
        copy, changes = Circuit(circuit.parts), Changes()
        for key in chosen:
            step = expanding(copy, key)
            copy.apply(step)
            changes = changes.then(step)
        return changes

    session.attempt("Expand", edit)
