"""Speed of the canvas in CPU time: a circuit of 1,000 gates, and pulses on the examples."""

import time
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from support.drawn_circuits import PRODUCT, many, placed
from support.layouts import deep

from circuitlab.app.canvas.frame import Frame, Motion
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.circuit.changes import replacing
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor, end
from circuitlab.files.store import laid_out

GATES = 1000
FRAME_MS = 1000 / 60


def best_ms(work, times=5):
    """The least CPU time of several tries: what the work costs when nothing disturbs it."""
    tries = []
    for _ in range(times):
        start = time.process_time()
        work()
        tries.append((time.process_time() - start) * 1000)
    return min(tries)


@pytest.fixture(scope="module")
def large(qapp):
    circuit = many(GATES)
    scene = CircuitScene()
    view = CanvasView(scene)
    view.resize(1280, 800)
    view.show()
    trace = run(circuit)
    yield circuit, scene, view, trace
    view.close()


def test_a_large_circuit_opens_within_a_second(large):
    circuit, scene, view, _ = large

    def open_it():
        trace = run(circuit)
        scene.reset(circuit)
        scene.show(Frame(trace, Cursor()))
        view.fitting.fit()
        view.viewport().repaint()

    assert best_ms(open_it, 2) < 1000


def test_a_deep_circuit_of_1503_gates_opens_within_1500_ms(large):
    _, scene, view, _ = large
    circuit = deep(500)

    def open_it():
        shown = laid_out(circuit)
        scene.reset(shown)
        scene.show(Frame(run(shown), Cursor()))
        view.fitting.fit()
        view.viewport().repaint()

    assert best_ms(open_it, 2) < 1500


def test_the_whole_view_of_a_large_circuit_is_redrawn_within_33_ms(large):
    _, scene, view, trace = large
    scene.show(Frame(trace, end(trace)))
    view.fitting.fit()
    view.viewport().repaint()
    assert best_ms(view.viewport().repaint) < 33


@pytest.mark.parametrize("zoom", [1.0, 0.1])
def test_one_gate_of_a_large_circuit_drags_at_60_frames_a_second(large, zoom):
    circuit, scene, view, _ = large
    view.set_zoom(zoom)
    key = max(circuit.gates)
    view.centerOn(scene.stage.gates[key].pos())
    QApplication.processEvents()

    def drag():
        gate = circuit.gates[key]
        change = replacing([(gate, replace(gate, position=(gate.position[0] + 2, gate.position[1] + 1)))])
        circuit.apply(change)
        scene.apply(change)
        QApplication.processEvents()

    assert best_ms(drag, 10) < FRAME_MS


def test_pulses_run_at_60_frames_a_second(qapp):
    circuit = placed(PRODUCT)
    scene = CircuitScene()
    view = CanvasView(scene)
    view.resize(1280, 800)
    view.show()
    scene.reset(circuit)
    trace = run(circuit)
    view.fitting.fit()
    times = iter(range(0, 1200, 16))

    def frame():
        scene.show(Frame(trace, Cursor(5), Motion(4, 4, float(next(times)))))
        QApplication.processEvents()

    frame()
    worst = max(best_ms(frame, 1) for _ in range(70))
    view.close()
    assert worst < FRAME_MS
