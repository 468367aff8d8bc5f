"""Breakpoints in the window: on the timeline, at a gate, by a condition; Play and coarse steps stop there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from support.pictures import HandClock

from circuitlab.app.breakpoint_menu import STOP_WHEN
from circuitlab.app.dialogs import LineDialog
from circuitlab.app.tools.menus import menu_for
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.breakpoints import Breakpoint
from circuitlab.engine.cursor import Cursor

FIRST = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"  # steps: q f | seed | f q


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def window(make_window, qtbot, clock):
    window = make_window(clock)
    window.session.open(to_circuit(FIRST), title="first")
    window.show()
    qtbot.waitExposed(window)
    window.view.setFocus()
    return window


@pytest.fixture
def session(window):
    return window.session


def open_menu(window, step):
    """The timeline's menu at a step, by a right click."""
    timeline = window.shell.timeline
    left, right = timeline.strip.span(step)
    at = QPoint(round((left + right) / 2), 30)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, timeline.mapToGlobal(at))
    QApplication.sendEvent(timeline, event)
    menu = timeline.findChildren(QMenu)[-1]
    menu.hide()  # it would take the keys
    return menu


def entries(menu):
    return {action.text(): action for action in menu.actions() if action.text()}


def play(window, clock):
    """Space, and then all the time that it takes until it stops by itself."""
    QTest.keyClick(window.view, Qt.Key.Key_Space)
    for _ in range(200):
        if not window.player.playing:
            break
        clock.ticked.emit(1000.0)
    assert not window.player.playing
    return window.session.cursor.steps


def test_play_stops_before_a_step_that_was_right_clicked_and_goes_on(window, session, clock, qtbot):
    menu = open_menu(window, 3)
    assert next(iter(entries(menu))) == "Stop before f: its backward step"
    entries(menu)["Stop before f: its backward step"].trigger()
    with qtbot.waitSignal(session.said, check_params_cb=lambda line: "Stopped" in line) as said:
        assert play(window, clock) == 3
    assert said.args == ["Stopped before the backward step of f."]
    assert play(window, clock) == 5
    entries(open_menu(window, 3))["Stop before f: its backward step"].trigger()
    assert list(window.player.breakpoints) == []


def test_a_gate_is_stopped_at_in_both_passes_and_wears_a_mark(window, session, clock):
    q = session.circuit.names["q"]
    at = window.scene.rect_of(q).center()
    menu = menu_for(window.controller._desk, window.scene.hit(at), at, window.view)
    entries(menu)["Stop before every step of q"].trigger()
    assert window.scene.overlay.stops == {q}
    assert window.shell.timeline._stops() == {0, 4}
    assert play(window, clock) == 4
    assert play(window, clock) == 5


def test_a_condition_is_asked_for_and_stops_behind_the_step(window, session, clock):
    entries(open_menu(window, 0))[STOP_WHEN].trigger()
    dialog = window.findChild(LineDialog)
    QTest.keyClicks(dialog.field, "gradient of r < 0")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.problem.text() == "There is no gate 'r'."
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, "gradient of q < 0")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert play(window, clock) == 4
    shown = entries(open_menu(window, 0))
    assert shown["Stop when gradient of q < 0"].isChecked()
    shown["Remove all breakpoints"].trigger()
    window.player.rewind()
    assert play(window, clock) == 5


def test_the_entry_of_a_menu_that_is_gone_still_asks_for_its_condition(window, session, qtbot):
    def choose(menu):
        """With the keyboard: the menu closes, and is deleted, before the entry does something."""
        menu.setActiveAction(entries(menu)[STOP_WHEN])
        with qtbot.waitSignal(menu.destroyed):
            QTest.keyClick(menu, Qt.Key.Key_Return)

    menu = open_menu(window, 0)
    menu.popup(QPoint(0, 0))
    choose(menu)
    dialog = window.findChild(LineDialog)
    assert dialog.isVisible()
    dialog.reject()

    q = session.circuit.names["q"]
    at = window.scene.rect_of(q).center()
    menu = menu_for(window.controller._desk, window.scene.hit(at), at, window.view)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(QPoint(0, 0))
    choose(menu)
    dialogs = [each for each in window.findChildren(LineDialog) if each.isVisible()]
    assert [each.field.text() for each in dialogs] == ["gradient of q < 0"]
    QTest.keyClick(dialogs[0].field, Qt.Key.Key_Return)
    stops = window.player.breakpoints
    assert [stops.condition_text(each) for each in stops] == ["gradient of q < 0"]


def test_a_whole_pass_stops_on_its_way(window, session, qtbot):
    window.player.set_speed(None)
    window.player.set_grain("pass")
    window.player.breakpoints.toggle(Breakpoint(session.circuit.names["f"], "forward"))
    with qtbot.waitSignal(session.said):
        QTest.keyClick(window.view, Qt.Key.Key_N)
    assert session.cursor == Cursor(1)
    QTest.keyClick(window.view, Qt.Key.Key_N)
    assert session.cursor == Cursor(2)


def test_single_steps_are_not_held_up(window, session):
    window.player.set_speed(None)
    window.player.breakpoints.toggle(Breakpoint(session.circuit.names["f"]))
    for done in (1, 2, 3):
        QTest.keyClick(window.view, Qt.Key.Key_N)
        assert session.cursor == Cursor(done)


def test_they_stay_while_the_circuit_is_edited_and_go_with_the_document(window, session):
    f, q = session.circuit.names["f"], session.circuit.names["q"]
    for gate in (f, q):
        window.player.breakpoints.toggle(Breakpoint(gate))
    session.edit("Delete f", lambda circuit: edits.delete(circuit, [f]))
    assert window.shell.timeline._stops() == {0}  # without f, nothing is the objective
    session.undo()
    assert window.shell.timeline._stops() == {0, 1, 2, 3, 4}
    session.open(to_circuit(FIRST), title="again")
    assert list(window.player.breakpoints) == []
    assert window.scene.overlay.stops == frozenset()


def test_a_condition_is_about_its_gate_whatever_that_is_called(window, session):
    window.player.set_speed(None)
    window.player.set_grain("pass")
    window.player.breakpoints.add_condition("value of q > 0")
    session.edit("Rename q", lambda circuit: edits.rename(circuit, circuit.names["q"], "r"))
    shown = entries(open_menu(window, 0))
    assert "Stop when value of r > 0" in shown
    QTest.keyClick(window.view, Qt.Key.Key_N)
    assert session.cursor == Cursor(1)


def test_message_by_message_a_breakpoint_stops_once(window, session, clock):
    window.player.set_grain("message")
    window.player.breakpoints.toggle(Breakpoint(session.circuit.names["f"], "backward"))
    assert play(window, clock) == 3
    assert session.cursor == Cursor(3)
    assert play(window, clock) == 5


def test_step_backward_stops_on_its_way_through_the_forward_pass(window, session):
    window.player.set_speed(None)
    window.player.breakpoints.toggle(Breakpoint(session.circuit.names["f"], "forward"))
    QTest.keyClick(window.view, Qt.Key.Key_F9)
    assert session.cursor == Cursor(1)
    QTest.keyClick(window.view, Qt.Key.Key_F9)
    assert session.cursor == Cursor(3)
