"""Strategies side by side, their numbers, and the rules that stop them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from support.climbing import (
    click,
    climber_of,
    panel_of,
    tick,
    type_into,
    values,
)

from circuitlab.circuit import edits

# Strategies -----------------------------------------------------------------------------------


def test_several_strategies_run_side_by_side_and_the_leaders_values_are_shown(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 20)
    climber.pause()
    assert set(climber.team.runs) == {"random", "numerical", "analytic"}
    assert values(window) == climber.team.runs["numerical"].now.values
    click(panel_of(window).rows["random"].title)
    assert values(window) == climber.team.runs["random"].now.values
    assert not panel_of(window).rows["random"].check.isEnabled()
    assert panel_of(window).rows["numerical"].check.isEnabled()


def test_over_evaluations_a_measured_gradient_takes_three_times_as_long(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 20)
    climber.pause()
    panel = panel_of(window)
    panel.history.show_view("evaluations")
    steps = climber.team.place
    last = {curve.name: curve.xs[-1] for curve in panel.history.plot.curves}
    assert last == {"random": 1 + steps, "analytic": 1 + steps, "numerical": 1 + 3 * steps}


def test_more_strategies_come_from_the_menu(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    assert not panel.rows["adam"].isVisible()
    menu = QMenu()
    panel.controls.rules._fill(menu)
    adam = next(action for action in menu.actions() if action.text() == "Adam")
    adam.trigger()
    assert panel.rows["adam"].isVisible()
    climber_of(window).climb()
    assert "adam" in climber_of(window).team.runs
    adam.trigger()
    assert "adam" not in climber_of(window).choice.running
    assert panel.rows["adam"].isVisible()  # to be run again


def test_the_formula_is_typeset_when_a_strategy_is_picked(climb_on, qtbot):
    window = climb_on()
    row = panel_of(window).rows["numerical"]
    click(row.title)
    qtbot.waitUntil(lambda: row.detail.formula._ready)
    forward = row.detail.formula.grab().toImage()
    click(row.detail.difference)
    assert climber_of(window).choice.tunings["numerical"].difference == "central"
    assert row.detail.difference.text() == "central"
    assert row.detail.formula.grab().toImage() != forward


def test_the_climb_before_stays_in_the_plot_to_compare_with(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    click(panel_of(window).controls.over)
    type_into(panel_of(window).rows["numerical"].fields["step_size"], "0.05")
    climber.climb()
    tick(window, 10)
    climber.pause()
    labels = [curve.label for curve in panel_of(window).history.plot.curves]
    assert labels == ["random search", "numerical", "analytic", "numerical, 0.01"]
    click(panel_of(window).controls.over)
    climber.climb()
    tick(window, 10)
    climber.pause()
    labels = [curve.label for curve in panel_of(window).history.plot.curves]
    assert labels[3:] == ["numerical, 0.01"], "the same climb again is nothing to compare with"
    window.session.edit("Place", lambda circuit: edits.place_gate(circuit, "input", (0, 300)))
    assert climber.earlier == ()


# Fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0", "-1", "nan", "inf"])
def test_a_step_size_that_leads_nowhere_is_refused_at_the_field(climb_on, typed):
    window = climb_on()
    row = panel_of(window).rows["numerical"]
    type_into(row.fields["step_size"], typed)
    assert row.problem.isVisible()
    assert row.problem.text() == "The step size must be a finite number above 0."
    assert climber_of(window).choice.tunings["numerical"].step_size == 0.01
    QTest.keyClick(row.fields["step_size"], Qt.Key.Key_Escape)
    assert not row.problem.isVisible()
    assert row.fields["step_size"].text() == "0.01"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("gain", "-1", "The least gain must be"),
        ("most", "2.5", "expected a whole number"),
        ("most", "-3", "must be from 0"),
        ("target", "nan", "The target must be"),
        ("seed", "0.5", "Seed of random search: expected a whole number."),
        ("seed", "-1", "The seed must be a whole number from 0, not -1."),
        ("gain", "x", "is not a number"),
    ],
)
def test_a_rule_that_means_nothing_is_refused_at_the_field(climb_on, field, typed, says):
    window = climb_on()
    controls = panel_of(window).controls
    before = climber_of(window).choice
    click(controls.more)
    type_into(controls.gain if field == "gain" else getattr(controls.rules, field), typed)
    assert says in controls.problem.text()
    assert controls.problem.isVisible()
    assert climber_of(window).choice == before


def test_rules_can_be_taken_away_and_stop_a_climb(climb_on):
    window = climb_on()
    controls = panel_of(window).controls
    click(controls.more)
    controls.gain.setFocus()
    controls.gain.selectAll()
    QTest.keyClick(controls.gain, Qt.Key.Key_Delete)
    QTest.keyClick(controls.gain, Qt.Key.Key_Return)
    assert climber_of(window).choice.stops.min_gain is None
    type_into(controls.rules.most, "50")
    click(controls.climb)
    tick(window, 500)
    assert climber_of(window).team.place == 50
    click(controls.climb)  # as many again
    tick(window, 500)
    assert climber_of(window).team.place == 100
