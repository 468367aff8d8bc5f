"""What menus and keys do to the selection: each function is one edit of one session. No widgets."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF

from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, sentence
from circuitlab.circuit.errors import label as called
from circuitlab.circuit.parts import Definition, Gate, Part
from circuitlab.layout.metrics import GRID
from circuitlab.teach import nudges


def described(circuit: Circuit, ids: Iterable[int]) -> str:
    """What an undo label calls these parts: "q", "3 gates", "2 wires", "4 parts"."""
    ids = list(ids)
    gates = [key for key in ids if key in circuit.gates]
    if len(gates) == 1:
        return called(circuit, gates[0])
    if gates:
        return f"{len(gates)} gates"
    return "wire" if len(ids) == 1 else f"{len(ids)} wires"


def delete(session: Session, ids: Iterable[int] | None = None) -> None:
    """Delete these parts, or else the selection; wires of a deleted gate go with it."""
    chosen = session.selection if ids is None else frozenset(ids)
    if chosen:
        session.attempt(f"Delete {described(session.circuit, chosen)}", lambda c: edits.delete(c, chosen))


def select_all(session: Session) -> None:
    """Select every gate and every wire."""
    session.select([*session.circuit.gates, *session.circuit.wires])


def duplicate(session: Session) -> None:
    """A copy of the selected gates beside them, and selected in their place."""
    from circuitlab.circuit import fragments

    insert(session, fragments.copy(session.circuit, session.selection), "Duplicate")


def insert(session: Session, parts: Sequence[Part], verb: str) -> None:
    """Add copies of parts where they cover nothing, and select them."""
    from circuitlab.circuit import fragments
    from circuitlab.layout.spots import free_offset

    if not parts:
        return
    copies = [part for part in parts if isinstance(part, Gate)]
    offset = free_offset(session.circuit, copies)
    before = session.circuit.next_id
    label = f"{verb} {described(Circuit(parts), [part.id for part in parts])}"

    def edit(circuit: Circuit) -> Changes:
        return edits.keeping_objective(circuit, fragments.paste(circuit, parts, offset))

    if session.attempt(label, edit):
        session.select(key for key in session.circuit.gates if key >= before)
        _tell_renamed(session, parts)


def _tell_renamed(session: Session, parts: Sequence[Part]) -> None:
    """Say what a pasted gate is called where its name meant another one."""
    kinds = {session.circuit.gates[key].kind for key in session.selection}
    for part in parts:
        if isinstance(part, Definition) and part.name not in kinds:
            names = [kind for kind in kinds if kind.rstrip("0123456789") == part.name.rstrip("0123456789")]
            if names:
                session.said.emit(f"{part.name} is called {names[0]} here: another gate has that name.")


def shift(session: Session, dx: float, dy: float) -> None:
    """Move the selected gates by so many scene units."""
    gates = [gate for key, gate in session.circuit.gates.items() if key in session.selection]
    positions = {
        gate.id: (gate.position[0] + dx, gate.position[1] + dy) for gate in gates if gate.position is not None
    }
    if positions:
        label = f"Move {described(session.circuit, positions)}"
        session.attempt(label, lambda c: edits.move(c, positions), run=("move", frozenset(positions)))


def set_value(session: Session, gate: int, value: float) -> None:
    """Give a source its value. Raises CircuitError."""
    session.edit(f"Set {called(session.circuit, gate)}", lambda c: edits.set_value(c, gate, value))


def nudge(session: Session, gate: int, amount: float = nudges.AMOUNT) -> float | None:
    """Raise what a source holds by a little, as one step of undo: its new value, None if it can't be."""
    value = session.circuit.gates[gate].value
    if value is None:
        return None
    after = nudges.nudged(value, amount)
    label = f"Nudge {called(session.circuit, gate)}"
    if not session.attempt(label, lambda c: edits.set_value(c, gate, after)):
        return None
    session.nudged.emit(frozenset({gate}))
    return after


def rename(session: Session, gate: int, name: str | None) -> None:
    """Give a gate a name, or with None take it away. Raises CircuitError."""
    session.edit(f"Rename {called(session.circuit, gate)}", lambda c: edits.rename(c, gate, name))


def set_objective(session: Session, gate: int | None) -> bool:
    """Differentiate this gate; None: the only sink."""
    label = "Unset objective" if gate is None else f"Make {called(session.circuit, gate)} the objective"
    return session.attempt(label, lambda c: edits.set_objective(c, gate))


def set_inputs(session: Session, gate: int, count: int) -> bool:
    """Give a gate so many input ports."""
    label = f"Inputs of {called(session.circuit, gate)}"
    return session.attempt(label, lambda c: edits.set_inputs(c, gate, count))


def connect(session: Session, source: int, target: int, port: int, at: QPointF | None = None) -> bool:
    """Draw a wire."""
    circuit = session.circuit
    label = f"Wire {called(circuit, source)} to {called(circuit, target)}"
    return session.attempt(label, lambda c: edits.connect(c, source, target, port), at)


def enter(session: Session, gate: int | None = None) -> None:
    """Show what is inside this gate, or else the selected one; what has no inside says so."""
    chosen = [key for key in session.selection if key in session.circuit.gates] if gate is None else [gate]
    if len(chosen) != 1:
        session.said.emit("Select one gate to see what is inside.")
        return
    try:
        session.enter(chosen[0])
    except CircuitError as refusal:
        session.refused.emit(str(refusal), None)


def snapped(point: QPointF) -> tuple[float, float]:
    """The grid point nearest to a scene point."""
    return round(point.x() / GRID) * float(GRID), round(point.y() / GRID) * float(GRID)


def sources_of(circuit: Circuit, gate: int) -> list[int]:
    """The inputs and parameters that a gate depends on, oldest first."""
    from circuitlab.circuit.order import ancestors

    before = ancestors(circuit, gate)
    return [key for key in nudges.sources(circuit) if key in before]


def computed_from(circuit: Circuit, gate: int) -> str:
    """What to say when somebody types a value onto a computed gate: "q is computed: change x or y"."""
    names = [called(circuit, key) for key in sources_of(circuit, gate)]
    if not names:
        return sentence(f"{called(circuit, gate)} is computed: wire something to its inputs")
    if len(names) > 4:
        names = [*names[:3], f"another of its {len(names)} sources"]
    said = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return sentence(f"{called(circuit, gate)} is computed: change {said}")
