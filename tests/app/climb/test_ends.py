"""Why runs go no further, the slider of steps, and the step from before the end of a record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from support.climbing import click, climber_of, panel_of, press, said, tick, type_into, values

from circuitlab.learn.strategies import STRATEGIES


@pytest.fixture
def climbed(climb_on):
    """Three runs of 30 steps at most, of which the analytic one has reached its target before."""
    window = climb_on()
    climber = climber_of(window)
    climber.stop_at(max_steps=30, min_gain=None, target=99.8)
    climber.tune("analytic", "step_size", 0.1)
    climber.tune("random", "tweak", 1e-6)
    climber.tune("numerical", "step_size", 0.001)
    click(panel_of(window).controls.climb)
    tick(window, 100)
    assert not climber.running
    return window


def marked(window):
    """Where the line over the slider stands."""
    line, _ = panel_of(window).history.plot._here
    return line.get_xdata()[0]


def test_each_run_says_why_it_ended_and_the_leaders_words_stay(climbed, qtbot):
    panel = panel_of(climbed)
    qtbot.waitUntil(lambda: panel.rewinder.ending.text() == said(climbed))
    whole = "Numerical gradient: stopped after 30 steps, as many as were asked for."
    assert panel.rewinder.ending.text() == whole
    assert panel.rows["random"].ending.text() == "30 steps"
    row = panel.rows["analytic"]
    assert row.ending.text() == "target reached"
    assert row.ending.toolTip() == "Stopped after 2 steps: the target 99.8 is reached."
    assert row.ending.accessibleName() == row.ending.toolTip()
    panel.rewinder.slider.setValue(7)
    climbed.session.said.emit("Something else.")
    assert panel.rewinder.ending.text() == whole
    click(row.title)
    assert panel.rewinder.ending.text().startswith("Analytic gradient: stopped after 2 steps: the target")
    assert not row.ending.isVisible()
    assert row.slider.isVisible()
    assert panel.rows["numerical"].ending.text() == "30 steps"


def test_words_about_an_end_go_with_what_they_are_of(climbed):
    panel = panel_of(climbed)
    climber_of(climbed).stop_at(max_steps=40)
    assert panel.rows["random"].ending.text() == ""
    assert panel.rows["analytic"].ending.text() == "target reached"
    click(panel.controls.over)
    assert not panel.rewinder.ending.isVisible()
    assert panel.rows["analytic"].ending.text() == ""


def test_one_that_diverges_is_told_with_value_and_gate_beside_one_that_does_not(climb_on):
    window = climb_on("x = 3\ny = 1\ns = x ** 4\nf = s + y")
    climber, panel = climber_of(window), panel_of(window)
    climber.stop_at(max_steps=8)
    climber.tune("analytic", "step_size", 1.0)
    climber.tune("numerical", "step_size", 1e-6)
    climber.climb()
    tick(window, 20)
    ending = panel.rows["analytic"].ending
    assert ending.text() == "diverged: x at s"
    assert "at s, with x at" in ending.toolTip()
    assert panel.rewinder.ending.text().startswith("Numerical gradient: stopped after 8 steps")


def test_a_step_from_before_the_end_goes_on_along_the_record(climbed, qtbot):
    climber, slider = climber_of(climbed), panel_of(climbed).rewinder.slider
    before = {name: list(run.history) for name, run in climber.team.runs.items()}
    slider.setValue(10)
    click(panel_of(climbed).controls.step)
    assert (slider.value(), slider.maximum()) == (11, 30)
    assert values(climbed) == before["numerical"][11].values
    assert {name: run.history for name, run in climber.team.runs.items()} == before
    qtbot.waitUntil(lambda: "promised" in said(climbed))
    slider.setValue(30)
    click(panel_of(climbed).controls.step)
    assert climber.leader.last == 31
    assert climber.team.runs["random"].history == before["random"]


def test_a_step_with_another_size_is_made_anew(climbed):
    climber, panel = climber_of(climbed), panel_of(climbed)
    before = climber.leader.history[11]
    panel.rewinder.slider.setValue(10)
    type_into(panel.rows["numerical"].fields["step_size"], "0.01")
    click(panel.controls.step)
    assert climber.leader.last == 11
    assert climber.leader.now.objective > before.objective
    assert climber.team.runs["random"].last == 30


def test_the_slider_stands_under_the_line_of_its_step_though_the_run_that_is_shown_ended_before(climbed):
    climber, panel = climber_of(climbed), panel_of(climbed)
    click(panel.rows["analytic"].title)
    slider = panel.rewinder.slider
    assert (slider.value(), marked(climbed)) == (30, 30)
    assert panel.rewinder.place.text() == "Step 30 of 30"
    slider.setFocus()
    for _ in range(10):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    assert (slider.value(), marked(climbed), climber.leader.now.number) == (20, 20, 2)
    assert panel.rewinder.place.text() == "Step 20 of 30"
    panel.history.show_view("along")  # another axis: the words say what it moves
    assert panel.rewinder.place.text() == "Step 20 of 30"


def test_beside_a_longer_run_the_slider_ends_where_the_axis_does_and_stays_at_the_last_step(climbed):
    climber, panel = climber_of(climbed), panel_of(climbed)
    click(panel.controls.over)
    climber.tune("numerical", "step_size", 0.002)
    climber.pull()
    slider = panel.rewinder.slider
    assert slider.maximum() == panel.history.plot.axes.get_xlim()[1] == 30
    slider.setValue(20)
    assert (slider.value(), panel.rewinder.place.text()) == (1, "Step 1 of 1")


def test_a_strategy_that_has_not_run_leaves_the_others_to_be_seen(climbed, qtbot):
    panel = panel_of(climbed)
    climber_of(climbed).switch("adam", True)
    click(panel.rows["adam"].title)
    qtbot.waitUntil(lambda: panel.numbers._nothing.text().startswith("Adam has not run beside these"))
    assert [curve.name for curve in panel.history.plot.curves] == ["random", "numerical", "analytic"]


def test_fields_are_called_as_in_the_formula(climb_on):
    window = climb_on()
    climber_of(window).switch("adam", True)
    click(panel_of(window).rows["adam"].title)
    row = panel_of(window).rows["adam"]
    names = [label.text() for label in row.findChildren(QLabel) if label.objectName() == "fieldName"]
    assert names == ["step", "β₁", "β₂"]
    assert [r"\beta_1" in line for line in STRATEGIES["adam"].latex] == [True, False, True]
    type_into(row.fields["beta"], "2")
    assert row.problem.text().startswith("β₁ must be")


@pytest.mark.parametrize("leader", ["random", "numerical"])
def test_at_200_percent_slider_and_words_have_lines_of_their_own(climb_on, preferences, leader):
    preferences.text_size = 2.0
    window = climb_on()
    window.resize(1280, 800)
    climber, panel = climber_of(window), panel_of(window)
    climber.lead(leader)
    climber.stop_at(max_steps=3)
    climber.climb()
    tick(window, 5)
    QApplication.processEvents()
    for name in ("random", "numerical", "analytic"):
        row = panel.rows[name]
        middle = row.slider if name == leader else row.ending
        assert middle.isVisible()
        assert middle.width() >= middle.fontMetrics().horizontalAdvance(row.ending.text())
        assert row.fields[row.strategy.needs[0]].geometry().right() <= row.width()
    assert panel.widget().minimumSizeHint().width() <= panel.viewport().width()


def test_a_key_moves_the_pull_along_the_record_too(climbed):
    panel_of(climbed).rewinder.slider.setValue(4)
    climbed.view.setFocus()
    press(climbed, Qt.Key.Key_U)
    assert panel_of(climbed).rewinder.slider.value() == 5
