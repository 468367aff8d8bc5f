"""What goes by a field doesn't begin while that holds what can't be taken: the field is to be seen then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support import climbing
from support.at_once import worker_at_once
from support.climbing import HILL, HandClock, click, press
from support.lessons_data import six_points, svm, with_data

from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.train.train_panel import TrainPanel
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.circuit.text import to_circuit


def typed(field, text):
    """Typed, and not yet taken: no Return, and the keyboard still in it."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def is_seen(field):
    return field.hasFocus() and not field.visibleRegion().isEmpty()


@pytest.fixture
def training(window_on, qtbot):
    window = window_on(with_data(svm(), six_points()), "svm")
    Trainer(window.session, worker_at_once(window.session))
    QTest.keyClick(window.view, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    side = window.shell.side
    qtbot.waitUntil(lambda: side.panels["train"].findChild(TrainPanel) is not None)
    return side.panels["train"].findChild(TrainPanel)


def test_nothing_trains_by_another_number_than_the_one_that_is_typed(training, qtbot):
    panel, trainer = training, training.trainer
    field = panel.form.fields["step_size"]
    typed(field, "abc")
    panel.unfold(False)
    for button in (panel.controls.train, panel.controls.one):
        click(button)
        assert trainer.run is None
        assert panel.problem.text() == "'abc' is not a number: expected for example −2, 0.5 or 1e-3."
        assert panel.problem.isVisible()
        assert is_seen(field)
    typed(field, "0.25")
    click(panel.controls.train)
    qtbot.waitUntil(lambda: trainer.run is not None and not trainer.running)
    assert (trainer.epoch, trainer.run.plan.schedule.at(0, 1)) == (100, 0.25)


def test_nothing_climbs_by_another_number_than_the_one_that_is_typed(window_on, qtbot):
    window = window_on(to_circuit(HILL), "hill")
    climber = Climber.of(window.player)
    climber.pace.run_by(HandClock())
    qtbot.waitUntil(window.view.hasFocus)
    press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    panel = climbing.panel_of(window)
    leader, controls = panel.rows[climber.choice.leader], panel.controls
    qtbot.waitUntil(lambda: panel.visibleRegion().boundingRect() == panel.rect())  # all of it has its place
    for field, problem in (
        (leader.fields["step_size"], leader.problem),
        (controls.rules.most, controls.problem),
    ):
        controls.more.setChecked(True)
        typed(field, "abc")
        controls.more.setChecked(False)
        for begin in (
            lambda: click(controls.climb),
            lambda: click(controls.step),
            lambda: press(window, Qt.Key.Key_U),
        ):
            if field.hasFocus():
                window.view.setFocus()
            begin()
            assert climber.team is None
            assert problem.text().startswith("'abc' is not a number")
            assert is_seen(field)
        QTest.keyClick(field, Qt.Key.Key_Escape)
    typed(leader.fields["step_size"], "0.02")
    click(controls.step)
    assert climber.choice.tunings[climber.choice.leader].step_size == 0.02
    assert climber.team.last == 1
