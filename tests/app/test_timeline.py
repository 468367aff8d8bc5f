"""The timeline: how chips share the width, what they say, and how mouse and arrows move the cursor."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from circuitlab.app.canvas.frame import Frame, Motion, duration
from circuitlab.app.chrome_style import Look
from circuitlab.app.dock.chips import current_step, lay_out, long_text, playhead, short_text
from circuitlab.app.dock.timeline import Timeline
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.app.theme import LIGHT
from circuitlab.app.window import prepare
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor

EXAMPLE = to_circuit("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z")
TRACE = run(EXAMPLE)
STRIP = lay_out(TRACE, 16, 1264)


def chain(length):
    return run(to_circuit("a0 = 1\n" + "\n".join(f"a{i + 1} = sin(a{i})" for i in range(length))))


def test_five_steps_share_the_width_and_the_passes_stand_apart():
    spans = [STRIP.span(index) for index in range(5)]
    assert STRIP.chip_width == pytest.approx(241.6)
    assert spans[0][0] == 16
    assert spans[4][1] == pytest.approx(1264)
    assert spans[1][0] - spans[0][1] == pytest.approx(4)
    assert spans[2][0] - spans[1][1] == spans[3][0] - spans[2][1] == pytest.approx(16)


def test_every_place_belongs_to_the_chip_that_is_there():
    for index in range(5):
        left, right = STRIP.span(index)
        assert STRIP.step_at(left + 1) == STRIP.step_at((left + right) / 2) == index
    assert STRIP.step_at(3) is None
    assert STRIP.step_at(5000) == 4


@pytest.mark.parametrize("length", [3, 50, 400, 3000])
def test_however_many_steps_they_fit_between_the_edges(length):
    trace = chain(length)
    strip = lay_out(trace, 16, 1264)
    assert strip.span(0)[0] == 16
    assert strip.span(len(trace) - 1)[1] == pytest.approx(1264)
    assert strip.merged == (length >= 400)
    assert strip.step_at(1264) == len(trace) - 1


def test_chips_say_what_their_step_does():
    said = [long_text(EXAMPLE, TRACE, step) for step in TRACE.steps]
    assert said == ["q = x + y", "f = q · z", "∂f/∂f = 1", "f to q and z", "q to x and y"]
    assert [short_text(EXAMPLE, step) for step in TRACE.steps] == ["q", "f", "seed", "f", "q"]


def test_the_playhead_stands_after_what_is_done():
    frames = [Frame(TRACE, Cursor(steps)) for steps in range(6)]
    assert playhead(STRIP, frames[0], Cursor(0)) == 16
    for steps in range(1, 6):
        assert playhead(STRIP, frames[steps], Cursor(steps)) == STRIP.span(steps - 1)[1]
    assert [current_step(frames[steps], Cursor(steps)) for steps in (0, 1, 5)] == [None, 0, None]


def test_the_playhead_runs_through_the_chip_of_a_step_in_motion():
    motion = Motion(4, 4)
    motion = Motion(4, 4, t_ms=duration(TRACE, motion) * 0.72)
    left, right = STRIP.span(4)
    assert playhead(STRIP, Frame(TRACE, Cursor(5), motion), Cursor(5)) == pytest.approx(
        left + 0.72 * (right - left)
    )


@pytest.fixture
def timeline(qtbot, qapp, no_failures):
    prepare(qapp)
    session = Session()
    player = Player(session, parent=session)
    player.set_speed(None)
    timeline = Timeline(Look(LIGHT), player)
    timeline.session = session
    qtbot.addWidget(timeline)
    session.open(to_circuit("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"))
    timeline.resize(1280, timeline.sizeHint().height())
    timeline.show()
    return timeline


def at(timeline, index):
    left, right = timeline.strip.span(index)
    return QPoint(round((left + right) / 2), 30)


def test_a_click_jumps_and_a_drag_scrubs(timeline):
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 3))
    assert timeline.session.cursor == Cursor(4)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 4))
    assert timeline.session.cursor == Cursor(5)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(4, 30))
    assert timeline.session.cursor == Cursor(0)


def test_the_arrows_step_when_it_has_the_focus(timeline):
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline.session.cursor == Cursor(1)
    assert timeline.accessibleDescription() == "1 of 5 steps done"


@pytest.mark.parametrize("steps", [0, 3, 5])
def test_it_paints_in_any_state(timeline, steps):
    timeline.session.move_cursor(Cursor(steps))
    assert not timeline.grab().isNull()


def test_it_paints_a_trace_of_thousands(timeline):
    timeline.session.open(to_circuit("a0 = 1\n" + "\n".join(f"a{i + 1} = sin(a{i})" for i in range(2000))))
    timeline.session.move_cursor(Cursor(1500))
    assert not timeline.grab().isNull()


def chips(timeline):
    timeline.grab()
    return timeline._texts


def test_chips_are_written_anew_only_where_they_say_something_else(timeline):
    session = timeline.session
    session.open(to_circuit("x = 3\nc = constant(7)\nf = c * (x - 2)"))
    before = chips(timeline)
    assert before[0] == "x − 2"
    session.edit("Set x", lambda circuit: edits.set_value(circuit, circuit.names["x"], 5.0))
    assert chips(timeline) is before
    session.edit("Set c", lambda circuit: edits.set_value(circuit, circuit.names["c"], 8.0))
    assert chips(timeline) == before
    (two,) = (key for key, gate in session.circuit.gates.items() if gate.value == 2.0)
    session.edit("Set 2", lambda circuit: edits.set_value(circuit, two, 4.0))
    assert chips(timeline)[0] == "x − 4"
    session.edit("Name it", lambda circuit: edits.rename(circuit, session.circuit.names["x"], "u"))
    assert chips(timeline)[0] == "u − 4"
    session.edit("Seed", lambda circuit: edits.set_seed(circuit, 3.0))
    assert "3 · ∂f/∂f = 3" in chips(timeline)
