"""What travels is whole and hides nothing, at every moment: pulses keep clear of gates and of each other."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from support.drawn_circuits import placed
from support.layouts import example

from circuitlab.app.canvas.frame import Frame, Motion, duration
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.motion_ways import ways
from circuitlab.app.canvas.pulses import pulses
from circuitlab.app.canvas.scene import LECTURE_SCALE, CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor
from circuitlab.gates.kind import Shape

MOMENTS = 60
WIDE_GATE = "a = 1\nb = -2\nc = 30\nd = -0.123\nf = a + b + c + d"


def shown(circuit, *, lecture):
    """A scene that shows a circuit, and its trace."""
    scene, trace = CircuitScene(), run(circuit)
    scene.reset(circuit)
    scene.show(Frame(trace, Cursor(), lecture=lecture))
    if lecture:
        scene.set_text_scale(LECTURE_SCALE, lecture=True)
        scene.make_room()
    return scene, trace


def moments(scene, trace, *, lecture):
    """Every step of a trace at every moment of its animation: the step, and the pills that travel."""
    for step in trace.steps:
        whole = duration(trace, Motion(step.index, step.index))
        for share in range(MOMENTS):
            motion = Motion(step.index, step.index, whole * share / MOMENTS)
            scene.show(Frame(trace, Cursor(step.index + 1), motion, lecture=lecture))
            shown = [pulse for pulse in pulses(scene.stage.looks) if pulse.text is not None]
            yield step, [way.rect for way in ways(scene.stage, shown)]


def body(scene, key):
    item = scene.stage.gates[key]
    return body_rect(item.face).translated(item.pos())


@pytest.mark.parametrize("lecture", [False, True])
@pytest.mark.parametrize("circuit", [example("sum-then-product"), placed(WIDE_GATE), example("neuron")])
def test_pulses_that_travel_together_never_lie_over_each_other(qapp, circuit, lecture):
    scene, trace = shown(circuit, lecture=lecture)
    for _, rects in moments(scene, trace, lecture=lecture):
        for index, rect in enumerate(rects):
            assert not any(rect.intersects(other) for other in rects[:index])


@pytest.mark.parametrize("lecture", [False, True])
@pytest.mark.parametrize("name", ["sum-then-product", "neuron", "two-two-two"])
def test_no_pulse_hides_a_symbol(qapp, name, lecture):
    scene, trace = shown(example(name), lecture=lecture)
    for step, rects in moments(scene, trace, lecture=lecture):
        middle = body(scene, step.gate).center()
        half = 14 if scene.stage.gates[step.gate].face.shape is Shape.OPERATION else 28
        symbol = QRectF(middle.x() - half, middle.y() - 16, 2 * half, 32)
        assert not any(rect.intersects(symbol) for rect in rects)


def test_the_card_of_a_gate_that_acts_stands_in_the_picture_also_at_its_edges(qtbot):
    scene, trace = shown(example("sum-then-product"), lecture=False)
    view = CanvasView(scene)
    qtbot.addWidget(view)
    view.show()
    step = trace.steps[1]
    gate = body(scene, step.gate)
    view.resize(360, 300)
    for off in (QPointF(-130, 0), QPointF(0, -90)):  # the gate is at the right edge, and at the lower one
        view.centerOn(gate.center() + off)
        whole = duration(trace, Motion(step.index, step.index))
        motion = Motion(step.index, step.index, whole / 2)
        scene.show(Frame(trace, Cursor(step.index + 1)))
        scene.show(Frame(trace, Cursor(step.index + 1), motion))
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        assert not scene.motion.cards_rect().isEmpty()
        assert seen.contains(scene.motion.cards_rect())


def test_a_pulse_is_drawn_where_its_way_says(qapp):
    scene, trace = shown(example("sum-then-product"), lecture=True)
    step = trace.steps[trace.forward_count + 1]
    scene.show(Frame(trace, Cursor(step.index + 1), Motion(step.index, step.index, 800.0), lecture=True))
    drawn = [item.boundingRect() for item in scene.motion.pulses.items]
    meant = [way.rect for way in ways(scene.stage, pulses(scene.stage.looks))]
    assert len(drawn) == len(meant) > 1
    assert all(one.contains(other) for one, other in zip(drawn, meant, strict=True))
