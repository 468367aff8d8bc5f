"""The window as a whole: commands, keys, text fields, themes, text size, files, closing."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from circuitlab.app import commands, dialogs
from circuitlab.app.actions import COMMANDS, MENUS, Submenu, tip
from circuitlab.app.buttons import Button
from circuitlab.app.examples import FIRST_EXAMPLE, FIRST_TEXT, example_path, examples
from circuitlab.app.handlers import fill_objective
from circuitlab.app.main import open_first
from circuitlab.app.panels.step_panel import StepPanel
from circuitlab.app.preferences import Preferences
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.trace import Cursor
from circuitlab.files import store

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


@pytest.fixture
def window(window_on, preferences):
    preferences.theme = "light"
    return window_on(to_circuit(EXAMPLE), "sum-then-product")


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, as it reaches the widget that has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def rename(window, name="q", to="r"):
    commands.rename(window.session, window.session.circuit.named(name).id, to)


# What it says ------------------------------------------------------------------------------------


def test_the_title_names_the_document_and_marks_what_is_unsaved(window):
    assert window.windowTitle() == "sum-then-product[*] – circuitlab"
    assert not window.isWindowModified()
    rename(window)
    assert window.isWindowModified()
    window.session.undo()
    assert not window.isWindowModified()


def test_undo_and_redo_say_what_they_do(window):
    assert not window.commands["undo"].isEnabled()
    rename(window)
    assert window.commands["undo"].text() == "&Undo Rename q"
    window.session.undo()
    assert window.commands["redo"].text() == "&Redo Rename q"


def test_every_command_has_a_tip_that_names_its_keys():
    for command, entry in COMMANDS.items():
        for key in entry.keys:
            assert QKeySequence(key).toString() in tip(command)


def test_no_two_commands_share_a_key():
    keys = [QKeySequence(key).toString() for entry in COMMANDS.values() for key in entry.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("title", ["", *MENUS])
def test_in_a_menu_and_in_the_menu_bar_each_letter_opens_one_thing(title):
    texts = [entry.text for entry in MENUS[title] if entry is not None] if title else list(MENUS)
    letters = [text.split("&", 1)[1][0].lower() for text in texts]
    assert sorted(letters) == sorted(set(letters))


def test_every_submenu_fills_itself_each_time_it_opens(window):
    titles = {entry.text for entries in MENUS.values() for entry in entries if isinstance(entry, Submenu)}
    menus = [menu for menu in window.menuBar().findChildren(QMenu) if menu.title() in titles]
    assert len(menus) == len(titles)
    for menu in menus:
        menu.aboutToShow.emit()
        count = len(menu.actions())
        menu.aboutToShow.emit()
        assert 0 < len(menu.actions()) == count


def test_every_button_has_a_name_for_a_screen_reader(window):
    seen = [button for button in window.findChildren(Button) if button.isVisibleTo(window)]
    assert len(seen) > 40
    assert [button for button in seen if not (button.accessibleName() or button.text())] == []


# Stepping ----------------------------------------------------------------------------------------


def test_the_keys_walk_through_the_whole_trace(window):
    for key in ("F10", "F10", "F9", "F9", "F9"):
        press(window, getattr(Qt.Key, f"Key_{key}"))
    assert window.session.cursor == Cursor(5)
    assert not window.commands["next"].isEnabled()
    press(window, Qt.Key.Key_P)
    assert window.session.cursor == Cursor(4)
    press(window, Qt.Key.Key_Home)
    assert window.session.cursor == Cursor(0)
    assert not window.shell.transport.buttons["previous"].isEnabled()
    press(window, Qt.Key.Key_N)
    press(window, Qt.Key.Key_PageDown)
    assert window.session.cursor == Cursor(2)
    press(window, Qt.Key.Key_End)
    assert window.session.pinned


def test_the_mouse_gives_no_button_the_focus_so_that_space_stays_play(window):
    for button in window.shell.transport.buttons.values():
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus
    button = window.shell.transport.buttons["next"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.view.hasFocus()
    press(window, Qt.Key.Key_Space)
    assert window.session.cursor > Cursor(1) or window.player.playing


def test_plus_and_minus_change_the_speed(window):
    window.player.set_speed(1.0)
    press(window, Qt.Key.Key_Plus)
    assert window.player.speed == 2.0
    press(window, Qt.Key.Key_Minus)
    press(window, Qt.Key.Key_Minus)
    assert window.player.speed == 0.5
    assert window.shell.transport.speed_text.text() == "½×"


@pytest.mark.parametrize("field", ["formula", "search"])
def test_in_a_text_field_single_keys_are_letters(window, field):
    bar = window.shell.toolbar.formula_bar
    line = bar.field if field == "formula" else window.shell.palette_panel.search
    line.setFocus()
    line.clear()
    for key in (
        Qt.Key.Key_N,
        Qt.Key.Key_Space,
        Qt.Key.Key_P,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Minus,
        Qt.Key.Key_F,
    ):
        press(window, key)
    press(window, Qt.Key.Key_Home)
    assert line.text().lower() == "n p+-f"
    assert line.cursorPosition() == 0
    assert window.session.cursor == Cursor(0)
    assert not window.player.playing


# The formula bar ---------------------------------------------------------------------------------


def test_the_formula_bar_shows_the_circuit_or_the_selected_gate(window, qtbot):
    field = window.shell.toolbar.formula_bar.field
    qtbot.waitUntil(lambda: field.text() == "f = (x + y) · z")
    window.session.select([window.session.circuit.named("q").id])
    qtbot.waitUntil(lambda: field.text() == "q = x + y")


def test_a_typed_formula_becomes_the_circuit_in_one_undoable_step(window):
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    field = window.shell.toolbar.formula_bar.field
    assert field.hasFocus()
    assert field.text() == "f = (x + y) * z"
    field.setText("g = x^2 + b")
    press(window, Qt.Key.Key_Return)
    circuit = window.session.circuit
    assert {gate.name for gate in circuit.gates.values() if gate.name} == {"g", "x", "b"}
    assert circuit.named("x").value == -2
    assert circuit.named("b").value == 1
    assert all(gate.position is not None for gate in circuit.gates.values())
    assert window.session.undo_stack.count() == 1
    window.session.undo()
    assert circuit.named("q") is not None


def test_a_formula_that_is_none_stays_in_the_field_with_its_reason(window):
    bar = window.shell.toolbar.formula_bar
    bar.start()
    bar.field.setText("f = (x +")
    press(window, Qt.Key.Key_Return)
    assert bar.field.text() == "f = (x +"
    assert bar.error
    assert "\n" not in bar.error
    assert window.session.undo_stack.count() == 0
    window.session.select([window.session.circuit.named("q").id])
    bar.refresh()
    assert bar.field.text() == "f = (x +"
    press(window, Qt.Key.Key_Escape)
    assert bar.error == ""
    assert not bar.field.hasFocus()


# Objective, legend -------------------------------------------------------------------------------


def test_the_objective_menu_makes_a_gate_the_objective(window):
    menu = QMenu()
    fill_objective(menu, window.session)
    next(action for action in menu.actions() if action.text().startswith("q")).trigger()
    circuit = window.session.circuit
    assert circuit.objective == circuit.named("q").id
    assert window.shell.toolbar.objective.text() == "q"


def test_r_flips_the_pulls(window):
    press(window, Qt.Key.Key_R)
    assert window.session.direction == -1


# Looks -------------------------------------------------------------------------------------------


def test_a_theme_restyles_everything_and_keeps_the_place_in_the_pass(window):
    window.player.next()
    window.set_theme("dark")
    assert window.look.theme.name == "dark"
    assert window.session.cursor == Cursor(1)
    window.shell.transport.buttons["next"].click()
    assert window.session.cursor == Cursor(2)
    assert Preferences(window.preferences._settings).theme == "dark"


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
            self.shown.append(watched)
        return False


@pytest.mark.parametrize("restyle", [lambda w: w.set_theme("dark"), lambda w: w.set_text_size(1.5)])
@pytest.mark.parametrize("focus", ["view", "transport"])
def test_after_a_restyle_the_window_is_active_and_the_canvas_has_the_keys(window, qtbot, restyle, focus):
    part = window.view if focus == "view" else window.shell.transport.buttons["next"]
    part.setFocus()
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    restyle(window)
    for _ in range(6):
        QApplication.processEvents()
    QApplication.instance().removeEventFilter(windows)
    assert windows.shown == []
    assert QApplication.activeWindow() is window
    assert QApplication.focusWidget() is window.view
    press(window, Qt.Key.Key_N)
    assert window.session.cursor.steps == 1


def test_a_closed_step_panel_outlives_no_restyle(window):
    before = len(step_panels())
    window.shell.side.show_panel("step", False)
    for theme in ("dark", "light", "dark"):
        window.set_theme(theme)
    assert len(step_panels()) == before - 1
    window.shell.side.show_panel("step", True)
    assert len(step_panels()) == before


def step_panels():
    """All that are alive."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [widget for widget in QApplication.allWidgets() if isinstance(widget, StepPanel)]


