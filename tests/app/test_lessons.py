"""Lessons in the window, by keys: Next walks slides and steps alike, what is said, and what is left out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from circuitlab.app import commands, dialogs
from circuitlab.app.lesson_handlers import fill_lessons
from circuitlab.circuit.text import to_circuit
from circuitlab.cli import main
from circuitlab.engine.cursor import Cursor
from circuitlab.teach.lessons.deck import open_lesson, prepared
from circuitlab.teach.lessons.fields import plain
from circuitlab.teach.lessons.shipped import shipped

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
CHAIN_RULE = shipped()[2].path
TWO = """\
lesson: Two

# One
circuit: sum-then-product
steps: 2

# of gates: 2
---
# Bad
curser: end
---
# Three
circuit: copy
cursor: end
view: u 150 %
"""


@pytest.fixture
def window(window_on, preferences):
    preferences.theme = "light"
    return window_on(to_circuit(EXAMPLE), "mine")


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, as it reaches the widget that has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def written(tmp_path, text, name="own.lesson"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def panel(window):
    return window.shell.side.panels["lesson"]._content


def coach(window):
    window.shell.coach.refresh()
    return window.shell.coach.accessibleName()


def here(window):
    return window.lessons.index + 1, window.session.cursor.steps


# Walking -----------------------------------------------------------------------------------------


def test_page_down_alone_leads_through_the_chain_rule_to_its_end(window, qtbot):
    """Every press, with what is to be seen after it: slide, steps done, numbers on the canvas, the coach."""
    window.documents.open_lesson(CHAIN_RULE)
    expected = [
        (1, 0, "Two gates in a row", None, None, None, "Press Next (N): q adds x and y."),
        (1, 1, "Two gates in a row", 3, None, None, "Next (N): f multiplies q and z."),
        (1, 2, "Two gates in a row", 3, -12, None, "Next (N): slide 2, The last gate alone."),
        (2, 2, "The last gate alone", 3, -12, None, "Next (N): slide 3, The first gate alone."),
        (3, 2, "The first gate alone", 3, -12, None, "Next (N): slide 4, The chain."),
        (4, 2, "The chain", 3, -12, None, "Next (N): slide 5, From the output back."),
        (5, 2, "From the output back", 3, -12, None, "f is −12. Which inputs move it"),
        (5, 3, "From the output back", 3, -12, None, "Step backward (F9): f passes its 1 on to q and z."),
        (5, 4, "From the output back", 3, -12, None, "Next (N): slide 6, Through the sum."),
        (6, 4, "Through the sum", 3, -12, None, "Type what flows back to x, then press Return. Or go on"),
        (6, 5, "Through the sum", 3, -12, -4, "Next (N): slide 7, Is it true?"),
        (7, 5, "Is it true?", 3, -12, -4, "Next (N): slide 8, Each gate knows only itself."),
        (8, 5, "Each gate knows only itself", 3, -12, -4, "Next (N): slide 9, Your turn."),
        (9, 5, "Your turn", 3, -12, -4, "The lesson is done. The next one is Patterns in the backward flow."),
    ]
    seen = []
    for index, (slide, steps, title, q, f, x, line) in enumerate(expected):
        if index:
            press(window, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda title=title: panel(window)._title.text() == title)
        session = window.session
        gate = session.circuit.names
        shown = [session.trace.value_at(gate[name], session.cursor) for name in "qf"]
        assert here(window) == (slide, steps)
        assert shown == [q, f]
        assert session.trace.gradient_at(gate["x"], session.cursor).total == x
        assert coach(window).startswith(line)
        assert panel(window)._text.accessibleName() == "\n".join(map(plain, window.lessons.text))
        seen.append(here(window))
    assert session.pinned
    assert not window.commands["next"].isEnabled()
    press(window, Qt.Key.Key_PageDown)
    assert here(window) == seen[-1]
    for place in seen[-2::-1]:
        press(window, Qt.Key.Key_PageUp)
        assert here(window) == place
    assert not window.commands["previous"].isEnabled()


def test_every_lesson_is_walked_to_its_end_and_back(window):
    for lesson in shipped():
        assert window.documents.open_lesson(lesson.path)
        places = [here(window)]
        while window.lessons.can_next:
            press(window, Qt.Key.Key_PageDown)
            places.append(here(window))
        assert window.lessons.index + 1 == window.lessons.count
        assert places == sorted(set(places), key=places.index), "no press is without effect"
        while window.lessons.can_previous:
            press(window, Qt.Key.Key_PageUp)
        assert window.lessons.index == 0


def test_a_slide_inside_a_gate_shows_its_inside(window):
    window.documents.open_lesson(shipped()[4].path)
    window.lessons.go_to(9)
    assert window.lessons.title == "One gate, looked into"
    assert len(window.session.above) == 1
    press(window, Qt.Key.Key_N)
    assert here(window) == (10, 1)


def test_with_the_arrow_keys_of_the_menu_whole_slides_are_left_out(window):
    window.documents.open_lesson(CHAIN_RULE)
    press(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert here(window) == (2, 2)
    press(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert here(window) == (1, 0)


def test_without_a_lesson_next_is_the_players(window):
    press(window, Qt.Key.Key_PageDown)
    press(window, Qt.Key.Key_N)
    press(window, Qt.Key.Key_P)
    assert window.session.cursor == Cursor(1)
    assert not window.shell.side.is_open("lesson")


def test_the_end_of_a_lesson_leads_to_the_next_one(window, qtbot):
    window.documents.open_lesson(CHAIN_RULE)
    assert window.lessons.following is None
    while window.lessons.can_next:
        press(window, Qt.Key.Key_PageDown)
    button = panel(window).buttons["onward"]
    qtbot.waitUntil(button.isVisible)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.lessons.deck.path == shipped()[3].path
    assert here(window) == (1, 0)
    qtbot.waitUntil(lambda: not button.isVisible())
    window.documents.open_lesson(shipped()[-1].path)
    window.lessons.go_to(window.lessons.count - 1)
    assert coach(window).startswith("The lesson is done. The circuit is yours now")


def test_the_whole_text_of_a_slide_is_seen_where_there_is_room(window, qtbot):
    """Also of the first slide, whose formulas are set only after the panel was shown."""
    window.resize(1920, 1080)
    for lesson in shipped():
        window.documents.open_lesson(lesson.path)
        for index in range(window.lessons.count):
            window.lessons.go_to(index)
            title = window.lessons.title
            bar = panel(window)._scroll.verticalScrollBar()
            qtbot.waitUntil(lambda title=title: panel(window)._title.text() == title)
            qtbot.waitUntil(lambda bar=bar: bar.maximum() == 0)


def test_no_slide_makes_the_window_higher(window, qtbot):
    window.resize(1280, 800)
    for lesson in shipped():
        window.documents.open_lesson(lesson.path)
        for index in range(window.lessons.count):
            window.lessons.go_to(index)
            title = window.lessons.title
            qtbot.waitUntil(lambda title=title: panel(window)._title.text() == title)
            assert window.minimumSizeHint().height() <= 800
    assert window.height() == 800


# Questions ---------------------------------------------------------------------------------------


def test_a_question_waits_for_its_answer(window, qtbot):
    window.documents.open_lesson(CHAIN_RULE)
    window.lessons.go_to(5)
    shown = panel(window)
    qtbot.waitUntil(lambda: shown._question.accessibleName() == "Predict: the gradient of x")
    assert window.lessons.question.gate == "x"
    QTest.mouseClick(shown._reveal, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown._question.accessibleName() == "x gets −4.")
    assert here(window) == (6, 5)
    assert window.lessons.question is None
    assert not shown._reveal.isVisible()


def test_revealing_takes_all_the_steps_that_the_answer_needs(window):
    window.documents.open_lesson(shipped()[5].path)
    window.lessons.go_to(2)
    window.lessons.reveal()
    assert here(window) == (3, 7)


# Editing on a slide ------------------------------------------------------------------------------


def test_what_is_changed_on_a_slide_is_a_copy_that_the_slide_brings_back(window, qtbot):
    window.documents.open_lesson(CHAIN_RULE)
    session = window.session
    press(window, Qt.Key.Key_PageDown)
    commands.set_value(session, session.circuit.names["x"], 7.0)
    qtbot.waitUntil(panel(window).buttons["restore"].isVisible)
    QTest.mouseClick(panel(window).buttons["restore"], Qt.MouseButton.LeftButton)
    assert session.circuit.named("x").value == -2
    assert here(window) == (1, 0)
    qtbot.waitUntil(lambda: not panel(window).buttons["restore"].isVisible())

    commands.set_value(session, session.circuit.names["x"], 7.0)
    window.lessons.go_to(1)
    assert session.circuit.named("x").value == -2
    assert not session.modified
    assert "was a copy, and is gone" in coach(window)


def test_a_slide_whose_gates_were_deleted_can_still_be_left(window):
    window.documents.open_lesson(CHAIN_RULE)
    commands.select_all(window.session)
    commands.delete(window.session)
    press(window, Qt.Key.Key_PageDown)
    assert here(window) == (2, 2)
    assert window.session.circuit.named("f") is not None


def test_somebody_who_went_into_a_gate_is_led_back_to_the_lesson(window):
    window.documents.open_lesson(shipped()[4].path)
    window.lessons.go_to(10)
    session = window.session
    session.enter(session.circuit.names["t"])
    press(window, Qt.Key.Key_PageUp)
    while not window.player.at_start:
        press(window, Qt.Key.Key_PageUp)
    press(window, Qt.Key.Key_PageUp)
    assert not session.above
    assert here(window)[0] == 11


def test_a_modified_document_is_asked_for_once_and_first(window, monkeypatch):
    answers = ["cancel", "discard"]
    asked = []
    monkeypatch.setattr(dialogs, "ask_to_save", lambda _window, name: asked.append(name) or answers.pop(0))
    commands.set_value(window.session, window.session.circuit.names["x"], 9.0)
    assert not window.documents.open_lesson(CHAIN_RULE)
    assert window.session.circuit.named("x").value == 9
    assert not window.lessons.active
    assert window.documents.open_lesson(CHAIN_RULE)
    for _ in range(20):
        press(window, Qt.Key.Key_PageDown)
    assert asked == ["mine", "mine"]


def test_what_is_changed_on_a_slide_is_a_copy_and_not_asked_for(window, monkeypatch):
    asked = []
    monkeypatch.setattr(dialogs, "ask_to_save", lambda _window, name: asked.append(name) or "cancel")
    window.documents.open_lesson(CHAIN_RULE)
    commands.set_value(window.session, window.session.circuit.names["x"], 9.0)
    assert window.session.modified
    assert window.documents.open_lesson(CHAIN_RULE)
    assert asked == []
    window.lessons.end()
    commands.set_value(window.session, window.session.circuit.names["x"], 9.0)
    assert not window.documents.open_lesson(CHAIN_RULE)
    assert len(asked) == 1


def test_another_document_ends_the_lesson(window):
    window.documents.open_lesson(CHAIN_RULE)
    assert window.shell.side.is_open("lesson")
    window.documents.open_example("copy")
    assert not window.lessons.active
    assert not window.shell.side.is_open("lesson")
    assert not window.commands["end_lesson"].isEnabled()


def test_the_cross_ends_the_lesson_and_leaves_the_circuit(window):
    window.documents.open_lesson(CHAIN_RULE)
    press(window, Qt.Key.Key_PageDown)
    window.shell.side.panels["lesson"].closed.emit()
    assert not window.lessons.active
    assert window.session.cursor == Cursor(1)
    press(window, Qt.Key.Key_End)
    assert window.session.pinned


def test_a_lesson_outlives_another_theme_and_text_size(window, qtbot):
    window.documents.open_lesson(CHAIN_RULE)
    window.lessons.go_to(3)
    window.set_theme("dark")
    assert window.shell.side.is_open("lesson")
    qtbot.waitUntil(lambda: panel(window)._title.text() == "The chain")


# Files -------------------------------------------------------------------------------------------


def test_the_menu_lists_the_lessons_and_opens_one(window):
    menu = QMenu()
    fill_lessons(menu, window.documents)
    assert [action.text()[4:] for action in menu.actions()] == [lesson.title for lesson in shipped()]
    menu.actions()[2].trigger()
    assert window.lessons.deck.path == CHAIN_RULE


def test_a_lesson_opens_without_its_bad_slide_and_says_so(window, tmp_path, qtbot):
    path = written(tmp_path, TWO)
    window.documents.open(path)
    assert window.lessons.count == 2
    left_out = "Left out: own.lesson: slide 2, line 10: unknown key 'curser': expected circuit, seed,"
    qtbot.waitUntil(lambda: panel(window)._problems.text().startswith(left_out))
    assert panel(window)._problems.isVisible()
    assert path in window.preferences.recent
    window.lessons.go_to(1)
    assert window.lessons.title == "Three"
    qtbot.waitUntil(lambda: not panel(window)._problems.isVisible())


def test_every_bad_slide_is_named_in_a_list_and_in_the_log(window, tmp_path, qtbot, caplog):
    bad = ("curser: end", "steps: many", "circuit: nowhere", "circuit: copy\n\n$\\frac{1}$")
    slides = "\n---\n".join(f"# Bad {index}\n{line}" for index, line in enumerate(bad))
    path = written(tmp_path, f"# Good\ncircuit: copy\n---\n{slides}\n")
    reasons = ("unknown key 'curser'", "steps: expected", "'nowhere' is neither", r"after \frac")
    with caplog.at_level("WARNING", "circuitlab"):
        window.documents.open(path)
    shown = panel(window)
    qtbot.waitUntil(lambda: shown._all.isVisible())
    assert shown._all.text() == "All 4 problems"
    assert reasons[0] in shown._problems.text()
    QTest.mouseClick(shown._all, Qt.MouseButton.LeftButton)
    dialog = window.findChild(dialogs.ListDialog)
    listed = dialog.text.toPlainText().split("\n\n")
    for lines in (listed, caplog.messages):
        assert len(lines) == len(reasons)
        for number, (line, reason) in enumerate(zip(lines, reasons, strict=True), 2):
            assert f"own.lesson: slide {number}, line " in line
            assert reason in line
    dialog.reject()


def test_one_bad_slide_needs_no_list(window, tmp_path, qtbot):
    window.documents.open(written(tmp_path, TWO))
    qtbot.waitUntil(lambda: panel(window)._problems.isVisible())
    assert not panel(window)._all.isVisible()


@pytest.mark.parametrize("text", ["", "nothing here", "# A\ncircuit: nowhere\n"])
def test_a_file_without_a_good_slide_leaves_everything_as_it_was(window, tmp_path, monkeypatch, text):
    said = []
    monkeypatch.setattr(dialogs, "complain", lambda _window, _title, line: said.append(line))
    assert not window.documents.open(written(tmp_path, text))
    assert window.session.name == "mine"
    assert len(said) == 1
    assert "own.lesson" in said[0]
    assert "\n" not in said[0]


def test_a_slide_is_seen_as_its_view_says(window, tmp_path, qtbot):
    window.documents.open(written(tmp_path, TWO))
    window.lessons.go_to(1)
    view = window.view
    qtbot.waitUntil(lambda: view.zoom == pytest.approx(1.5))
    middle = view.mapToScene(view.viewport().rect().center())
    gate = window.scene.rect_of(window.session.circuit.names["u"]).center()
    assert (middle - gate).manhattanLength() < 4
    window.lessons.go_to(0)
    qtbot.waitUntil(lambda: view.zoom == 1.0)


def test_text_of_a_lesson_is_never_html(window, tmp_path, qtbot):
    text = '# <img src="x">\ncircuit: copy\n\n<b>bold</b> & <i>so on</i>\n'
    window.documents.open(written(tmp_path, text))
    qtbot.waitUntil(lambda: panel(window)._title.text() == '<img src="x">')
    assert panel(window)._title.textFormat() == Qt.TextFormat.PlainText
    assert panel(window)._text.accessibleName() == "<b>bold</b> & <i>so on</i>"


def test_the_command_line_opens_a_lesson(tmp_path, monkeypatch):
    from circuitlab.app import main as app_main

    asked = []
    monkeypatch.setattr(app_main, "run_window", lambda *words: asked.append(words) or 0)
    assert main([str(CHAIN_RULE)]) == 0
    ((circuit, path, deck),) = asked
    assert (circuit, path) == (None, None)
    assert deck.title == "The chain rule on f = (x + y) z"


def test_the_command_line_names_what_it_leaves_out_on_standard_error(tmp_path, monkeypatch, capsys):
    from circuitlab.app import main as app_main

    monkeypatch.setattr(app_main, "run_window", lambda *_: 0)
    assert main([str(written(tmp_path, TWO))]) == 0
    said = capsys.readouterr().err
    assert said.startswith("circuitlab: Left out: own.lesson: slide 2, line 10: unknown key 'curser'")
    assert said.count("\n") == 1


def test_the_command_line_refuses_what_is_no_lesson_in_one_line(tmp_path, capsys):
    assert main([str(written(tmp_path, "nothing"))]) == 2
    line = capsys.readouterr().err
    assert "own.lesson: slide 1, line 1: expected a title" in line
    assert line.count("\n") == 1


# Making a lesson ---------------------------------------------------------------------------------


def test_what_is_on_the_canvas_becomes_a_lesson_that_shows_it_again(window, tmp_path):
    maker = window.lesson_maker
    window.player.next()
    assert maker.record("First") == ""
    window.player.end()
    window.view.set_zoom(1.5)
    assert maker.record("  Second \n") == ""
    path = tmp_path / "made.lesson"
    assert maker.save(path)
    assert not maker.modified
    deck = open_lesson(path)
    assert deck.problems == ()
    assert [page.slide.title for page in deck.pages] == ["First", "Second"]
    assert [page.first for page in deck.pages] == [Cursor(1), Cursor(5)]
    assert deck.pages[0].slide.view is None
    assert deck.pages[1].live
    window.documents.open(path)
    assert here(window) == (1, 1)
    window.lessons.go_to(1)
    assert window.session.pinned


def test_a_recorded_lesson_is_written_as_a_person_would_write_it(window, tmp_path):
    maker, path = window.lesson_maker, tmp_path / "made.lesson"
    places = [Cursor(), Cursor(1), Cursor(1), Cursor()]
    for title, cursor in zip(("Begin", "q", "q again", "Anew"), places, strict=True):
        window.session.move_cursor(cursor)
        assert maker.record(title) == ""
    for title in ("Live", "Live still"):
        window.player.end()
        assert maker.record(title) == ""
    commands.set_value(window.session, window.session.circuit.names["x"], 7.0)
    assert maker.record("Another circuit") == ""
    assert maker.save(path)
    text = path.read_text(encoding="utf-8")
    fence = "```"
    assert (
        text
        == f"""\
