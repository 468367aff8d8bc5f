"""Whatever is edited in whatever order: scene, graph and parts stay one circuit, and undo leads back."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QPointF

from circuitlab.app import commands
from circuitlab.app.canvas.face import face_of
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.canvas_controller import CanvasController
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.circuit import edits, fragments
from circuitlab.circuit.composing import compose, expand
from circuitlab.circuit.kinds import is_composite
from circuitlab.circuit.order import topological
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.inside import inside
from circuitlab.files import schema
from circuitlab.gates.catalogue import KINDS

NUMBERS = st.floats(allow_nan=False) | st.just(float("nan"))
COORDINATES = st.integers(-50, 50).map(lambda n: n * 12.0)
NAMES = st.sampled_from(["x", "y", "q", "f", "total", "λ", "not a name", "if", ""])
PICK = st.integers(0, 10_000)
PRESSES = st.sampled_from(["next", "previous", "rewind", "end", "step_backward", "step_forward"])


class Editing(RuleBasedStateMachine):
    """One canvas at work."""

    def __init__(self):
        super().__init__()
        self.session = Session()
        self.scene = CircuitScene()
        self.view = CanvasView(self.scene)
        self.view.resize(1280, 800)
        self.player = Player(self.session)
        self.controller = CanvasController(self.session, self.player, self.scene, self.view)
        self.start(to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0}))

    @initialize(levels=st.integers(0, 2))
    def begin_with_gates_inside_gates(self, levels):
        for name in ("box", "crate")[:levels]:
            computing = [key for key, gate in self.session.circuit.gates.items() if gate.inputs]
            self.session.edit("Make one", lambda c, ids=computing, name=name: compose(c, ids, name))

    def start(self, circuit):
        self.session.open(circuit)
        self.opened = dict_of(self.session.document)

    def gate(self, pick):
        keys = sorted(self.session.circuit.gates)
        return keys[pick % len(keys)] if keys else 0

    @rule(kind=st.sampled_from(sorted(KINDS)), x=COORDINATES, y=COORDINATES)
    def place(self, kind, x, y):
        self.view.kind_dropped.emit(kind, QPointF(x, y))

    @precondition(lambda self: self.session.circuit.gates)
    @rule(start=PICK, end=PICK, port=st.integers(0, 2))
    def wire(self, start, end, port):
        commands.connect(self.session, self.gate(start), self.gate(end), port)

    @precondition(lambda self: self.session.circuit.gates)
    @rule(pick=PICK)
    def delete_a_gate(self, pick):
        commands.delete(self.session, [self.gate(pick)])

    @precondition(lambda self: self.session.circuit.wires)
    @rule(pick=PICK)
    def delete_a_wire(self, pick):
        wires = sorted(self.session.circuit.wires)
        commands.delete(self.session, [wires[pick % len(wires)]])

    @precondition(lambda self: self.session.circuit.gates)
    @rule(pick=PICK, value=NUMBERS)
    def set_value(self, pick, value):
        gate = self.gate(pick)
        self.session.attempt("Set", lambda c: edits.set_value(c, gate, value))

    @precondition(lambda self: self.session.circuit.gates)
    @rule(pick=PICK, name=NAMES)
    def rename(self, pick, name):
        gate = self.gate(pick)
        self.session.attempt("Rename", lambda c: edits.rename(c, gate, name or None))

    @precondition(lambda self: self.session.circuit.gates)
    @rule(pick=PICK, chosen=st.booleans())
    def choose_the_objective(self, pick, chosen):
        commands.set_objective(self.session, self.gate(pick) if chosen else None)

    @precondition(lambda self: self.session.circuit.gates)
    @rule(pick=PICK, count=st.integers(1, 4))
    def set_inputs(self, pick, count):
        commands.set_inputs(self.session, self.gate(pick), count)

    @precondition(lambda self: self.session.circuit.gates)
    @rule(pick=PICK, x=COORDINATES, y=COORDINATES, kept=st.booleans())
    def drag(self, pick, x, y, kept):
        gate = self.gate(pick)
        for part in (0.5, 1.0):
            self.session.preview(edits.move(self.session.circuit, {gate: (x * part, y * part)}))
        if kept:
            self.session.release("Move")
        else:
            self.session.cancel_preview()

    @precondition(lambda self: len(self.session.circuit.gates) < 40)
    @rule()
    def duplicate_everything(self):
        commands.select_all(self.session)
        commands.duplicate(self.session)

    @rule()
    def type_a_formula(self):
        other = to_circuit("q = x * w + y\nf = exp(q)", default=1.0)
        self.session.attempt("Type a formula", lambda c: fragments.replace_all(c, other))

    @precondition(lambda self: self.session.circuit.gates)
    @rule(picks=st.lists(PICK, min_size=1, max_size=6), name=st.sampled_from(["box", "crate", "exp"]))
    def make_one_gate(self, picks, name):
        chosen = {self.gate(pick) for pick in picks}
        self.session.attempt("Make one", lambda c: compose(c, chosen, name))

    @precondition(lambda self: composites(self.session))
    @rule(pick=PICK, way=st.sampled_from(["enter", "enter", "enter", "expand"]))
    def enter_or_expand(self, pick, way):
        gates = composites(self.session)
        gate = gates[pick % len(gates)]
        if way == "enter":
            commands.enter(self.session, gate)
        else:
            self.session.attempt("Expand", lambda c: expand(c, gate))

    @rule()
    def leave(self):
        self.session.leave()

    @rule()
    def undo(self):
        self.session.undo()

    @rule()
    def redo(self):
        self.session.redo()

    @rule(presses=st.lists(PRESSES))
    def step(self, presses):
        for press in presses:
            getattr(self.player, press)()

    @rule()
    def save_and_open_again(self):
        data = schema.encode(self.session.document)
        circuit = schema.decode(data)
        assert schema.encode(circuit) == data
        self.start(circuit)

    @rule()
    def undo_everything(self):
        while self.session.undo_stack.canUndo():
            self.session.undo()
        assert dict_of(self.session.document) == self.opened

    @invariant()
    def the_scene_is_the_circuit(self):
        circuit, stage = self.session.circuit, self.scene.stage
        assert stage.gates.keys() == circuit.gates.keys()
        assert stage.wires.keys() == circuit.wires.keys()
        for key, item in stage.gates.items():
            assert item.pos().toTuple() == circuit.gates[key].position
            assert repr(item.face) == repr(face_of(circuit, key))
        for key, item in stage.wires.items():
            wire = circuit.wires[key]
            ends = (wire.source, -1), (wire.target, wire.port)
            points = [self.scene.port_position(gate, port).toTuple() for gate, port in ends]
            assert [item.run.points[0], item.run.points[-1]] == points

    @invariant()
    def inside_is_what_the_document_says(self):
        session = self.session
        circuits = [level.circuit for level in session.above] + [session.circuit]
        for level, inner in zip(session.above, circuits[1:], strict=True):
            assert loose(inner) == loose(inside(level.circuit, level.gate))
        assert schema.encode(schema.decode(schema.encode(session.document)))

    @invariant()
    def the_graph_is_the_circuit(self):
        circuit = self.session.circuit
        assert set(circuit.graph.nodes) == set(circuit.gates)
        ends = {(wire.source, wire.target, wire.port) for wire in circuit.wires.values()}
        assert set(circuit.graph.edges(keys=True)) == ends
        assert len(topological(circuit)) == len(circuit.gates)  # raises if there is a cycle

    @invariant()
    def the_items_show_the_trace(self):
        trace, cursor = self.session.trace, self.session.cursor
        assert cursor.steps <= len(trace)
        self.player.finish()
        stage = self.scene.stage
        for key, item in stage.gates.items():
            shown = stage.state(key)
            assert repr(shown.value) == repr(trace.value_at(key, cursor))
            assert repr(shown.gradient) == repr(trace.gradient_at(key, cursor).total)
            assert stage.is_far or repr(item.state) == repr(shown)  # from afar the items are told nothing


def composites(session):
    """The gates that are made of gates, oldest first."""
    circuit = session.circuit
    kinds = {key: gate.kind for key, gate in circuit.gates.items()}
    return [key for key in sorted(kinds) if is_composite(circuit.definitions, kinds[key])]


def loose(circuit):
    """Gates, wires and settings, wherever the gates stand."""
    gates = {key: repr(replace(gate, position=None)) for key, gate in circuit.gates.items()}
    return gates, dict(circuit.wires), repr(circuit.settings), dict(circuit.definitions)


def dict_of(circuit):
    """The parts by id, told apart to the last bit."""
    return {part.id: repr(part) for part in circuit.parts}


@pytest.mark.timeout(300)
def test_editing_at_random(qapp, no_failures):
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )
