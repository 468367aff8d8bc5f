"""At a text size of 200 % in the least window: what must be seen together is to be seen together."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app.panels.check.checker import STOPS
from circuitlab.app.panels.entries import PANELS
from circuitlab.app.panels.predict_panel import PredictPanel
from circuitlab.circuit.text import to_circuit
from circuitlab.teach.lessons.shipped import shipped

PRODUCT = ("q = x + y\nf = q * z", {"x": 2.0, "y": 5.0, "z": -4.0})


@pytest.fixture
def window_at(window_on, preferences):
    """Makes the least window at a text size."""

    def make(text_size):
        preferences.text_size = text_size
        made = window_on(to_circuit(*PRODUCT), "large")
        made.resize(1280, 800)
        QApplication.processEvents()
        return made

    return make


@pytest.fixture
def window(window_at):
    return window_at(2.0)


def press(key):
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget(), key)
    for _ in range(4):
        QApplication.processEvents()


def is_whole(part, area):
    """Whether a widget is inside what is to be seen of a scroll area."""
    at = part.mapTo(area.viewport(), QPoint(0, 0))
    return part.isVisible() and area.viewport().rect().contains(part.rect().translated(at))


def vote(window):
    """A vote to its end, and in each phase whether all of it is seen."""
    board = window.findChild(PredictPanel).vote
    area = window.findChild(PredictPanel)
    while True:
        yield all(is_whole(part, area) for part in (*board.rows, board.button, board.end))
        press(Qt.Key.Key_A)
        if window.predicting.asked.vote.phase == "revealed":
            return
        press(Qt.Key.Key_Return)


def test_who_predicts_sees_the_panel_though_the_circuit_needs_its_room(window):
    window.shell.side.fold_away(True)
    press(Qt.Key.Key_Q)
    assert window.findChild(PredictPanel).isVisible()
    window.session.open(to_circuit(*PRODUCT))
    QApplication.processEvents()
    assert window.findChild(PredictPanel).isVisible()


def test_all_choices_of_a_vote_are_seen_at_once(window):
    for key in (Qt.Key.Key_Q, Qt.Key.Key_N, Qt.Key.Key_V):
        press(key)
    assert list(vote(window)) == [True] * 4


def test_so_they_are_beside_a_slide_at_100_percent(window_at):
    window = window_at(1.0)
    window.documents.open_lesson(shipped()[2].path)
    window.lessons.go_to(5)
    press(Qt.Key.Key_V)
    assert list(vote(window)) == [True] * 4


def test_a_vote_on_a_folded_panel_unfolds_it(window):
    press(Qt.Key.Key_Q)
    press(Qt.Key.Key_N)
    window.shell.side.predict.toggle()
    assert not window.findChild(PredictPanel).isVisible()
    window.view.setFocus()
    press(Qt.Key.Key_V)
    assert window.findChild(PredictPanel).vote.hasFocus()


def test_a_hint_comes_into_view_with_the_buttons_below_it(window):
    press(Qt.Key.Key_Q)
    press(Qt.Key.Key_N)
    QTest.keyClicks(QApplication.focusWidget(), "12")
    press(Qt.Key.Key_Return)
    panel = window.findChild(PredictPanel)
    assert is_whole(panel.hint, panel)


def test_the_slider_of_the_check_is_seen_with_its_plot_and_leaves_the_wheel_to_the_panel(window, qtbot):
    window.player.end()
    window.commands["check"].trigger()
    check = window.shell.side.panels["check"]._content
    qtbot.waitUntil(lambda: check.plot is not None and check.plot.isVisible())
    bar = check.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert is_whole(check.step.slider, check)
    assert is_whole(check.plot, check)

    slider, before = check.step.slider, check.step.slider.value()
    turn = QPoint(0, 120)
    middle = QPointF(slider.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(slider.mapToGlobal(slider.rect().center())),
        turn,
        turn,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, wheel)
    assert slider.value() == before
    slider.setFocus()
    press(Qt.Key.Key_Left)
    assert check.checker.h == STOPS[before - 1]


def test_panels_opened_one_after_another_scroll_and_the_window_stays_as_high(window):
    side, size = window.shell.side, window.size()
    names = [name for name in PANELS if not PANELS[name].lab]
    for name in (*names, *names, "paths", "modes"):
        side.show_panel(name, not side.is_open(name))
        for _ in range(4):
            QApplication.processEvents()
        assert (name, window.size()) == (name, size)
        assert window.minimumSizeHint().height() <= size.height()
    for name in PANELS:
        side.show_panel(name, True)
        QApplication.processEvents()
        assert window.size() == size
        assert window.minimumSizeHint().height() <= size.height()


def test_a_panel_that_is_opened_below_all_others_comes_into_sight(window):
    side = window.shell.side
    for name in ("code", "check", "data"):
        side.show_panel(name, True)
    for _ in range(4):
        QApplication.processEvents()
    panel = side.panels["data"]
    assert side.rect().contains(panel.mapTo(side, QPoint(0, 0)))
    assert panel.mapTo(side, QPoint(0, panel.height())).y() <= side.height() + 1
