"""What a slide of a lesson shows in a lecture: what it is about is in the picture, and whole."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.covered_labels import covered_gates

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.lecture.rehearsal import SIZES, DryStage, Stop
from circuitlab.app.lecture.subject import named, subject
from circuitlab.circuit.text import to_circuit
from circuitlab.gates.kind import Shape
from circuitlab.teach.lessons.deck import open_lesson, prepared
from circuitlab.teach.lessons.shipped import shipped

CHAIN = "\n".join(["a0 = 1", *(f"a{k + 1} = sin(a{k})" for k in range(14))])
NEURON, NETWORK = (
    next(each.path for each in shipped() if each.path.stem == stem)
    for stem in (
        "5-neuron",
        "8-two-two-two",
    )
)


@pytest.fixture
def dry(qapp, no_failures):
    made = []

    def make(lesson, size=SIZES[0]):
        made.append(DryStage(size, lesson))
        return made[-1]

    yield make
    for each in made:
        each.close()
    QApplication.processEvents()


def in_picture(dry, gate):
    return dry.camera.shows(gate)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", [NEURON, NETWORK], ids=lambda path: path.stem)
def test_what_a_slide_asks_for_and_a_gate_that_it_names_are_in_the_picture(dry, path, size):
    deck = open_lesson(path)
    shown = dry(deck, size)
    for index, page in enumerate(deck.pages):
        shown.go_to(Stop(index))
        about = subject(shown.session, shown.lessons)
        assert about == () or in_picture(shown, about[0]), page.slide.title
        if page.slide.question is not None:
            assert about[0] == page.shown.names[page.slide.question.gate]


@pytest.mark.parametrize("size", SIZES)
def test_a_slide_about_the_whole_network_shows_all_of_its_gates(dry, size):
    shown = dry(open_lesson(NETWORK), size)
    for slide in (0, 8):
        shown.go_to(Stop(slide))
        assert all(in_picture(shown, gate) for gate in shown.session.circuit.gates)


@pytest.mark.parametrize("size", SIZES)
def test_from_far_a_slide_shows_the_numbers_of_the_gates_that_it_speaks_of(dry, size):
    deck = open_lesson(NETWORK)
    shown = dry(deck, size)
    for slide, names in ((2, ("o1", "o2", "t1", "t2", "E")), (4, ("o1", "o2", "E")), (6, ("h1", "o1", "o2"))):
        shown.go_to(Stop(slide))
        gates = {name: shown.session.circuit.names[name] for name in names}
        items = {name: shown.view.circuit_scene.stage.gates[gate] for name, gate in gates.items()}
        assert all(in_picture(shown, gate) for gate in gates.values())
        backward = slide != 2
        for name, item in items.items():
            value, gradient = item.places.value.isEmpty(), item.places.gradient.isEmpty()
            assert (value, gradient) == ((True, False) if backward and name != "E" else (False, True)), name
        told = [each for each in shown.view.circuit_scene.stage.gates.values() if numbered(each)]
        spoken = subject(shown.session, shown.lessons)
        assert {each.key for each in told} <= set(spoken), "no number of the step lies between"


@pytest.mark.parametrize("size", SIZES)
def test_from_far_no_pill_of_a_weight_lies_over_a_gate(dry, size):
    shown = dry(open_lesson(NETWORK), size)
    shown.go_to(Stop(8))
    assert covered_gates(shown.view.circuit_scene) == []


def test_a_step_on_shows_the_numbers_of_the_step_again(dry):
    shown = dry(open_lesson(NETWORK))
    shown.go_to(Stop(2))
    shown.go_to(Stop(2, steps=shown.session.cursor.steps + 2))
    step = shown.session.step
    assert numbered(shown.view.circuit_scene.stage.gates[step.gate])


def numbered(item):
    is_number = item.face.shape is Shape.SQUARE
    return not is_number and not (item.places.value.isEmpty() and item.places.gradient.isEmpty())


def test_a_view_between_all_gates_shows_the_nearest_one(dry):
    deck = prepared(f"# A\nview: 500, 4000 100 %\n\n```\n{CHAIN}\n```\n\nSines.", NETWORK.parent)
    shown = dry(deck)
    assert any(in_picture(shown, gate) for gate in shown.session.circuit.gates)


def test_the_gates_that_a_text_names_are_found_in_words_formulas_and_numbers():
    text = r"A sum of d and $b_1 \cdot \sin(c)$ is {=e.grad at g = 2}: a sum."
    lines = "d = a + b1 + c\nA = 2 * d\ne = A + g"
    page = prepared(f"# A\n\n```\n{lines}\n```\n\n{text}", NETWORK.parent).pages[0]
    found = [page.shown.gates[gate].name for gate in named(page, page.shown)]
    assert found == ["d", "b1", "c", "e"]


def test_f_shows_the_whole_circuit_and_then_the_step_again(hall):
    hall = hall(to_circuit(CHAIN))
    hall.begin()
    hall.step(9)
    assert not seen_by(hall).contains(hall.window.scene.extent())
    hall.press(Qt.Key.Key_F)
    assert seen_by(hall).contains(hall.window.scene.extent())
    assert not hall.lecture.stage.map.isVisible()
    hall.press(Qt.Key.Key_F)
    assert not seen_by(hall).contains(hall.window.scene.extent())
    step = hall.session.trace.steps[8]
    assert seen_by(hall).contains(hall.window.scene.rect_of(step.gate))


def seen_by(hall):
    return hall.view.mapToScene(hall.view.viewport().rect()).boundingRect()


@pytest.mark.parametrize("size", SIZES)
def test_the_field_for_a_value_stands_beside_its_gate(hall, size):
    hall = hall()
    hall.begin(size)
    fields = hall.window.controller.fields
    for name in ("x", "y", "z"):
        gate = hall.session.circuit.names[name]
        fields.edit_value(gate)
        item = hall.window.scene.stage.gates[gate]
        body = hall.view.mapFromScene(body_rect(item.face).translated(item.pos())).boundingRect()
        assert not fields.editor.geometry().intersects(body)
        assert hall.view.viewport().rect().contains(fields.editor.geometry())
    fields.close()
