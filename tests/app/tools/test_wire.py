"""Wires drawn from either end, re-routed, dropped, refused."""

from PySide6.QtCore import QPointF, Qt

from circuitlab.app import commands
from circuitlab.app.tools.wire import marks


def lone_multiply(hand):
    """An unwired gate, far from the others."""
    at = hand.scene.extent().bottomRight() + QPointF(40, 120)
    hand.view.kind_dropped.emit("multiply", at)
    (key,) = hand.session.selection
    commands.rename(hand.session, key, "p")
    hand.view.fitting.fit()
    return key


def test_a_wire_from_an_output_to_an_input(hand):
    lone_multiply(hand)
    hand.drag(hand.port("x"), hand.port("p", 1))
    wire = hand.session.circuit.driver(hand.gate("p").id, 1)
    assert wire.source == hand.gate("x").id
    assert hand.session.undo_stack.undoText() == "Wire x to p"


def test_a_wire_from_an_input_to_an_output(hand):
    lone_multiply(hand)
    hand.drag(hand.port("p", 0), hand.port("z"))
    assert hand.session.circuit.driver(hand.gate("p").id, 0).source == hand.gate("z").id


def test_on_a_gates_body_the_first_free_input_takes_it(hand):
    lone_multiply(hand)
    hand.drag(hand.port("x"), hand.centre("p"))
    hand.drag(hand.port("x"), hand.centre("p"))
    assert [wire.port for wire in hand.session.circuit.incoming(hand.gate("p").id)] == [0, 1]


def test_ports_that_would_accept_are_lit_and_the_others_crossed(hand):
    key = lone_multiply(hand)
    found = marks(hand.session.circuit, (hand.gate("f").id, -1))
    assert found[key, 0]
    assert not found[hand.gate("q").id, 0]
    hand.drag(hand.port("f"), hand.port("p", 0), release=False)
    assert hand.scene.overlay.marks == found
    hand.key(Qt.Key.Key_Escape)
    assert hand.scene.overlay.marks == {}
    assert hand.scene.overlay.draft is None


def test_a_loop_is_refused_where_the_pointer_is_and_nothing_changes(hand):
    before = hand.session.circuit.parts
    wire = hand.session.circuit.driver(hand.gate("q").id, 0)
    commands.delete(hand.session, [wire.id])
    hand.drag(hand.port("f"), hand.port("q", 0))
    assert "loop" in hand.scene.overlay.note[0]
    hand.session.undo()
    assert hand.session.circuit.parts == before


def test_a_port_with_a_wire_refuses_another(hand):
    before = hand.session.circuit.parts
    hand.drag(hand.port("x"), hand.port("f", 1))
    assert "already" in hand.scene.overlay.note[0]
    assert hand.session.circuit.parts == before


def test_the_end_of_a_wire_dragged_to_another_port_leads_there(hand):
    key = lone_multiply(hand)
    hand.drag(hand.port("f", 1), hand.port("p", 0))
    assert hand.session.circuit.driver(hand.gate("f").id, 1) is None
    assert hand.session.circuit.driver(key, 0).source == hand.gate("z").id
    hand.session.undo()
    assert hand.session.circuit.driver(hand.gate("f").id, 1).source == hand.gate("z").id


def test_the_end_of_a_wire_dropped_on_nothing_deletes_it(hand):
    hand.drag(hand.port("f", 1), hand.port("f", 1) + QPointF(-40, 200))
    assert hand.session.circuit.driver(hand.gate("f").id, 1) is None


def test_the_end_of_a_wire_dropped_where_it_was_changes_nothing(hand):
    end = hand.port("f", 1)
    hand.press(end)
    hand.move(end + QPointF(-60, 60))
    hand.move(end)
    hand.release(end)
    assert not hand.session.undo_stack.canUndo()


def test_a_wire_dropped_on_nothing_is_no_wire(hand):
    hand.drag(hand.port("x"), hand.port("x") + QPointF(0, -150))
    assert not hand.session.undo_stack.canUndo()


def note_rect_of(hand):
    from circuitlab.app.canvas.notes import note_rect

    return note_rect(*hand.scene.overlay.note, hand.scene.stage.scale)


def test_from_output_to_output_is_refused_in_words_and_so_is_from_input_to_input(hand):
    lone_multiply(hand)
    before = hand.session.circuit.parts
    hand.drag(hand.port("x"), hand.port("z"))
    assert "outputs" in hand.scene.overlay.note[0]
    hand.drag(hand.port("p", 0), hand.port("p", 1))
    assert "inputs" in hand.scene.overlay.note[0]
    assert hand.session.circuit.parts == before


def test_back_on_its_own_port_nothing_is_said(hand):
    hand.drag(hand.port("x"), hand.port("z"), release=False)
    hand.move(hand.port("x"))
    hand.release(hand.port("x"))
    assert hand.scene.overlay.note is None


def test_a_lifted_wire_on_an_output_stays_where_it_was(hand):
    before = hand.session.circuit.parts
    hand.drag(hand.port("f", 0), hand.port("z"))
    assert hand.session.circuit.parts == before
    assert "outputs" in hand.scene.overlay.note[0]


def test_a_refusal_is_whole_inside_the_view_wherever_it_happened(hand):
    lone_multiply(hand)
    for width, height in ((1000, 700), (300, 200)):
        hand.view.resize(width, height)
        shown = hand.view.mapToScene(hand.view.viewport().rect()).boundingRect()
        for corner in (shown.topLeft(), shown.topRight(), shown.bottomLeft(), shown.bottomRight()):
            hand.controller.note.say("The first input of the × gate already has a wire. " * 2, corner)
            assert shown.contains(note_rect_of(hand))


def test_a_bubble_paints_nothing_outside_of_what_is_cleared_when_it_goes(hand):
    from circuitlab.app.canvas.overlay import OverlayItem

    (overlay,) = (item for item in hand.scene.items() if isinstance(item, OverlayItem))
    for scale in (1.0, 2.75):
        hand.view.set_text_scale(scale)
        for words in ("No.", "The first input of the × gate already has a wire."):
            hand.controller.note.say(words, hand.centre("q"))
            assert overlay.boundingRect().contains(note_rect_of(hand))


def test_a_gate_without_a_name_is_called_by_its_sign(hand):
    before = hand.gate("q").id
    commands.rename(hand.session, before, None)
    f = hand.gate("f")
    wire = hand.session.circuit.driver(f.id, 0)
    hand.drag(hand.port("z"), hand.scene.port_position(before, 0))
    assert hand.scene.overlay.note[0] == "The first input of the + gate already has a wire."
    assert hand.session.circuit.driver(f.id, 0) == wire
