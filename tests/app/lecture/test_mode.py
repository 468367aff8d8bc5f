"""Lecture mode as a whole: what goes away and comes back, what the keys do, what an edit leaves behind."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app import commands
from circuitlab.app.theme import DARK, LECTURE_LIGHT
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.trace import Cursor

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def open_panels(window):
    side = window.shell.side
    return (
        window.shell.isVisible(),
        window.menuBar().isVisible(),
        window.shell.palette_panel.isVisible(),
        window.shell.coach.isVisible(),
        side.isVisible(),
        side.is_open("step"),
        side.is_open("inspector"),
        window.shell.zoom_box.isVisible(),
    )


# What goes away and comes back -------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_F11, Key.Key_F5])
def test_only_circuit_and_band_are_seen_on_the_full_screen(hall, key):
    hall = hall()
    hall.press(key)
    window = hall.window
    assert window.isFullScreen()
    assert window.view.isVisible()
    assert window.lecture.stage.band.isVisible()
    seen = [window.shell, window.menuBar(), window.shell.side, window.shell.transport, window.shell.zoom_box]
    assert [widget for widget in seen if widget.isVisible()] == []
    assert window.view.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_F11, Key.Key_F5, Key.Key_Escape])
def test_leaving_brings_back_panels_zoom_theme_and_place(hall, qtbot, key):
    hall = hall()
    window, view = hall.window, hall.view
    window.shell.side.show_panel("inspector", True)
    window.shell.show_coach(False)
    view.set_zoom(1.7)
    view.centerOn(30, -300)
    QApplication.processEvents()
    before, size = open_panels(window), window.size()
    look, centre = window.look, view.mapToScene(view.viewport().rect().center())
    hall.begin()
    hall.step(4)
    hall.press(key)
    assert window.lecture is None
    assert not window.isFullScreen()
    window.resize(size)  # what the window's system does on a screen
    QApplication.processEvents()
    assert open_panels(window) == before
    assert (window.look, window.scene.stage.theme) == (look, DARK)
    assert view.zoom == pytest.approx(1.7)
    after = view.mapToScene(view.viewport().rect().center())
    assert (after - centre).manhattanLength() < 4
    assert view.parent() is window.shell.frame
    assert view.geometry() == window.shell.frame.rect()
    assert hall.session.cursor == Cursor(4)
    assert not window.scene.stage.looks.frame.lecture


def test_a_fit_that_still_waits_when_the_lecture_ends_leaves_the_window_alone(hall):
    hall = hall()
    before = (hall.view.text_scale, hall.view.zoom, hall.window.scene.stage.theme)
    hall.begin()
    hall.lecture.stage.resized.emit()  # the fit comes a moment later, and Escape before it
    hall.press(Key.Key_Escape)
    hall.settle()
    assert hall.lecture is None
    assert (hall.view.text_scale, hall.view.zoom, hall.window.scene.stage.theme) == before


def test_the_second_lecture_is_like_the_first(hall):
    hall = hall()
    hall.begin()
    zoom = hall.view.zoom
    hall.press(Key.Key_Escape)
    hall.begin()
    assert hall.view.zoom == pytest.approx(zoom)
    hall.press(Key.Key_N)
    assert hall.session.cursor == Cursor(1)


def test_a_lecture_is_light_whatever_the_window_is_and_one_key_makes_it_dark(hall):
    hall = hall()
    hall.begin()
    assert hall.window.scene.stage.theme is LECTURE_LIGHT
    assert (LECTURE_LIGHT.value, LECTURE_LIGHT.gradient) == ("#004A78", "#8F3800")
    hall.press(Key.Key_T)
    assert hall.window.scene.stage.theme is DARK


def test_closing_the_window_ends_the_lecture_so_that_the_next_start_is_no_full_screen(hall, preferences):
    hall = hall()
    hall.begin()
    hall.window.close()
    assert not hall.window.isFullScreen()
    assert hall.window.lecture is None


def test_the_toolbar_has_a_button_for_it(hall):
    hall = hall()
    QTest.mouseClick(hall.window.shell.toolbar.lecture, Qt.MouseButton.LeftButton)
    assert hall.lecture is not None


# Keys --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Return, Key.Key_N, Key.Key_PageDown])
def test_the_buttons_of_a_clicker_step_on(hall, key):
    hall = hall()
    hall.begin()
    hall.press(key)
    assert hall.session.cursor == Cursor(1)


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_P, Key.Key_PageUp])
def test_and_back(hall, key):
    hall = hall()
    hall.begin()
    hall.step(3)
    hall.press(key)
    assert hall.session.cursor == Cursor(2)


def test_a_press_in_mid_animation_only_finishes_it(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_PageDown)
    hall.wait(300)
    assert hall.player.animating
    hall.press(Key.Key_PageDown)
    assert not hall.player.animating
    assert hall.session.cursor == Cursor(1)
    hall.press(Key.Key_PageDown)
    hall.wait(300)
    hall.press(Key.Key_PageUp)
    assert not hall.player.animating
    assert hall.session.cursor == Cursor(2)


@pytest.mark.parametrize(("after", "cursor"), [(249.0, 1), (251.0, 2)])
def test_a_second_press_within_a_quarter_of_a_second_counts_once(hall, after, cursor):
    hall = hall()
    hall.begin()
    hall.player.set_speed(None)
    hall.press(Key.Key_PageDown)
    hall.press(Key.Key_PageDown, after=after)
    assert hall.session.cursor == Cursor(cursor)


def test_a_double_press_does_not_finish_the_animation_that_it_began(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_PageDown)
    hall.press(Key.Key_PageDown, after=100)
    assert hall.player.animating


def test_a_held_key_counts_once(hall):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    hall = hall()
    hall.begin()
    hall.player.set_speed(None)
    hall.press(Key.Key_PageDown)
    for _ in range(5):
        hall.ms += 400
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, "", True)
        QApplication.sendEvent(hall.view, held)
    assert hall.session.cursor == Cursor(1)


@pytest.mark.parametrize("key", [Key.Key_B, Key.Key_Period])
@pytest.mark.parametrize("next_key", [Key.Key_PageDown, Key.Key_Escape, Key.Key_B, Key.Key_A])
def test_the_press_after_a_blank_only_unblanks(hall, key, next_key):
    hall = hall()
    hall.begin()
    hall.press(key)
    blank = hall.lecture.stage.blank
    assert blank.isVisible()
    assert blank.grab().toImage().pixelColor(400, 300).name() == "#000000"
    hall.press(next_key)
    assert not blank.isVisible()
    assert hall.session.cursor == Cursor(0)
    assert hall.lecture is not None


def test_escape_peels_one_layer_at_a_time(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_D)
    assert hall.lecture.stage.marks.pen
    hall.press(Key.Key_B)
    hall.press(Key.Key_Escape)
    assert hall.lecture.stage.marks.pen
    hall.press(Key.Key_Escape)
    assert not hall.lecture.stage.marks.pen
    hall.press(Key.Key_Escape)
    assert hall.lecture is None


def test_the_keys_of_the_windows_commands_do_nothing(hall):
    hall = hall()
    hall.begin()
    hall.session.select(list(hall.session.circuit.gates))
    hall.press(Key.Key_Delete)
    hall.press(Key.Key_T, CONTROL)
    hall.press(Key.Key_1, CONTROL)
    hall.press(Key.Key_7)
    assert len(hall.session.circuit.gates) == 5
    assert hall.session.undo_stack.count() == 0
    assert not hall.window.shell.isVisible()


# The temporary copy ------------------------------------------------------------------------------


def value(hall, name):
    return hall.session.circuit.named(name).value


def drag(hall, name, pixels):
    """Scrub a value by the mouse."""
    viewport = hall.view.viewport()
    rect = hall.window.scene.value_rect(hall.session.circuit.named(name).id)
    at = hall.view.mapFromScene(rect.center())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for share in (0.5, 1.0):
        QTest.mouseMove(viewport, at + QPoint(round(pixels * share), 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(pixels, 0))


def test_a_value_can_be_scrubbed_and_back_to_the_slide_drops_that(hall):
    hall = hall()
    commands.set_value(hall.session, hall.session.circuit.named("y").id, 6)
    hall.player.next()
    hall.begin()
    drag(hall, "z", 40)
    assert value(hall, "z") != -4
    hall.step(2)
    hall.press(Key.Key_Backspace)
    assert value(hall, "z") == -4
    assert value(hall, "y") == 6
    assert hall.session.cursor == Cursor(1)


def test_leaving_drops_no_edit_of_before_and_keeps_those_of_the_lecture_for_redo(hall):
    hall = hall()
    commands.set_value(hall.session, hall.session.circuit.named("y").id, 6)
    hall.begin()
    commands.set_value(hall.session, hall.session.circuit.named("z").id, 9)
    hall.step(2)
    hall.press(Key.Key_Escape)
    assert (value(hall, "z"), value(hall, "y")) == (-4, 6)
    assert hall.session.cursor == Cursor(2)
    hall.session.redo()
    assert value(hall, "z") == 9


def test_undo_goes_no_farther_back_than_the_slide(hall):
    hall = hall()
    commands.set_value(hall.session, hall.session.circuit.named("y").id, 6)
    hall.begin()
    commands.set_value(hall.session, hall.session.circuit.named("z").id, 9)
    for _ in range(3):
        hall.press(Key.Key_Z, CONTROL)
    assert (value(hall, "z"), value(hall, "y")) == (-4, 6)


def test_a_full_undo_stack_still_knows_where_the_slide_began(hall):
    hall = hall()
    z = hall.session.circuit.named("z").id
    for number in range(500):
        hall.session.edit("Set z", lambda c, n=number: edits.set_value(c, z, float(n)))
    hall.begin()
    for number in (1000.0, 1001.0, 1002.0):
        hall.session.edit("Set z", lambda c, n=number: edits.set_value(c, z, n))
    hall.press(Key.Key_Backspace)
    assert value(hall, "z") == 499


def test_another_document_is_another_slide(hall):
    hall = hall()
    commands.set_value(hall.session, hall.session.circuit.named("z").id, 9)
    hall.begin()
    hall.session.open(to_circuit("a = 3\nb = a * a"), title="square")
    QApplication.processEvents()
    assert not hall.window.shell.isVisible()
    commands.set_value(hall.session, hall.session.circuit.named("a").id, 5)
    hall.press(Key.Key_Backspace)
    assert value(hall, "a") == 3
    hall.press(Key.Key_Escape)
    QApplication.processEvents()
    seen = hall.view.mapToScene(hall.view.viewport().rect()).boundingRect()
    assert seen.contains(hall.window.scene.extent())
