"""A gate put onto a wire goes into it: fed by the wire's source, and feeding its target."""

from PySide6.QtCore import QPointF

from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.circuit import edits
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit

NEAR = 4.0


def wire_at(scene: CircuitScene, point: QPointF) -> int | None:
    """The wire at a point. To be asked before a gate is put there: wires make way for gates."""
    hit = scene.hit(point, NEAR)
    return hit.id if hit.kind == "wire" else None


def fits(circuit: Circuit, gate: int) -> bool:
    """Whether a gate can go into a wire: it has an input, and no wires yet."""
    return bool(circuit.gates[gate].inputs) and not circuit.incoming(gate) and not circuit.outgoing(gate)


def inserting(circuit: Circuit, first: Changes, gate: int, wire: int | None) -> Changes:
    """`first`, and then `gate` put into `wire`, as one change; just `first` where it does not fit."""
    future = Circuit(circuit.parts)
    future.apply(first)
    if wire is None or not fits(future, gate):
        return first
    cut = future.wires[wire]
    changes = edits.disconnect(future, [wire])
    future.apply(changes)
    for source, target, port in ((cut.source, gate, 0), (gate, cut.target, cut.port)):
        joined = edits.connect(future, source, target, port)
        future.apply(joined)
        changes = changes.then(joined)
    return first.then(changes)
