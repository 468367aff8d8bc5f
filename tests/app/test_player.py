"""The transport: what each press does to the cursor, and when the motion is over. Time is ticked by hand."""

import pytest
from PySide6.QtCore import QObject, Signal

from circuitlab.app.legs import CATCH_UP_MS, Leg
from circuitlab.app.player import REST_MS, SEED_REST_MS, Player
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor

LONG = 10_000.0


class HandClock(QObject):
    """Time that passes only when a test says so, and only while it is started."""

    ticked = Signal(float)

    def __init__(self):
        super().__init__()
        self.running = False

    def start(self):
        self.running = True

    def stop(self):
        self.running = False

    def pass_by(self, ms, at_a_time=16.0):
        while ms > 0 and self.running:
            self.ticked.emit(min(ms, at_a_time))
            ms -= at_a_time


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("f = (x + y) * z", {"x": -2.0, "y": 5.0, "z": -4.0}))
    return session


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def player(session, clock):
    return Player(session, clock)


def test_the_cursor_moves_at_once_and_the_motion_follows(player, session, clock):
    player.step_forward()
    assert session.cursor == Cursor(1)
    assert player.animating
    clock.pass_by(450)
    assert player.frames.now.motion.t_ms == pytest.approx(450)
    clock.pass_by(LONG)
    assert not player.animating
    assert player.frames.now.motion is None
    assert not clock.running


def test_a_key_in_mid_animation_finishes_it_and_does_the_next_thing(player, session, clock):
    player.step_forward()
    clock.pass_by(100)
    player.step_forward()
    assert session.cursor == Cursor(2)
    assert player.frames.now.motion.first == 1
    assert player.frames.now.motion.t_ms == 0.0


def test_step_forward_stops_where_the_forward_pass_is_done(player, session):
    said = []
    session.said.connect(said.append)
    for _ in range(3):
        player.step_forward()
    assert session.cursor == Cursor(2)
    assert len(said) == 1


def test_step_backward_three_times_is_the_seed_and_both_gates(player, session):
    player.step_forward()
    player.step_forward()
    player.step_backward()
    assert session.cursor == Cursor(3)
    player.step_backward()
    player.step_backward()
    assert session.cursor == Cursor(5)
    assert player.at_end


def test_step_backward_too_early_hurries_through_the_forward_pass_to_the_seed(player, session, clock):
    player.step_backward()
    assert session.cursor == Cursor(3)
    clock.pass_by(CATCH_UP_MS + 16)
    assert player.frames.now.motion.first == 2
    clock.pass_by(LONG)
    assert not player.animating


def test_next_takes_whichever_comes_next(player, session):
    cursors = []
    for _ in range(6):
        player.next()
        cursors.append(session.cursor.steps)
    assert cursors == [1, 2, 3, 4, 5, 5]


def test_previous_goes_back_by_one_without_motion(player, session, clock):
    player.next()
    player.next()
    clock.pass_by(100)
    player.previous()
    assert session.cursor == Cursor(1)
    assert player.frames.now.motion is None
    player.rewind()
    assert player.at_start


def test_end_pins_and_everything_that_looks_back_unpins(player, session):
    for look_back in (player.previous, player.rewind, lambda: session.move_cursor(Cursor(4))):
        player.end()
        assert session.pinned
        look_back()
        assert not session.pinned


def test_from_the_pinned_end_the_passes_start_again(player, session):
    player.end()
    player.step_forward()
    assert (session.cursor, session.pinned) == (Cursor(1), False)
    player.end()
    player.step_backward()
    assert (session.cursor, session.pinned) == (Cursor(3), False)


def test_impatient_presses_at_the_end_do_not_overshoot(player, session):
    for _ in range(9):
        player.step_backward()
    assert session.cursor == Cursor(5)


def test_play_rests_between_steps_and_longer_at_the_seed(player, session, clock):
    player.toggle_play()
    clock.pass_by(900 + 16)
    assert not player.animating
    clock.pass_by(REST_MS - 48)
    assert session.cursor == Cursor(1)
    clock.pass_by(64)
    assert session.cursor == Cursor(2)
    clock.pass_by(900 + REST_MS + 64)
    assert session.cursor == Cursor(3)
    player.finish()
    clock.pass_by(SEED_REST_MS - 48)
    assert session.cursor == Cursor(3)
    clock.pass_by(64)
    assert session.cursor == Cursor(4)


def test_play_stops_at_the_end_and_offers_to_play_again(player, session, clock):
    player.toggle_play()
    clock.pass_by(60_000)
    assert player.at_end
    assert not player.playing
    player.toggle_play()
    assert session.cursor == Cursor(1)
    assert player.playing


