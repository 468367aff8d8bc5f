"""Predict, then reveal: real keys and clicks on a whole window."""

import csv
import json

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from support.asked import FAN_OUT
from support.mouse import Mouse

from circuitlab.app import score_file
from circuitlab.app.ask_field import CanvasQuestion
from circuitlab.app.ask_place import taken_around
from circuitlab.app.asking import CHECKED
from circuitlab.app.hidden import COVERED
from circuitlab.app.panels.predict_panel import OVER, PredictPanel
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end

PRODUCT = ("q = x + y\nf = q * z", {"x": 2.0, "y": 5.0, "z": -4.0})
RIGHT = {"q": "7", "f": "-28"}


class Class:
    """A window in which somebody predicts."""

    def __init__(self, window):
        self.window = window
        self.predicting = window.predicting
        self.session = window.session

    @property
    def panel(self):
        return self.window.findChild(PredictPanel)

    @property
    def field(self):
        return self.window.shell.question.field

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QApplication.processEvents()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def type(self, text):
        QApplication.processEvents()
        for letter in text:  # QTest knows no "−"
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(QApplication.focusWidget(), event)

    def answer(self, text):
        self.type(text)
        self.press(Qt.Key.Key_Return)

    def click(self, button):
        QApplication.processEvents()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def click_on(self, label):
        at = self.window.view.mapFromScene(self.window.scene.label_rect(label).center())
        Mouse(self.window).click(self.window.view.viewport(), at)

    def gate(self, name):
        return self.session.circuit.named(name).id

    def shows(self, name):
        """The value and the gradient that the canvas shows of a gate."""
        state = self.window.scene.stage.state(self.gate(name))
        return state.value_text, state.gradient_text

    def ask_for(self, headline):
        """Next until this is asked."""
        for _ in range(60):
            if self.predicting.asked is not None:
                QApplication.processEvents()
                self.panel.refresh()
                if self.panel._title.accessibleName() == headline:
                    return
            self.press(Qt.Key.Key_N)
        raise AssertionError(f"never asked: {headline}")


@pytest.fixture
def class_on(window_on):
    def make(text=PRODUCT[0], values=PRODUCT[1], seed=3.0):
        circuit = to_circuit(text, values)
        circuit.apply(edits.set_seed(circuit, seed))
        return Class(window_on(circuit, "practice"))

    return make


@pytest.fixture
def lesson(class_on):
    """Predicting, before the first step."""
    made = class_on()
    made.press(Qt.Key.Key_Q)
    return made


def test_q_begins_and_escape_ends_it_and_the_button_does_both(class_on):
    made = class_on()
    made.press(Qt.Key.Key_Q)
    assert made.predicting.on
    assert made.window.commands["predict"].isChecked()
    assert made.panel.isVisible()
    assert not made.window.shell.side.panels["step"].isVisible()
    made.press(Qt.Key.Key_Escape)
    assert not made.predicting.on
    assert made.window.shell.side.panels["step"].isVisible()
    made.click(made.window.shell.toolbar.predict)
    assert made.predicting.on
    made.press(Qt.Key.Key_N)
    assert made.field.hasFocus()
    made.press(Qt.Key.Key_Escape)
    assert not made.predicting.on
    assert not made.window.shell.question.isVisible()


def test_next_covers_the_number_until_it_is_answered_with_the_keyboard_alone(lesson):
    lesson.press(Qt.Key.Key_N)
    assert lesson.session.cursor == Cursor(0)
    assert lesson.shows("q")[0] is None
    assert lesson.field.hasFocus()
    lesson.answer("7")
    assert lesson.session.cursor == Cursor(1)
    assert lesson.shows("q")[0] == "7"
    assert lesson.predicting.asked is None
    assert lesson.window.view.hasFocus()
    lesson.press(Qt.Key.Key_N)
    assert lesson.predicting.asked.question.gate == lesson.gate("f")


