"""The ghost of the previous run: what every number was before values changed, beside what it is."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.mouse import LEFT, NONE, Mouse

from circuitlab.app import commands
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.scene import Hit
from circuitlab.app.canvas.tips import tip_at
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit

FIRST = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
NEURON = "w0 = 2\nx0 = -1\nw1 = -3\nx1 = -2\nw2 = -3\nf = sigmoid(w0 * x0 + w1 * x1 + w2)"
FAN_OUT = "x = 2\ny = -3\na = x * y\nb = sin(x)\nf = a * x + b"
CIRCUITS = {"first": (FIRST, "x", -1.5), "neuron": (NEURON, "x0", 1.25), "fan-out": (FAN_OUT, "x", 2.5)}


@pytest.fixture
def ghosts_on(window_on):
    """Makes a window at the end of the passes, with the ghost switched on by its key."""

    def make(text=FIRST):
        window = window_on(to_circuit(text), "ghosts")
        QTest.keyClick(window.view, Qt.Key.Key_End)
        QTest.keyClick(window.view, Qt.Key.Key_G)
        return window

    return make


def gate(window, name):
    return window.session.circuit.names[name]


def set_value(window, name, value):
    commands.set_value(window.session, gate(window, name), value)


def ghosts(window):
    """Old value and old gradient by the gate's name, where there is either."""
    found = {}
    for name, key in window.session.circuit.names.items():
        state = window.scene.stage.state(key)
        if (state.old_value_text, state.old_gradient_text) != (None, None):
            found[name] = (state.old_value_text, state.old_gradient_text)
    return found


def test_what_has_changed_shows_what_it_was(ghosts_on):
    window = ghosts_on()
    assert ghosts(window) == {}
    set_value(window, "x", -1.5)
    assert ghosts(window) == {"x": ("−2", None), "q": ("3", None), "f": ("−12", None), "z": (None, "3")}
    set_value(window, "z", -5.0)
    assert ghosts(window) == {
        "z": ("−4", None),
        "f": ("−14", None),
        "x": (None, "−4"),
        "y": (None, "−4"),
        "q": (None, "−4"),
    }


def test_its_key_and_its_menu_switch_it(ghosts_on):
    window = ghosts_on()
    action = window.commands["ghosts"]
    assert action.isChecked()
    set_value(window, "x", -1.5)
    QTest.keyClick(window.view, Qt.Key.Key_G)
    assert not action.isChecked()
    assert ghosts(window) == {}
    action.trigger()
    assert ghosts(window)["q"] == ("3", None), "switched on later, it is there at once"


