"""Two screens: the clean picture for the class, and a window of the lecturer's own that nobody else sees."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.two_screens import DESK, PROJECTOR

from circuitlab.app.lecture.screens import Screen, split
from circuitlab.circuit import edits
from circuitlab.engine.cursor import Cursor
from circuitlab.teach.lessons.shipped import shipped

Key = Qt.Key
CHAIN_RULE = shipped()[2].path
MIRROR = Screen("mirror", QRect(DESK.area))
LARGER_MIRROR = Screen("mirror", QRect(0, 0, 1920, 1080))
THIRD = Screen("third", QRect(3200, 0, 1280, 720))


@pytest.fixture
def talk(hall):
    """A lecture of the chain rule on a desk and a projector."""
    room = hall()
    room.window.documents.open_lesson(CHAIN_RULE)
    QApplication.processEvents()
    room.begin_on(DESK, PROJECTOR)
    return room


def said(room, card):
    room.settle()
    part = room.presenter.parts[card]
    return part.accessibleName().replace("\xa0", " ") if part.isVisible() else ""


def press(room, key, after=1000.0):
    """A key on the lecturer's window."""
    room.ms += after
    QTest.keyClick(room.presenter, key)
    room.settle()


# Which screen is which -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("screens", "home", "swapped", "expected"),
    [
        ([DESK], DESK, False, (DESK, None)),
        ([DESK], DESK, True, (DESK, None)),
        ([DESK, PROJECTOR], DESK, False, (PROJECTOR, DESK)),
        ([DESK, PROJECTOR], PROJECTOR, False, (DESK, PROJECTOR)),
        ([DESK, PROJECTOR], DESK, True, (DESK, PROJECTOR)),
        ([DESK, MIRROR], DESK, False, (DESK, None)),
        ([DESK, LARGER_MIRROR], DESK, False, (DESK, None)),
        ([DESK, MIRROR, PROJECTOR], DESK, False, (DESK, None)),  # somebody sees the desk
        ([DESK, PROJECTOR, THIRD], DESK, False, (PROJECTOR, DESK)),
        ([PROJECTOR], DESK, False, (PROJECTOR, None)),  # the one it was on is gone
    ],
)
def test_the_picture_goes_where_the_window_was_not_unless_both_show_the_same(
    screens, home, swapped, expected
):
    assert split(screens, home, swapped=swapped) == expected


# What the lecturer sees ------------------------------------------------------------------------------


def test_the_class_has_the_picture_and_the_lecturer_has_the_notes(talk):
    assert talk.screens.filled == {"projector": talk.window, "desk": talk.presenter}
    assert talk.window.size() == PROJECTOR.area.size()
    assert talk.presenter.size() == DESK.area.size()
    assert talk.presenter.isVisible()
    notes = talk.window.lessons.page.slide.notes
    assert said(talk, "notes") == f"Notes: {notes}"
    assert notes not in talk.lecture.stage.band.accessibleName()


@pytest.mark.parametrize("screens", [(DESK,), (DESK, MIRROR), (DESK, LARGER_MIRROR)])
def test_with_one_screen_or_two_that_show_the_same_nothing_secret_is_shown(hall, screens):
    room = hall()
    room.window.documents.open_lesson(CHAIN_RULE)
    room.begin_on(*screens)
    assert room.presenter is None
    assert room.screens.filled == {"desk": room.window}
    assert room.window.view.hasFocus()
    others = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not room.window]
    assert others == []


def test_what_next_will_do_is_told_with_its_numbers(talk):
    assert said(talk, "next") == "Next: q adds x and y, and gets 3."
    press(talk, Key.Key_PageDown)
    press(talk, Key.Key_PageDown)
    assert said(talk, "next") == "Next: f multiplies q and z, and gets −12."
    assert said(talk, "now").startswith("Now: \nq adds x and y, and gets 3.")
    press(talk, Key.Key_PageDown)
    press(talk, Key.Key_PageDown)
    assert said(talk, "next") == "Next: Slide 2: The last gate alone"
    talk.window.lessons.go_to(4)
    talk.step()
    assert said(talk, "next").startswith("Next: f passes its 1 on to q and z.\n")