def test_both_fields_are_one(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.type("12")
    assert lesson.panel.card.field.text() == "12"
    lesson.panel.card.field.setFocus()
    lesson.type("3")
    assert lesson.field.text() == "123"
    lesson.panel.card.field.clear()
    lesson.answer("7")
    assert lesson.session.cursor == Cursor(1)
    lesson.press(Qt.Key.Key_N)
    assert (lesson.field.text(), lesson.panel.card.field.text()) == ("", "")


def test_the_other_number_of_the_step_waits_and_comes_next(lesson):
    lesson.ask_for("What does q receive?")
    assert lesson.shows("z")[1] == COVERED
    assert lesson.shows("q")[1] is None
    assert lesson.window.shell.coach.accessibleName() == (
        "Type what flows back to q, then press Return. z comes next."
    )
    lesson.answer("−12")
    assert (lesson.shows("q")[1], lesson.shows("z")[1]) == ("−12", COVERED)
    lesson.press(Qt.Key.Key_N)
    lesson.answer("21,0")
    assert lesson.shows("z")[1] == "21"
    assert lesson.session.cursor == Cursor(4)


def test_a_wrong_answer_climbs_the_ladder_and_never_shows_the_number(lesson):
    lesson.ask_for("What does q receive?")
    lesson.answer("21")
    hint = lesson.panel.hint
    assert hint.title.text() == "21 is not it. A question"
    assert hint.count.text() == "hint 1 of 3"
    assert hint.text.text().startswith("f = q·z. If q grows by 1, how far does f move")
    lesson.click(lesson.panel.more)
    assert hint.text.text() == "That took q’s own value. Its leverage is what it is multiplied with."
    lesson.click(lesson.panel.more)
    assert hint.text.text() == "What arrives, times the slope: 3 · (−4) = ?"
    assert not lesson.panel.more.isVisible()
    assert lesson.shows("q")[1] is None
    lesson.click(lesson.panel.reveal)
    assert lesson.shows("q")[1] == "−12"
    assert lesson.predicting.run.score.entries[-1].result == "shown"


def test_a_wrong_answer_that_comes_again_uses_up_no_hint(lesson):
    lesson.ask_for("What does q receive?")
    lesson.answer("-21")
    for _ in range(3):
        lesson.press(Qt.Key.Key_Return)
        assert lesson.panel.hint.count.text() == "hint 1 of 3"
        assert lesson.panel.card.problem.text() == CHECKED
    assert lesson.panel.hint.title.text() == "−21 is not it. A question"
    lesson.field.selectAll()
    lesson.answer("5")
    assert lesson.panel.hint.count.text() == "hint 2 of 3"
    assert lesson.predicting.asked.answers == ["-21", "5"]


def test_at_the_end_nothing_is_said_of_an_answer_before_the_last_one(lesson):
    lesson.ask_for("What does q receive?")
    lesson.answer("-12")
    while not lesson.window.player.at_end:
        lesson.press(Qt.Key.Key_N)
    lesson.panel.refresh()
    assert lesson.panel._sentence.accessibleName() == OVER


CLASSIC = {"−30": 2, "-105": 3, "7": 4, "-294": 5, "15": 6, "22": 7, "-2": 8, "30": 9, "108,5": 10, "400": 11}


def test_each_classic_mistake_typed_at_a_multiply_with_fan_out_gets_its_hint(class_on):
    made = class_on(*FAN_OUT)
    made.press(Qt.Key.Key_Q)
    made.ask_for("What comes back from d to a?")
    for typed, rule in CLASSIC.items():
        made.field.selectAll()
        made.answer(typed)
        verdict = made.predicting.asked.verdict
        assert verdict.rule == rule, typed
        made.panel.refresh()
        assert made.panel.hint.text.text() == verdict.hints[made.predicting.asked.level - 1]
        assert made.panel.boxes.isVisible() == (rule == 11)
    made.field.selectAll()
    made.answer("105")
    assert made.predicting.run.score.entries[-1].rules == tuple(CLASSIC.values())


def test_a_fan_out_asks_for_the_total_before_anything_of_it_is_seen(class_on):
    made = class_on(*FAN_OUT)
    made.press(Qt.Key.Key_Q)
    made.ask_for("What comes back from d to a?")
    made.answer("105")
    assert made.panel._title.accessibleName() == "What does a receive in all?"
    assert made.shows("a")[1] == "−42 + …"
    wire = next(w.id for w in made.session.circuit.incoming(made.gate("d")) if w.source == made.gate("a"))
    assert made.window.scene.stage.wires[wire].branch.text == "105"
    made.answer("63")
    assert made.shows("a")[1] == "63"


def test_the_field_covers_no_gate_no_wire_and_no_other_number(class_on):
    made = class_on()
    made.press(Qt.Key.Key_Q)
    made.window.resize(1280, 800)
    asked = set()
    for _ in range(40):
        made.window.player.next()
        QApplication.processEvents()
        if made.predicting.asked is None:
            continue
        label = made.predicting.asked.question.label
        asked.add(label)
        field = QRectF(made.window.findChild(CanvasQuestion).geometry())
        assert not any(field.intersects(other) for other in taken_around(made.window.view, label))
    assert len(asked) > 3


def test_next_passes_over_a_question_and_is_never_blocked(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.type("5")
    lesson.press(Qt.Key.Key_PageDown)
    assert lesson.session.cursor == Cursor(1)
    assert lesson.predicting.run.score.entries[-1].result == "skipped"
    for _ in range(20):
        lesson.press(Qt.Key.Key_N)
    assert lesson.session.cursor == end(lesson.session.trace)
    assert lesson.predicting.run.score.count("skipped") == 7
    assert lesson.shows("x") == ("2", "−12")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_F9, Qt.Key.Key_F10])