@pytest.mark.parametrize("size", [1.25, 2.75])
def test_a_text_size_scales_canvas_and_chrome_and_the_window_keeps_its_size(window, size):
    before = window.size()
    window.set_text_size(size)
    QApplication.processEvents()
    assert window.size() == before
    assert window.look.scale > 1
    assert window.view.viewport().height() > 100


def test_the_least_window_shows_every_word_of_the_transport(window):
    window.resize(1280, 800)
    window.player.end()
    QApplication.processEvents()
    transport = window.shell.transport
    assert all(caption.isVisible() for caption in transport._captions)
    assert transport.grain.geometry().right() <= transport.width() - 16


def test_panels_close_fold_and_come_back_where_they_were(window, qtbot):
    side = window.shell.side
    side.panels["step"].closed.emit()
    assert not window.commands["show_step"].isChecked()
    assert not side.panels["step"].isVisible()
    window.commands["show_step"].trigger()
    assert side.panels["step"].isVisible()
    window.shell.show_palette(False)
    assert window.shell.rail.isVisible()
    assert not window.commands["show_palette"].isChecked()
    window.set_theme("dark")
    assert not window.shell.rail.isHidden()


def test_a_wide_circuit_gets_the_room_of_the_panels_and_gives_it_back(window):
    names = "\n".join(f"a{i + 1} = sin(a{i})" for i in range(40))
    window.session.open(to_circuit(f"a0 = 1\n{names}"))
    assert window.shell.side.folded_away
    assert window.shell.rail.isVisible()
    window.session.open(to_circuit(EXAMPLE))
    assert not window.shell.side.folded_away
    assert window.shell.palette_panel.isVisible()