def test_without_notes_the_steps_after_the_next_one_are_listed(hall):
    room = hall()
    room.begin_on(DESK, PROJECTOR)
    lines = said(room, "notes").split("\n")
    assert lines == [
        "After that: f multiplies q and z, and gets −12.",
        "If f grows by 1, f grows by 1: start with 1.",
        "f passes its 1 on to q and z.",
        "q passes its −4 on to x and y.",
    ]
    room.step(1)
    assert said(room, "notes").endswith("\nBoth passes are done.")
    room.step(4)
    assert said(room, "next") == "Next: Both passes are done."


def test_the_answer_to_a_slides_question_is_the_lecturers_until_it_is_out(talk):
    assert said(talk, "answer") == ""
    talk.window.lessons.go_to(5)
    assert said(talk, "answer").endswith("−4")
    assert "−4" not in said(talk, "answer").split(":")[0]
    talk.step()
    assert said(talk, "answer") == ""


def test_the_answer_follows_an_edit_of_the_circuit(talk):
    talk.window.lessons.go_to(5)
    z = talk.session.circuit.names["z"]
    talk.session.edit("Set z", lambda circuit: edits.set_value(circuit, z, 7.0))
    assert said(talk, "answer").endswith("7")
    talk.window.end_lecture()


def test_while_numbers_are_predicted_the_right_one_is_told(hall):
    room = hall()
    room.begin_on(DESK, PROJECTOR)
    room.window.predicting.toggle()
    assert said(room, "answer").endswith("3")
    room.window.lessons.next()
    assert said(room, "answer").endswith("3")
    room.window.predicting.toggle()
    assert said(room, "answer") == ""


def test_the_class_sees_the_question_and_never_the_numbers_that_it_asks_for(hall):
    room = hall()
    room.begin_on(DESK, PROJECTOR)
    room.step(3)
    room.window.predicting.toggle()
    room.player.set_speed(None)
    band, seen = room.lecture.stage.band, []
    while room.session.cursor < Cursor(4):
        press(room, Key.Key_PageDown)
        if room.session.cursor < Cursor(4):
            seen.append(band.accessibleName().split("\n")[0])
            assert "{3}" not in "".join(line.latex for line in band.step.equations)
            assert said(room, "answer") != ""
    assert [line.replace("\xa0", " ") for line in seen] == [
        "What does q receive?",
        "f passes its 1 on to q and z.",
        "What does z receive?",
    ]
    assert "−4" in room.lecture.stage.band.accessibleName()


def test_time_and_place_are_in_the_bar(talk):
    talk.since = timedelta(hours=1, minutes=2, seconds=3)
    talk.presenter.tick()
    assert talk.presenter.bar.accessibleName() == (
        "Slide 1 of 9  ·  Step 0 of 5, Two gates in a row, 11:17, 1:02:03 since it began"
    )
    press(talk, Key.Key_PageDown)
    assert talk.presenter.bar.accessibleName().startswith("Slide 1 of 9  ·  Step 1 of 5")


def middle(widget):
    image = widget.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() - 12).name()


def test_the_small_picture_shows_what_the_class_sees(talk, qtbot):
    picture = talk.presenter.picture
    before = picture.grab().toImage()
    assert abs(picture.width() / picture.height() - 1920 / 1080) < 0.01
    assert middle(picture) not in ("#000000", talk.window.look.theme.panel)
    press(talk, Key.Key_B)
    qtbot.waitUntil(lambda: middle(picture) == "#000000")
    press(talk, Key.Key_B)
    talk.step(2)
    qtbot.waitUntil(lambda: picture.grab().toImage() != before)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1024, 600), (2560, 1440)])
def test_no_card_is_too_full_on_any_desk(hall, size):
    room = hall()
    room.window.documents.open_lesson(CHAIN_RULE)
    beamer = Screen("projector", QRect(size[0], 0, 1280, 720))
    room.begin_on(Screen("desk", QRect(0, 0, *size)), beamer)
    lessons = room.window.lessons
    for lesson in shipped() if size == (1024, 600) else [shipped()[6]]:
        room.window.documents.open_lesson(lesson.path)
        for index in range(lessons.count):
            lessons.go_to(index)
            room.settle()
            for name, card in room.presenter.parts.items():
                assert card.isHidden() or card.fitted()[2], f"{lesson.title}, slide {index + 1}: {name}"
    for part in (*room.presenter.parts.values(), room.presenter.picture, room.presenter.keys):
        here = QRect(part.mapTo(room.presenter, part.rect().topLeft()), part.size())
        assert room.presenter.rect().contains(here)


