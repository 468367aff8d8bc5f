"""Forward or Reverse: both modes side by side, in the panel and on the canvas."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.measured_circuits import network, neuron

from circuitlab.app import commands
from circuitlab.app.canvas.tangents import ARRIVED, TangentFrame
from circuitlab.app.panels.modes.found import window_of
from circuitlab.app.shown_race import LIVE
from circuitlab.app.slices import FAILED
from circuitlab.app.sweeping import STEP_MS
from circuitlab.circuit import edits
from circuitlab.circuit.composing import compose
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.forward_mode import Count
from circuitlab.engine.race import Place, Race

PRODUCT = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
SEEDED = 3  # steps until the seed is there


class HandClock(QObject):
    ticked = Signal(float)

    def start(self):
        pass

    def stop(self):
        pass


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def panel(window):
    return window.shell.side.panels["modes"]._content


def settled():
    for _ in range(4):
        QApplication.processEvents()


def click(window, name):
    QTest.mouseClick(panel(window).buttons[name], Qt.MouseButton.LeftButton)
    settled()


def tangents(window):
    """What stands on the canvas, by the name of the gate."""
    gates = window.session.circuit.gates
    return {gates[pill.gate].name: pill.text for pill in window.scene.tangents.shown}


@pytest.fixture
def on(window_on):
    """Makes a window on a circuit, with the panel opened by its key."""

    def make(circuit):
        window = window_on(to_circuit(circuit) if isinstance(circuit, str) else circuit, "t")
        press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
        if not window.shell.side.is_open("modes"):  # a wide circuit has folded the side away
            window.shell.side.show_panel("modes", True)
        settled()
        return window

    return make


@pytest.fixture
def moving(make_window, qtbot):
    """The same, with time that passes by hand."""
    clock = HandClock()
    window = make_window(clock)
    window.session.open(to_circuit(PRODUCT))
    window.show()
    qtbot.waitExposed(window)
    window.shell.side.show_panel("modes", True)
    settled()
    return window, clock


# Opening and closing -----------------------------------------------------------------------------


def test_it_is_closed_at_first_and_its_key_opens_it_where_both_modes_begin(window_on):
    window = window_on(to_circuit(PRODUCT), "t")
    assert panel(window) is None
    assert tangents(window) == {}
    press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert window.commands["show_modes"].isChecked()
    assert panel(window).isVisible()
    assert window.session.cursor == Cursor(SEEDED)
    assert tangents(window) == {"x": "1"}
    assert panel(window).sentence.accessibleName().startswith("Both begin with a 1")


def test_closing_puts_the_canvas_back_as_it_was(on):
    window = on(PRODUCT)
    click(window, "next")
    click(window, "next")
    press(Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert window.session.cursor == Cursor()
    assert tangents(window) == {}
    assert window.scene.tangents.frame is None


def test_a_pinned_end_is_pinned_again(window_on):
    window = window_on(to_circuit(PRODUCT), "t")
    press(Qt.Key.Key_End)
    window.shell.side.show_panel("modes", True)
    click(window, "next")
    assert not window.session.pinned
    window.shell.side.show_panel("modes", False)
    settled()
    assert window.session.pinned
    assert window.session.cursor == end(window.session.trace)


def test_where_somebody_else_has_gone_meanwhile_is_left_alone(on):
    window = on(PRODUCT)
    click(window, "next")
    window.view.setFocus()
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_P)
    here = window.session.cursor
    window.shell.side.show_panel("modes", False)
    settled()
    assert window.session.cursor == here


# A gate at a time --------------------------------------------------------------------------------


def test_next_goes_one_gate_on_in_both_modes_and_counts(on):
    window = on(PRODUCT)
    shown = panel(window)
    assert shown.forward.said == "Forward mode: sweep 1 of 3, 0 multiplications, 0 additions"
    click(window, "next")
    assert tangents(window) == {"x": "1", "q": "1"}
    assert window.session.cursor == Cursor(SEEDED + 1)
    assert shown.forward.said == "Forward mode: sweep 1 of 3, 1 multiplication, 0 additions"
    assert shown.reverse.said == "Reverse mode: 1 sweep, 2 multiplications, 0 additions"
    click(window, "next")
    assert tangents(window) == {"x": "1", "q": "1", "f": "−4"}
    assert shown.reverse.count == shown.reverse.whole == Count(4)
    click(window, "next")
    assert tangents(window) == {"y": "1"}
    assert shown.forward.said.startswith("Forward mode: sweep 2 of 3, 2 multi")
    click(window, "previous")
    assert tangents(window)["f"] == "−4"


def test_the_end_has_the_whole_gradient_twice(on):
    window = on(PRODUCT)
    click(window, "end")
    rows = panel(window).found.rows
    assert [(row.name, row.forward, row.reverse) for row in rows] == [
        ("x", "−4", "−4"), ("y", "−4", "−4"), ("z", "3", "3")
    ]  # fmt: skip
    assert panel(window).forward.count == Count(5)
    assert not panel(window).buttons["next"].isEnabled()
    assert "forward mode needs 3 sweeps" in panel(window).meaning.text()


def test_a_source_is_chosen_by_mouse_and_by_keys(on):
    window = on(PRODUCT)
    found = panel(window).found
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, pos=found.row_rect(2).center().toPoint())
    settled()
    assert tangents(window) == {"z": "1"}
    assert panel(window).forward.count == Count(4), "the sweeps before it are done"
    assert window.session.cursor == end(window.session.trace)
    found.setFocus()
    press(Qt.Key.Key_Up)
    settled()
    assert tangents(window) == {"y": "1"}
    assert [row.forward for row in found.rows] == ["−4", None, None]


def test_the_seed_multiplies_what_forward_mode_has_found(on):
    window = on("seed = 1\nf = seed * 2")
    from circuitlab.circuit.edits import set_seed

    window.session.edit("Set the seed", lambda circuit: set_seed(circuit, 3.0))
    settled()
    click(window, "end")
    assert tangents(window)["f"] == "2"
    assert panel(window).found.rows[0][1:] == ("6", "6")


def test_of_many_sources_those_around_the_chosen_one_are_seen(on):
    assert [window_of(20, current) for current in (0, 10, 19)] == [(0, 4), (9, 4), (16, 4)]
    assert window_of(6, 2) == (0, 6)
    window = on(network(2, 3, 1))
    window.sweeping.choose(10)
    settled()
    shown = panel(window)
    assert len(shown.found.rows) == 4
    assert shown.forward.said.startswith("Forward mode: sweep 11 of")
    shown.grab()


def test_from_far_the_gates_that_were_reached_wear_rings(on):
    window = on(network(3, 4, 4, 1))
    assert window.scene.stage.is_far
    click(window, "next")
    click(window, "next")
    sweep = window.sweeping.race.sweep(0)
    assert window.scene.tangents.ringed[-1] == sweep[1].gate
    assert set(window.scene.tangents.ringed) == {sweep.source, sweep[0].gate, sweep[1].gate}
    assert tangents(window) == {}
    window.grab()
    window.view.set_zoom(1.0)
    settled()
    assert window.scene.tangents.ringed == []
    assert len(window.scene.tangents.shown) == 3


# On its way --------------------------------------------------------------------------------------


def test_tangents_travel_from_left_to_right_while_gradients_come_back(moving):
    window, clock = moving
    click(window, "next")
    frame = window.scene.tangents.frame
    assert (frame.done, frame.share) == (1, 0.0)
    assert tangents(window) == {"x": "1"}, "q has not got it yet"
    clock.ticked.emit(STEP_MS * ARRIVED / 4)
    wire, source = frame.sweep[0].arrivals[0].wire, window.session.circuit.named("x").id
    (pulse,) = window.scene.tangents.frame.pulses()
    assert (pulse.role, pulse.wire, pulse.text) == ("tangent", wire, "1")
    assert 0 < pulse.share < 1
    assert window.session.circuit.wires[wire].source == source
    assert window.player.animating, "reverse mode is on its way as well"
    (item,) = (item for item in window.scene.tangents._pulses if item.isVisible())
    before = item.boundingRect().right()
    clock.ticked.emit(STEP_MS * (ARRIVED / 4 + 0.15))
    assert item.boundingRect().right() > before + 10, "to the right"
    clock.ticked.emit(STEP_MS * 0.25)
    (pulse,) = window.scene.tangents.frame.pulses()
    assert pulse.gate == window.session.circuit.named("q").id
    clock.ticked.emit(STEP_MS)
    assert tangents(window) == {"x": "1", "q": "1"}
    assert window.scene.tangents.frame.share is None
    window.grab()


def test_a_frame_is_a_function_of_its_place_and_time(on):
    window = on(PRODUCT)
    sweep, gates = window.sweeping.race.sweep(0), window.session.circuit.gates
    one, other = (TangentFrame(sweep, 2, 0.3) for _ in range(2))
    assert one.pulses() == other.pulses()
    assert one.pills(gates) == other.pills(gates)
    assert [pill.last for pill in one.pills(gates)] == [False, True]


def test_play_goes_through_all_sweeps_and_stops(moving):
    window, clock = moving
    click(window, "play")
    assert panel(window).buttons["play"].text() == "Pause"
    for _ in range(60):
        clock.ticked.emit(500.0)
    settled()
    assert window.sweeping.place == window.sweeping.race.end
    assert not window.sweeping.playing
    assert panel(window).buttons["play"].text() == "Play"
    click(window, "play")
    assert window.sweeping.place == Place(0, 1), "again from the beginning"
    click(window, "play")
    before = window.sweeping.place
    clock.ticked.emit(5000.0)
    assert window.sweeping.place == before, "paused"


def test_a_play_ends_with_the_look_that_it_began_in(moving):
    window, _ = moving
    click(window, "play")
    assert window.sweeping.playing
    window.set_theme("dark")
    settled()
    assert not window.sweeping.playing
    assert panel(window).buttons["play"].text() == "Play"


def test_reduced_motion_shows_each_arrival_at_once(moving):
    window, _ = moving
    window.player.set_reduced(True)
    click(window, "next")
    assert tangents(window) == {"x": "1", "q": "1"}


def test_the_transport_pauses_when_both_modes_are_led_from_here(moving):
    window, _ = moving
    window.player.toggle_play()
    assert window.player.playing
    window.sweeping.choose(0)
    window.player.toggle_play()
    click(window, "next")
    assert not window.player.playing


def test_in_a_lecture_the_canvas_is_as_it_was(on):
    window = on(PRODUCT)
    click(window, "next")
    window.begin_lecture()
    settled()
    assert window.session.cursor == Cursor()
    assert tangents(window) == {}
    window.end_lecture()
    settled()
    assert tangents(window) == {"x": "1", "q": "1"}


# What changes meanwhile --------------------------------------------------------------------------


def test_another_value_keeps_the_place(on):
    window = on(PRODUCT)
    click(window, "next")
    click(window, "next")
    commands.set_value(window.session, window.session.circuit.named("z").id, 7.0)
    settled()
    assert tangents(window) == {"x": "1", "q": "1", "f": "7"}
    assert window.sweeping.place == Place(0, 2)


def test_a_change_of_structure_begins_anew_and_undo_is_no_trap(on):
    window = on(PRODUCT)
    click(window, "next")
    window.session.select([window.session.circuit.named("x").id])
    commands.delete(window.session)
    settled()
    assert tangents(window) == {}
    assert not panel(window).found.isVisible()
    assert "nothing to differentiate" in panel(window).problem.text()
    window.session.undo()
    settled()
    assert panel(window).found.isVisible()
    click(window, "next")
    assert tangents(window) == {"x": "1", "q": "1"}


def test_there_is_room_for_the_tangent_of_the_lowest_gate(on):
    window = on(PRODUCT)
    press(Qt.Key.Key_L)
    settled()
    window.sweeping.choose(2)
    settled()
    (pill,) = (pill for pill in window.scene.tangents._pills if pill.isVisible())
    shown = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    assert shown.contains(pill.sceneBoundingRect())
    zoom = window.view.zoom
    window.shell.side.show_panel("modes", False)
    settled()
    assert window.view.zoom >= zoom


def test_pills_go_where_their_gates_go(on):
    from circuitlab.circuit.edits import move

    window = on(PRODUCT)
    pill = window.scene.tangents._pills[0]
    before = pill.boundingRect()
    x = window.session.circuit.named("x")
    window.session.commit("Move", move(window.session.circuit, {x.id: (x.position[0], x.position[1] - 48)}))
    settled()
    assert pill.boundingRect().top() == before.top() - 48


def test_inside_a_gate_its_own_modes_are_shown(on):
    circuit = neuron()
    circuit.apply(compose(circuit, [gate.id for gate in circuit.gates.values() if gate.inputs], "whole"))
    window = on(circuit)
    click(window, "next")
    assert tangents(window) == {"w0": "1", "f": "−0.1966"}, "a gate of gates is one step"
    window.session.enter(window.session.circuit.named("f").id)
    settled()
    click(window, "next")
    assert len(window.sweeping.race.sweep(0)) == 4


def test_nothing_that_predict_covers_is_given_away(on):
    window = on(PRODUCT)
    click(window, "end")
    window.view.setFocus()
    press(Qt.Key.Key_Q)
    settled()
    assert tangents(window) == {}
    assert not panel(window).found.isVisible()
    assert panel(window).problem.text() == (
        "Numbers are being predicted: forward mode would tell them. It waits until that is over (Q)."
    )
    press(Qt.Key.Key_Q)
    settled()
    assert panel(window).found.isVisible()


def test_nothing_that_a_slide_asks_for_is_given_away(window_on, asking_slide):
    window = window_on(to_circuit("f = a * a"), "t")
    window.shell.side.show_panel("modes", True)
    window.lessons.start(asking_slide)
    settled()
    assert tangents(window) == {}
    assert not panel(window).found.isVisible()
    assert panel(window).problem.text() == (
        "Numbers are being predicted: forward mode would tell them. It waits until that is over."
    )
    window.predicting.show()
    settled()
    assert panel(window).found.isVisible()


def test_without_an_objective_that_is_said(on):
    window = on("f = constant(2)")
    assert panel(window).problem.text() == "f depends on no input: no sweep begins anywhere."
    assert tangents(window) == {}


def test_a_long_circuit_is_prepared_in_slices(on, qtbot):
    window = on("x0 = 0.5\n" + "\n".join(f"x{i} = sin(x{i - 1})" for i in range(1, LIVE + 300)))
    qtbot.waitUntil(lambda: window.sweeping.race is not None)
    settled()
    assert panel(window).found.isVisible()
    assert window.session.cursor == window.sweeping.race.cursor(Place())


def test_a_look_away_while_it_is_prepared_does_no_harm(window_on, qtbot):
    chain = "x0 = 0.5\n" + "\n".join(f"x{i} = sin(x{i - 1})" for i in range(1, LIVE + 300))
    window = window_on(to_circuit(chain), "t")
    for shown in (True, False, True):
        window.shell.side.show_panel("modes", shown)
    assert window.sweeping.race is None
    qtbot.waitUntil(lambda: window.sweeping.race is not None)
    settled()
    assert panel(window).found.isVisible()


def test_another_look_keeps_the_place(on):
    window = on(PRODUCT)
    click(window, "next")
    window.set_theme("dark")
    settled()
    assert tangents(window) == {"x": "1", "q": "1"}
    assert panel(window).forward.count == Count(1)
    window.shell.side.show_panel("modes", False)
    settled()
    assert window.session.cursor == Cursor()


def test_a_failure_is_said_in_the_place_of_the_numbers(on, no_failures, monkeypatch, qtbot):
    def failing(race):
        yield
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(Race, "preparing", failing)
        window = on("x0 = 0.5\n" + "\n".join(f"x{i} = sin(x{i - 1})" for i in range(1, LIVE + 300)))
        qtbot.waitUntil(lambda: panel(window).problem.text() == FAILED)
    assert "ZeroDivisionError" in no_failures.pop()
    window.session.edit("Set x0", lambda c: edits.set_value(c, c.names["x0"], 0.25))
    qtbot.waitUntil(lambda: panel(window).sweeping.race is not None)
