"""The climb in a lecture, by keys: one pull and many, what the band tells the class, what is taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from support.climbing import HILL, HandClock, climber_of, tick, values
from support.two_screens import DESK, PROJECTOR

from circuitlab.app import fonts
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.surface import written
from circuitlab.app.lecture.climbing import COVERED, INSIDE
from circuitlab.app.lecture.coming import CLIMB
from circuitlab.app.lecture.keys import WORDS
from circuitlab.app.theme import DARK, LECTURE_LIGHT
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.layout.metrics import PORT_RADIUS
from circuitlab.teach.lessons.deck import prepared
from circuitlab.teach.lessons.fields import plain
from circuitlab.teach.lessons.shipped import shipped

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
PULLED = "Numerical gradient, step 1\nf went from 99 to 99.0784.\nIts slopes promised +0.08; it got +0.0784."
SLIDES = f"# Up\ncircuit: one-sum\nsteps: 1\n\nHere.\n\n---\n# The hill\n\n```\n{HILL}\n```\n\nPull it."


@pytest.fixture
def room(hall):
    """Makes a lecture on a hill, whose climb goes on by a hand's clock."""

    def make(text=HILL, *, lesson=None):
        room = hall(to_circuit(text))
        if lesson is not None:
            room.window.lessons.start(prepared(lesson, shipped()[0].path.parent))
        room.begin()
        climber_of(room.window).pace.run_by(HandClock())
        return room

    return make


def told(room):
    """What the band says of the climb; "" where it says something else."""
    room.settle()
    climb = room.lecture.stage.band.climb
    assert climb is None or room.lecture.stage.band.accessibleName() == climb.text
    return "" if climb is None else climb.text


# One pull ------------------------------------------------------------------------------------------


def test_u_moves_the_inputs_and_the_band_tells_promise_and_outcome(room):
    room = room()
    room.press(Key.Key_U)
    assert told(room) == PULLED
    assert values(room.window) == pytest.approx((3.02, 3.98), abs=1e-5)
    assert room.session.pinned
    room.press(Key.Key_PageDown)
    assert told(room) == PULLED, "there is no further step"
    room.press(Key.Key_U)
    assert told(room).startswith("Numerical gradient, step 2\nf went from 99.0784 to ")


def test_what_came_of_it_stands_until_a_step_an_edit_or_a_question(room):
    room = room()
    for another in (Key.Key_PageUp, Key.Key_Q, None):
        room.press(Key.Key_U)
        assert told(room)
        if another is None:
            room.session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 1.0}))
        else:
            room.press(another)
        assert told(room) == ""
        if room.session.hidden.covers_any:
            room.press(Key.Key_Q)


def test_lowering_tells_a_fall(room):
    room = room()
    room.press(Key.Key_R)
    room.press(Key.Key_U)
    assert "f went from 99 to 98.9184" in told(room)
    assert "promised −0.08; it got −0.0816." in told(room)


# Covered, inside, nothing to move --------------------------------------------------------------------


def test_neither_a_pull_nor_a_climb_under_way_gives_away_a_number_that_is_predicted(room):
    room = room()
    room.press(Key.Key_Q)
    for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT):
        room.press(Key.Key_U, modifiers)
        assert room.lecture.stage.typed.accessibleName() == COVERED
        assert room.lecture.stage.rect().contains(room.lecture.stage.typed.geometry())
        assert told(room) == ""
    assert values(room.window) == (3, 4)
    assert room.session.cursor == Cursor()
    room.press(Key.Key_Q)
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 3)
    room.press(Key.Key_Q)
    assert not climber_of(room.window).running
    assert told(room) == ""


@pytest.mark.parametrize(("text", "said"), [("f = sin(2)", "Nothing moves"), ("x = 3\ny = exp(x)", "")])
def test_where_nothing_moves_the_band_says_so(room, text, said):
    room = room(text)
    room.press(Key.Key_U)
    assert told(room).startswith(said or "Numerical gradient, step 1")


def test_inside_a_gate_nothing_climbs(room):
    room = room()
    room.window.documents.open_example("sigmoid-inside")
    room.settle()
    room.session.enter(room.session.circuit.names["t"])
    room.press(Key.Key_U)
    assert told(room) == INSIDE
    room.press(Key.Key_Escape)
    assert told(room) == ""


# Climbing on ---------------------------------------------------------------------------------------


def test_shift_u_climbs_until_a_step_gains_too_little_and_says_why(room):
    room = room()
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 3)
    assert told(room).startswith("Numerical gradient, step 3\nf went from 99 to 99.2")
    tick(room.window, 2000)
    assert "Stopped after 120 steps: the last one gained less than 5 · 10⁻⁶." in told(room)
    assert values(room.window) == pytest.approx((3.5, 3.5), abs=0.01)
    assert len(room.lecture.stage.band.climb.told.heights) == 121
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 1)
    assert "Stopped after 120 steps" in told(room), "it still says why, and climbs no further"


def test_other_keys_pause_it_where_it_is(room):
    room = room()
    for key in (Key.Key_PageDown, Key.Key_PageUp, Key.Key_Space, Key.Key_Escape, Key.Key_U, Key.Key_R):
        room.press(Key.Key_U, SHIFT)
        tick(room.window, 5)
        room.press(key, SHIFT if key == Key.Key_U else Qt.KeyboardModifier.NoModifier)
        assert not climber_of(room.window).running, key
        assert told(room).startswith("Numerical gradient, step 5\n"), key
        assert room.session.pinned, key
        assert room.session.undo_stack.undoText() == "Climb: 5 steps", key
        room.press(Key.Key_Backspace)