# Keys --------------------------------------------------------------------------------------------


def test_keys_on_the_lecturers_window_drive_the_lecture(talk):
    press(talk, Key.Key_Right)
    press(talk, Key.Key_Right)
    assert talk.session.cursor == Cursor(1)
    press(talk, Key.Key_7)
    press(talk, Key.Key_Return)
    assert talk.window.lessons.index == 6
    press(talk, Key.Key_B)
    assert talk.lecture.stage.blank.isVisible()
    press(talk, Key.Key_B)
    press(talk, Key.Key_Escape)
    assert talk.lecture is None


def test_one_key_swaps_the_screens_and_swaps_them_back(talk):
    press(talk, Key.Key_S)
    assert talk.screens.filled == {"projector": talk.presenter, "desk": talk.window}
    assert talk.window.size() == DESK.area.size()
    assert talk.lecture.stage.unit == pytest.approx(800 / 1080)
    press(talk, Key.Key_S)
    assert talk.screens.filled == {"projector": talk.window, "desk": talk.presenter}


def test_closing_the_lecturers_window_ends_the_lecture(talk):
    presenter = talk.presenter
    presenter.close()
    talk.settle()
    assert talk.lecture is None
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [talk.window]


def test_the_window_comes_back_to_where_it_was(hall):
    room = hall()
    room.window.setGeometry(40, 30, 1280, 760)
    room.settle()
    before = room.window.geometry()
    room.begin_on(DESK, PROJECTOR)
    press(room, Key.Key_F11)
    room.settle()
    assert room.window.geometry() == before


# A screen comes or goes ----------------------------------------------------------------------------


def state(room):
    return (
        room.window.lessons.index,
        room.session.cursor,
        room.lecture.stage.band.accessibleName(),
        room.lecture.stage.marks.pen,
    )


def test_unplugging_the_projector_brings_the_picture_to_the_desk_as_it_was(talk):
    talk.window.lessons.go_to(4)
    talk.step()
    press(talk, Key.Key_D)
    before = state(talk)
    talk.screens.now_are(DESK)
    talk.settle()
    assert talk.presenter is None
    assert talk.window.size() == DESK.area.size()
    assert talk.window.view.hasFocus()
    assert state(talk) == before
    talk.press(Key.Key_PageDown)
    talk.settle()
    assert talk.session.cursor == Cursor(4)


def test_unplugging_in_mid_animation_lets_it_go_on(talk):
    press(talk, Key.Key_PageDown)
    talk.wait(300)
    assert talk.player.animating
    talk.screens.now_are(DESK)
    talk.settle()
    assert talk.player.animating
    talk.wait(5000)
    assert talk.session.cursor == Cursor(1)


def test_unplugging_the_desk_leaves_the_picture_and_nothing_secret(talk):
    talk.screens.now_are(PROJECTOR)
    talk.settle()
    assert talk.presenter is None
    assert talk.screens.filled == {"projector": talk.window}


def test_a_projector_that_is_plugged_in_gets_the_picture(talk):
    talk.screens.now_are(DESK)
    talk.settle()
    talk.screens.now_are(DESK, PROJECTOR)
    talk.settle()
    assert talk.screens.filled == {"projector": talk.window, "desk": talk.presenter}
    assert said(talk, "notes").startswith("Notes: ")


def test_a_screen_that_begins_to_show_the_same_takes_the_notes_away(talk):
    talk.screens.now_are(DESK, LARGER_MIRROR)
    talk.settle()
    assert talk.presenter is None


def test_a_screen_that_goes_after_the_lecture_is_nobodys_concern(talk):
    press(talk, Key.Key_F11)
    talk.screens.now_are(DESK)
    talk.settle()
    assert talk.lecture is None
    assert talk.screens.filled == {}
