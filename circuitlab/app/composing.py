"""Make one gate of the selection, and expand one: the two commands of composite gates."""

from functools import partial

from PySide6.QtWidgets import QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.circuit.changes import Changes


def ask(parent: QWidget, look: Look, session: Session) -> None:
    """Ask what the gate that the selection becomes is to be like, and make it."""
    from circuitlab.app.compose_dialog import ComposeDialog

    if not session.selection & session.circuit.gates.keys():
        session.refused.emit("Select the gates that become one gate first.", None)
        return
    session.cancel_preview()
    dialog = ComposeDialog(parent, look, session.circuit, session.selection)
    dialog.taken.connect(guarded(partial(_make, session)))
    dialog.open()
    dialog.fields["name"].setFocus()


def _make(session: Session, name: str, changes: Changes) -> None:
    session.attempt(f"Make {name}", lambda _: changes)


def expand(session: Session) -> None:
    """Replace the selected gates that are made of gates by what is inside, as one step of undo."""
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