def test_a_paused_climb_goes_on_and_a_pull_pauses_it(room):
    room = room()
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 5)
    room.press(Key.Key_Space)
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 5)
    assert told(room).startswith("Numerical gradient, step 10\n")
    room.press(Key.Key_U)
    assert not climber_of(room.window).running
    assert told(room).startswith("Numerical gradient, step 11\n")
    assert "promised" in told(room)


def test_a_climb_that_outgrows_the_picture_is_seen_whole_again_when_it_rests(room):
    room = room()
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 68)
    room.settle()
    assert room.lecture.camera.cut
    room.press(Key.Key_Space)
    assert told(room)
    assert room.lecture.camera.whole
    assert not room.lecture.camera.cut


def test_the_constant_of_the_hill_is_shown_whole_however_tight_the_picture_becomes(room):
    room = room("x = 1\ny = 4\nf = 100 - (x - y)**2")
    hundred = next(item for item in room.view.circuit_scene.stage.gates.values() if item.face.number == 100)
    for size in ((1920, 1080), (1024, 768)):
        room.window.resize(*size)
        room.settle()
        for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT):
            room.press(Key.Key_U, modifiers)
            tick(room.window, 2000)
            room.settle()
            with written() as texts:
                room.view.grab()
            [shown] = [each for each in texts if each.words == "100"]
            inside = (body_rect(hundred.face).width() - 2 * PORT_RADIUS) * room.view.transform().m11()
            assert fonts.advance("100", shown.px, fonts.SEMIBOLD) <= inside
        room.press(Key.Key_Backspace)
    room.press(Key.Key_F11)
    assert body_rect(hundred.face).width() == 40


# What is taken back --------------------------------------------------------------------------------


def test_leaving_takes_the_climb_back_and_redo_brings_it(room):
    room = room()
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 5)
    room.press(Key.Key_F11)
    assert room.lecture is None
    assert not climber_of(room.window).running
    assert values(room.window) == (3, 4)
    room.session.redo()
    assert values(room.window) == climber_of(room.window).leader.history[5].values


def test_backspace_gives_the_circuit_back_as_it_was_when_the_lecture_began(room):
    room = room()
    room.press(Key.Key_U)
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 5)
    room.press(Key.Key_Backspace)
    assert values(room.window) == (3, 4)
    assert room.session.cursor == Cursor()
    assert told(room) == ""


def test_on_a_slide_its_copy_climbs_and_backspace_or_another_slide_gives_it_back(room):
    room = room(lesson=SLIDES)
    room.window.lessons.go_to(1)
    room.settle()
    assert room.lecture.stage.band.says_slide
    room.press(Key.Key_U)
    assert told(room) == PULLED
    assert not room.lecture.stage.band.says_slide
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 4)
    room.press(Key.Key_Backspace)
    assert (values(room.window), told(room)) == ((3, 4), "")
    assert room.lecture.stage.band.says_slide
    room.press(Key.Key_U)
    room.window.lessons.go_to(0)
    assert told(room) == ""
    room.window.lessons.go_to(1)
    assert values(room.window) == (3, 4)


def test_what_the_notes_of_the_shipped_slides_say_of_these_keys_is_so(room):
    room = room()
    room.window.documents.open_lesson(shipped()[0].path)
    room.window.lessons.go_to(5)
    x, y = values(room.window)
    room.press(Key.Key_U)
    assert values(room.window) == pytest.approx((x + 0.01 * y, y + 0.01 * x))
    room.session.undo_stack.setClean()
    room.window.documents.open_lesson(shipped()[1].path)
    room.window.lessons.go_to(9)
    assert "Shift+U goes on until one gains less than 0.000005: 120 steps" in plain(
        room.window.lessons.page.notes
    )
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 2000)
    assert "Stopped after 120 steps: the last one gained less than 5 · 10⁻⁶." in told(room)


# The curve -----------------------------------------------------------------------------------------


def test_the_curve_rises_from_its_start_to_where_it_is(room):
    room = room()
    room.press(Key.Key_U, SHIFT)
    tick(room.window, 2000)
    band = room.lecture.stage.band
    for theme in (LECTURE_LIGHT, DARK):
        value = theme.color("value").name()
        image = band.grab().toImage()
        blue = [(x, y) for x in range(1200, 1920, 2) for y in range(0, 240, 2) if _is(image, x, y, value)]
        assert blue, "nothing is painted of it"
        first, last = min(blue), max(blue)
        assert first[1] > last[1], "it rises"
        room.press(Key.Key_T)


def _is(image: QImage, x, y, name):
    return image.pixelColor(x, y).name() == name


def test_the_lecturer_reads_it_too_and_the_keys_are_named(hall):
    room = hall(to_circuit(HILL))
    room.begin_on(DESK, PROJECTOR)
    room.press(Key.Key_U)
    room.settle()
    assert "Its slopes promised +0.08" in room.presenter.parts["now"].accessibleName()
    assert room.presenter.parts["notes"].accessibleName() == f"After that: {CLIMB}"
    assert "U: pull" in room.presenter.keys.accessibleName()
    assert room.presenter.keys.end_of_row() <= room.presenter.width() - 24
    assert any("Shift+U" in does for _, does in WORDS)
