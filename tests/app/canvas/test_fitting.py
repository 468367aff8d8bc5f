"""What of a circuit is shown when it is opened, and how large, at every text size."""

import pytest
from support.drawn_circuits import PRODUCT, placed
from support.layouts import example

from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.fitting import READABLE_ZOOM
from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.label_places import Scale, moving_scale, places_of
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.sight import follow
from circuitlab.app.canvas.state import State
from circuitlab.app.canvas.surface import DETAILS_FROM, label_zoom, text_px
from circuitlab.app.canvas.view import CanvasView
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor, end
from circuitlab.gates.kind import Shape

WIDE = "\n".join(["a0 = 1", *(f"a{k + 1} = sin(a{k})" for k in range(14))])


@pytest.fixture
def shown(qtbot):
    """A function that shows a formula text at the end of its trace."""

    def show(text):
        circuit = placed(text)
        scene = CircuitScene()
        view = CanvasView(scene)
        qtbot.addWidget(view)
        view.resize(900, 600)
        view.show()
        scene.reset(circuit)
        trace = run(circuit)
        scene.show(Frame(trace, end(trace)))
        view.fitting.fit()
        return circuit, scene, view

    return show


def gate(circuit, name):
    """Id of the gate of that name."""
    return circuit.named(name).id


def seen_of(view):
    """What of the scene is in the view."""
    return view.mapToScene(view.viewport().rect()).boundingRect()


def test_a_circuit_opens_no_smaller_than_its_numbers_can_be_read(shown):
    circuit, scene, view = shown(WIDE)
    assert view.zoom < READABLE_ZOOM
    view.fitting.show_circuit()
    assert view.zoom == pytest.approx(READABLE_ZOOM)
    seen = seen_of(view)
    assert seen.contains(scene.rect_of(gate(circuit, "a0")))
    last = scene.rect_of(gate(circuit, "a14"))
    assert not seen.intersects(last)
    follow(view, last)
    assert seen_of(view).contains(last)


def test_a_small_circuit_opens_whole(shown):
    _, scene, view = shown(PRODUCT)
    view.fitting.show_circuit()
    assert seen_of(view).contains(scene.extent())


@pytest.mark.parametrize("name", ["dead-relu", "cs224n", "tanh-neuron", "three-patterns"])
def test_what_opens_whole_at_the_start_has_room_for_the_words_that_come_at_the_end(shown, name):
    _, scene, view = shown(PRODUCT)
    circuit = example(name)
    trace = run(circuit)
    view.resize(736, 530)  # what stands between the panels of a 1280 x 800 window
    scene.reset(circuit)
    scene.show(Frame(trace, Cursor()))
    view.fitting.show_circuit()
    scene.show(Frame(trace, end(trace)))
    assert any(item.state.pull == 0 for item in scene.stage.gates.values())
    assert seen_of(view).contains(scene.extent())


def test_with_large_text_a_small_circuit_opens_whole_with_its_numbers(shown):
    circuit, scene, view = shown(PRODUCT)
    view.resize(1148, 398)  # what the lecture hall's text leaves of a 1280 x 800 window
    view.set_text_scale(2.75)
    view.fitting.show_circuit()
    assert view.zoom < DETAILS_FROM
    assert seen_of(view).contains(scene.extent())
    numbers = scene.stage.gates[gate(circuit, "z")].places
    assert not numbers.value.isEmpty()
    assert not numbers.gradient.isEmpty()


def test_with_large_text_what_is_too_large_in_whole_opens_large_from_the_left(shown):
    _, scene, view = shown(WIDE)
    view.resize(1280, 600)
    view.set_text_scale(1.5)
    view.fitting.show_circuit()
    assert view.zoom == pytest.approx(DETAILS_FROM)
    seen = seen_of(view)
    assert seen.left() < scene.extent().left()


@pytest.mark.parametrize("text_scale", [1.0, 1.25, 2.0, 2.75])
@pytest.mark.parametrize("zoom", [0.2, 0.3, 0.41])
def test_text_stays_readable_however_it_shrinks_with_its_gates(zoom, text_scale):
    known = label_zoom(zoom, text_scale)
    assert text_px(16, known) * zoom * text_scale >= 11 - 0.02
    assert known >= zoom


@pytest.mark.parametrize("scale", [Scale(1), Scale(1, 1.1), Scale(0.6), Scale(0.42, 1.1), Scale(0.3)])
def test_a_number_on_its_way_is_no_smaller_than_where_it_arrives(scale):
    face = Face("add", Shape.OPERATION, inputs=2)
    arrived = places_of(face, State(value_text="3", current="forward"), scale)
    assert moving_scale(scale) >= arrived.scale
