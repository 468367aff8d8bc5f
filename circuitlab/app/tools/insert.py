"""A gate dropped onto a wire goes into it: source to its first free input, its output to the target."""

from PySide6.QtCore import QPointF

from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import label
from circuitlab.layout.metrics import body_size, shape_of

CLEAR_OF_PORTS = 10.0
NEAR = 4.0


def wire_under(scene: CircuitScene, circuit: Circuit, gate: int) -> int | None:
    """The wire that a gate lies across, if the gate has no wires yet and an input to take one."""
    part = circuit.gates[gate]
    if not part.inputs or part.position is None or circuit.incoming(gate) or circuit.outgoing(gate):
        return None
    width, _ = body_size(shape_of(part), part.inputs)
    aside = QPointF(width / 2 + CLEAR_OF_PORTS, 0)
    left, right = (scene.hit(QPointF(*part.position) + offset, NEAR) for offset in (-aside, aside))
    return left.id if left.kind == "wire" and left == right else None


def into_wire(session: Session, gate: int, wire: int) -> bool:
    """Put an unwired gate into a wire."""
    name = label(session.circuit, gate)
    return session.attempt(f"Put {name} into the wire", lambda c: _inserted(c, gate, wire))


def _inserted(circuit: Circuit, gate: int, wire: int) -> Changes:
    cut = circuit.wires[wire]
    future = Circuit(circuit.parts)
    changes = edits.disconnect(future, [wire])
    future.apply(changes)
    for source, target, port in ((cut.source, gate, 0), (gate, cut.target, cut.port)):
        joined = edits.connect(future, source, target, port)
        future.apply(joined)
        changes = changes.then(joined)
    return changes