def test_every_way_to_step_asks_first(lesson, key):
    lesson.press(key)
    assert lesson.predicting.asked.question.gate == lesson.gate("q")
    assert lesson.session.cursor == Cursor(0)
    assert not lesson.window.player.playing


def test_the_coach_line_says_the_hint_where_the_panel_is_folded(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.answer("-7")
    assert lesson.window.shell.coach.accessibleName() == "Type the value of q, then press Return."
    lesson.window.shell.side.predict.toggle()
    lesson.field.setFocus()
    lesson.field.selectAll()
    lesson.answer("-7.0")
    assert "Look at the sign" in lesson.window.shell.coach.accessibleName()


def test_what_is_no_number_is_said_where_it_was_typed_and_nothing_is_lost(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.answer("1,2,3")
    assert "is not a number" in lesson.panel.card.problem.text()
    assert lesson.field.text() == "1,2,3"
    assert lesson.predicting.asked.answers == []
    lesson.field.selectAll()
    lesson.press(Qt.Key.Key_Backspace)
    lesson.press(Qt.Key.Key_Return)
    assert "Type a number first" in lesson.panel.card.problem.text()


def test_the_two_boxes_are_checked_as_one_types(lesson):
    lesson.ask_for("What does q receive?")
    lesson.answer("1000")
    first, second = lesson.panel.boxes.fields
    first.setFocus()
    lesson.type("3")
    lesson.press(Qt.Key.Key_Return)
    assert second.hasFocus()
    lesson.type("7")
    lesson.panel.refresh()
    assert [mark.text() for mark in lesson.panel.boxes.marks] == ["✓ right", "not yet"]
    assert lesson.predicting.asked is not None


def test_a_click_covers_any_number_and_uncovers_it(lesson):
    value = "value", lesson.gate("z")
    lesson.click_on(value)
    assert lesson.shows("z")[0] == COVERED
    lesson.click_on(value)
    assert lesson.shows("z")[0] == "−4"
    lesson.window.player.end()
    lesson.click_on(("gradient", lesson.gate("q")))
    assert lesson.shows("q") == ("7", COVERED)
    lesson.press(Qt.Key.Key_Escape)  # the selection, if any
    lesson.predicting.stop()
    assert lesson.shows("q")[1] == "−12"
    lesson.click_on(("gradient", lesson.gate("q")))
    assert lesson.shows("q")[1] == "−12"


def test_an_empty_slot_is_no_number_to_cover(lesson):
    lesson.click_on(("gradient", lesson.gate("x")))
    assert lesson.shows("x")[1] is None
    assert lesson.session.selection == {lesson.gate("x")}


def test_a_class_votes_discusses_and_votes_again(lesson):
    lesson.ask_for("What does q receive?")
    lesson.press(Qt.Key.Key_V)
    board = lesson.panel.vote
    assert board.hasFocus()
    assert not lesson.window.shell.question.isVisible()
    for key in (Qt.Key.Key_A, Qt.Key.Key_A, Qt.Key.Key_4):
        lesson.press(key)
    lesson.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    lesson.click(board.rows[1])
    assert lesson.predicting.asked.vote.rounds[0] == (1, 1, 0, 1)
    lesson.press(Qt.Key.Key_Return)
    lesson.press(Qt.Key.Key_A)
    assert lesson.predicting.asked.vote.rounds[0] == (1, 1, 0, 1)
    lesson.press(Qt.Key.Key_Return)
    lesson.press(Qt.Key.Key_B)
    assert lesson.predicting.asked.vote.rounds[1] == (0, 1, 0, 0)
    assert all("right" not in row.accessibleName() for row in board.rows)
    lesson.press(Qt.Key.Key_Return)
    right = board.rows[lesson.predicting.asked.vote.right].accessibleName()
    assert "−12, right" in right
    lesson.press(Qt.Key.Key_Return)
    assert lesson.shows("q")[1] == "−12"
    assert lesson.window.view.hasFocus()


def test_escape_ends_the_vote_first(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.click(lesson.panel.score.begin_vote)
    lesson.press(Qt.Key.Key_Escape)
    assert lesson.predicting.on
    assert lesson.predicting.asked.vote is None
    assert lesson.field.hasFocus()


def test_new_numbers_are_one_step_of_undo_and_begin_a_run(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.answer("7")
    lesson.click(lesson.panel.score.new_numbers)
    circuit = lesson.session.circuit
    assert circuit.settings.seed == 3.0
    assert {name: circuit.named(name).value for name in "xyz"} != PRODUCT[1]
    assert lesson.session.cursor == Cursor(0)
    assert lesson.predicting.run.score.entries == ()
    assert lesson.session.undo_stack.undoText() == "New numbers"
    lesson.session.undo()
    assert {name: circuit.named(name).value for name in "xyz"} == PRODUCT[1]


def test_an_edit_and_a_jump_close_the_question(lesson):
    lesson.press(Qt.Key.Key_N)
    x = lesson.gate("x")
    lesson.session.edit("Set x", lambda circuit: edits.set_value(circuit, x, 3.0))
    assert lesson.predicting.asked is None
    lesson.press(Qt.Key.Key_N)
    lesson.window.player.end()
    assert lesson.predicting.asked is None
    QApplication.processEvents()
    assert not lesson.window.shell.question.isVisible()


def test_another_document_and_another_look_leave_no_question_behind(lesson):
    lesson.press(Qt.Key.Key_N)
    lesson.window.set_theme("dark")
    QApplication.processEvents()
    lesson.window.activateWindow()
    assert lesson.window.shell.question.isVisible()
    assert lesson.window.shell.side.predict.isVisible()
    lesson.session.open(to_circuit("f = a * a", {"a": 3.0}), title="other")
    QApplication.processEvents()
    assert lesson.predicting.asked is None
    assert not lesson.window.shell.question.isVisible()

    lesson.press(Qt.Key.Key_N)
    assert lesson.predicting.asked.question.right == 9.0


def test_another_look_leaves_no_button_behind_that_predicting_would_press(lesson, no_failures):
    lesson.window.set_theme("dark")
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    lesson.window.activateWindow()
    lesson.press(Qt.Key.Key_Q)
    assert not lesson.predicting.on
    assert not lesson.window.shell.toolbar.predict.isChecked()
    lesson.press(Qt.Key.Key_Q)
    assert lesson.window.shell.toolbar.predict.isChecked()
    assert no_failures == []


def test_an_animated_step_shows_no_number_that_is_still_asked_for(make_window, qtbot):
    from support.pictures import HandClock

    clock = HandClock()
    window = make_window(clock)
    circuit = to_circuit(*PRODUCT)
    window.session.open(circuit)
    window.show()
    qtbot.waitExposed(window)
    window.predicting.toggle()
    for _ in range(7):
        window.player.next()  # asks for q, passes over it, asks for f …
        if window.player.animating:
            clock.ticked.emit(5000.0)
    window.predicting.type("-4")
    window.predicting.answer()  # q's gradient is on its way, z's is still to be asked for
    seen = set()
    for _ in range(14):
        clock.ticked.emit(100.0)
        stage = window.scene.stage
        seen.add(stage.state(circuit.named("z").id).gradient_text)
        seen |= {item.pulse.text for item in window.scene.motion.pulses.items}
        seen |= {row for card in window.scene.motion._cards.items for row in card._shown.rows}
    assert seen >= {COVERED, "−4", ("∂f/∂q", "= −4")}
    assert "7" not in seen
    assert ("∂f/∂z", "= 7") not in seen


def test_the_number_that_is_asked_for_comes_into_view(lesson):
    view = lesson.window.view
    view.set_zoom(3.0)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + 2000)
    lesson.press(Qt.Key.Key_N)
    QApplication.processEvents()
    place = view.mapFromScene(lesson.window.scene.label_rect(("value", lesson.gate("q"))).center())
    assert view.viewport().rect().contains(place)
    assert lesson.window.shell.question.geometry().contains(place)


def test_the_score_is_counted_shown_and_saved(lesson, tmp_path, monkeypatch):
    lesson.press(Qt.Key.Key_N)
    lesson.answer("7")
    lesson.press(Qt.Key.Key_N)
    lesson.answer("28")
    lesson.field.selectAll()
    lesson.answer("-28")
    lesson.press(Qt.Key.Key_N)
    lesson.press(Qt.Key.Key_N)
    assert lesson.panel.score.text.text() == "1 right, 1 with a hint, 1 shown"
    for name in ("score.csv", "score.json", "plain"):
        chosen = str(tmp_path / name), score_file.FILTER.split(";;")[0]
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=chosen: chosen)
        lesson.click(lesson.panel.score.save)
    rows = list(csv.reader((tmp_path / "score.csv").read_text(encoding="utf-8").splitlines()))
    assert [row[-1] for row in rows] == ["result", "right", "hint", "skipped"]
    assert rows[2][rows[0].index("answers")] == "28; -28"
    assert json.loads((tmp_path / "score.json").read_text(encoding="utf-8"))["hint"] == 1
    assert (tmp_path / "plain.csv").exists()


def test_a_score_that_can_not_be_saved_is_said(lesson, tmp_path):
    lesson.press(Qt.Key.Key_N)
    lesson.press(Qt.Key.Key_N)
    assert not score_file.save(lesson.window, tmp_path)
    box = lesson.window.findChild(QMessageBox)
    assert "folder" in box.text()
    box.close()
