"""A lesson in a lecture, by keys: slides and steps, what the band says, and how both begin and end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from circuitlab.app.lecture import slide_block
from circuitlab.circuit import edits
from circuitlab.engine.cursor import Cursor
from circuitlab.teach import numbers, sentences
from circuitlab.teach.lessons.deck import prepared
from circuitlab.teach.lessons.shipped import shipped

Key = Qt.Key
CHAIN_RULE = shipped()[2].path
SCREENS = [(1920, 1080), (1280, 720)]


@pytest.fixture
def lesson(hall):
    """Makes a lecture of the chain rule, or of a lesson's text."""

    def make(text=None, size=(1920, 1080), folder=CHAIN_RULE.parent):
        room = hall()
        if text is None:
            room.window.documents.open_lesson(CHAIN_RULE)
        else:
            room.window.lessons.start(prepared(text, folder))
        QApplication.processEvents()
        room.begin(size)
        return room

    return make


def here(room):
    return room.window.lessons.index + 1, room.session.cursor.steps


def said(room):
    room.settle()
    return room.lecture.stage.band.accessibleName().split("\n")[0]


def sentence(room):
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        return sentences.sentence(room.session.circuit, room.session.trace, room.session.step)


def page_down(room, key=Key.Key_PageDown):
    """A press, and one more that finishes what it began."""
    room.press(key)
    if room.player.animating:
        room.press(key)


def test_page_down_alone_leads_a_lecture_through_the_chain_rule(lesson):
    room = lesson()
    expected = [
        (1, 0, "Two gates in a row"),
        (1, 1, None),
        (1, 2, None),
        (2, 2, "The last gate alone"),
        (3, 2, "The first gate alone"),
        (4, 2, "The chain"),
        (5, 2, "From the output back"),
        (5, 3, None),
        (5, 4, None),
        (6, 4, "Through the sum"),
        (6, 5, None),
        (7, 5, "Is it true?"),
        (8, 5, "Each gate knows only itself"),
        (9, 5, "Your turn"),
    ]
    places = []
    for index, (slide, steps, title) in enumerate(expected):
        if index:
            page_down(room)
        assert here(room) == (slide, steps)
        assert room.lecture.stage.band.says_slide == (title is not None)
        assert said(room) == (title or sentence(room))
        places.append(here(room))
    page_down(room)
    assert here(room) == places[-1], "there is nothing after the last slide"
    for place in places[-2::-1]:
        room.press(Key.Key_PageUp)
        assert here(room) == place


def test_a_press_that_finishes_an_animation_turns_no_slide(lesson):
    room = lesson()
    page_down(room)
    room.press(Key.Key_PageDown)
    room.wait(300)
    assert room.player.animating
    room.press(Key.Key_PageDown)
    assert here(room) == (1, 2)
    room.press(Key.Key_PageDown)
    assert here(room) == (2, 2)


@pytest.mark.parametrize("size", SCREENS)
def test_every_shipped_slide_stands_whole_in_its_band_at_a_readable_size(lesson, size):
    room = lesson(size=size)
    unit = size[1] / 1080
    lessons, stage = room.window.lessons, room.lecture.stage
    for shown in shipped():
        room.window.documents.open_lesson(shown.path)
        for index in range(lessons.count):
            lessons.go_to(index)
            room.settle()
            block = stage.band.block(stage.width())
            where = f"{shown.path.stem}, slide {index + 1}"
            assert not block.overfull, where
            assert block.setter.sizes.text >= 42, where
            assert block.height + (18 + 66) * unit <= stage.band.height() + 1, where
            right = max(block.left + line.left + line.width for line in block.lines)
            assert right <= size[0] - 59 * unit, where
            assert stage.band.height() <= 0.42 * size[1], where


def test_the_picture_does_not_move_while_a_slide_is_stepped_through(lesson):
    room = lesson()
    room.window.lessons.go_to(4)
    room.settle()
    before = (room.lecture.stage.band.height(), room.view.zoom)
    page_down(room)
    room.settle()
    assert (room.lecture.stage.band.height(), room.view.zoom) == before


def test_a_text_that_is_too_long_loses_its_last_paragraphs_and_says_so(lesson):
    text = "# Much\ncircuit: one-sum\n\n" + "\n\n".join(["word " * 30] * 9)
    room = lesson(text)
    stage = room.lecture.stage
    block = stage.band.block(stage.width())
    assert block.overfull
    assert block.height <= slide_block.MOST
    assert 1 <= len(block.lines) < 20


def test_formulas_that_follow_each_other_share_a_line(lesson):
    text = "# Two\ncircuit: one-sum\n\nSee:\n\n$\\frac{1}{x}$\n\n$\\frac{1}{y}$\n\nEnd."
    room = lesson(text)
    block = room.lecture.stage.band.block(1920)
    assert [len(line.atoms) for line in block.lines] == [1, 2, 1]


def test_the_question_of_a_slide_is_asked_under_its_text(lesson):
    room = lesson()
    room.window.lessons.go_to(5)
    room.settle()
    last = room.lecture.stage.band.block(1920).lines[-1]
    assert " ".join(atom.text for _, atom in last.atoms) == "Predict: the gradient of x"


