"""In every example, at every size it is shown at, no number or name covers another, a gate or a junction."""

import pytest
from support.covered_labels import covered_gates, covered_junctions, covered_labels
from support.layouts import EXAMPLES, example

from circuitlab.api.learning import template
from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.lecture.composition import FOLLOW_ZOOM
from circuitlab.app.lecture.stage import GATES
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import end
from circuitlab.files.store import laid_out

WHOLE, FIT, LARGE_TEXT = "100 %", "fit", "200 %"
HALL, PART = "lecture", "a part of it in a lecture"
NARROW = {"micrograd-readme"}
"""Its columns are too narrow for a lecture: a total of many figures, and before the next port a message."""


@pytest.fixture
def seen(qtbot):
    """A function that shows a circuit at the end of its trace at one of the sizes, or at a zoom."""

    def show(circuit, size):
        scene = CircuitScene()
        view = CanvasView(scene)
        qtbot.addWidget(view)
        view.resize(1192, 530)
        view.show()
        scene.reset(circuit)
        trace = run(circuit)
        lecture = size in (HALL, PART)
        scene.show(Frame(trace, end(trace), lecture=lecture))
        if lecture:
            view.set_text_scale(GATES, lecture=True)
            view.set_zoom(1.0 if size == HALL else FOLLOW_ZOOM)
            scene.make_room()
        elif size == LARGE_TEXT:
            view.set_text_scale(2.0)
            view.set_zoom(1.0)
            scene.make_room()
        elif size == FIT:
            view.fitting.show_circuit()
        else:
            view.set_zoom(1.0 if size == WHOLE else size)
        return scene

    return show


@pytest.mark.parametrize("size", [WHOLE, FIT, LARGE_TEXT, HALL, PART])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_number_or_name_covers_anything(seen, name, size):
    scene = seen(example(name), size)
    assert covered_labels(scene) == []
    assert covered_gates(scene) == []
    in_hall = name in NARROW and size in (HALL, PART)
    assert [each for each in covered_junctions(scene) if not (in_hall and is_message(each))] == []


@pytest.mark.parametrize("size", [WHOLE, LARGE_TEXT, HALL])
def test_what_a_gate_says_of_itself_covers_neither_its_gradient_nor_the_wires_that_come_in(seen, size):
    scene = seen(laid_out(to_circuit("x = 3\ny = 3\nf = max(x, y)")), size)
    assert covered_labels(scene) == []
    gate = next(item for item in scene.stage.gates.values() if item.state.caption)
    caption = gate.places.caption.translated(gate.pos())
    lines = [point for run in scene.stage.routes.runs.values() for point in run.line]
    assert caption.left() > max(x for x, _ in lines if x < gate.pos().x() - body_rect(gate.face).width() / 2)


def is_message(covering):
    """Whether it is the message of a branch that covers something."""
    (_, what), _ = covering
    return what.startswith("message")


@pytest.mark.parametrize("zoom", [0.6, 0.7, 0.75, 0.9, 1.0])
def test_a_small_network_made_from_a_template_has_room_for_all_its_numbers(seen, zoom):
    scene = seen(template("network", sizes=(2, 3), activation="tanh", seed=1), zoom)
    assert covered_labels(scene) == []
    assert covered_gates(scene) == []
    assert covered_junctions(scene) == []
