"""The gate where numbers stopped being finite says why: under it, in a hover, in the inspector."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from circuitlab.app.canvas.hits import Hit
from circuitlab.app.canvas.tips import tip_at
from circuitlab.app.hidden import COVERED
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit


@pytest.fixture
def window(window_on):
    made = window_on(to_circuit("x = 0\na = log(x)\nf = a * 2"), "log of 0")
    made.shell.side.show_panel("inspector", True)
    made.player.end()
    return made


def inspected(window, name):
    window.session.select([window.session.circuit.names[name]])
    QApplication.processEvents()
    labels = window.shell.side.panels["inspector"]._content.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def tip(window, kind, name):
    return tip_at(window.scene.stage, Hit(kind, window.session.circuit.names[name]))


def state(window, name):
    return window.scene.stage.state(window.session.circuit.names[name])


def test_it_stands_under_the_gate_where_it_began_and_nowhere_else(window):
    assert (state(window, "a").origin, state(window, "a").caption) == (True, "log of 0")
    assert (state(window, "f").hatched, state(window, "f").caption) == (True, "")
    window.player.rewind()
    assert (state(window, "a").origin, state(window, "a").caption) == (False, "")


def test_a_hover_says_it_of_what_is_not_finite(window):
    assert tip(window, "gate", "a") == "a: ln\nbegan here: log of 0"
    assert tip(window, "value", "f") == "f = −∞\nbegan at a: log of 0"
    assert tip(window, "gradient", "a") == "∂f/∂a = 2"
    assert tip(window, "gradient", "x") == "∂f/∂x = ∞\nbegan at a: log of 0"


def test_the_inspector_says_it_where_there_is_something_to_say(window):
    assert "began here: log of 0" in inspected(window, "a")
    assert "began at a: log of 0" in inspected(window, "x")
    window.session.edit("Set x", lambda circuit: edits.set_value(circuit, circuit.names["x"], 1.0))
    assert "Not finite" not in inspected(window, "a")


def test_a_number_that_is_covered_is_not_told_to_be_infinite(window):
    window.predicting.toggle()
    assert window.predicting.toggle_cover(("value", window.session.circuit.names["a"]))
    shown = state(window, "a")
    assert (shown.value_text, shown.origin, shown.caption) == (COVERED, False, "")
    assert tip(window, "gate", "a") == "a: ln"
    assert "Not finite" not in inspected(window, "a")