def test_pause_in_mid_animation_keeps_the_moment(player, session, clock):
    player.toggle_play()
    clock.pass_by(320)
    moment = player.frames.now
    player.toggle_play()
    clock.pass_by(5_000)
    assert player.frames.now == moment
    player.toggle_play()
    clock.pass_by(16)
    assert player.frames.now.motion.t_ms > moment.motion.t_ms
    assert session.cursor == Cursor(1)


def test_speed_changes_the_pace_and_nothing_else(player, session, clock):
    player.set_speed(8.0)
    player.step_forward()
    clock.pass_by(900 / 8 + 16)
    assert not player.animating
    player.set_speed(100.0)
    assert player.speed == 8.0
    player.set_speed(None)
    player.step_forward()
    assert not player.animating
    assert session.cursor == Cursor(2)


def test_play_without_animation_still_rests(player, session, clock):
    player.set_speed(None)
    player.toggle_play()
    assert session.cursor == Cursor(1)
    clock.pass_by(REST_MS - 48)
    assert session.cursor == Cursor(1)
    clock.pass_by(64)
    assert session.cursor == Cursor(2)


def test_a_message_at_a_time(player, session):
    session.move_cursor(Cursor(3))
    player.set_grain("message")
    player.step_backward()
    assert session.cursor == Cursor(3, 1)
    assert player.frames.now.motion.message == 0
    player.step_backward()
    assert session.cursor == Cursor(4)
    assert player.frames.now.motion.message == 1


def test_a_pass_at_a_time(player, session, clock):
    player.set_grain("pass")
    player.next()
    assert session.cursor == Cursor(2)
    clock.pass_by(LONG)
    player.next()
    assert session.cursor == Cursor(3)
    player.next()
    assert session.cursor == Cursor(5)
    player.previous()
    assert session.cursor == Cursor(3)


def test_a_value_edit_drops_the_motion_and_keeps_the_cursor(player, session, clock):
    player.step_forward()
    clock.pass_by(100)
    x = session.circuit.named("x").id
    session.edit("Set x", lambda c: edits.set_value(c, x, 1.0))
    assert player.frames.now.motion is None
    assert session.cursor == Cursor(1)


def test_reduced_motion_is_a_short_fade(player, clock):
    player.set_reduced(True)
    player.step_forward()
    assert player.frames.now.motion.reduced
    clock.pass_by(120 + 16)
    assert not player.animating


def test_without_an_objective_step_backward_says_so(qtbot, clock):
    session = Session()
    session.open(to_circuit("a = x + y\nb = a * x\nc = a * y", {"x": 1.0, "y": 2.0}))
    session.edit("Unset", lambda c: edits.set_objective(c, None))
    said = []
    session.said.connect(said.append)
    Player(session, clock).step_backward()
    assert "objective" in said[0]


def test_a_circuit_with_nothing_to_compute_says_so(qtbot, clock):
    session = Session()
    said = []
    session.said.connect(said.append)
    player = Player(session, clock)
    player.step_forward()
    player.toggle_play()
    assert len(said) == 1
    assert not player.playing


@pytest.mark.parametrize(("before", "press"), [(1, "step_forward"), (4, "step_backward")])
def test_a_press_in_the_middle_of_the_last_step_of_a_pass_shows_its_end(player, session, before, press):
    session.move_cursor(Cursor(before))
    getattr(player, press)()
    assert player.animating
    getattr(player, press)()
    assert not player.animating


def test_next_in_the_middle_of_the_last_step_shows_its_end(player, session, clock):
    session.move_cursor(Cursor(len(session.trace) - 1))
    player.next()
    assert player.at_end
    assert player.animating
    player.next()
    assert not player.animating
    assert session.cursor == Cursor(len(session.trace))


@pytest.mark.parametrize("press", ["next", "previous", "rewind", "end", "step_forward", "step_backward"])
@pytest.mark.parametrize("into", [320, 900, 4000])
def test_every_step_by_hand_ends_playing(player, session, clock, press, into):
    player.toggle_play()
    clock.pass_by(into)
    getattr(player, press)()
    assert not player.playing
    place = session.cursor
    clock.pass_by(LONG)
    assert session.cursor == place


def test_a_failure_on_the_way_leaves_it_listening(player, session, monkeypatch):
    def failing(cursor):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(session, "move_cursor", failing)
        with pytest.raises(ZeroDivisionError):
            player.go(Leg(Cursor(), Cursor(1)), "gate")
    player.toggle_play()
    session.move_cursor(Cursor(2))
    assert not player.playing
