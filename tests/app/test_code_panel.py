"""The code panel: what it shows, which lines it marks, clicks and keys on lines, dialects, Copy and Save."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from circuitlab.app import commands, fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.code_panel import CodePanel
from circuitlab.app.preferences import Preferences
from circuitlab.app.session import Session
from circuitlab.app.theme import DARK, LIGHT
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.share.code import DIALECTS, code_of

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
LONG = "\n".join(["t0 = 1", *(f"t{n} = t{n - 1} * 1.001" for n in range(1, 200))])


@pytest.fixture
def panel_of(qtbot, preferences, no_failures):
    """Makes the session and the shown panel of a circuit."""

    def make(text=EXAMPLE, theme=LIGHT, width=344, height=400):
        session = Session()
        session.open(to_circuit(text))
        panel = CodePanel(Look(theme), session, preferences)
        qtbot.addWidget(panel)
        panel.resize(width, height)
        panel.show()
        return session, panel

    return make


def marked(panel):
    lines = panel.view.toPlainText().split("\n")
    return [lines[line] for line in panel.view.marked]


def tint(panel):
    marking = panel.view.extraSelections()[0]  # what it holds lives as long as it does
    return marking.format.background().color()


def place_of(panel, text):
    """A point on the line with this text, in the viewport."""
    view = panel.view
    line = view.toPlainText().split("\n").index(text)
    block = view.document().findBlockByNumber(line)
    area = view.blockBoundingGeometry(block).translated(view.contentOffset())
    return QPoint(40, round(area.center().y()))


def click(panel, text):
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, text))


def test_it_shows_what_is_exported(panel_of):
    session, panel = panel_of()
    assert panel.view.toPlainText() + "\n" == code_of(session.circuit).text
    assert panel.view.isReadOnly()


def test_the_line_of_the_current_step_is_marked_in_the_colour_of_its_pass(panel_of):
    session, panel = panel_of()
    assert marked(panel) == []
    session.move_cursor(Cursor(1))
    assert (marked(panel), panel.view.role) == (["q = x + y"], "value")
    assert tint(panel) == LIGHT.color("value_tint")
    session.move_cursor(Cursor(3))
    assert (marked(panel), panel.view.role) == (["grad_f = 1.0"], "gradient")
    session.move_cursor(Cursor(4))
    assert marked(panel) == ["grad_q = grad_f * z", "grad_z = grad_f * q"]
    assert tint(panel) == LIGHT.color("gradient_tint")


def test_a_click_on_a_line_goes_to_the_moment_when_it_has_run(panel_of):
    session, panel = panel_of()
    session.move_cursor(end(session.trace), pinned=True)
    click(panel, "f = q * z")
    assert (session.cursor, session.pinned) == (Cursor(2), False)
    click(panel, "grad_q = grad_f * z")
    assert session.cursor == Cursor(3, 1)
    assert marked(panel) == ["grad_q = grad_f * z"]
    click(panel, "grad_y = grad_q")
    assert session.cursor == end(session.trace)


@pytest.mark.parametrize("text", ["x = -2.0", "# forward", 'print("f =", f)', ""])
def test_a_click_on_a_line_without_a_step_goes_nowhere(panel_of, text):
    session, panel = panel_of()
    session.move_cursor(Cursor(2))
    click(panel, text)
    assert session.cursor == Cursor(2)


def test_a_click_below_the_last_line_goes_nowhere(panel_of):
    session, panel = panel_of(height=900)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 780))
    assert session.cursor == Cursor()


def test_a_click_on_a_line_number_is_a_click_on_the_line(panel_of):
    session, panel = panel_of()
    y = place_of(panel, "q = x + y").y()
    QTest.mouseClick(panel.view.gutter, Qt.MouseButton.LeftButton, pos=QPoint(8, y))
    assert session.cursor == Cursor(1)


def test_keys_walk_through_the_lines_and_return_goes_there(panel_of):
    session, panel = panel_of()
    for _ in range(5):
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.cursor == Cursor(1)
    QTest.keyClicks(panel.view, "hello")
    assert panel.view.toPlainText() + "\n" == code_of(session.circuit).text


def test_selecting_text_goes_nowhere(panel_of):
    session, panel = panel_of()
    viewport, start = panel.view.viewport(), place_of(panel, "q = x + y")
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, start + QPoint(30, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 0))
    assert panel.view.textCursor().hasSelection()
    assert session.cursor == Cursor()


def test_the_current_line_is_scrolled_into_sight(panel_of):
    session, panel = panel_of(LONG, height=300)
    for steps in (150, 199, 201, 300, 1):
        session.move_cursor(Cursor(steps))
        (line,) = panel.view.marked
        block = panel.view.document().findBlockByNumber(line)
        area = panel.view.blockBoundingGeometry(block).translated(panel.view.contentOffset())
        assert area.top() >= 0
        assert area.bottom() <= panel.view.viewport().height()


def test_it_follows_edits(panel_of, qtbot):
    session, panel = panel_of()
    commands.set_value(session, session.circuit.names["x"], 7.5)
    qtbot.waitUntil(lambda: "x = 7.5\n" in panel.view.toPlainText())
    commands.rename(session, session.circuit.names["q"], "speed")
    qtbot.waitUntil(lambda: "speed = x + y\n" in panel.view.toPlainText())
    session.undo()
    qtbot.waitUntil(lambda: "\nq = x + y\n" in panel.view.toPlainText())


def test_a_click_right_after_an_edit_counts_for_the_lines_that_are_shown_then(panel_of):
    session, panel = panel_of()
    commands.set_value(session, session.circuit.names["x"], 7.5)
    click(panel, "q = x + y")
    assert session.cursor == Cursor(1)
    assert marked(panel) == ["q = x + y"]


def test_unseen_it_writes_nothing(panel_of, qtbot):
    session, panel = panel_of()
    panel.hide()
    before = panel.code
    commands.set_value(session, session.circuit.names["x"], 7.5)
    session.move_cursor(Cursor(1))
    qtbot.wait(10)
    assert panel.code is before
    panel.show()
    assert "x = 7.5\n" in panel.view.toPlainText()
    assert marked(panel) == ["q = x + y"]


def test_the_menu_changes_the_dialect_and_it_is_remembered(panel_of, preferences):
    session, panel = panel_of()
    session.move_cursor(Cursor(4))
    menu = QMenu()
    panel.fill(menu)
    assert [action.text() for action in menu.actions()] == ["Python", "micrograd", "NumPy", "PyTorch", "JAX"]
    menu.actions()[3].trigger()
    assert panel.view.toPlainText() + "\n" == code_of(session.circuit, dialect="pytorch").text
    assert marked(panel) == ["f.backward()"]
    assert panel.chooser.text() == "PyTorch"
    assert preferences.dialect == "pytorch"
    assert CodePanel(Look(LIGHT), session, preferences).dialect == "pytorch"


def test_the_chooser_opens_the_menu(panel_of, qtbot):
    _, panel = panel_of()
    qtbot.mouseClick(panel.chooser, Qt.MouseButton.LeftButton)
    menu = panel.chooser.findChild(QMenu)
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False, False]
    menu.close()


def test_a_dialect_that_nobody_knows_any_more_is_python(qtbot, tmp_path, no_failures):
    preferences = Preferences(QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat))
    preferences.dialect = "fortran"
    panel = CodePanel(Look(LIGHT), Session(), preferences)
    qtbot.addWidget(panel)
    assert panel.dialect == "python"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_copy_gives_what_is_shown(panel_of, qtbot, dialect):
    _, panel = panel_of()
    panel.set_dialect(dialect)
    qtbot.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == panel.view.toPlainText() + "\n"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_values_are_blue_and_gradients_vermillion(panel_of, theme):
    _, panel = panel_of(theme=theme)
    found = {}
    for block_number in range(panel.view.blockCount()):
        block = panel.view.document().findBlockByNumber(block_number)
        for part in block.layout().formats():
            word = block.text()[part.start : part.start + part.length]
            found.setdefault(word, set()).add(part.format.foreground().color().name().upper())
    assert found["q"] == found["-2.0"] == {theme.value}
    assert found["grad_q"] == found["1.0"] == {theme.gradient}
    assert found["# forward"] == {theme.secondary}
    assert "print" not in found


def test_the_font_has_letters_of_one_width(qapp):
    assert fonts.load_mono()
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(fonts.mono(13))
    assert metrics.horizontalAdvance("i" * 10) == metrics.horizontalAdvance("W" * 10)
    assert metrics.horizontalAdvance("**") == 2 * metrics.horizontalAdvance("*")


# In the window -----------------------------------------------------------------------------------


@pytest.fixture
def window(window_on, preferences):
    preferences.theme = "light"
    return window_on(to_circuit(EXAMPLE), "product")


def code_panel(window):
    return window.shell.side.findChild(CodePanel)


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_it_is_closed_at_first_and_made_when_it_opens(window):
    assert not window.shell.side.is_open("code")
    assert code_panel(window) is None
    assert not window.commands["show_code"].isChecked()
    press(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.shell.side.is_open("code")
    assert code_panel(window).isVisible()
    assert window.commands["show_code"].isChecked()
    press(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert not code_panel(window).isVisible()


def test_it_is_there_again_in_another_theme(window, qtbot):
    window.shell.side.show_panel("code", True)
    window.set_theme("dark")
    qtbot.waitUntil(lambda: code_panel(window).isVisible())
    assert marked(code_panel(window)) == []


def test_the_keys_of_the_passes_go_on_working_while_it_has_the_focus(window):
    window.shell.side.show_panel("code", True)
    panel = code_panel(window)
    panel.view.setFocus()
    press(window, Qt.Key.Key_N)
    assert marked(panel) == ["q = x + y"]
    press(window, Qt.Key.Key_End)
    assert marked(panel) == ["grad_x = grad_q", "grad_y = grad_q"]
    press(window, Qt.Key.Key_Escape)
    assert window.view.hasFocus()


def test_save_writes_what_is_shown(window, monkeypatch, tmp_path, qtbot):
    window.shell.side.show_panel("code", True)
    panel, chosen = code_panel(window), tmp_path / "product"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), "Python (*.py)"))
    qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "product.py").read_text(encoding="utf-8") == panel.view.toPlainText() + "\n"


def test_a_file_that_cannot_be_written_is_one_line(window, monkeypatch, tmp_path, qtbot):
    window.shell.side.show_panel("code", True)
    chosen = tmp_path / "none" / "product.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(chosen), "Python (*.py)"))
    qtbot.mouseClick(code_panel(window).save_button, Qt.MouseButton.LeftButton)
    box = window.findChild(QMessageBox)
    assert "can't be written" in box.text()
    box.close()


def test_inside_a_gate_it_shows_what_is_inside(window, qtbot):
    text = "gate hill(a) = 100 - a ** 2\nx = 3\nf = hill(x) * 2"
    window.session.open(to_circuit(text))
    window.shell.side.show_panel("code", True)
    from circuitlab.circuit.composing import compose

    key = window.session.circuit.names["f"]
    window.session.edit("Make one gate", lambda circuit: compose(circuit, [key], "twice"))
    qtbot.waitUntil(lambda: "def twice(" in code_panel(window).view.toPlainText())
    window.session.enter(key)
    qtbot.waitUntil(lambda: "def" not in code_panel(window).view.toPlainText())
    window.session.leave()
    qtbot.waitUntil(lambda: "def twice(" in code_panel(window).view.toPlainText())
