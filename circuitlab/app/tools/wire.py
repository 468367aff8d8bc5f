"""Drawing a wire from either end, or by lifting the end of one that is there."""

from PySide6.QtCore import QPointF

from circuitlab.app import commands
from circuitlab.app.canvas.scene import OUTPUT, Hit
from circuitlab.app.canvas.tool import CanvasEvent
from circuitlab.app.tools.desk import Desk
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import label
from circuitlab.circuit.order import accepting_ports, accepting_sources, can_connect
from circuitlab.circuit.parts import Wire

Port = tuple[int, int]


class DrawWire:
    """A wire on its way to a port: those that would accept it are lit, the others crossed.

    `lifted` is a wire whose end was taken off its input port: dropped on another it leads there, dropped
    on nothing it is deleted.
    """

    def __init__(self, desk: Desk, gate: int, port: int) -> None:
        self._desk = desk
        circuit = desk.session.circuit
        self._lifted: Wire | None = None if port == OUTPUT else circuit.driver(gate, port)
        self._at = QPointF()
        self._anchor: Port = (gate, port) if self._lifted is None else (self._lifted.source, OUTPUT)
        overlay = desk.scene.overlay
        overlay.marks = marks(circuit, self._anchor, self._lifted)
        overlay.hidden_wire = None if self._lifted is None else self._lifted.id

    def move(self, event: CanvasEvent) -> None:
        """The loose end follows the pointer, and snaps to a port that would accept it."""
        overlay = self._desk.scene.overlay
        self._at = end = event.scene_pos
        port = self._port_at(end)
        if port is not None and overlay.marks.get(port):
            end = self._desk.scene.port_position(*port)
        start = self._desk.scene.port_position(*self._anchor)
        overlay.draft = (start, end, self._anchor[1] == OUTPUT)
        self._desk.say(self._refusal(port), event.scene_pos)
        self._desk.scene.overlay_changed()

    def release(self) -> None:
        """Connect, re-route or delete; where that is refused, say why and change nothing."""
        self.cancel()
        session, at = self._desk.session, self._at
        port = self._port_at(at)
        if port is None:
            self._drop(at)
            return
        source, (target, number) = self._ends(port)
        if self._lifted is not None:
            wire = self._lifted.id
            name = label(session.circuit, target)
            session.attempt(f"Lead wire to {name}", lambda c: edits.reroute(c, wire, target, number), at)
        else:
            commands.connect(session, source, target, number, at)

    def _drop(self, at: QPointF) -> None:
        """On the wrong sort of port, say so; a lifted wire dropped beside all gates is deleted."""
        wrong = self._same_end()
        self._desk.say(wrong, at)
        if self._lifted is not None and not wrong and self._desk.scene.hit(at).kind != "gate":
            commands.delete(self._desk.session, [self._lifted.id])

    def cancel(self) -> None:
        """Everything as before."""
        overlay = self._desk.scene.overlay
        overlay.draft, overlay.marks, overlay.hidden_wire = None, {}, None
        self._desk.say("", QPointF())
        self._desk.scene.overlay_changed()

    def _port_at(self, point: QPointF) -> Port | None:
        """The port at a point that could be the other end; on a gate's body, the first that accepts."""
        hit = self._desk.scene.hit(point)
        wanted = "input" if self._anchor[1] == OUTPUT else "output"
        if hit.kind == wanted:
            return hit.id, hit.port
        return self._first_accepting(hit) if hit.kind == "gate" else None

    def _first_accepting(self, hit: Hit) -> Port | None:
        circuit = self._desk.session.circuit
        if hit.id == self._anchor[0]:
            return None
        ports = range(circuit.gates[hit.id].inputs) if self._anchor[1] == OUTPUT else (OUTPUT,)
        accepted = marks(circuit, self._anchor, self._lifted)
        return next(((hit.id, port) for port in ports if accepted.get((hit.id, port))), None)

    def _ends(self, port: Port) -> tuple[int, Port]:
        return (self._anchor[0], port) if self._anchor[1] == OUTPUT else (port[0], self._anchor)

    def _refusal(self, port: Port | None) -> str:
        if port is None:
            return self._same_end()
        if self._own(port):
            return ""
        source, (target, number) = self._ends(port)
        refusal = can_connect(self._desk.session.circuit, source, target, number)
        return "" if refusal is None else str(refusal)

    def _same_end(self) -> str:
        """What is wrong where both ends would be outputs, or both inputs."""
        hit = self._desk.scene.hit(self._at)
        from_output = self._anchor[1] == OUTPUT
        if hit.kind not in ("input", "output") or (hit.id, hit.port) == self._anchor:
            return ""
        both = "outputs" if from_output else "inputs"
        return f"Both of these are {both}: a wire leads from an output to an input."

    def _own(self, port: Port) -> bool:
        return self._lifted is not None and port == (self._lifted.target, self._lifted.port)


def marks(circuit: Circuit, anchor: Port, lifted: Wire | None = None) -> dict[Port, bool]:
    """For every port at which a wire from `anchor` could end, whether it would be accepted there."""
    gate, port = anchor
    if port != OUTPUT:
        sources = accepting_sources(circuit, gate)
        return {(key, OUTPUT): key in sources for key in circuit.gates if key != gate}
    free = accepting_ports(circuit, gate)
    if lifted is not None:
        free.add((lifted.target, lifted.port))
    return {
        (key, number): (key, number) in free
        for key, part in circuit.gates.items()
        if key != gate
        for number in range(part.inputs)
    }
