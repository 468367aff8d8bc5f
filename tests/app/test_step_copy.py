"""Notation, and the equations of a step on the clipboard: by keys, by the menu of the panel."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from circuitlab.app import step_copy
from circuitlab.app.handlers import handlers
from circuitlab.app.panels.step_panel import StepPanel
from circuitlab.app.preferences import Preferences
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor

FIRST = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(window_on):
    window = window_on(to_circuit(FIRST), "first")
    window.session.move_cursor(Cursor(5))
    return window


def choose(window, name, text):
    """An entry of one of the menus that are filled as they open."""
    menu = QMenu(window)
    handlers(window)[name](menu)
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_latex_of_the_step_is_copied_by_its_key(window):
    QTest.keyClick(window.view, Qt.Key.Key_C, BOTH)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("\\begin{gathered}")
    assert r"\frac{{\partial}f}{{\partial}x}" in copied


def test_it_is_written_in_the_notation_that_was_chosen_and_that_is_remembered(window, preferences):
    choose(window, "fill_notation", "x.grad")
    QTest.keyClick(window.view, Qt.Key.Key_C, BOTH)
    assert r"x\mathrm{.grad}" in QGuiApplication.clipboard().text()
    assert preferences.notation == "grad"


def test_the_panel_is_set_anew_in_another_notation(window, qtbot, monkeypatch):
    window.shell.side.show_panel("step", True)
    shown = []
    original = step_copy.equations.equation
    monkeypatch.setattr(
        step_copy.equations, "equation", lambda latex, *rest: (shown.append(latex), original(latex, *rest))[1]
    )
    choose(window, "fill_notation", "dx")
    qtbot.waitUntil(lambda: any(r"\mathrm{d}x" in latex for latex in shown))


def test_a_picture_is_copied_by_the_menu_of_the_panel(window, qtbot):
    panel, at = window.findChild(StepPanel), QPoint(20, 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, panel.widget().mapToGlobal(at))
    QApplication.sendEvent(panel.widget(), event)
    menu = panel.findChildren(QMenu)[-1]
    menu.hide()
    next(action for action in menu.actions() if action.text() == "Copy as Picture").trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() > 300
    ground = window.look.theme.color("canvas")
    assert image.pixelColor(0, 0) == ground
    columns, rows = range(0, image.width(), 2), range(0, image.height(), 2)
    seen = {image.pixelColor(x, y).name() for x in columns for y in rows}
    assert window.look.theme.gradient.lower() in seen, "gradients have their colour"


def test_a_picture_has_a_column_with_its_head_for_each_way_back(window):
    picture = step_copy.picture(step_copy._groups(window.session), window.look.theme)
    assert picture.width() > 1.2 * picture.height(), "two columns of three equations"
    image = picture.toImage()
    over = range(round((step_copy.MARGIN + step_copy.HEAD_ROOM - 4) * step_copy.SHARPNESS))
    ink = [x for x in range(image.width()) for y in over if image.pixelColor(x, y).lightness() < 100]
    assert min(ink) < image.width() / 2 < max(ink)


def test_before_the_first_step_there_is_nothing_to_copy(window, qtbot):
    QGuiApplication.clipboard().setText("mine")
    window.session.move_cursor(Cursor())
    with qtbot.waitSignal(window.session.said) as said:
        QTest.keyClick(window.view, Qt.Key.Key_C, BOTH)
    assert said.args == [step_copy.NOTHING]
    assert QGuiApplication.clipboard().text() == "mine"


def test_a_notation_that_makes_no_sense_counts_as_none(tmp_path):
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    settings.setValue("look/notation", "roman")
    assert Preferences(settings).notation == "partial"