lesson: made

# Begin

{fence}
{EXAMPLE}
{fence}

---

# q
cursor: forward 1

---

# q again

---

# Anew
cursor: start

---

# Live
cursor: live

---

# Live still
cursor: live

---

# Another circuit
cursor: live

{fence}
{EXAMPLE.replace("-2", "7")}
{fence}
"""
    )
    pages = open_lesson(path).pages
    assert [page.first for page in pages[:4]] == places
    assert [page.live for page in pages] == [False] * 4 + [True] * 3
    assert "Add its text in any editor." in coach(window)
    window.session.undo_stack.setClean()


def test_a_slide_needs_a_title_and_a_circuit(window):
    maker = window.lesson_maker
    assert maker.record("  ") == "A slide needs a title."
    window.documents.new()
    assert maker.record("Empty") == "There is no circuit yet to record."
    assert maker.slides == []
    assert not maker.save_as()
    assert "No slide is recorded yet" in coach(window)


def test_the_title_is_asked_for_and_the_slide_is_inside_where_one_is(window, qtbot):
    window.documents.open_example("sigmoid-inside")
    window.session.enter(window.session.circuit.names["t"])
    window.commands["record_slide"].trigger()
    dialog = window.findChild(dialogs.LineDialog)
    dialog.field.setText("Inside t")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    (slide,) = window.lesson_maker.slides
    assert (slide.title, slide.inside) == ("Inside t", ("t",))
    window.lesson_maker.modified = False


def test_slides_that_were_not_saved_are_asked_for_before_they_go(window, monkeypatch):
    asked = []
    monkeypatch.setattr(dialogs, "ask_to_save", lambda _window, name: asked.append(name) or "cancel")
    window.lesson_maker.record("First")
    window.lesson_maker.new()
    assert len(window.lesson_maker.slides) == 1
    assert not window.close()
    assert asked == ["The lesson that is being made"] * 2
    monkeypatch.setattr(dialogs, "ask_to_save", lambda *_: "discard")
    window.lesson_maker.new()
    assert window.lesson_maker.slides == []


def test_a_lesson_that_cannot_be_written_is_not_lost(window, tmp_path, monkeypatch):
    said = []
    monkeypatch.setattr(dialogs, "complain", lambda _window, _title, line: said.append(line))
    window.lesson_maker.record("First")
    assert not window.lesson_maker.save(tmp_path / "no such folder" / "made.lesson")
    assert window.lesson_maker.modified
    assert len(said) == 1
    window.lesson_maker.modified = False


def test_a_paragraph_of_one_endless_word_stays_in_its_panel(window, tmp_path, qtbot):
    deck = prepared("# A\ncircuit: copy\n\n" + "x" * 3000 + "\n\n- $" + "x" * 200 + "$\n", tmp_path)
    window.lessons.start(deck)
    text = panel(window)._text
    qtbot.waitUntil(lambda: len(text._lines) > 50)
    assert all(line.left + line.width <= text.width() + 1 for line in text._lines)
