"""Numbers on the canvas cover nothing, and from far those that count stay readable."""

import pytest
from support.layouts import EXAMPLES, example

from circuitlab.app.canvas.frame import Frame, Motion
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.label_sizes import NUMBER_TEXT
from circuitlab.app.canvas.motion_items import PulseItem
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor, end
from circuitlab.gates.kind import Shape


@pytest.fixture
def shown_circuit(qtbot):
    """A function that shows a circuit at the end of its trace."""

    def show(circuit):
        scene = CircuitScene()
        view = CanvasView(scene)
        qtbot.addWidget(view)
        view.resize(1192, 530)
        view.show()
        scene.reset(circuit)
        trace = run(circuit)
        scene.show(Frame(trace, end(trace)))
        return scene, view, trace

    return show


def labels_at(scene):
    """Where numbers stand, by gate, in the scene; a constant has its own inside."""
    result = {}
    for key, item in scene.stage.gates.items():
        if item.face.shape is not Shape.SQUARE:
            rects = [item.places.value, item.places.gradient]
            result[key] = [rect.translated(item.pos()) for rect in rects if not rect.isEmpty()]
    return result


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("zoom", [0.69, 0.5, 0.42])
def test_in_the_strip_no_number_covers_another_or_a_gate(shown_circuit, name, zoom):
    scene, view, _ = shown_circuit(example(name))
    view.set_zoom(zoom)
    labels = labels_at(scene)
    bodies = {key: body_rect(item.face).translated(item.pos()) for key, item in scene.stage.gates.items()}
    for key, rects in labels.items():
        for rect in rects:
            assert not any(rect.intersects(body) for body in bodies.values())
            others = [other for another, found in labels.items() if another != key for other in found]
            assert not any(rect.intersects(other) for other in others)


def test_from_far_the_numbers_of_the_current_step_alone_are_shown_and_readable(shown_circuit):
    circuit = example("two-two-two")
    scene, view, trace = shown_circuit(circuit)
    step = trace.steps[trace.forward_count + 3]
    scene.show(Frame(trace, Cursor(step.index + 1)))
    view.set_zoom(0.31)
    told = {key for key, rects in labels_at(scene).items() if rects}
    sources = {wire.source for wire in circuit.incoming(step.gate)}
    squares = {key for key in sources if circuit.gates[key].kind == "constant"}
    assert told == {step.gate} | sources - squares
    assert scene.stage.gates[step.gate].places.scale * NUMBER_TEXT * 0.31 >= 11


def test_from_far_the_end_shows_what_the_sources_got_and_fit_leaves_room_for_it(shown_circuit):
    circuit = example("two-two-two")
    scene, view, trace = shown_circuit(circuit)
    scene.show(Frame(trace, Cursor(0)))
    view.fitting.fit()
    assert view.zoom < 0.42
    shown = view.mapToScene(view.viewport().rect()).boundingRect()
    scene.show(Frame(trace, end(trace)))
    labels = labels_at(scene)
    assert all(labels[gate.id] for gate in circuit.gates.values() if gate.kind == "input")
    assert all(shown.contains(rect) for rects in labels.values() for rect in rects)


@pytest.mark.parametrize("zoom", [1.0, 0.5, 0.31])
def test_a_number_on_its_way_is_readable_at_every_zoom(shown_circuit, zoom):
    scene, view, trace = shown_circuit(example("sum-then-product"))
    index = trace.forward_count + 1
    scene.show(Frame(trace, Cursor(index + 1), Motion(index, index, 864.0)))
    view.set_zoom(zoom)
    heights = [item.boundingRect().height() for item in scene.items() if isinstance(item, PulseItem)]
    assert heights
    assert min(heights) * zoom >= 16
