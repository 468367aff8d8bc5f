"""Placing gates by click, by drop, by name, and onto wires."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from circuitlab.circuit import edits
from circuitlab.layout.metrics import GRID


def kinds(hand):
    return [gate.kind for gate in hand.session.circuit.gates.values()]


def free_point(hand):
    return hand.scene.extent().bottomLeft() + QPointF(30, 40)


def test_a_ghost_follows_and_a_click_places_on_the_grid(hand):
    told = []
    hand.controller.tool_changed.connect(told.append)
    hand.controller.start_placing("exp")
    at = free_point(hand)
    hand.move(at, button=Qt.MouseButton.NoButton)
    assert hand.scene.overlay.ghost[0] == "exp"
    hand.click(at)
    gate = list(hand.session.circuit.gates.values())[-1]
    assert gate.kind == "exp"
    assert gate.position[0] % GRID == 0
    assert hand.session.selection == {gate.id}
    assert hand.session.undo_stack.undoText() == "Place exp"
    assert hand.scene.overlay.ghost is None
    assert told == ["exp", ""]


def test_shift_keeps_placing_and_escape_ends(hand):
    hand.controller.start_placing("square")
    at = free_point(hand)
    hand.click(at, Qt.KeyboardModifier.ShiftModifier)
    hand.click(at + QPointF(120, 0), Qt.KeyboardModifier.ShiftModifier)
    assert kinds(hand).count("square") == 2
    hand.key(Qt.Key.Key_Escape)
    hand.click(at + QPointF(240, 0))
    assert kinds(hand).count("square") == 2


def test_a_dropped_kind_is_placed(hand):
    hand.view.kind_dropped.emit("input", free_point(hand))
    assert kinds(hand).count("input") == 4


def test_a_gate_dropped_onto_a_wire_goes_into_it(hand):
    q, f = hand.gate("q"), hand.gate("f")
    beside = (hand.centre("q") + QPointF(400, 12)).toTuple()  # f's first input is level with q's output
    hand.session.commit("Move f", edits.move(hand.session.circuit, {f.id: beside}))
    middle = (hand.port("q") + hand.port("f", 0)) / 2
    hand.view.kind_dropped.emit("identity", middle)
    wire = hand.session.circuit.driver(f.id, 0)
    inner = hand.session.circuit.gates[wire.source]
    assert inner.kind == "identity"
    assert hand.session.circuit.driver(inner.id, 0).source == q.id


def test_a_lone_gate_dragged_onto_a_wire_goes_into_it_and_out_again_with_one_undo(hand):
    hand.view.kind_dropped.emit("negate", free_point(hand))
    (key,) = hand.session.selection
    before = hand.session.circuit.parts
    hand.view.fitting.fit()
    beside = (hand.centre("q") + QPointF(400, 12)).toTuple()
    hand.session.commit("Move f", edits.move(hand.session.circuit, {hand.gate("f").id: beside}))
    hand.view.fitting.fit()
    middle = (hand.port("q") + hand.port("f", 0)) / 2
    start = QPointF(*hand.session.circuit.gates[key].position)
    hand.drag(start, middle)
    assert hand.session.circuit.driver(hand.gate("f").id, 0).source == key
    hand.session.undo()
    hand.session.undo()
    assert hand.session.circuit.parts == before


def test_a_double_click_on_the_ground_places_by_name(hand):
    hand.double_click(free_point(hand))
    hand.type_into_field("tanh")
    assert kinds(hand)[-1] == "tanh"
    hand.double_click(free_point(hand) + QPointF(200, 0))
    hand.type_into_field("no such gate")
    assert "No gate" in hand.scene.overlay.note[0]


def test_the_ghost_goes_with_the_pointer(hand):
    hand.controller.start_placing("add")
    hand.move(hand.centre("q") + QPointF(0, 200), button=Qt.MouseButton.NoButton)
    assert hand.scene.overlay.ghost is not None
    QApplication.sendEvent(hand.view, QEvent(QEvent.Type.Leave))
    assert hand.scene.overlay.ghost is None
