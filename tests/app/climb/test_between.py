"""What comes in between a climb: edits, another document, predictions, numbers that run away."""

from math import inf

from PySide6.QtCore import QPointF, Qt
from support.climbing import (
    climber_of,
    panel_of,
    press,
    said,
    tick,
    values,
)
from support.mouse import Mouse

from circuitlab.app.panels.climb.climber import ENDED
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit


def test_an_edit_in_the_middle_keeps_the_climb_and_comes_after_it(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    reached = values(window)
    window.session.edit("Set y", lambda circuit: edits.set_values(circuit, {"y": 8.0}))
    assert not climber.running
    stack = window.session.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == ["Climb: 10 steps", "Set y"]
    window.session.undo()
    assert values(window) == reached


def test_a_value_dragged_on_the_canvas_in_the_middle_comes_after_the_climb(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    reached = values(window)
    start = window.scene.value_rect(window.session.circuit.named("x").id).center()
    Mouse(window).drag(start, start + QPointF(60, 0))
    assert not climber.running
    stack = window.session.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == ["Climb: 10 steps", "Set x"]
    assert values(window)[0] != reached[0]
    window.session.undo()
    assert values(window) == reached
    window.session.undo()
    assert values(window) == (3, 4)


def test_an_edit_before_the_first_frame_is_kept_and_ends_the_climb(climb_on):
    window = climb_on(opened=False)
    session, climber = window.session, climber_of(window)
    climber.climb()
    session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 42.0}))
    assert not climber.running
    climber.climb()
    session.undo()
    assert not climber.running
    assert values(window) == (3, 4)
    assert session.undo_stack.canRedo()
    climber.climb()
    session.begin("Train")
    assert not climber.running
    climber.climb()
    assert not session.previewing
    start = window.scene.value_rect(session.circuit.named("x").id).center()
    Mouse(window).drag(start, start + QPointF(60, 0))
    assert not climber.running
    assert values(window)[0] > 3
    assert session.undo_stack.undoText() == "Set x"
    climber.climb()
    session.closed.emit()
    assert not climber.running


def test_what_else_goes_by_itself_ends_before_a_climb_and_is_kept(climb_on):
    window = climb_on()
    session = window.session
    session.preview(edits.set_values(session.circuit, {"x": 2.0}), kept_as="Train: 7 epochs")
    climber_of(window).climb()
    tick(window, 5)
    climber_of(window).pause()
    stack = session.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == ["Train: 7 epochs", "Climb: 5 steps"]


def test_a_structural_edit_ends_the_climb_with_one_line(climb_on, qtbot):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    window.session.edit("Place", lambda circuit: edits.place_gate(circuit, "input", (0, 300)))
    assert not climber.running
    assert climber.team is None
    qtbot.waitUntil(lambda: said(window) == ENDED)


def test_another_document_ends_the_climb(climb_on):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 5)
    window.session.open(to_circuit("a = 1\nf = a * 2"))
    assert not climber_of(window).running
    assert climber_of(window).team is None


def test_what_runs_away_names_value_and_gate_and_can_be_rewound(climb_on, qtbot):
    window = climb_on("x = 3\ns = x ** 4\nf = s + 1", opened=False)
    climber = climber_of(window)
    climber.lead("analytic")
    climber.tune("analytic", "step_size", 1.0)
    climber.climb()
    tick(window, 100)
    assert window.session.trace.values["f"] == inf
    qtbot.waitUntil(lambda: "diverged after" in said(window))
    assert "at s, with x at" in said(window)
    climber.go_to(0)
    assert values(window, "x") == (3,)


def test_while_numbers_are_predicted_nothing_climbs_and_nothing_is_told(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    press(window, Qt.Key.Key_Q)
    qtbot.waitUntil(panel.covered.isVisible)
    assert not panel.history.isVisible()
    assert not panel.landscape.isVisible()
    climber_of(window).pull()
    assert climber_of(window).team is None
    assert values(window) == (3, 4)
    window.predicting.stop()
    qtbot.waitUntil(panel.history.isVisible)
