"""The keyboard: who has it after a field was typed into, and after a button was clicked."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSlider

from circuitlab.app.buttons import Button
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import end

LEFT = Qt.MouseButton.LeftButton
FIELDS = {
    "step": ("Nudge by", "Nudge x"),
    "inspector": ("Seed", None),
    "check": ("Step h", None),
    "climb": ("Stop rule: least gain", "Step"),
    "data": ("Noise", "Generate"),
    "train": ("Step size", "One example"),
}
"""Of each panel with fields: one of them that takes 0.05, and a button; None: its title is clicked."""


@pytest.fixture
def window(window_on):
    window = window_on(to_circuit("x = 2\ny = 3\nw = parameter(1)\nf = w * x - y"), "keys")
    window.session.move_cursor(end(window.session.trace))
    return window


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def opened(window, name):
    """A panel, unfolded."""
    window.shell.side.show_panel(name, True)
    QApplication.processEvents()
    return window.shell.side.panels[name]


def field_of(panel, name):
    return next(line for line in panel.findChildren(QLineEdit) if line.accessibleName().startswith(name))


def button_of(panel, text):
    return next(each for each in panel.findChildren(Button) if each.text() == text)


def type_into(field, text):
    """As with hands: a click, all of it selected, keys."""
    QTest.mouseClick(field, LEFT)
    assert field.hasFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def looks_left(window, field):
    return window.view.hasFocus() and not field.hasFocus() and not field.hasSelectedText()


def test_every_panel_gives_the_keys_back(window):
    """With a Return that is taken, with Escape, and with a click on a button, which sees what was typed."""
    for name, (title, text) in FIELDS.items():
        panel = opened(window, name)
        field = field_of(panel, title)
        old = field.text()
        type_into(field, "0.05")
        press(Qt.Key.Key_Return)
        assert looks_left(window, field), name
        taken = field.text()
        assert taken != old, name
        type_into(field, "much")
        press(Qt.Key.Key_Return)
        assert field.hasFocus(), name
        assert (field.text(), bool(field.problem)) == ("much", True), name
        press(Qt.Key.Key_Escape)
        assert looks_left(window, field), name
        assert (field.text(), field.problem) == (taken, ""), name
        type_into(field, "0.06")
        QTest.mouseClick(button_of(panel, text) if text else panel.findChild(QLabel, "panelTitle"), LEFT)
        assert looks_left(window, field), name
        assert field.text() not in (old, taken), name
        window.shell.side.show_panel(name, False)


def test_after_a_number_the_keys_are_the_programs(window):
    panel = opened(window, "climb")
    type_into(field_of(panel, "Stop rule: least gain"), "0.01")
    press(Qt.Key.Key_Return)
    before = window.session.circuit.named("x").value
    press(Qt.Key.Key_U)
    assert window.session.circuit.named("x").value != before
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.circuit.named("x").value == before
    way = window.session.direction
    press(Qt.Key.Key_R)
    assert window.session.direction == -way


def test_the_mouse_gives_no_button_the_keys_and_tab_gives_them_to_each(window):
    """All that is to be seen; Tab goes round once."""
    opened(window, "climb")
    buttons = {each for each in window.findChildren(Button) if each.isVisible() and each.isEnabled()}
    assert not any(each.focusPolicy() & Qt.FocusPolicy.ClickFocus for each in buttons)
    for step in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        window.view.setFocus()
        reached = set()
        while (now := QApplication.focusWidget()) not in reached:
            reached.add(now)
            press(step)
        assert buttons <= reached


def test_home_and_end_stay_with_the_slider_that_has_the_keys(window):
    """Whichever it is: they are not those of the passes then."""
    tried, place = set(), window.session.cursor
    for name in ("check", "train", "climb"):
        opened(window, name)
        for slider in (each for each in window.findChildren(QSlider) if each.isVisible()):
            tried.add(slider.accessibleName())
            slider.blockSignals(True)
            slider.setEnabled(True)
            slider.setRange(0, 6)
            slider.setFocus()
            for key, stop in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 6)):
                slider.setValue(3)
                press(key)
                assert (slider.value(), window.session.cursor) == (stop, place), slider.accessibleName()
        window.shell.side.show_panel(name, False)
    assert tried >= {"Speed", "Step h", "Rewind the training", "Step"}


def test_the_formula_is_taken_or_refused_as_a_number_is(window, qtbot):
    bar, session = window.shell.toolbar.formula_bar, window.session
    type_into(bar.field, "f = x *")
    QTest.mouseClick(window.shell.transport.buttons["end"], LEFT)
    assert looks_left(window, bar.field)
    assert bar.field.text() == "f = x *"
    assert bar.error
    assert session.undo_stack.count() == 0
    type_into(bar.field, "f = x * y")
    assert bar.error == ""
    QTest.mouseClick(window.shell.toolbar, LEFT, pos=QPoint(2, 2))
    assert looks_left(window, bar.field)
    assert session.circuit.named("w") is None
    qtbot.waitUntil(lambda: bar.field.text() == "f = x · y")
    session.undo()
    qtbot.waitUntil(lambda: "w" in bar.field.text())


def test_what_is_half_typed_waits_while_another_window_or_a_menu_has_the_keys(window):
    fields = [window.shell.toolbar.formula_bar.field, field_of(opened(window, "inspector"), "Seed")]
    for field in fields:
        for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            type_into(field, "7")
            for kind in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
                QApplication.sendEvent(field, QFocusEvent(kind, reason))
            assert field.text() == "7"
        press(Qt.Key.Key_Escape)
    assert window.session.undo_stack.count() == 0


def test_another_document_takes_a_refused_formula_along(window, qtbot):
    bar = window.shell.toolbar.formula_bar
    type_into(bar.field, "f = (")
    press(Qt.Key.Key_Return)
    assert bar.error
    window.session.open(to_circuit("g = 2 * a"))
    assert bar.error == ""
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bar.field.text() == "g = 2 · a")


def test_a_question_on_the_canvas_gets_the_keys_back_from_buttons(window, qtbot):
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Q)
    press(Qt.Key.Key_N)
    question = window.shell.question
    qtbot.waitUntil(question.field.hasFocus)
    for button in ("Hint", "Check"):
        QTest.keyClicks(QApplication.focusWidget(), "1")
        QTest.mouseClick(button_of(window.shell.side.predict, button), LEFT)
        assert question.field.hasFocus()
    assert question.field.text() == "11"
