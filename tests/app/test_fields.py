"""Fields of a form: what is typed is taken, what nobody typed is not; a slider leaves the wheel alone."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app.key_slider import KeySlider
from circuitlab.app.panels.fields import LineField


class Rate:
    """A number that a field changes, and others too."""

    def __init__(self):
        self.held = "0.01"

    def take(self, typed):
        if typed == "0":
            return "Not 0."
        self.held = typed
        return ""


@pytest.fixture
def rate():
    return Rate()


@pytest.fixture
def field(qtbot, rate):
    field = LineField("rate", lambda: rate.held, rate.take)
    qtbot.addWidget(field)
    field.refresh()
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def test_a_field_that_was_only_visited_shows_what_is_so_and_takes_nothing_back(field, rate):
    rate.held = "0.02"
    field.refresh()
    assert field.text() == "0.02"
    rate.held = "0.03"
    field.clearFocus()
    assert (rate.held, field.text()) == ("0.03", "0.03")


def test_what_is_being_typed_stays_while_others_change_what_it_is_to_change(field, rate):
    field.selectAll()
    QTest.keyClicks(field, "0.5")
    rate.held = "0.02"
    field.refresh()
    assert field.text() == "0.5"
    field.clearFocus()
    assert (rate.held, field.text()) == ("0.5", "0.5")


def test_a_refused_text_stays_with_its_reason_until_others_change_what_it_was_to_change(field, rate):
    field.selectAll()
    QTest.keyClicks(field, "0")
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.refresh()
    assert (field.text(), field.problem) == ("0", "Not 0.")
    rate.held = "0.1"
    field.refresh()
    assert (field.text(), field.problem) == ("0.1", "")


def test_the_wheel_over_a_slider_scrolls_what_it_stands_in(qtbot):
    slider = KeySlider("step size", "The step size")
    qtbot.addWidget(slider)
    slider.setRange(0, 100)
    slider.setValue(50)
    at, no = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, no, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(slider, turn)
    assert slider.value() == 50
    assert not turn.isAccepted()