def test_a_drag_is_compared_with_where_it_began(ghosts_on):
    window = ghosts_on()
    set_value(window, "y", 6.0)
    mouse, value = Mouse(window), window.scene.value_rect(gate(window, "x")).center()
    start = QPointF(window.view.mapFromScene(value))
    from PySide6.QtCore import QEvent

    mouse.event(mouse.viewport, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
    for way in (8, 16, 24):
        mouse.event(mouse.viewport, QEvent.Type.MouseMove, start + QPointF(way, 0), NONE, LEFT)
        assert ghosts(window)["x"] == ("−2", None)
        assert ghosts(window)["q"] == ("4", None)
    mouse.event(mouse.viewport, QEvent.Type.MouseButtonRelease, start + QPointF(24, 0), LEFT, NONE)
    assert ghosts(window)["x"] == ("−2", None), "released, it stays"


def test_a_drag_that_is_dropped_leaves_the_ghost_that_was_there(ghosts_on):
    window = ghosts_on()
    set_value(window, "y", 6.0)
    before = ghosts(window)
    session, x = window.session, gate(window, "x")
    session.preview(edits.set_value(session.circuit, x, 3.0))
    assert "y" not in ghosts(window)
    session.cancel_preview()
    assert ghosts(window) == before
    assert before["y"] == ("5", None)


def test_undo_is_a_change_of_values_too(ghosts_on):
    window = ghosts_on()
    set_value(window, "x", -1.5)
    window.session.undo()
    assert ghosts(window)["x"] == ("−1.5", None)


def test_moving_and_naming_keep_it_and_another_structure_drops_it(ghosts_on):
    window = ghosts_on()
    set_value(window, "x", -1.5)
    session = window.session
    session.edit("Move", lambda c: edits.move(c, {gate(window, "x"): (8.0, 8.0)}))
    commands.rename(session, gate(window, "q"), "sum")
    assert ghosts(window)["sum"] == ("3", None)
    wire = next(iter(session.circuit.incoming(gate(window, "f")))).id
    session.edit("Delete wire", lambda c: edits.delete(c, [wire]))
    assert session.previous is None
    assert ghosts(window) == {}


def test_another_circuit_has_none(ghosts_on):
    window = ghosts_on()
    set_value(window, "x", -1.5)
    window.session.open(to_circuit(NEURON), title="neuron")
    assert window.session.previous is None
    assert ghosts(window) == {}


def test_it_goes_no_farther_than_the_passes_have_come(ghosts_on):
    window = ghosts_on()
    set_value(window, "x", -1.5)
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert ghosts(window) == {"x": ("−2", None)}
    QTest.keyClick(window.view, Qt.Key.Key_N)
    assert ghosts(window) == {"x": ("−2", None), "q": ("3", None)}


def test_a_number_that_is_covered_has_no_ghost(ghosts_on):
    window = ghosts_on()
    QTest.keyClick(window.view, Qt.Key.Key_Q)
    set_value(window, "x", -1.5)
    QTest.keyClick(window.view, Qt.Key.Key_End)
    window.predicting.toggle_cover(("value", gate(window, "f")))
    assert "f" not in ghosts(window)
    assert "q" in ghosts(window)


def test_at_a_fan_out_every_branch_has_its_own(ghosts_on):
    window = ghosts_on(FAN_OUT)
    set_value(window, "x", 2.5)
    texts = [
        wire.branch.old_text for wire in window.scene.stage.wires.values() if wire.branch.old_text is not None
    ]
    assert sorted(texts) == ["−0.4161", "−6", "−6"]
    assert ghosts(window)["x"] == ("2", "−12.42")


def test_the_tooltip_says_by_how_much(ghosts_on):
    window = ghosts_on()
    set_value(window, "x", -1.99)
    stage = window.scene.stage
    assert tip_at(stage, Hit("value", gate(window, "x"))) == "x = −1.99\nbefore: −2, changed by +0.01"
    assert tip_at(stage, Hit("value", gate(window, "f"))) == "f = −12.04\nbefore: −12, changed by −0.04"
    assert tip_at(stage, Hit("value", gate(window, "y"))) == "y = 5\nas in the run before"
    assert "before: 3, changed by +0.01" in tip_at(stage, Hit("gradient", gate(window, "z")))
    QTest.keyClick(window.view, Qt.Key.Key_G)
    assert tip_at(stage, Hit("value", gate(window, "x"))) == "x = −1.99"


def labels(window):
    """All numbers on the canvas with their ghosts, as rectangles of the scene."""
    stage, found = window.scene.stage, []
    for item in stage.gates.values():
        if item.face.shape.name == "SQUARE":
            continue
        places = item.places
        rects = {"value": places.value, "gradient": places.gradient}
        rects |= {"old value": places.old_value, "old gradient": places.old_gradient}
        found += [(f"{what} of {item.key}", rect.translated(item.pos())) for what, rect in rects.items()]
        found.append((f"body of {item.key}", body_rect(item.face).translated(item.pos())))
        if item.face.name is not None:
            found.append((f"name of {item.key}", places.name.translated(item.pos())))
    for wire in stage.wires.values():
        found += [(f"message on {wire.key}", wire.branch.rect), (f"old on {wire.key}", wire.branch.old_rect)]
    return [(what, rect) for what, rect in found if not rect.isEmpty()]


def covering(window):
    """The pairs of which one is a ghost, and covers more than a hair of the other."""
    hair = 1.5
    return [
        (one, other)
        for (one, first), (other, second) in combinations(labels(window), 2)
        if "old" in one + other
        and first.adjusted(hair, hair, -hair, -hair).intersects(second.adjusted(hair, hair, -hair, -hair))
    ]


@pytest.mark.parametrize("name", CIRCUITS)
@pytest.mark.parametrize("zoom", [1.0, 0.8, 0.65, 0.5])
def test_no_ghost_covers_another_number_or_a_gate(ghosts_on, name, zoom):
    text, source, value = CIRCUITS[name]
    window = ghosts_on(text)
    set_value(window, source, value)
    window.view.set_zoom(zoom)
    QApplication.processEvents()
    assert ghosts(window)
    assert covering(window) == []


@pytest.mark.parametrize("name", CIRCUITS)
def test_in_a_lecture_it_is_there_by_the_same_key_and_covers_nothing(window_on, qtbot, name):
    text, source, value = CIRCUITS[name]
    window = window_on(to_circuit(text), "lecture")
    QTest.keyClick(window.view, Qt.Key.Key_End)
    window.begin_lecture()
    QApplication.processEvents()
    set_value(window, source, value)
    assert ghosts(window) == {}
    QTest.keyClick(window.view, Qt.Key.Key_G)
    assert ghosts(window)
    assert covering(window) == []
    window.end_lecture()


def test_it_is_painted_struck_through_and_is_in_a_picture_only_while_it_is_on(ghosts_on, tmp_path):
    window = ghosts_on()
    set_value(window, "x", -1.5)

    def exported(name):
        assert window.exports.picture_to(tmp_path / name)
        return QImage(str(tmp_path / name))

    on = exported("on.png")
    rect = window.scene.stage.gates[gate(window, "q")].places.old_value
    assert not rect.isEmpty()
    QTest.keyClick(window.view, Qt.Key.Key_G)
    off = exported("off.png")
    assert on != off
    commands.nudge(window.session, gate(window, "y"))
    nudged = exported("nudged.png")
    window.session.undo()
    set_value(window, "y", 5.01)
    assert exported("plain.png") == nudged, "what a nudge leaves for a moment is in no picture"


def test_a_click_on_a_number_still_finds_it_beside_its_ghost(ghosts_on):
    window = ghosts_on()
    set_value(window, "x", -1.5)
    at = window.scene.value_rect(gate(window, "q")).center()
    assert window.scene.hit(at) == Hit("value", gate(window, "q"))
    assert window.view.viewport().rect().contains(window.view.mapFromScene(at) + QPoint(1, 1))
