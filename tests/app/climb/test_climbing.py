"""The climb: what keys and mouse do with the runs, what is on the canvas meanwhile, what undo takes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.climbing import (
    as_in_the_article,
    click,
    climber_of,
    panel_of,
    press,
    said,
    tick,
    values,
)

from circuitlab.circuit import edits

# Opening --------------------------------------------------------------------------------------


def test_it_opens_by_its_key_alone_on_the_side_and_closes_again(climb_on):
    window = climb_on()
    side = window.shell.side
    assert side.is_open("climb")
    assert not side.is_open("step")
    assert window.commands["show_climb"].isChecked()
    press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert not side.is_open("climb")
    assert side.is_open("step")


def test_another_panel_that_is_asked_for_stands_beside_it(climb_on):
    window = climb_on()
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.shell.side.is_open("step")
    assert window.shell.side.is_open("climb")


def test_the_header_says_which_way(climb_on, qtbot):
    window = climb_on()
    note = window.shell.side.panels["climb"]._note
    qtbot.waitUntil(lambda: note.text() == "raise f")
    press(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: note.text() == "lower f")


# The article ----------------------------------------------------------------------------------


def test_the_article_by_keys_and_mouse(climb_on, qtbot):
    window = climb_on()
    as_in_the_article(window)
    click(panel_of(window).controls.climb)
    assert climber_of(window).running
    tick(window, 1)
    assert window.session.trace.values["f"] == 99.00798399999998
    tick(window, 2000)
    assert not climber_of(window).running
    assert values(window) == (3.487488988616036, 3.512326611377091)
    assert window.session.trace.values["f"] == 99.99938309249558
    qtbot.waitUntil(lambda: "stopped after 922 steps: the last one gained less than 5 · 10⁻⁶" in said(window))


def test_a_climb_is_one_step_of_undo(climb_on):
    window = climb_on()
    as_in_the_article(window)
    climber_of(window).climb()
    tick(window, 2000)
    assert window.session.undo_stack.count() == 1
    assert window.session.undo_stack.undoText() == "Climb: 922 steps"
    window.view.setFocus()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values(window) == (3, 4)
    assert panel_of(window).rewinder.slider.value() == 0
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert values(window) == (3.487488988616036, 3.512326611377091)
    assert panel_of(window).rewinder.slider.value() == 922


def test_a_paused_climb_goes_on_as_it_would_have(climb_on):
    window = climb_on()
    as_in_the_article(window)
    button = panel_of(window).controls.climb
    click(button)
    tick(window, 30)
    assert button.text() == "Pause"
    click(button)
    assert button.text() == "Climb"
    held = climber_of(window).team.place
    tick(window, 5)
    assert climber_of(window).team.place == held
    click(button)
    tick(window, 2000)
    assert values(window) == (3.487488988616036, 3.512326611377091)


# Rewinding ------------------------------------------------------------------------------------


def test_the_slider_shows_an_iteration_on_the_canvas(climb_on):
    window = climb_on()
    as_in_the_article(window)
    climber_of(window).climb()
    tick(window, 2000)
    slider = panel_of(window).rewinder.slider
    history = climber_of(window).leader.history
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert values(window) == history[921].values
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert values(window) == (3, 4)
    slider.setValue(500)
    assert values(window) == history[500].values
    assert window.session.trace.values["f"] == history[500].objective


def test_a_rewound_climb_goes_on_to_the_same_end(climb_on):
    window = climb_on()
    as_in_the_article(window)
    climber_of(window).climb()
    tick(window, 2000)
    panel_of(window).rewinder.slider.setValue(300)
    climber_of(window).climb()
    tick(window, 2000)
    assert values(window) == (3.487488988616036, 3.512326611377091)


def test_start_over_goes_back_and_forgets(climb_on):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 10)
    click(panel_of(window).controls.over)
    assert values(window) == (3, 4)
    assert climber_of(window).team is None
    assert not panel_of(window).controls.over.isEnabled()


# The pull -------------------------------------------------------------------------------------


def test_a_pull_from_the_canvas_needs_no_panel_and_says_what_was_promised(climb_on, qtbot):
    window = climb_on(opened=False)
    press(window, Qt.Key.Key_U)
    # a plane would have risen by 0.01 (2² + 2²)
    qtbot.waitUntil(lambda: said(window) == "f: promised +0.08, got +0.0784.")
    assert values(window) == pytest.approx((3.02, 3.98), abs=1e-5)
    assert window.session.undo_stack.undoText() == "Pull"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values(window) == (3, 4)


def test_a_pull_follows_the_switch(climb_on):
    window = climb_on(opened=False)
    press(window, Qt.Key.Key_R)
    press(window, Qt.Key.Key_U)
    assert window.session.trace.values["f"] < 99


def test_a_pull_after_an_edit_starts_from_what_is_there(climb_on):
    window = climb_on(opened=False)
    press(window, Qt.Key.Key_U)
    window.session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 10.0}))
    press(window, Qt.Key.Key_U)
    assert climber_of(window).team.place == 1
    assert values(window)[0] == pytest.approx(10 - 0.12, abs=1e-3)


def test_the_slider_of_the_step_size_makes_a_longer_pull(climb_on):
    window = climb_on()
    panel = panel_of(window)
    row = panel.rows["numerical"]
    assert row.slider.isVisible()
    assert not panel.rows["analytic"].slider.isVisible()
    row.slider.setFocus()
    for _ in range(20):  # stops a decade
        QTest.keyClick(row.slider, Qt.Key.Key_Right)
    assert climber_of(window).choice.tunings["numerical"].step_size == 0.1
    assert row.fields["step_size"].text() == "0.1"
    click(panel.controls.step)
    assert values(window) == pytest.approx((3.2, 3.8), abs=1e-3)


def test_a_tweak_that_is_no_better_is_said(climb_on, qtbot):
    window = climb_on("x = 0\ny = 0\nf = 100 - (x - y)**2")
    climber = climber_of(window)
    climber.lead("random")
    climber.pull()
    qtbot.waitUntil(lambda: "no better" in said(window))
    assert values(window) == (0, 0)


def test_nothing_to_climb_is_said_in_a_line(climb_on, qtbot):
    window = climb_on("f = sin(2)", opened=False)
    press(window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "Nothing moves" in said(window))
