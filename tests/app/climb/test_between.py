"""What comes in between a climb: edits, another document, predictions, numbers that run away."""

from math import inf

import pytest
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

from circuitlab.app.panels.climb.climber import ENDED, OTHER_LEADER
from circuitlab.app.panels.climb.shown_climb import OTHERS
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


def test_other_strategies_or_another_seed_pause_a_climb_whose_numbers_can_be_changed(climb_on):
    window = climb_on(opened=False)
    climber, lines = climber_of(window), []
    window.session.said.connect(lines.append)
    for change in (lambda: climber.switch("adam", True), lambda: climber.seed_with(7)):
        climber.climb()
        tick(window, 2)
        runs = climber.team.runs
        climber.tune("numerical", "step_size", 0.02)
        assert climber.running
        assert runs["numerical"].tuning.step_size == 0.02
        change()
        assert not climber.running
        assert lines[-1] == OTHERS
        climber.tune("numerical", "step_size", 0.01)
        assert runs["numerical"].tuning.step_size == 0.01
    climber.climb()
    assert "adam" in climber.team.runs
    assert climber.team.seed == 7


def test_a_prolonged_climb_goes_on_with_other_numbers(climb_on):
    window = climb_on(opened=False)
    climber = climber_of(window)
    climber.stop_at(max_steps=3, min_gain=None)
    climber.climb()
    tick(window, 9)
    assert climber.team.place == 3
    climber.climb()
    climber.tune("numerical", "step_size", 0.02)
    tick(window, 9)
    assert climber.team.place == 6


def test_a_start_that_is_refused_keeps_what_there_was_to_compare_with(climb_on, qtbot):
    window = climb_on(opened=False)
    climber = climber_of(window)
    climber.pull()
    team, session = climber.team, window.session
    session.edit("Empty x", lambda circuit: edits.set_value(circuit, circuit.named("x").id, None))
    climber.pull()
    qtbot.waitUntil(lambda: "x has no value" in said(window))
    assert (climber.team, climber.earlier) == (team, ())


def test_an_edit_of_a_constant_moves_no_leader_along_its_record(climb_on):
    window = climb_on("x = 4\ny = 4\nf = 100 - (x - y)**2", opened=False)
    climber = climber_of(window)
    climber.lead("random")
    climber.climb()
    tick(window, 5)
    climber.pause()
    constant = next(gate for gate in window.session.circuit.gates.values() if gate.kind == "constant")
    window.session.edit("Set", lambda circuit: edits.set_value(circuit, constant.id, 50.0))
    assert climber.leader.place == 5


def test_steps_of_one_rewinding_are_one_step_of_undo(climb_on):
    window = climb_on(opened=False)
    climber, stack = climber_of(window), window.session.undo_stack
    climber.climb()
    tick(window, 6)
    climber.pause()
    for number in (5, 4, 3):
        climber.go_to(number)
    assert [stack.text(index) for index in range(stack.count())] == ["Climb: 6 steps", "Climb: 3 steps"]
    window.session.undo()
    assert climber.team.place == 6


@pytest.mark.parametrize("end", ["direction", "cover", "hide"])
def test_what_pauses_a_climb(climb_on, end):
    window = climb_on(opened=end == "hide")
    climber = climber_of(window)
    climber.climb()
    tick(window, 3)
    if end == "direction":
        press(window, Qt.Key.Key_R)
    elif end == "cover":
        press(window, Qt.Key.Key_Q)
    else:
        press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert not climber.running
    assert window.session.undo_stack.undoText() == "Climb: 3 steps"


def test_the_leader_that_runs_away_pauses_the_others(climb_on):
    window = climb_on("x = 3\ns = x ** 4\nf = s + 1", opened=False)
    climber = climber_of(window)
    climber.lead("analytic")
    climber.tune("analytic", "step_size", 1.0)
    climber.climb()
    tick(window, 100)
    assert "analytic" in climber.team.diverged
    assert not climber.team.done
    assert not climber.running


def test_another_leader_is_a_step_of_undo(climb_on):
    window = climb_on(opened=False)
    climber = climber_of(window)
    climber.pull()
    climber.lead("analytic")
    assert not window.session.previewing
    assert window.session.undo_stack.undoText() == OTHER_LEADER
    assert values(window) == climber.team.runs["analytic"].now.values


def test_a_slider_in_the_hand_is_a_step_of_undo_once_it_is_let_go(climb_on):
    window = climb_on()
    climber, stack = climber_of(window), window.session.undo_stack
    climber.climb()
    tick(window, 6)
    climber.pause()
    slider = panel_of(window).rewinder.slider
    slider.setSliderDown(True)
    slider.setValue(2)
    assert values(window) == climber.leader.history[2].values
    assert stack.count() == 1
    slider.setSliderDown(False)
    assert stack.count() == 2
    assert not window.session.previewing
