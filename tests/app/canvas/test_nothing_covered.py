"""In every example, at every size it is shown at, no number or name covers another, a gate or a junction."""

import pytest
from support.covered_labels import covered_gates, covered_junctions, covered_labels
from support.layouts import EXAMPLES, example

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.lecture.camera import FOLLOW_ZOOM
from circuitlab.app.lecture.stage import GATES
from circuitlab.engine.passes import run
from circuitlab.engine.trace import end

WHOLE, FIT, LARGE_TEXT = "100 %", "fit", "200 %"
HALL, PART = "lecture", "a part of it in a lecture"


@pytest.fixture
def seen(qtbot):
    """A function that shows an example at the end of its trace at one of the sizes."""

    def show(name, size):
        scene = CircuitScene()
        view = CanvasView(scene)
        qtbot.addWidget(view)
        view.resize(1192, 530)
        view.show()
        circuit = example(name)
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
            view.set_zoom(1.0)
        return scene

    return show


@pytest.mark.parametrize("size", [WHOLE, FIT, LARGE_TEXT, HALL, PART])
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_number_or_name_covers_anything(seen, name, size):
    scene = seen(name, size)
    assert covered_labels(scene) == []
    assert covered_gates(scene) == []
    in_hall = size in (HALL, PART)
    assert [each for each in covered_junctions(scene) if not (in_hall and is_message(each))] == []


def is_message(covering):
    """Whether it is the message of a branch that covers something.

    In a lecture it is longer than the room before its port that the layout has kept for it at 100 %.
    """
    (_, what), _ = covering
    return what.startswith("message")
