"""A lecture's screen is wide and low: gates stand closer above each other there, and only there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app.canvas.label_blocks import AT_PORT
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.files.store import laid_out
from circuitlab.layout.metrics import has_labels
from circuitlab.teach.lessons.shipped import shipped

Key = Qt.Key


def gate(room, name):
    return room.session.circuit.named(name)


def item_at(room, name):
    at = room.window.scene.stage.gates[gate(room, name).id].pos()
    return at.x(), at.y()


def heights(room, names):
    return [item_at(room, name)[1] for name in names]


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_the_first_examples_gates_are_nearly_two_and_a_half_times_their_size_at_1080_lines(hall, size):
    room = hall()
    room.begin(size)
    room.step(5)
    assert room.lecture.camera.whole
    assert room.view.transform().m11() > 2.4 * size[1] / 1080


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("title", ["The chain rule", "Patterns in the backward flow"])
def test_every_number_of_a_few_gates_stands_at_its_port(hall, size, title):
    (lesson,) = (each for each in shipped() if each.title.startswith(title))
    room = hall()
    room.begin(size)
    room.window.documents.open_lesson(lesson.path)
    for index in range(room.window.lessons.count):
        room.window.lessons.go_to(index)
        room.settle()
        stage = room.window.scene.stage
        labelled = [key for key, item in stage.gates.items() if has_labels(item.face.shape)]
        assert {stage.spots.of(key) for key in labelled} == {AT_PORT}, f"slide {index + 1}"


def test_the_circuit_itself_does_not_move(hall):
    room = hall()
    before = {gate.name: gate.position for gate in room.session.circuit.gates.values()}
    placed = [item_at(room, name) for name in "xyzqf"]
    room.begin()
    assert {gate.name: gate.position for gate in room.session.circuit.gates.values()} == before
    assert not room.session.modified
    x, y, z = heights(room, "xyz")
    assert (y - x, z - y) == (132, 84)
    assert item_at(room, "q")[1] + 12 == item_at(room, "f")[1], "wires stay straight"
    room.press(Key.Key_Escape)
    room.settle()
    assert [item_at(room, name) for name in "xyzqf"] == placed


def test_what_somebody_has_placed_stays_where_it_is(hall):
    circuit = laid_out(to_circuit("x = -2\ny = 5\nf = x + y"))
    circuit.apply(edits.move(circuit, {circuit.names["y"]: (12.0, 300.0)}))
    room = hall(circuit)
    room.begin()
    assert item_at(room, "y") == (12.0, 300.0)


def drag(room, name, by):
    viewport, view = room.view.viewport(), room.view
    centre = room.window.scene.stage.gates[gate(room, name).id].scenePos()
    at = view.mapFromScene(centre) - QPoint(0, round(14 * view.transform().m11()))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=at)
    for share in (0.5, 1.0):
        QTest.mouseMove(viewport, at + QPoint(0, round(by * view.transform().m11() * share)))
    QTest.mouseRelease(
        viewport, Qt.MouseButton.LeftButton, pos=at + QPoint(0, round(by * view.transform().m11()))
    )
    room.settle()


def test_a_gate_that_is_dragged_in_a_lecture_follows_the_pointer_and_the_others_stay(hall):
    room = hall()
    room.begin()
    before = {name: item_at(room, name) for name in "xyzqf"}
    drag(room, "q", 36)
    after = {name: item_at(room, name) for name in "xyzqf"}
    room.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert {name: item_at(room, name) for name in "xyzqf"} == before
    x, y = before["q"]
    assert after["q"][0] == x
    assert after["q"][1] == pytest.approx(y + 36, abs=12)
    assert {name: after[name] for name in "xyzf"} == {name: before[name] for name in "xyzf"}


def test_labels_of_two_gates_never_lie_on_each_other(hall):
    """Whatever is shown whole, at the end of both passes, where most labels are large."""
    room = hall()
    room.begin()
    stage = room.window.scene.stage
    for lesson in shipped():
        room.window.documents.open_lesson(lesson.path)
        for index in range(room.window.lessons.count):
            room.window.lessons.go_to(index)
            QApplication.processEvents()
            room.player.end()
            room.settle()
            if not room.lecture.camera.whole:
                continue
            labels = [
                (key, label.translated(item.pos()))
                for key, item in stage.gates.items()
                for label in (item.places.value, item.places.gradient)
                if not label.isEmpty() and item.face.name is not None
            ]
            for place, (key, label) in enumerate(labels):
                for other, beside in labels[place + 1 :]:
                    overlap = label.intersected(beside)
                    where = f"{lesson.title}, slide {index + 1}: {key} and {other}"
                    assert key == other or min(overlap.width(), overlap.height()) < 2, where
