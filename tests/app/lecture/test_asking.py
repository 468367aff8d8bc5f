"""Predict, then reveal, in a lecture: by a clicker alone, by typing, by a vote; and what tells no number."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from support.asked import FAN_OUT
from support.two_screens import DESK, PROJECTOR

from circuitlab.app.canvas.motion_items import moving
from circuitlab.app.canvas.pulses import pulses
from circuitlab.app.handlers import handlers
from circuitlab.app.lecture.key_sheet import KeySheet
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.teach.lessons.shipped import shipped

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
SCREENS = [(1920, 1080), (1280, 720)]


class Asked:
    """A lecture in which every number is asked for."""

    def __init__(self, hall, size=(1920, 1080)):
        self.hall = hall
        hall.begin(size)
        hall.press(Key.Key_Q)
        hall.settle()

    @property
    def predicting(self):
        return self.hall.window.predicting

    @property
    def said(self):
        self.hall.settle()
        return self.hall.lecture.stage.band.accessibleName()

    @property
    def corner(self):
        typed = self.hall.lecture.stage.typed
        return typed.accessibleName() if typed.isVisible() else ""

    def press(self, *keys, modifiers=Qt.KeyboardModifier.NoModifier, after=1000.0):
        for key in keys:
            self.hall.press(key, modifiers, after=after)
        self.hall.settle()

    def next(self, times=1):
        """Presses of a clicker, each of which is over before the next one."""
        for _ in range(times):
            self.press(Key.Key_PageDown)
            self.hall.player.finish()
            self.hall.settle()

    def type(self, text):
        keys = {"-": Key.Key_Minus, ".": Key.Key_Period, "/": Key.Key_Slash, ",": Key.Key_Comma}
        self.press(*(keys.get(letter) or Key(ord(letter)) for letter in text), after=40.0)

    def shown(self, what, gate):
        scene = self.hall.window.scene
        state = scene.stage.looks.gate(self.hall.session.circuit.names[gate])
        return state.value_text if what == "value" else state.gradient_text


@pytest.fixture
def asked(hall):
    def make(circuit=None, size=(1920, 1080)):
        return Asked(hall(circuit), size)

    return make


# A clicker alone ---------------------------------------------------------------------------------


def test_next_asks_then_shows_then_goes_on(asked):
    room = asked()
    room.next()
    assert room.said.split("\n")[0] == "What value does q get?"
    assert room.hall.session.cursor == Cursor(0)
    assert room.shown("value", "q") == "?"
    room.next()
    assert room.predicting.asked is None
    assert room.hall.session.cursor == Cursor(1)
    assert room.shown("value", "q") == "3"
    room.next()
    assert room.said.split("\n")[0] == "What value does f get?"


def test_next_alone_leads_to_the_end_and_says_so_there(asked):
    room = asked()
    results = []
    room.predicting.closed.connect(lambda asked, result: results.append(result))
    for _ in range(40):
        if not room.hall.window.lessons.can_next:
            break
        room.next()
    assert room.hall.player.at_end
    assert results == ["shown"] * 7
    room.next()
    assert room.corner == "End of the passes"
    room.press(Key.Key_PageUp)
    assert room.corner == ""


def test_the_place_of_the_number_that_is_asked_is_told_from_those_that_come_later(asked):
    room = asked()
    room.next(7)
    assert (room.shown("gradient", "q"), room.shown("gradient", "z")) == ("?", "?")
    looks, names = room.hall.window.scene.stage.looks, room.hall.session.circuit.names
    assert looks.gate(names["q"]).asked == "gradient"
    assert looks.gate(names["z"]).asked == ""


def test_the_way_of_the_number_lies_on_its_wire_wherever_the_lecture_puts_that(hall):
    room = hall(to_circuit(*FAN_OUT))
    room.press(Key.Key_Q)
    room.press(Key.Key_N)
    room.begin()
    stage, motion = room.window.scene.stage, room.window.scene.motion
    shown = [item._shown for item in motion.pulses.items]
    assert len(shown) == 2, "d is asked for: a and b lead to it"
    assert shown == moving(stage, pulses(stage.looks))


def test_the_gate_that_is_asked_about_is_in_the_picture(asked):
    names = [f"a{index}" for index in range(12)]
    links = [f"{name} = {before} * 2" for before, name in zip(["x", *names], names, strict=False)]
    room = asked(to_circuit("\n".join(["x = 1", *links])))
    view, scene = room.hall.view, room.hall.window.scene
    assert not room.hall.lecture.camera.whole
    for _ in range(30):
        room.next()
        room.hall.lecture.camera.finish()
        question = room.predicting.asked
        if question is not None:
            step = room.hall.session.trace.steps[question.question.step]
            seen = view.mapToScene(view.viewport().rect()).boundingRect()
            assert seen.contains(scene.rect_of(step.gate))


def test_predicting_ends_by_its_key_and_by_escape(asked):
    room = asked()
    room.press(Key.Key_Q)
    assert not room.predicting.on
    room.press(Key.Key_Q)
    room.next()
    room.press(Key.Key_Escape)
    assert not room.predicting.on
    assert room.hall.lecture is not None, "Escape takes one layer"
    room.press(Key.Key_Escape)
    assert room.hall.lecture is None


# Typed answers -----------------------------------------------------------------------------------


def test_digits_answer_the_question_and_a_right_one_is_said(asked):
    room = asked()
    room.next()
    room.type("3")
    assert room.said.split("\n")[1] == "3"
    room.press(Key.Key_Return)
    assert room.corner == "Right: q is 3."
    assert room.hall.session.cursor == Cursor(1)
    assert room.predicting.run.score.entries[-1].result == "right"


def test_a_wrong_answer_gets_its_hints_and_never_the_number(asked):
    room = asked()
    room.next(6)
    room.next()
    assert room.said.split("\n")[0] == "What does q receive?"
    heard = []
    room.type("4")
    ladder = (Key.Key_Return, "A question"), (Key.Key_I, "The mistake"), (Key.Key_I, "The equation")
    for key, title in ladder:
        room.press(key)
        assert f"4 is not it. {title}" in room.said
        heard.append(room.said)
        assert room.predicting.asked.text == "", "the next answer begins anew"
    assert heard[0] != heard[1] != heard[2]
    assert "−4" not in heard[0] + heard[1]
    room.type("-4")
    assert room.said.split("\n")[1] == "−4"
    room.press(Key.Key_Return)
    assert room.corner == "Right: q receives −4."


def test_where_no_mistake_has_a_name_the_class_is_asked_for_the_two_parts(asked):
    room = asked()
    room.next(7)
    room.type("77")
    room.press(Key.Key_Return)
    boxes = room.predicting.asked.verdict.boxes
    assert len(boxes) == 2
    assert boxes[0].asks not in room.said
    room.press(Key.Key_I)
    assert all(box.asks in room.said for box in boxes)


def test_what_is_no_number_is_refused_and_can_be_mended(asked):
    room = asked()
    room.next()
    room.type("3/0")
    room.press(Key.Key_Return)
    assert "divides by zero" in room.said
    room.press(Key.Key_Backspace, Key.Key_Backspace)
    assert room.predicting.asked.text == "3"
    room.press(Key.Key_Return)
    assert room.corner.startswith("Right")


def test_a_dot_in_an_answer_blanks_no_screen_and_a_minus_slows_nothing(asked):
    room = asked()
    room.next()
    speed = room.hall.player.speed
    room.type("-0.5")
    assert room.predicting.asked.text == "−0.5"
    assert not room.hall.lecture.stage.blank.isVisible()
    assert room.hall.player.speed == speed
    room.press(Key.Key_Escape)
    assert room.predicting.asked.text == ""
    assert room.predicting.on
    room.press(Key.Key_Period)
    assert room.hall.lecture.stage.blank.isVisible()


def test_a_hint_can_be_asked_for(asked):
    room = asked()
    room.press(Key.Key_I)
    assert room.corner == "Nothing is asked yet: Q, then Next"
    room.next()
    room.press(Key.Key_I)
    assert "A question" in room.said


def test_a_number_goes_to_its_step_all_the_same_after_its_own_key(asked):
    room = asked()
    room.next()
    room.press(Key.Key_NumberSign)
    room.type("4")
    assert room.corner.startswith("Step 4")
    room.press(Key.Key_Return)
    assert room.hall.session.cursor == Cursor(4)


def test_a_slides_question_is_answered_by_typing(hall):
    room = Asked.__new__(Asked)
    room.hall = hall()
    room.hall.window.documents.open_lesson(shipped()[2].path)
    room.hall.begin()
    lessons = room.hall.window.lessons
    room.press(Key.Key_6)
    room.press(Key.Key_Return)
    assert lessons.index == 5
    assert room.predicting.asked is not None
    room.type("5")
    assert lessons.index == 5
    assert room.said.split("\n")[1] == "5"
    room.press(Key.Key_Return)
    assert "5 is not it" in room.said
    room.press(Key.Key_Escape)
    assert room.hall.lecture is None, "a slide's question is no layer: Next passes it"


def test_the_band_tells_no_number_that_a_slide_asks_for(hall, asking_slide):
    room = hall()
    room.window.lessons.start(asking_slide)
    room.begin()
    band = room.lecture.stage.band
    assert room.session.cursor == end(room.session.trace)
    assert "?" in band.step.equations[0].short
    assert "4" not in band.step.equations[0].short
    room.window.predicting.show()
    room.settle()
    assert "-4" in band.step.equations[0].short


# The vote ----------------------------------------------------------------------------------------


def test_the_class_votes_twice_and_a_clicker_leads_on(asked):
    room = asked()
    room.press(Key.Key_V)
    assert room.corner == "Nothing is asked yet: Q, then Next"
    room.next()
    room.press(Key.Key_V)
    vote = room.predicting.asked.vote
    assert [choice.text for choice in vote.choices] == [
        line.split(": ")[1].split(".")[0] for line in room.said.split("\n")[1:5]
    ]
    room.press(*[Key.Key_B] * 4, Key.Key_A, after=30.0)
    room.press(Key.Key_B, modifiers=SHIFT)
    assert room.predicting.asked.vote.rounds[0] == (1, 3, 0, 0)
    assert not room.hall.lecture.stage.blank.isVisible()
    assert not room.hall.lecture.stage.marks.pen
    room.next()
    assert "Discuss" in room.said
    room.next()
    room.press(Key.Key_D, Key.Key_D, after=30.0)
    assert "D: " in room.said
    assert "0 → 2" in room.said
    room.next()
    right = "ABCD"[room.predicting.asked.vote.right]
    assert f"{right} is right." in room.said
    room.next()
    assert room.hall.session.cursor == Cursor(1)
    assert room.predicting.run.score.entries[-1].hands.second == (0, 0, 0, 2)


def test_a_click_on_a_choice_counts_a_hand_as_its_key_does(asked):
    room = asked()
    room.next()
    band = room.hall.lecture.stage.band
    middle = QPoint(band.width() * 3 // 8, band.height() // 2)  # of the second of four choices
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=middle)
    assert room.predicting.asked.vote is None, "no vote goes on yet"
    room.press(Key.Key_V)
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseDClick(band, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, pos=QPoint(2, band.height() // 2))
    assert room.predicting.asked.vote.rounds[0] == (0, 2, 0, 0)
    QTest.mouseClick(band, Qt.MouseButton.RightButton, pos=middle)
    assert room.predicting.asked.vote.rounds[0] == (0, 1, 0, 0)


@pytest.mark.parametrize("key", [Key.Key_V, Key.Key_Escape])
def test_a_vote_ends_and_the_question_stands(asked, key):
    room = asked()
    room.next()
    room.press(Key.Key_V)
    room.press(key)
    assert room.predicting.asked is not None
    assert room.predicting.asked.vote is None
    assert room.said.split("\n")[0] == "What value does q get?"


# What tells no number ----------------------------------------------------------------------------


def test_the_band_and_the_copies_tell_no_number_that_a_click_covers(asked):
    room = asked()
    for _ in range(40):
        room.next()
    session = room.hall.session
    assert "−4" in room.said
    assert any("-4" in line.latex for line in room.hall.lecture.stage.band.step.equations)
    room.predicting.toggle_cover(("gradient", session.circuit.names["q"]))
    room.hall.settle()
    assert room.said == "q passes its gradient on to x and y."
    assert not any("4" in line.latex for line in room.hall.lecture.stage.band.step.equations)
    commands = handlers(room.hall.window)
    commands["copy_latex"]()
    copied = QGuiApplication.clipboard().text()
    assert "4" not in copied
    assert copied.count("= {?}") == 2


def test_what_a_step_still_asks_is_told_nowhere(asked):
    room = asked(to_circuit(*FAN_OUT))
    in_the_middle = 0
    for _ in range(60):
        room.press(Key.Key_PageDown)
        question = room.predicting.asked
        if question is None:
            room.hall.player.finish()
            continue
        in_the_middle += bool(room.hall.session.cursor.messages)
        assert question.question.label in room.hall.session.hidden.labels
    assert in_the_middle


# Keys --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Key.Key_F1, Key.Key_H, Key.Key_Question])
@pytest.mark.parametrize("size", SCREENS)
def test_the_keys_are_shown_and_any_key_puts_them_away(hall, key, size):
    room = hall()
    room.begin(size)
    room.press(key)
    sheet = room.lecture.stage.findChild(KeySheet)
    assert sheet.isVisible()
    assert sheet.geometry() == room.lecture.stage.rect()
    assert sheet.size_of_text >= 28 * size[1] / 1080
    room.press(Key.Key_PageDown)
    assert not sheet.isVisible()
    assert room.session.cursor == Cursor(0), "the press only puts them away"
    room.press(Key.Key_PageDown)
    assert room.session.cursor == Cursor(1)


def test_a_lecture_begins_with_its_first_keys_until_one_is_pressed(hall):
    room = hall()
    room.begin()
    typed = room.lecture.stage.typed
    assert typed.isVisible()
    assert "F1: all keys" in typed.accessibleName()
    room.press(Key.Key_PageDown)
    assert not typed.isVisible()


def test_the_first_keys_go_by_themselves(hall):
    room = hall()
    room.begin()
    room.lecture.stage.typed._due.timeout.emit()
    assert not room.lecture.stage.typed.isVisible()


def test_with_two_screens_the_keys_are_the_lecturers_alone(hall):
    room = hall()
    room.begin_on(DESK, PROJECTOR)
    assert not room.lecture.stage.typed.isVisible()
    room.press(Key.Key_F1)
    assert room.presenter.findChild(KeySheet).isVisible()
    assert room.lecture.stage.findChild(KeySheet) is None
