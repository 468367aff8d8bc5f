"""Selecting, moving, scrubbing, typing: one gesture is one commit, and Escape drops it."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QLineEdit

from circuitlab.app import commands
from circuitlab.app.tools.gesture import scrubbed
from circuitlab.layout.metrics import GRID

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def names(hand):
    gates = hand.session.circuit.gates
    return {gates[key].name for key in hand.session.selection if key in gates}


def test_a_click_selects_and_shift_or_ctrl_adds_and_takes_away(hand):
    hand.click(hand.body("x"))
    assert names(hand) == {"x"}
    hand.click(hand.body("y"), SHIFT)
    assert names(hand) == {"x", "y"}
    hand.click(hand.body("x"), CONTROL)
    assert names(hand) == {"y"}
    hand.click(QPointF(-300, -300))
    assert names(hand) == set()


def test_a_drag_moves_on_the_grid_and_is_one_step_of_undo(hand):
    before = hand.gate("q").position
    hand.drag(hand.body("q"), hand.body("q") + QPointF(50, 31))
    x, y = hand.gate("q").position
    assert (x % GRID, y % GRID) == (0, 0)
    assert abs(x - before[0] - 50) <= GRID
    assert hand.session.undo_stack.undoText() == "Move q"
    assert hand.session.undo_stack.count() == 1
    hand.session.undo()
    assert hand.gate("q").position == before


def test_selected_gates_move_together(hand):
    hand.click(hand.body("x"))
    hand.click(hand.body("y"), SHIFT)
    x, y = hand.centre("x"), hand.centre("y")
    hand.drag(hand.body("x"), hand.body("x") + QPointF(-48, 24))
    assert hand.centre("x") - x == hand.centre("y") - y != QPointF()
    assert hand.session.undo_stack.undoText() == "Move 2 gates"


def test_escape_drops_a_drag(hand):
    before = hand.session.circuit.parts
    hand.drag(hand.body("q"), hand.body("q") + QPointF(60, 60), release=False)
    assert hand.session.circuit.parts != before
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.body("q"))
    assert hand.session.circuit.parts == before
    assert not hand.session.undo_stack.canUndo()


def test_a_shaky_click_moves_nothing(hand):
    hand.drag(hand.body("q"), hand.body("q") + QPointF(1, 1))
    assert not hand.session.undo_stack.canUndo()
    assert names(hand) == {"q"}


def test_the_rubber_band_selects_what_lies_inside_and_escape_brings_the_old_selection_back(hand):
    area = hand.scene.extent().adjusted(-60, -60, 60, 60)
    hand.drag(area.topLeft(), area.bottomRight(), release=False)
    assert names(hand) == {"x", "y", "z", "q", "f"}
    hand.key(Qt.Key.Key_Escape)
    assert names(hand) == set()
    hand.release(area.bottomRight())
    hand.drag(area.topLeft(), area.bottomRight())
    assert hand.session.selection >= set(hand.session.circuit.wires)
    assert hand.scene.overlay.rubber is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_the_gate_and_its_wires(hand, key):
    hand.click(hand.body("q"))
    hand.key(key)
    assert hand.gate("q") is None
    assert len(hand.session.circuit.wires) == 1
    assert hand.session.undo_stack.undoText() == "Delete q"


def test_arrows_nudge_by_the_grid(hand):
    hand.click(hand.body("q"))
    before = hand.centre("q")
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Up)
    assert hand.centre("q") - before == QPointF(GRID, -GRID)


def test_a_double_click_on_an_input_edits_its_value(hand):
    hand.double_click(hand.centre("x"))
    hand.type_into_field("−2,5")
    assert hand.gate("x").value == -2.5
    assert hand.controller.fields.editor is None


def test_a_double_click_on_its_label_does_too_and_nonsense_stays_in_the_field(hand):
    hand.double_click(hand.scene.value_rect(hand.gate("y").id).center())
    hand.type_into_field("five")
    assert hand.controller.fields.editor is not None
    assert "number" in hand.scene.overlay.note[0]
    hand.type_into_field("1/4")
    assert hand.gate("y").value == 0.25


def test_a_double_click_on_a_computed_gate_renames_it_and_a_taken_name_is_refused(hand):
    hand.double_click(hand.body("q"))
    hand.type_into_field("x")
    assert hand.controller.fields.editor is not None
    hand.type_into_field("total")
    assert hand.gate("total") is not None


def test_typing_on_a_computed_gate_says_what_to_change_instead(hand):
    hand.click(hand.body("q"))
    hand.key(Qt.Key.Key_7, "7")
    assert hand.scene.overlay.note[0] == "q is computed: change x or y"
    assert names(hand) == {"x", "y"}
    assert hand.controller.fields.editor is None


def test_typing_on_an_input_begins_its_new_value(hand):
    hand.click(hand.body("x"))
    hand.key(Qt.Key.Key_7, "7")
    assert hand.controller.fields.editor.text() == "7"


def test_dragging_on_a_value_scrubs_it_and_keeps_the_cursor(hand):
    hand.controller.player.end()
    hand.session.move_cursor(hand.session.cursor)
    start = hand.scene.value_rect(hand.gate("x").id).center()
    hand.drag(start, start + QPointF(40, 0))
    assert hand.gate("x").value == pytest.approx(-2 + 0.1 * round(40 * hand.view.zoom / 4))
    assert hand.session.cursor.steps == 5
    assert hand.session.undo_stack.undoText() == "Set x"
    hand.session.undo()
    assert hand.gate("x").value == -2.0


def test_escape_drops_a_scrub(hand):
    start = hand.scene.value_rect(hand.gate("x").id).center()
    hand.drag(start, start + QPointF(40, 0), release=False)
    assert hand.gate("x").value != -2.0
    hand.key(Qt.Key.Key_Escape)
    assert hand.gate("x").value == -2.0
    assert not hand.session.undo_stack.canUndo()


def test_undo_in_mid_drag_drops_the_drag(hand):
    hand.click(hand.body("q"))
    hand.key(Qt.Key.Key_Right)
    hand.drag(hand.body("q"), hand.body("q") + QPointF(60, 60), release=False)
    hand.session.undo_stack.undo()
    hand.move(hand.body("q") + QPointF(90, 90))
    hand.release(hand.body("q") + QPointF(90, 90))
    assert not hand.session.undo_stack.canUndo()


@pytest.mark.parametrize(
    ("start", "steps", "value"),
    [(-2.0, 3, -1.7), (50.0, -2, 48.0), (0.0, 1, 0.1), (0.3, 1, 0.31), (1e-5, 1, 1.1e-5), (120.0, 1, 130.0)],
)
def test_scrubbing_goes_with_the_size_of_the_value(start, steps, value):
    assert scrubbed(start, steps) == value


def test_scrubbing_leaves_what_is_not_finite_alone():
    assert scrubbed(float("inf"), 5) == float("inf")


def test_undo_in_the_middle_of_a_drag_ends_it(hand):
    at = hand.gate("q").position
    hand.drag(hand.body("q"), hand.body("q") + QPointF(80, 80), release=False)
    hand.session.undo()
    hand.move(hand.body("q") + QPointF(120, 120))
    hand.release(hand.body("q") + QPointF(120, 120))
    assert hand.gate("q").position == at
    assert hand.session.undo_stack.count() == 0


def test_the_middle_button_does_not_take_a_drag_away(hand):
    start, end = hand.body("q"), hand.body("q") + QPointF(80, 80)
    middle = Qt.MouseButton.MiddleButton
    hand.drag(start, end, release=False)
    hand.send(QEvent.Type.MouseButtonPress, end, middle, Qt.MouseButton.LeftButton | middle)
    hand.release(end)
    assert hand.session.undo_stack.undoText() == "Move q"


def test_the_field_of_a_gate_that_goes_goes_with_it(hand):
    gate = hand.gate("x").id
    hand.controller.fields.edit_value(gate)
    commands.delete(hand.session, [gate])
    assert hand.controller.fields.editor is None


def test_a_click_elsewhere_gets_the_focus_that_a_field_had(hand, qtbot):
    other = QLineEdit()
    qtbot.addWidget(other)
    other.setParent(hand.view)
    other.show()
    hand.view.activateWindow()
    hand.controller.fields.edit_value(hand.gate("x").id)
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert hand.controller.fields.editor is None
    assert other.hasFocus()


def test_a_move_leaves_a_paused_pulse_where_it_is(hand):
    player = hand.controller.player
    player.next()
    player._projector.hold()
    player._projector._tick(100)
    before = len(hand.scene.motion.pulses.items)
    assert before > 0
    commands.shift(hand.session, 20, 0)
    hand.session.select([hand.gate("q").id])
    commands.shift(hand.session, 20, 0)
    assert len(hand.scene.motion.pulses.items) == before


def test_arrow_moves_of_one_selection_are_one_step_of_undo(hand):
    start = hand.gate("q").position
    hand.session.select([hand.gate("q").id])
    for _ in range(10):
        hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down)
    assert hand.gate("q").position == (start[0] + 120, start[1] + 12)
    assert hand.session.undo_stack.count() == 1
    hand.session.undo()
    assert hand.gate("q").position == start
    hand.session.redo()
    assert hand.gate("q").position == (start[0] + 120, start[1] + 12)


def test_arrow_moves_of_another_selection_are_another_step(hand):
    for name in ("q", "f", "q"):
        hand.session.select([hand.gate(name).id])
        hand.key(Qt.Key.Key_Right)
        hand.key(Qt.Key.Key_Right)
    assert hand.session.undo_stack.count() == 3


def test_there_and_back_again_is_nothing_to_undo(hand):
    hand.session.select([hand.gate("q").id])
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Left)
    assert not hand.session.undo_stack.canUndo()
    assert not hand.session.modified
