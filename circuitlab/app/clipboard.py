"""Cut, copy and paste: gates as a `.circuit` document for this program, and as formula text for others."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from circuitlab.app import commands
from circuitlab.app.session import Session
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError
from circuitlab.files import store
from circuitlab.files.errors import FileError
from circuitlab.formula.parse import FormulaError

MIME = "application/x-circuitlab"


def copy(session: Session) -> bool:
    """Put the selected gates, and the wires between them, onto the clipboard; False: no gate is selected."""
    from circuitlab.circuit import fragments
    from circuitlab.circuit.text_print import to_text
    from circuitlab.files import schema

    parts = fragments.copy(session.circuit, session.selection)
    if not parts:
        return False
    fragment = Circuit(parts)
    data = QMimeData()
    data.setData(MIME, schema.encode(fragment))
    data.setText(to_text(fragment).text)
    QGuiApplication.clipboard().setMimeData(data)
    return True


def cut(session: Session) -> None:
    """Copy the selected gates and delete the selection."""
    if copy(session):
        commands.delete(session)


def paste(session: Session) -> None:
    """Add what is on the clipboard, gates or formula text; anything else is refused with its reason."""
    from circuitlab.circuit.text import to_circuit

    data = QGuiApplication.clipboard().mimeData()
    try:
        if data.hasFormat(MIME):
            circuit = store.from_bytes(bytes(data.data(MIME).data()), "the clipboard", store.CIRCUIT_SUFFIX)
        elif data.hasText() and data.text().strip():
            circuit = store.laid_out(to_circuit(data.text(), default=1.0))
        else:
            session.said.emit("There is nothing to paste.")
            return
    except (FileError, FormulaError, CircuitError) as error:
        session.refused.emit(f"This can't be pasted: {error}", None)
        return
    commands.insert(session, [part for part in circuit.parts if part.id > 0], "Paste")
