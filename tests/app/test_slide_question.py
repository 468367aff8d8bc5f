"""A slide's question, by real keys: asked where its number will stand, judged, passed over, counted."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app import commands
from circuitlab.app.hidden import COVERED
from circuitlab.app.panels.predict_panel import PredictPanel
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.teach.lessons.deck import prepared

CIRCUIT = """
```
x = 2
y = 5
z = -4
q = x + y
f = q * z
```
"""
LESSON = f"""\
lesson: Asked

# A value
steps: 1
question: value of q
{CIRCUIT}
---
# A gradient, some steps away
cursor: forward
steps: all
question: gradient of x

---
# All there already
cursor: end
question: gradient of z

---
# No step brings it
cursor: forward
question: value of x

---
# Nothing asked
cursor: start
steps: 2
"""


class Class:
    """A window that shows the lesson."""

    def __init__(self, window, deck):
        self.window, self.session, self.lessons = window, window.session, window.lessons
        self.predicting = window.predicting
        self.lessons.start(deck)
        QApplication.processEvents()

    @property
    def asked(self):
        return self.predicting.asked

    @property
    def results(self):
        return [(entry.slide, entry.result) for entry in self.predicting.run.score.entries]

    @property
    def here(self):
        return self.lessons.index + 1, self.session.cursor.steps

    @property
    def field(self):
        return self.window.shell.question.field

    @property
    def panel(self):
        return self.window.findChild(PredictPanel)

    @property
    def slide(self):
        return self.window.shell.side.panels["lesson"]._content

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QApplication.processEvents()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def answer(self, text):
        QApplication.processEvents()
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(QApplication.focusWidget(), event)
        self.press(Qt.Key.Key_Return)

    def click(self, button):
        QApplication.processEvents()
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def go_to(self, slide):
        self.lessons.go_to(slide - 1)
        QApplication.processEvents()

    def shows(self, name):
        state = self.window.scene.stage.state(self.session.circuit.names[name])
        return state.value_text, state.gradient_text


@pytest.fixture
def shown(window_on, tmp_path):
    return Class(window_on(to_circuit("f = a * a", {"a": 3.0}), "mine"), prepared(LESSON, tmp_path))


def test_the_question_stands_in_a_field_where_its_number_will_stand(shown):
    assert shown.field.hasFocus()
    label = "value", shown.session.circuit.names["q"]
    place = shown.window.view.mapFromScene(shown.window.scene.label_rect(label).center())
    assert shown.window.shell.question.geometry().contains(place)
    assert shown.panel.isVisible()
    assert not shown.window.shell.side.panels["step"].isVisible()
    assert not shown.panel.score.new_numbers.isVisible()
    assert shown.slide._question.accessibleName() == "Predict: the value of q"


def test_a_right_answer_takes_the_step_and_the_lesson_goes_on(shown):
    shown.answer("7")
    assert shown.here == (1, 1)
    assert shown.shows("q")[0] == "7"
    assert shown.results == [(1, "right")]
    assert shown.asked is None
    assert shown.slide._question.accessibleName() == "q is 7."
    assert shown.window.shell.side.panels["step"].isVisible()
    assert shown.window.view.hasFocus()
    shown.press(Qt.Key.Key_PageDown)
    assert shown.here == (2, 2)


def test_a_wrong_answer_climbs_the_same_ladder_as_in_predict_mode(shown):
    shown.go_to(2)
    said = []
    for typed in ("4", "4.0", "4.00"):
        said.append(shown.panel.hint.text.text())
        shown.field.selectAll()
        shown.answer(typed)
    said.append(shown.panel.hint.text.text())
    assert said == [
        "",
        "q = x + y. If x grows by 1, how far does q move, and which way? Then pass on what q received.",
        "The size is right. Look at the sign: does it go the same way, or the other?",
        "What arrives, times the slope: −4 · 1 = ?",
    ]
    assert shown.here == (2, 2)
    shown.field.selectAll()
    shown.answer("-4")
    assert shown.results == [(2, "hint")]


def test_an_answer_some_steps_away_goes_all_of_them_and_gives_nothing_away_before(shown):
    shown.go_to(2)
    assert "received" not in shown.panel.card.given.text()
    assert shown.shows("x")[1] == COVERED
    shown.answer("-4")
    assert shown.here == (2, 5)
    assert shown.shows("x")[1] == "−4"


def test_next_takes_the_steps_and_the_one_that_brings_the_number_shows_it(shown):
    shown.go_to(2)
    for steps in (3, 4):
        shown.press(Qt.Key.Key_PageDown)
        assert shown.here == (2, steps)
        assert shown.asked is not None
        assert shown.shows("x")[1] == COVERED
    shown.press(Qt.Key.Key_PageDown)
    assert shown.here == (2, 5)
    assert shown.results == [(2, "skipped")]
    shown.press(Qt.Key.Key_PageDown)
    assert shown.here[0] == 3


def test_a_number_that_is_there_already_is_covered_and_the_first_press_uncovers_it(shown):
    shown.go_to(3)
    assert shown.shows("z")[1] == COVERED
    shown.press(Qt.Key.Key_N)
    assert shown.here == (3, 5)
    assert shown.shows("z")[1] == "7"
    shown.press(Qt.Key.Key_N)
    assert shown.here == (4, 2)


def test_reveal_shows_the_number_from_the_slide_and_from_the_panel(shown):
    shown.click(shown.slide._reveal)
    assert shown.results == [(1, "shown")]
    assert not shown.slide._reveal.isVisible()
    shown.go_to(3)
    shown.click(shown.panel.reveal)
    assert shown.results == [(1, "shown"), (3, "shown")]
    assert shown.shows("z")[1] == "7"


def test_what_no_step_answers_can_only_be_revealed(shown):
    shown.go_to(4)
    assert shown.asked is None
    assert shown.slide._question.accessibleName() == "Predict: the value of x"
    shown.press(Qt.Key.Key_N)
    assert shown.here == (4, 2)
    assert shown.slide._question.accessibleName() == "x is 2."
    shown.press(Qt.Key.Key_N)
    assert shown.here == (5, 0)


def test_escape_puts_a_question_off_and_answer_brings_it_back(shown):
    shown.press(Qt.Key.Key_Escape)
    assert shown.asked is None
    assert shown.window.view.hasFocus()
    assert shown.results == []
    shown.click(shown.slide._answer)
    assert shown.field.hasFocus()
    assert not shown.slide._answer.isVisible()


def test_a_step_back_asks_again_and_a_second_answer_takes_the_place_of_the_first(shown):
    shown.press(Qt.Key.Key_N)
    assert shown.results == [(1, "skipped")]
    shown.press(Qt.Key.Key_P)
    assert shown.asked is not None
    shown.answer("7")
    assert shown.results == [(1, "right")]


def test_other_numbers_on_the_slide_are_asked_for_as_they_are_now(shown):
    shown.field.setText("7")
    commands.set_value(shown.session, shown.session.circuit.names["x"], 10.0)
    QApplication.processEvents()
    assert shown.field.text() == ""
    shown.answer("15")
    assert shown.results == [(1, "right")]
    assert shown.slide._question.accessibleName() == "q is 15."


def test_the_score_goes_over_all_slides_and_begins_anew_with_another_lesson(shown, tmp_path):
    shown.answer("7")
    shown.go_to(3)
    shown.answer("7")
    assert shown.predicting.run.score.summary == "2 right"
    shown.lessons.start(prepared(LESSON, tmp_path))
    assert shown.results == []


def test_a_vote_on_a_slides_question_ends_with_its_number(shown):
    shown.press(Qt.Key.Key_V)
    assert shown.panel.vote.hasFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_B, Qt.Key.Key_Return):
        shown.press(key)
    shown.press(Qt.Key.Key_Return)
    assert shown.here == (1, 1)
    hands = shown.predicting.run.score.entries[0].hands
    assert (hands.first, hands.second) == ((1, 0, 0, 0), (0, 1, 0, 0))


def test_in_predict_mode_the_slides_question_is_asked_when_its_number_comes(shown):
    shown.window.commands["predict"].trigger()
    assert shown.asked is None
    shown.press(Qt.Key.Key_N)
    assert shown.asked.slide is None
    shown.press(Qt.Key.Key_Escape)
    assert shown.asked.slide == 1
    assert not shown.predicting.on


def test_the_lessons_end_and_another_document_leave_no_question_behind(shown):
    shown.lessons.end()
    QApplication.processEvents()
    assert shown.asked is None
    assert not shown.window.shell.question.isVisible()
    assert shown.shows("q")[0] is None


# Play --------------------------------------------------------------------------------------------


def test_play_stops_before_the_number_that_is_asked_for_and_at_the_slides_end(shown, qtbot):
    shown.go_to(2)
    play = shown.window.shell.transport.buttons["play"]
    shown.window.view.setFocus()
    shown.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not shown.window.player.playing, timeout=9000)
    assert shown.here == (2, 4)
    assert shown.asked is not None
    shown.window.view.setFocus()
    shown.press(Qt.Key.Key_Space)
    assert shown.here == (2, 5)
    assert not shown.window.player.playing
    assert play.text() == "Next slide"
    shown.click(play)
    assert shown.here == (3, 5)
    assert play.text() == "Reveal"


def test_play_ends_with_the_slide_though_the_passes_go_on(shown, qtbot):
    shown.go_to(5)
    shown.window.view.setFocus()
    shown.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not shown.window.player.playing, timeout=9000)
    assert shown.session.cursor == Cursor(2)
    assert shown.window.shell.transport.buttons["play"].text() == "Play again"
    shown.press(Qt.Key.Key_Space)
    assert shown.session.cursor == Cursor(1)


# In a lecture ------------------------------------------------------------------------------------


def test_in_a_lecture_the_number_is_covered_and_a_clicker_reveals_it_and_goes_on(shown):
    shown.go_to(3)
    shown.window.begin_lecture()
    for _ in range(5):
        QApplication.processEvents()
    assert not shown.window.shell.question.isVisible()
    assert QApplication.focusWidget() is shown.window.view
    assert shown.shows("z")[1] == COVERED
    shown.window.lessons.next()
    assert shown.here == (3, 5)
    assert shown.shows("z")[1] == "7"
    shown.window.lessons.next()
    assert shown.here[0] == 4
    shown.window.end_lecture()