# Files -------------------------------------------------------------------------------------------


def test_a_dropped_file_is_opened(window, tmp_path, qtbot):
    path = tmp_path / "mine.txt"
    path.write_text("a = 3\nb = a * 2\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(20, 40),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.shell.dropEvent(drop)
    qtbot.waitUntil(lambda: window.session.name == "mine")
    assert window.preferences.recent == [path]


def test_a_file_that_is_none_is_said_in_one_line_and_nothing_changes(window, tmp_path):
    path = tmp_path / "bad.circuit"
    path.write_text("{")
    before = window.session.circuit
    assert not window.documents.open(path)
    assert window.session.circuit is before
    box = window.findChild(dialogs.QMessageBox)
    assert "bad.circuit" in box.text()
    assert "\n" not in box.text()
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.close()


def test_saving_and_opening_again_finds_the_same(window, tmp_path, monkeypatch):
    path = tmp_path / "kept.circuit"
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_: (str(path.with_suffix("")), "")
    )
    rename(window)
    assert window.documents.save()
    assert window.session.name == "kept"
    assert not window.session.modified
    parts = window.session.circuit.parts
    window.documents.new()
    assert not window.session.circuit.gates
    assert window.documents.open(path)
    assert window.session.circuit.parts == parts


@pytest.mark.parametrize(("answer", "closes"), [("cancel", False), ("discard", True)])
def test_closing_asks_about_unsaved_changes(window, monkeypatch, answer, closes):
    monkeypatch.setattr(dialogs, "ask_to_save", lambda *_: answer)
    rename(window)
    assert window.close() is closes


