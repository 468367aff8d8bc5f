"""f = (x + y) z from an empty canvas to a saved file, with the mouse alone; numbers and names are typed."""

import pytest
from PySide6.QtCore import QObject, Signal
from support.mouse import Mouse

from circuitlab.files import store

AT = {"x": (60, 100), "y": (60, 220), "z": (60, 340), "add": (280, 160), "multiply": (480, 240)}
"""Where the gates are put, in pixels of the viewport."""


class HandClock(QObject):
    """Time stands still until `ticked` is emitted."""

    ticked = Signal(float)

    def start(self):
        pass

    def stop(self):
        pass


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def window(make_window, clock):
    window = make_window(clock)
    window.show()
    return window


@pytest.fixture
def mouse(window):
    return Mouse(window)


def gate(window, name):
    return window.session.circuit.named(name).id


def values(window):
    """What is written at the gates that have a value, by name."""
    items = {g.name: window.scene.stage.gates[g.id] for g in window.session.circuit.gates.values()}
    return {name: item.state.value_text for name, item in items.items() if item.state.value_text}


def gradients(window):
    """What is written in the gradients' pills, by name."""
    items = {g.name: window.scene.stage.gates[g.id] for g in window.session.circuit.gates.values()}
    return {name: item.state.gradient_text for name, item in items.items() if item.state.gradient_text}


def build(window, mouse):
    for name in "xyz":
        mouse.place("input", AT[name])
    mouse.place("add", AT["add"])
    mouse.place("multiply", AT["multiply"])
    kinds = {g.kind: g.id for g in window.session.circuit.gates.values()}
    mouse.wire(gate(window, "x"), kinds["add"], 0)
    mouse.wire(gate(window, "y"), kinds["add"], 1)
    mouse.wire(kinds["add"], kinds["multiply"], 0)
    mouse.wire(gate(window, "z"), kinds["multiply"], 1)
    mouse.type_onto(kinds["add"], "q")
    mouse.type_onto(kinds["multiply"], "f")
    for name, value in (("x", "-2"), ("y", "5"), ("z", "−4")):
        mouse.type_onto(gate(window, name), value)


def run(window, mouse):
    """Both passes, each press after the motion of the last one is over."""
    for _ in range(2):
        mouse.press_button("step_forward")
        window.player.finish()
    for _ in range(3):
        mouse.press_button("step_backward")
        window.player.finish()


def test_the_whole_way_by_mouse(window, mouse, tmp_path):
    build(window, mouse)
    session = window.session
    assert len(session.circuit.gates) == 5
    assert len(session.circuit.wires) == 4

    mouse.press_button("step_forward")
    window.player.finish()
    assert values(window) == {"x": "−2", "y": "5", "z": "−4", "q": "3"}
    mouse.press_button("step_forward")
    window.player.finish()
    assert values(window)["f"] == "−12"
    assert gradients(window) == {}
    mouse.press_button("step_backward")
    window.player.finish()
    assert gradients(window) == {"f": "1"}
    mouse.press_button("step_backward")
    window.player.finish()
    assert gradients(window) == {"f": "1", "q": "−4", "z": "3"}
    mouse.press_button("step_backward")
    window.player.finish()
    shown = values(window), gradients(window)
    assert shown[1] == {"f": "1", "q": "−4", "z": "3", "x": "−4", "y": "−4"}

    built = session.circuit.parts
    while session.undo_stack.canUndo():
        window.commands["undo"].trigger()
    assert not session.circuit.gates
    assert not window.scene.stage.gates
    while session.undo_stack.canRedo():
        window.commands["redo"].trigger()
    assert session.circuit.parts == built

    path = tmp_path / "by mouse.circuit"
    session.save(path)
    session.open(store.read(path), path)
    assert session.circuit.parts == built
    run(window, mouse)
    assert (values(window), gradients(window)) == shown


def test_a_press_in_mid_motion_finishes_it_first(window, mouse, clock):
    build(window, mouse)
    for _ in range(5):
        mouse.press_button("next")
        clock.ticked.emit(40.0)
    assert window.player.at_end
    assert window.player.animating
    window.player.finish()
    assert gradients(window) == {"f": "1", "q": "−4", "z": "3", "x": "−4", "y": "−4"}
