"""Room for a wide circuit: what is folded for it, what is said of that, and what stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app import room
from circuitlab.circuit.text import to_circuit

SMALL = "q = x + y\nf = q * z"


def chain(length):
    return "a0 = 1\n" + "\n".join(f"a{i + 1} = sin(a{i})" for i in range(length))


WIDE = chain(40)


@pytest.fixture
def window(window_on):
    made = window_on(to_circuit(SMALL, {"x": -2.0, "y": 5.0, "z": -4.0}), "small")
    made.resize(1280, 800)
    QApplication.processEvents()
    return made


def show(window, text):
    window.session.open(to_circuit(text, default=1.0))
    QApplication.processEvents()


def coach(window):
    window.shell.coach.refresh()
    return window.shell.coach.accessibleName()


def press(window, words):
    QApplication.processEvents()
    button = window.shell.coach._button
    assert button.isVisible()
    assert button.text() == words
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def folded(window):
    return not window.shell.palette_panel.isVisible(), window.shell.side.folded_away


def test_what_is_folded_is_said_and_brought_back_by_one_press(window):
    show(window, WIDE)
    assert folded(window) == (True, True)
    assert coach(window) == room.FOLDED[True, True]
    press(window, room.BRING_BACK)
    assert folded(window) == (False, False)
    assert coach(window).startswith("Press Next (N)")
    show(window, WIDE)
    assert folded(window) == (False, False), "what was brought back stays"
    assert coach(window) == room.TOO_WIDE


def test_the_palette_goes_first_and_only_what_is_new_is_said(window):
    lengths = (length for length in range(4, 40))
    while folded(window) == (False, False):
        show(window, chain(next(lengths)))
    assert folded(window) == (True, False)
    assert coach(window) == room.FOLDED[True, False]
    while folded(window) == (True, False):
        show(window, chain(next(lengths)))
    assert coach(window) == room.FOLDED[False, True]
    show(window, WIDE)
    assert coach(window).startswith("Press Next (N)")


@pytest.mark.parametrize("command", ["check", "show_code", "show_inspector"])
def test_a_panel_that_was_opened_by_hand_stays_and_may_be_folded(window, command):
    window.shell.side.panels["inspector"].closed.emit()
    window.commands[command].trigger()
    show(window, WIDE)
    assert folded(window) == (True, False)
    window.set_theme("dark")
    assert folded(window) == (True, False)
    show(window, SMALL)
    window.shell.show_palette(True)
    show(window, WIDE)
    assert folded(window) == (False, False)
    assert coach(window) == room.TOO_WIDE
    press(window, room.FOLD)
    assert folded(window) == (True, True)


def test_closed_by_hand_it_is_like_any_other(window):
    window.commands["check"].trigger()
    window.commands["show_check"].trigger()
    show(window, WIDE)
    assert folded(window) == (True, True)


def test_the_check_folds_no_panel_that_was_opened_by_hand(window):
    side = window.shell.side
    window.commands["show_code"].trigger()
    window.commands["check"].trigger()
    assert not side.panels["code"].folded
    assert side.panels["step"].folded
    assert window.minimumSizeHint().height() <= 800


def test_a_step_ends_the_offer(window):
    show(window, WIDE)
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_N)
    QApplication.processEvents()
    assert coach(window) != room.FOLDED[True, True]
    assert not window.shell.coach._button.isVisible()


def test_what_was_just_said_is_read_before_the_offer(window):
    window.session.open(to_circuit(WIDE, default=1.0))
    window.session.said.emit("Opened from a friend.")
    QApplication.processEvents()
    assert coach(window) == "Opened from a friend."
    window.shell.coach._quiet.timeout.emit()  # its time is over
    press(window, room.BRING_BACK)
    assert folded(window) == (False, False)


def test_a_step_ends_what_was_said_and_the_offer_that_waits_for_it(window):
    window.session.open(to_circuit(WIDE, default=1.0))
    window.session.said.emit("Opened from a friend.")
    QApplication.processEvents()
    coach(window)
    window.player.next()
    assert coach(window).startswith("Next (N)")
    window.shell.coach._quiet.timeout.emit()
    assert coach(window).startswith("Next (N)")