def test_recent_files_are_the_newest_first_and_each_once(preferences, tmp_path):
    paths = [tmp_path / f"{i}.circuit" for i in range(12)]
    for path in [*paths, paths[3]]:
        preferences.used(path)
    assert preferences.recent[:2] == [paths[3], paths[11]]
    assert len(preferences.recent) == 8


def test_stored_nonsense_counts_as_not_stored(tmp_path):
    settings = QSettings(str(tmp_path / "bad.ini"), QSettings.Format.IniFormat)
    for key in ("look/theme", "look/text_size", "window/geometry"):
        settings.setValue(key, "<nonsense>")
    preferences = Preferences(settings)
    assert (preferences.theme, preferences.text_size) == ("system", 1.0)
    assert preferences.geometry.isEmpty()


def test_the_first_start_opens_the_first_example(window):
    open_first(window, None, None)
    assert window.session.name == FIRST_EXAMPLE
    assert window.session.path is None
    assert to_circuit(FIRST_TEXT).parts == store.read(example_path(FIRST_EXAMPLE)).parts


def test_every_example_is_in_the_menu_and_opens(window):
    for name in examples():
        assert window.documents.open_example(name)
        assert window.session.name == name


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_the_formula_bar_the_canvas_has_the_keys(window, key):
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.shell.toolbar.formula_bar.field.hasFocus()
    press(window, key)
    assert window.view.hasFocus()


def test_a_typed_circuit_that_needs_more_room_is_shown_whole(window, qtbot):
    bar = window.shell.toolbar.formula_bar
    bar.start()
    bar.field.setText("f = sigmoid(a*x + b*y) / (a - 1)")
    press(window, Qt.Key.Key_Return)

    def seen():
        shown = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
        return shown.contains(window.scene.extent())

    qtbot.waitUntil(seen)


# Failures ----------------------------------------------------------------------------------------


@pytest.fixture
def expects_failures(no_failures):
    yield no_failures
    no_failures.clear()


def test_a_command_that_fails_is_logged_and_told_once(window, qtbot, monkeypatch, expects_failures):
    def fail(_session):
        raise ZeroDivisionError

    def boxes():
        return [box for box in window.findChildren(QMessageBox) if box.isVisible()]

    monkeypatch.setattr("circuitlab.app.commands.select_all", fail)
    for _ in range(5):
        window.commands["select_all"].trigger()
    assert len(expects_failures) == 5
    qtbot.waitUntil(lambda: bool(boxes()))
    assert len(boxes()) == 1
    boxes()[0].close()
    window.commands["select_all"].trigger()
    qtbot.waitUntil(lambda: len(boxes()) == 1)


def test_a_star_in_brackets_in_a_name_is_no_mark(window):
    window.session.open(to_circuit(EXAMPLE), title="a[*]b")
    assert window.windowTitle() == "a[*][*]b[*] – circuitlab"


def test_another_theme_leaves_the_keys_with_the_canvas(window):
    assert window.view.hasFocus()
    window.set_theme("dark")
    assert window.view.hasFocus()


def test_what_is_still_being_typed_is_saved(window, tmp_path):
    path = tmp_path / "typed.circuit"
    window.session.save(path)
    x = window.session.circuit.named("x").id
    window.controller.fields.edit_value(x)
    window.controller.fields.editor.setText("7")
    assert window.documents.save()
    assert store.read(path).named("x").value == 7


def test_return_on_the_formula_as_it_was_changes_nothing(window):
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Return)
    assert window.session.undo_stack.count() == 0
    assert window.view.hasFocus()


# What has to fit -----------------------------------------------------------------------------------


def settle(qtbot, window, condition):
    QApplication.processEvents()
    qtbot.waitUntil(condition)


def all_is_shown(window):
    shown = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    return shown.contains(window.scene.extent())


