"""What the context menus offer, and that they do it."""

from PySide6.QtCore import QPointF

from circuitlab.app.canvas.scene import Hit
from circuitlab.app.tools.menus import menu_for


def entries(hand, hit):
    menu = menu_for(hand.controller._desk, hit, QPointF(), hand.view)
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_source_can_be_edited_and_a_computed_gate_cannot(hand):
    assert "Edit value…" in entries(hand, Hit("gate", hand.gate("x").id))
    assert "Edit value…" not in entries(hand, Hit("gate", hand.gate("q").id))


def test_any_gate_can_become_the_objective_and_stop_being_it(hand):
    x = hand.gate("x").id
    entries(hand, Hit("gate", x))["Make objective"].trigger()
    assert hand.session.circuit.objective == x
    entries(hand, Hit("gate", x))["No longer the objective"].trigger()
    assert hand.session.circuit.settings.objective is None


def test_gates_with_two_to_eight_inputs_get_more_and_fewer(hand):
    q = hand.gate("q").id
    assert not entries(hand, Hit("gate", q))["Remove an input"].isEnabled()
    entries(hand, Hit("gate", q))["Add an input"].trigger()
    assert hand.session.circuit.gates[q].inputs == 3
    assert "Add an input" not in entries(hand, Hit("gate", hand.gate("x").id))


def test_the_menu_of_a_gate_is_about_that_gate(hand):
    hand.session.select([hand.gate("x").id])
    entries(hand, Hit("gate", hand.gate("q").id))["Delete"].trigger()
    assert hand.gate("q") is None
    assert hand.gate("x") is not None


def test_a_wire_can_be_deleted_and_the_ground_takes_gates(hand):
    wire = next(iter(hand.session.circuit.wires))
    entries(hand, Hit("wire", wire))["Delete wire"].trigger()
    assert wire not in hand.session.circuit.wires
    ground = entries(hand, Hit())
    functions = ground["Functions"].menu()
    functions.actions()[0].trigger()
    assert len(hand.session.circuit.gates) == 6
