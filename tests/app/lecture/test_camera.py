"""The camera: whole circuits whole, wide ones step by step, and the small map beside them."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication
from support.covered_labels import covered_gates, covered_labels
from support.layouts import example
from support.measured_circuits import network

from circuitlab.app.lecture.camera import PAN_MS
from circuitlab.app.lecture.composition import inside
from circuitlab.app.lecture.small_map import taken_by
from circuitlab.circuit.text import to_circuit

WIDE = "\n".join(["a0 = 1", *(f"a{k + 1} = sin(a{k})" for k in range(14))])


def seen(hall):
    return hall.view.mapToScene(hall.view.viewport().rect()).boundingRect()


def rect(hall, name):
    return hall.window.scene.rect_of(hall.session.circuit.named(name).id)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_a_small_circuit_is_seen_whole_and_has_no_map(hall, size):
    hall = hall()
    hall.begin(size)
    assert hall.lecture.camera.whole
    assert seen(hall).contains(hall.window.scene.extent())
    assert not hall.lecture.stage.map.isVisible()
    before = seen(hall)
    hall.step(5)
    assert seen(hall) == before


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_a_wide_circuit_shows_each_step_with_what_feeds_it(hall, size):
    hall = hall(to_circuit(WIDE))
    hall.begin(size)
    assert not hall.lecture.camera.whole
    assert seen(hall).contains(rect(hall, "a0"))
    for k in range(14):
        hall.step()
        assert seen(hall).contains(rect(hall, f"a{k + 1}"))
        assert seen(hall).contains(rect(hall, f"a{k}"))


def test_it_pans_within_600_ms_of_the_one_clock_and_eases(hall):
    hall = hall(to_circuit(WIDE))
    hall.begin()
    hall.step(3)
    start = seen(hall).center().x()
    while not hall.lecture.camera.moving:
        hall.player.next()
        hall.player.finish()
    way = hall.lecture.camera._way
    hall.wait(PAN_MS / 10)
    early = seen(hall).center().x() - start
    hall.wait(PAN_MS * 0.4)
    middle = seen(hall).center().x() - start
    hall.wait(PAN_MS / 2)
    whole = way[1].x() - way[0].x()
    assert not hall.lecture.camera.moving
    assert 0 <= early < whole * 0.05
    assert middle == pytest.approx(whole / 2, abs=2)
    assert seen(hall).center().x() - start == pytest.approx(whole, abs=2)


def test_with_reduced_motion_it_is_there_at_once(hall):
    hall = hall(to_circuit(WIDE))
    hall.begin()
    hall.player.set_reduced(True)
    for _ in range(10):
        hall.player.next()
        assert not hall.lecture.camera.moving
    assert seen(hall).contains(rect(hall, "a10"))


def test_a_press_in_mid_pan_brings_the_camera_there_too(hall):
    hall = hall(to_circuit(WIDE))
    hall.begin()
    while not hall.lecture.camera.moving:
        hall.step(0)
        hall.player.next()
    hall.press(Qt.Key.Key_PageDown)
    assert not hall.lecture.camera.moving
    assert not hall.player.animating


def test_pausing_the_step_does_not_stop_the_camera_nor_the_camera_the_pause(hall):
    hall = hall(to_circuit(WIDE))
    hall.begin()
    hall.player.toggle_play()
    while not hall.lecture.camera.moving:
        hall.wait(100)
    hall.player.toggle_play()
    moment = hall.player.frames.now.motion.t_ms
    hall.wait(PAN_MS)
    assert not hall.lecture.camera.moving
    assert hall.player.frames.now.motion.t_ms == moment


def test_the_map_shows_what_the_picture_shows(hall):
    hall = hall(to_circuit(WIDE))
    hall.begin()
    hall.step(7)
    small = hall.lecture.stage.map
    assert small.isVisible()
    everything = small.place(hall.window.scene.extent())
    assert QRectF(small.rect()).contains(everything)
    frame = small.place(seen(hall) & hall.window.scene.extent())
    gate = small.place(rect(hall, "a7"))
    assert frame.contains(gate)
    assert frame.width() / everything.width() == pytest.approx(
        (seen(hall) & hall.window.scene.extent()).width() / hall.window.scene.extent().width()
    )


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_a_neuron_of_five_inputs_is_seen_whole_and_nothing_in_it_is_covered(hall, size):
    hall = hall(example("neuron"))
    hall.begin(size)
    for _ in range(len(hall.session.trace)):
        hall.step()
        assert hall.lecture.camera.whole
        assert covered_labels(hall.window.scene) == []
        assert covered_gates(hall.window.scene) == []


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize("name", ["neuron", "neuron-in-parts", "two-two-two"])
def test_the_map_lies_over_nothing(hall, name, size):
    hall = hall(example(name))
    hall.begin(size)
    for _ in range(len(hall.session.trace)):
        hall.step()
        small = hall.lecture.stage.map
        covered = [part for part in taken_by(hall.view) if part.intersects(QRectF(small.geometry()))]
        assert not small.isVisible() or covered == []


def test_the_map_never_lies_over_the_step(hall):
    hall = hall(to_circuit(WIDE))
    hall.begin()
    for _ in range(len(hall.session.trace)):
        hall.step()
        around = hall.view.mapFromScene(hall.lecture.camera.around()).boundingRect()
        assert not hall.lecture.stage.map.geometry().intersects(around)


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_in_a_network_of_643_gates_every_step_is_in_the_picture(hall, size):
    hall = hall(network(2, 16, 16, 1))
    hall.begin(size)
    hall.player.set_speed(None)
    for index in range(0, len(hall.session.trace), 97):
        hall.session.move_cursor(type(hall.session.cursor)(index + 1))
        QApplication.processEvents()
        step = hall.session.trace.steps[index]
        assert seen(hall).contains(hall.window.scene.rect_of(step.gate).center())


def test_no_more_than_there_is_is_seen():
    assert inside(0, 0, 100, 40) == 20
    assert inside(99, 0, 100, 40) == 80
    assert inside(50, 0, 100, 40) == 50
    assert inside(0, 0, 100, 140) == 50