def test_what_was_fitted_is_fitted_again_when_the_room_changes(window, qtbot):
    window.view.fitting.fit()
    window.resize(1600, 1000)
    settle(qtbot, window, lambda: window.view.width() > 900)
    window.view.fitting.fit()
    window.resize(1280, 800)
    window.shell.side.show_panel("inspector", True)
    settle(qtbot, window, lambda: window.width() == 1280 and all_is_shown(window))
    window.resize(900, 500)
    settle(qtbot, window, lambda: window.width() < 1280 and all_is_shown(window))


@pytest.mark.parametrize(("size", "text_size"), [((1280, 800), 2.75), ((1920, 1080), 2.0)])
def test_no_text_of_the_transport_is_cut_when_the_text_grows_at_the_end(window, qtbot, size, text_size):
    window.resize(*size)
    window.player.end()
    QApplication.processEvents()
    window.set_text_size(text_size)
    transport = window.shell.transport
    qtbot.waitUntil(lambda: not window._resized.isActive() and transport.width() == size[0])
    QApplication.processEvents()
    shown = [button for button in transport.buttons.values() if button.isVisible()]
    assert all(button.width() >= button.sizeHint().width() for button in shown)
    assert transport.speed_text.geometry().left() > transport.speed.geometry().right()


def test_a_zoom_chosen_by_hand_survives_another_size_of_window_and_text(window, qtbot):
    window.view.fitting.fit()
    window.commands["zoom_in"].trigger()
    chosen = window.view.zoom
    window.resize(1500, 900)
    window.set_text_size(1.25)
    QApplication.processEvents()
    QApplication.processEvents()
    assert window.view.zoom == pytest.approx(chosen)
    window.commands["fit"].trigger()
    window.set_text_size(1.0)
    settle(qtbot, window, lambda: all_is_shown(window))


def test_the_documents_name_is_whole_or_elided_and_marks_what_is_unsaved(window):
    name = window._document_name.label
    for title in ("f", "a" * 300, "sum-then-product", "f", "a" * 300):
        window.session.open(to_circuit(EXAMPLE), title=title)
        rename(window)
        QApplication.processEvents()
        assert name.text().endswith("*")
        assert name.fontMetrics().horizontalAdvance(name.text()) <= name.width()
        assert window.menuBar().rect().contains(name.geometry())
        written = name.fontMetrics().horizontalAdvance(name.text())
        assert window.menuBar().width() - name.geometry().right() < 16
        assert name.width() - written < 32
        assert (
            name.geometry().left() > window.menuBar().actionGeometry(window.menuBar().actions()[-1]).right()
        )
    assert "…" in name.text()
    assert name.toolTip().count("a") >= 300


@pytest.mark.parametrize("size", [(1280, 800), (1600, 1000), (1920, 1080), (2560, 1440)])
def test_no_text_of_the_transport_is_cut_whatever_the_size(window, qtbot, size):
    window.resize(*size)
    window.set_text_size(2.75)
    window.shell.side.show_panel("inspector", True)
    qtbot.waitUntil(lambda: not window._resized.isActive() and window.shell.width() == size[0])
    QApplication.processEvents()
    transport = window.shell.transport
    for press in (window.player.rewind, window.player.toggle_play, window.player.end):
        press()
        QApplication.processEvents()
        shown = [button for button in transport.buttons.values() if button.isVisible()]
        assert all(button.width() >= button.sizeHint().width() for button in shown)
        assert transport.grain.geometry().right() < transport.width()
        assert all(
            caption.width() >= caption.sizeHint().width()
            for caption in transport._captions
            if caption.isVisible()
        )


def test_the_zoom_box_covers_no_card(window):
    player, view = window.player, window.view
    window.session.move_cursor(Cursor(3))
    player.set_speed(1.0)
    player.next()
    player._projector.hold()
    player._projector._tick(864)
    cards = window.scene.motion.cards_rect()
    assert not cards.isEmpty()
    aim = view.mapFromScene(cards.center()) - view.corner.center()
    for bar, by in ((view.horizontalScrollBar(), aim.x()), (view.verticalScrollBar(), aim.y())):
        bar.setValue(bar.value() + by)
    assert view.mapFromScene(cards).boundingRect().intersects(view.corner)
    player.frames.changed.emit()
    cards = window.scene.motion.cards_rect()
    assert not view.mapFromScene(cards).boundingRect().intersects(view.corner)
    assert view.viewport().rect().contains(view.mapFromScene(cards).boundingRect())