def test_a_slide_is_seen_as_it_wants_to_be_but_never_too_small(lesson):
    text = "# Near\ncircuit: sum-then-product\nview: q 150 %\n---\n# Far\ncircuit: one-sum\nview: x 20 %"
    room = lesson(text)
    assert room.view.zoom == pytest.approx(1.5)
    centre = room.view.mapToScene(room.view.viewport().rect().center())
    q = room.session.circuit.names["q"]
    assert (room.window.scene.rect_of(q).center() - centre).manhattanLength() < 4
    room.press(Key.Key_PageDown)
    room.settle()
    assert room.view.zoom >= 0.8


# Beginning and ending ------------------------------------------------------------------------------


def test_a_lesson_that_starts_in_a_lecture_is_shown_in_it(hall):
    room = hall()
    room.begin()
    height = room.lecture.stage.band.height()
    room.window.documents.open_lesson(CHAIN_RULE)
    assert said(room) == "Two gates in a row"
    assert not room.window.shell.isVisible()
    assert room.lecture.stage.band.height() > height
    page_down(room)
    assert here(room) == (1, 1)
    room.press(Key.Key_F11)
    room.settle()
    assert room.lecture is None
    assert here(room) == (1, 1)
    assert room.window.lessons.active


def test_a_lesson_that_ends_leaves_the_lecture_on_its_circuit(lesson):
    room = lesson()
    room.window.lessons.end()
    room.settle()
    assert room.lecture.stage.band.height() == 316
    assert not room.lecture.stage.band.says_slide
    room.press(Key.Key_PageDown)
    assert room.session.cursor == Cursor(1)


def test_backspace_puts_the_slide_back_as_it_came(lesson):
    room = lesson()
    room.window.lessons.go_to(4)
    room.settle()
    page_down(room)
    z = room.session.circuit.names["z"]
    room.session.edit("Set z", lambda circuit: edits.set_value(circuit, z, 9.0))
    room.press(Key.Key_Backspace)
    room.settle()
    assert here(room) == (5, 2)
    assert room.session.circuit.named("z").value == -4
    assert said(room) == "From the output back"


def test_backspace_after_a_step_back_into_a_slide_goes_to_its_beginning(lesson):
    room = lesson()
    room.window.lessons.go_to(1)
    room.press(Key.Key_PageUp)
    assert here(room) == (1, 2)
    room.press(Key.Key_Backspace)
    assert here(room) == (1, 0)


# A number and Return -------------------------------------------------------------------------------


def shown_number(room):
    typed = room.lecture.stage.typed
    return typed.accessibleName() if typed.isVisible() else ""


def type_number(room, digits):
    for digit in digits:
        room.press(Qt.Key(ord(digit)), after=40.0)


@pytest.mark.parametrize("size", SCREENS)
def test_a_number_and_return_go_to_that_slide(lesson, size):
    room = lesson(size=size)
    type_number(room, "7")
    assert shown_number(room).startswith("Slide 7")
    box = room.lecture.stage.typed.geometry()
    assert room.lecture.stage.rect().contains(box)
    assert not box.intersects(room.lecture.stage.band.geometry())
    assert here(room) == (1, 0)
    room.press(Key.Key_Return)
    assert here(room) == (7, 5)
    assert shown_number(room) == ""
    room.press(Key.Key_Return)
    assert here(room) == (8, 5), "Return alone is Next"


def test_the_same_digit_twice_is_a_number_of_two_digits(lesson):
    room = lesson("\n---\n".join(f"# S{n}\ncircuit: one-sum" for n in range(1, 14)))
    type_number(room, "11")
    room.press(Key.Key_Enter)
    assert here(room) == (11, 0)


def test_escape_forgets_the_number_and_nothing_else(lesson):
    room = lesson()
    type_number(room, "4")
    room.press(Key.Key_Escape)
    assert shown_number(room) == ""
    assert room.lecture is not None
    room.press(Key.Key_Return)
    room.settle()
    assert here(room) == (1, 1)


def test_a_number_that_no_slide_has_is_told_and_goes_nowhere(lesson):
    room = lesson()
    type_number(room, "10")
    room.press(Key.Key_Return)
    assert shown_number(room) == "There are 9 slides"
    assert here(room) == (1, 0)
    room.press(Key.Key_PageDown)
    assert shown_number(room) == ""
    assert here(room) == (1, 1)


def test_without_a_lesson_the_number_is_the_steps(hall):
    room = hall()
    room.begin()
    type_number(room, "4")
    assert shown_number(room).startswith("Step 4")
    room.press(Key.Key_Return)
    assert room.session.cursor == Cursor(4)
    type_number(room, "9")
    room.press(Key.Key_Return)
    assert shown_number(room) == "There are 5 steps"
    assert room.session.cursor == Cursor(4)
    type_number(room, "0")
    room.press(Key.Key_Return)
    assert room.session.cursor == Cursor(0)
