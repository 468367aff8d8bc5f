"""What the inspector shows: the selected gate, else the document. Also in two or three words. No Qt."""

from typing import TYPE_CHECKING

from circuitlab.circuit.parts import Gate
from circuitlab.teach.names import name_of

if TYPE_CHECKING:
    from circuitlab.app.session import Session


def inspected(session: "Session") -> Gate | None:
    """The selected gate, if it is just one."""
    gates = session.circuit.gates
    chosen = [key for key in session.selection if key in gates]
    return gates[chosen[0]] if len(chosen) == 1 else None


def note(session: "Session") -> str:
    """What is inspected, for a header: "q · add"."""
    gate, count = inspected(session), len(session.selection)
    if gate is not None:
        return f"{name_of(session.circuit, gate.id)} · {gate.kind}"
    return f"{count} selected" if count else "nothing selected"