def test_a_nudge_leaves_the_old_value_until_the_next_change(window):
    x = window.session.circuit.named("x").id
    window.player.end()
    states = window.scene.stage.gates

    def ghosts():
        texts = ((item.state.old_value_text, item.state.old_gradient_text) for item in states.values())
        return [text for both in texts for text in both if text is not None]

    commands.nudge(window.session, x)
    assert (ghosts(), states[x].state.old_value_text) == (["−2"], "−2"), "of the source alone"
    with_old = window.view.grab().toImage()
    commands.nudge(window.session, x)
    assert ghosts() == ["−1.99"]
    assert window.view.grab().toImage() != with_old
    rename(window)
    QApplication.processEvents()
    assert ghosts() == []


def test_where_no_formula_can_be_shown_the_bar_says_why(window, qtbot):
    from circuitlab.circuit.circuit import Circuit

    field = window.shell.toolbar.formula_bar.field
    commands.set_objective(window.session, None)
    commands.delete(window.session, [window.session.circuit.named("f").id])
    qtbot.waitUntil(lambda: field.placeholderText().startswith("No objective"))
    assert field.text() == ""
    window.session.undo_stack.setClean()
    window.session.open(Circuit())
    qtbot.waitUntil(lambda: field.placeholderText() == "Type a formula")


def test_the_examples_stand_under_their_topics(window):
    menu = QMenu()
    window.documents.fill_examples(menu)
    assert len(menu.actions()) <= 6
    under = [action.menu() for action in menu.actions() if action.menu()]
    assert sum(len(inner.actions()) for inner in under) + len(menu.actions()) - len(under) == len(examples())
    assert all(2 < len(inner.actions()) <= 10 for inner in under)


# Keys in a text field ----------------------------------------------------------------------------


def text_fields(window):
    """A field of every sort, with the focus."""
    from PySide6.QtWidgets import QLineEdit

    session = window.session
    session.select([session.circuit.named("x").id])
    window.shell.side.show_panel("inspector", True)
    QApplication.processEvents()
    inspector = window.shell.side.findChildren(QLineEdit)
    yield next(line for line in inspector if line.accessibleName() == "Holds")
    yield window.shell.toolbar.formula_bar.field
    yield window.shell.palette_panel.search
    window.controller.fields.edit_value(session.circuit.named("x").id)
    yield window.controller.fields.editor


def test_what_edits_or_steps_through_the_circuit_is_not_done_from_a_text_field(window):
    session = window.session
    window.player.next()
    before, place = session.circuit.parts, session.place
    for field in text_fields(window):
        field.setFocus()
        field.setText("12")
        for key in (Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            press(window, key)
        for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_P):
            press(window, key)
        press(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        press(window, Qt.Key.Key_Home)
        press(window, Qt.Key.Key_Delete)
        assert field.text() == "2 p"
        press(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        press(window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == ""
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == "2 p"
        assert session.circuit.parts == before
        assert session.place == place
        press(window, Qt.Key.Key_Escape)
        assert window.view.hasFocus()
        assert session.circuit.parts == before


def test_escape_in_any_field_goes_back_to_the_canvas_and_takes_nothing(window):
    for field in text_fields(window):
        field.setFocus()
        field.setText("9")
        press(window, Qt.Key.Key_Escape)
        assert window.view.hasFocus()
    assert window.session.circuit.named("x").value == -2.0


def test_the_timeline_shows_that_it_has_the_keyboard(window):
    from circuitlab.app.ring import Ring

    window.shell.timeline.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = (ring for ring in window.findChildren(Ring) if ring.isVisible())
    assert window.rect().contains(ring.geometry().adjusted(4, 4, -4, -4))
    assert ring.geometry().center().y() - window.shell.timeline.mapTo(window, QPoint(0, 0)).y() > 0
    window.view.setFocus()
    assert not ring.isVisible()
