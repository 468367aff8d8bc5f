"""Keeps the items of a stage what the circuit is, by the same changes as the graph."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from circuitlab.app.canvas.face import face_of
from circuitlab.app.canvas.items import GateItem, WireItem
from circuitlab.app.canvas.routes import LARGE, SMALL, Routes
from circuitlab.app.canvas.stage import Stage
from circuitlab.app.canvas.standing import Standing
from circuitlab.app.canvas.widths import label_widths, message_rooms
from circuitlab.app.guard import guarded
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import CONSTANT, Gate, Wire
from circuitlab.layout.ground import Point

SETTLE_MS = 120


class Mirror:
    """Adds, removes and moves the items of one stage in one scene."""

    def __init__(self, stage: Stage, scene: QGraphicsScene) -> None:
        self._stage = stage
        self._scene = scene
        self._timer = QTimer(scene)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(guarded(self.settle))
        self._labels_known = False

    def reset(self, circuit: Circuit) -> None:
        """Another circuit takes the stage."""
        stage = self._stage
        for item in (*stage.gates.values(), *stage.wires.values()):
            self._scene.removeItem(item)
        stage.circuit, stage.looks = circuit, None
        stage.gates, stage.wires = {}, {}
        stage.selection = frozenset()
        stage.standing = Standing()
        stage.routes = Routes(circuit, stage.standing)
        self._labels_known = False
        for gate in circuit.gates.values():
            self._put_gate(gate)
        for wire in circuit.wires.values():
            self._put_wire(wire)
        self.settle()

    def apply(self, changes: Changes) -> None:
        """Take over what the circuit has just taken."""
        stage = self._stage
        touches = changes.touches
        if Touches.STRUCTURE in touches and not self._trace_is_current():
            stage.looks = None
        for key, (before, after) in changes.parts.items():
            if isinstance(before, Wire) and after is None:
                self._drop(stage.wires, key)
                self._route_items(stage.routes.forget(key, before.source))
            elif isinstance(before, Gate) and after is None:
                self._drop(stage.gates, key)
        moved: set[int] = set()
        for key, (_, after) in changes.parts.items():
            if isinstance(after, Gate):
                self._put_gate(after)
                moved.add(key)
            elif isinstance(after, Wire):
                self._put_wire(after)
                moved.update((after.source, after.target))
        if Touches.STRUCTURE in touches:
            self._face_everyone()
        count = len(stage.wires)
        if count <= SMALL or (Touches.STRUCTURE in touches and count < LARGE):
            self.settle()
        elif touches == Touches.VALUES and all(stage.circuit.gates[key].kind != CONSTANT for key in moved):
            stage.tell_gates(moved)  # all stand where they stood
            self._rest()
        else:
            self._follow(moved & stage.gates.keys())
            if Touches.STRUCTURE in touches:
                stage.tell_everyone()

    def stand(self, places: Mapping[int, Point]) -> None:
        """Show the gates there instead of where the circuit has them; none: there again."""
        stage = self._stage
        stage.standing.show(stage.circuit, places)
        for gate in stage.circuit.gates.values():
            self._put_gate(gate)
        self.settle()

    def settle(self) -> None:
        """Route all wires with regard to one another, and tell everyone."""
        self._timer.stop()
        stage = self._stage
        self._labels_known = stage.looks is not None
        changed = stage.routes.route_all(label_widths(stage), message_rooms(stage))
        self._route_items(changed)
        stage.tell_everyone()
        stage.far.moved()

    def labels_told(self) -> None:
        """A frame is shown: wires that ran before its labels were known give them room."""
        if not self._labels_known and self._stage.looks is not None and len(self._stage.wires) < LARGE:
            self.settle()

    def _follow(self, gates: Iterable[int]) -> None:
        """Some gates are elsewhere: their wires follow at once, the others when the gesture rests."""
        stage = self._stage
        gates = set(gates)
        circuit = stage.circuit
        incident = {wire for key in gates for wire in (*circuit.incoming(key), *circuit.outgoing(key))}
        self._route_items(stage.routes.route_some(wire.id for wire in incident))
        stage.tell_gates(gates | {wire.source for wire in incident})
        stage.far.moved(gates)
        self._rest()

    def _rest(self) -> None:
        """Route all wires when the gesture rests."""
        if len(self._stage.wires) < LARGE:
            self._timer.start()

    def _trace_is_current(self) -> bool:
        looks = self._stage.looks
        return looks is not None and looks.frame.trace.revision == self._stage.circuit.revision

    def _face_everyone(self) -> None:
        for key, item in self._stage.gates.items():
            item.face = face_of(self._stage.circuit, key)

    def _put_gate(self, gate: Gate) -> None:
        stage = self._stage
        face = face_of(stage.circuit, gate.id)
        item = stage.gates.get(gate.id)
        if item is None:
            item = GateItem(gate.id, stage, face)
            stage.gates[gate.id] = item
            item.setVisible(not stage.is_far)
            self._scene.addItem(item)
        item.face = face
        place = stage.standing.of(gate)
        if place is not None:
            item.setPos(QPointF(*place))

    def _put_wire(self, wire: Wire) -> None:
        stage = self._stage
        if wire.id not in stage.wires:
            item = WireItem(wire.id, stage)
            stage.wires[wire.id] = item
            item.setVisible(not stage.is_far)
            self._scene.addItem(item)

    def _drop(self, items: dict[int, GateItem] | dict[int, WireItem], key: int) -> None:
        item: QGraphicsItem | None = items.pop(key, None)
        if item is not None:
            self._scene.removeItem(item)

    def _route_items(self, wires: Iterable[int]) -> None:
        stage = self._stage
        for key in wires:
            run = stage.routes.runs.get(key)
            if run is not None and key in stage.wires:
                stage.wires[key].follow(run)
