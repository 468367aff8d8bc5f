"""What the wires of the shown circuit draw: a fan-out stays whole whatever a gesture does with one wire."""

from dataclasses import replace

import pytest
from support.drawn_circuits import placed

from circuitlab.app.canvas.routes import Routes, Run
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.circuit import edits
from circuitlab.circuit.changes import replacing
from circuitlab.layout.meetings import Share

SHARED = "x = 1\ny = 2\nz = 3\na = x * y\nb = y * z\nc = a * y\nd = b * c * y\n"


def fan_out(circuit):
    return [wire.id for wire in circuit.outgoing(circuit.named("y").id)]


def server(routes, keys):
    return next(key for key in keys if routes.runs[key].served)


def test_a_stretch_that_wires_share_is_painted_by_one_of_them(qapp):
    circuit = placed(SHARED)
    routes = Routes(circuit)
    routes.route_all({})
    starts = {routes.runs[key].points[0] for key in fan_out(circuit)}
    assert len(starts) == 1
    assert sum(routes.runs[key].line[0] in starts for key in fan_out(circuit)) == 1
    assert all(routes.runs[key].dots for key in fan_out(circuit) if routes.runs[key].line[0] not in starts)


def test_a_wire_that_a_gesture_takes_elsewhere_leaves_what_others_need(qapp):
    circuit = placed(SHARED)
    routes = Routes(circuit)
    routes.route_all({})
    key = server(routes, fan_out(circuit))
    served = routes.runs[key].served
    target = circuit.gates[circuit.wires[key].target]
    x, y = target.position
    circuit.apply(replacing([(target, replace(target, position=(x + 240, y + 360)))]))
    for _ in range(2):
        routes.route_some([key])
        assert routes.runs[key].left == served
    assert routes.runs[key].bounds.contains(*served[0])


def test_a_wire_that_is_gone_leaves_its_share_to_the_others(qapp):
    circuit = placed(SHARED)
    routes = Routes(circuit)
    routes.route_all({})
    keys = fan_out(circuit)
    key = server(routes, keys)
    rest = set(keys) - {key}
    assert routes.forget(key, circuit.wires[key].source) == rest
    assert all(routes.runs[other].line == routes.runs[other].points for other in rest)


def test_a_fan_out_that_is_gone_with_its_gate_leaves_nothing(qapp):
    circuit = placed(SHARED)
    scene = CircuitScene()
    scene.reset(circuit)
    keys = fan_out(circuit)
    changes = edits.delete(circuit, [circuit.named("y").id])
    circuit.apply(changes)
    scene.apply(changes)
    assert scene.stage.wires.keys().isdisjoint(keys)
    assert scene.stage.routes.runs.keys() == circuit.wires.keys()


def test_a_lifted_wire_still_shows_what_it_draws_for_others(qapp):
    circuit = placed(SHARED)
    scene = CircuitScene()
    scene.reset(circuit)
    key = server(scene.stage.routes, fan_out(circuit))
    item = scene.stage.wires[key]
    scene.overlay.hidden_wire = key
    scene.overlay_changed()
    assert item.hidden
    assert not item.run.stem.isEmpty()
    assert item.run.stem.length() < item.run.whole.length()
    scene.overlay.hidden_wire = None
    scene.overlay_changed()
    assert not item.hidden


@pytest.mark.parametrize("line", [(), ((0.0, 0.0),), ((0.0, 0.0), (0.0, 0.0))])
def test_a_share_without_length_paints_nothing(line):
    """Where ports are so near that all of a wire is drawn by another one of its gate."""
    run = Run(((0.0, 0.0), (24.0, 0.0)), gaps=((0.0, 0.0),), share=Share(line))
    assert run.path.length() == 0.0
