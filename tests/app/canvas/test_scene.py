"""The scene mirrors the circuit and shows what the trace says at the cursor."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from support.drawn_circuits import FAN_OUT, PRODUCT, placed

from circuitlab.app import fonts
from circuitlab.app.canvas.frame import Frame, Motion, duration
from circuitlab.app.canvas.pulses import cards, pulses
from circuitlab.app.canvas.scene import OUTPUT, CircuitScene
from circuitlab.app.canvas.tips import tip_at
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.theme import DARK
from circuitlab.circuit import edits
from circuitlab.circuit.changes import replacing
from circuitlab.circuit.composing import compose
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor, end
from circuitlab.teach import numbers


@pytest.fixture
def shown(qtbot):
    """A function that shows a formula text at a step, or at the end of its trace."""

    def show(text, step=None, motion=None):
        circuit = placed(text)
        scene = CircuitScene()
        view = CanvasView(scene)
        qtbot.addWidget(view)
        view.resize(900, 600)
        view.show()
        scene.reset(circuit)
        trace = run(circuit)
        scene.show(Frame(trace, end(trace) if step is None else Cursor(step), motion))
        view.fitting.fit()
        return circuit, scene, view, trace

    return show


def texts(circuit, scene):
    states = {gate.name: scene.stage.gates[gate.id].state for gate in circuit.gates.values() if gate.name}
    return {name: (state.value_text, state.gradient_text) for name, state in states.items()}


def gate(circuit, name):
    return circuit.named(name).id


def test_at_the_start_only_sources_have_values(shown):
    circuit, scene, _, _ = shown(PRODUCT, 0)
    assert texts(circuit, scene) == {
        "x": ("−2", None),
        "y": ("5", None),
        "z": ("−4", None),
        "q": (None, None),
        "f": (None, None),
    }


def test_at_the_end_every_gate_shows_value_and_gradient(shown):
    circuit, scene, _, _ = shown(PRODUCT)
    assert texts(circuit, scene) == {
        "x": ("−2", "−4"),
        "y": ("5", "−4"),
        "z": ("−4", "3"),
        "q": ("3", "−4"),
        "f": ("−12", "1"),
    }


def test_scrubbing_there_and_back_shows_the_same(shown):
    circuit, scene, _, trace = shown(PRODUCT, 0)
    before = texts(circuit, scene)
    for step in [*range(len(trace) + 1), *reversed(range(len(trace) + 1))]:
        scene.show(Frame(trace, Cursor(step)))
        assert {key: item.state for key, item in scene.stage.gates.items()} == {
            key: scene.stage.looks.gate(key) for key in circuit.gates
        }
    assert texts(circuit, scene) == before


def test_a_value_appears_only_when_its_pulse_has_arrived(shown):
    circuit, scene, _, trace = shown(PRODUCT, 1, Motion(0, 0, 850.0))
    assert texts(circuit, scene)["q"] == (None, None)
    assert [pulse.text for pulse in pulses(scene.stage.looks)] == ["3"]
    scene.show(Frame(trace, Cursor(1)))
    assert texts(circuit, scene)["q"] == ("3", None)


def test_a_backward_step_sends_its_products_together(shown):
    circuit, scene, _, trace = shown(PRODUCT, 5, Motion(4, 4, 864.0))
    sent = pulses(scene.stage.looks)
    assert [(pulse.role, pulse.text) for pulse in sent] == [("gradient", "−4")] * 2
    assert 0.3 < sent[0].share < 0.4
    assert texts(circuit, scene)["x"] == ("−2", None)
    assert cards(scene.stage.looks)[0].rows == (("∂q/∂x", "= 1"), ("∂q/∂y", "= 1"))
    assert scene.stage.gates[gate(circuit, "q")].state.current == "backward"
    assert duration(trace, Motion(4, 4)) == 1200


def test_the_phases_of_a_forward_step(shown):
    _, scene, _, trace = shown(PRODUCT, 1, Motion(0, 0, 100.0))
    assert [pulse.text for pulse in pulses(scene.stage.looks)] == ["−2", "5"]
    scene.show(Frame(trace, Cursor(1), Motion(0, 0, 500.0)))
    assert pulses(scene.stage.looks) == []
    assert cards(scene.stage.looks)[0].rows == (("x + y", "= −2 + 5"),)
    assert duration(trace, Motion(0, 0)) == 900


@pytest.mark.parametrize(
    ("definition", "says"),
    [
        ("hill(x, y) = 100 - (x - y)**2", "= 100 − (−2 − 5)²"),
        ("hill(x, y) = 100 - (x - y)**2 + sigmoid(x * y) * tanh(x)", "= hill(−2, 5)"),
    ],
)
def test_a_gate_of_its_own_shows_its_rule_with_numbers_where_that_is_short(shown, definition, says):
    _, scene, _, _ = shown(f"gate {definition}\na = -2\nb = 5\nf = hill(a, b)", 1, Motion(0, 0, 500.0))
    assert cards(scene.stage.looks)[0].rows == (("hill(a, b)", says),)


def test_a_gate_made_of_gates_says_its_name_whatever_stands_in_it(shown):
    circuit, scene, _, _ = shown(PRODUCT)
    whole = circuit.names["q"], circuit.names["f"]
    circuit.apply(compose(circuit, whole, "product", symbol="P"))
    scene.reset(circuit)
    scene.show(Frame(run(circuit), Cursor(1), Motion(0, 0, 500.0)))
    assert cards(scene.stage.looks)[0].rows == (("product(x, y, z)", "= product(−2, 5, −4)"),)


def test_a_fan_out_shows_its_messages_its_open_sum_and_its_total(shown):
    circuit, scene, _, trace = shown(FAN_OUT, 4)
    x = gate(circuit, "x")
    assert scene.stage.gates[x].state.gradient_text == "1 + …"
    scene.show(Frame(trace, Cursor(5), Motion(4, 4, 1300.0)))
    assert scene.stage.gates[x].state.gradient_text == "1 + 3 + 3"
    assert duration(trace, Motion(4, 4)) == 1600
    scene.show(Frame(trace, Cursor(5)))
    assert scene.stage.gates[x].state.gradient_text == "7"
    carried = [scene.stage.wires[wire.id].state.message.downstream for wire in circuit.outgoing(x)]
    assert sorted(carried) == [1, 3, 3]


def test_reduced_motion_highlights_the_path_and_moves_nothing(shown):
    circuit, scene, _, trace = shown(PRODUCT, 5, Motion(4, 4, 60.0, reduced=True))
    assert {pulse.text for pulse in pulses(scene.stage.looks)} == {None}
    assert texts(circuit, scene)["x"] == ("−2", "−4")
    assert duration(trace, Motion(4, 4, reduced=True)) == 120


def test_pulls_follow_the_direction(shown):
    circuit, scene, _, trace = shown(PRODUCT)
    z = gate(circuit, "z")
    assert scene.stage.gates[z].state.pull == 3
    scene.show(Frame(trace, end(trace), direction=-1))
    assert scene.stage.gates[z].state.pull == -3
    assert scene.stage.gates[z].state.gradient_text == "3"


def test_states_that_have_names(shown):
    circuit, scene, _, _ = shown("x = 0\nu = log(x)\nk = relu(x)\nlone = x + 1\nv = u * 2\nf = v + k")
    state = {name: scene.stage.gates[gate(circuit, name)].state for name in ("u", "k", "v", "lone")}
    assert state["u"].origin
    assert not state["u"].hatched
    assert state["v"].hatched
    assert state["k"].kink
    assert state["lone"].no_way
    assert state["lone"].caption == "0, no way to f"
    assert "log" in tip_at(scene.stage, scene.hit(scene.stage.gates[gate(circuit, "u")].pos()))


def test_a_hover_tells_the_whole_double(shown):
    circuit, scene, _, _ = shown("x = 0.1\nf = x + 0.2")
    f = gate(circuit, "f")
    tip = tip_at(scene.stage, scene.hit(scene.value_rect(f).center()))
    assert tip == "f = 0.30000000000000004"


def test_everything_is_hit_where_it_is_seen(shown):
    circuit, scene, _, _ = shown(PRODUCT)
    q, x = gate(circuit, "q"), gate(circuit, "x")
    port = scene.port_position(q, 1)
    assert (scene.hit(port).kind, scene.hit(port).id, scene.hit(port).port) == ("input", q, 1)
    assert scene.hit(scene.port_position(q, OUTPUT)).kind == "output"
    assert scene.hit(scene.stage.gates[q].pos()).kind == "gate"
    assert scene.hit(scene.value_rect(x).center()).kind == "value"
    assert scene.hit(scene.name_rect(q).center()).kind == "name"
    wire = circuit.driver(q, 0)
    middle = scene.stage.routes.runs[wire.id].at(scene.stage.routes.runs[wire.id].length / 2)
    assert (scene.hit(QPointF(*middle)).kind, scene.hit(QPointF(*middle)).id) == ("wire", wire.id)
    assert scene.hit(QPointF(5000, 5000)).kind == "nothing"


def test_a_rubber_band_takes_the_gates_inside_it(shown):
    circuit, scene, _, _ = shown(PRODUCT)
    at = scene.stage.gates[gate(circuit, "x")].pos()
    assert scene.gates_in(QRectF(at.x() + 60, at.y() + 60, -120, -120)) == [gate(circuit, "x")]


def test_items_follow_every_edit_and_its_undo(shown):
    circuit, scene, _, _ = shown(PRODUCT)
    changes = [edits.delete(circuit, [gate(circuit, "q")])]
    circuit.apply(changes[0])
    scene.apply(changes[0])
    changes.append(edits.place_gate(circuit, "sigmoid", (600.0, 0.0)))
    circuit.apply(changes[1])
    scene.apply(changes[1])
    assert scene.stage.gates.keys() == circuit.gates.keys()
    assert scene.stage.wires.keys() == circuit.wires.keys()
    for change in reversed(changes):
        circuit.apply(change.inverse())
        scene.apply(change.inverse())
    assert scene.stage.gates.keys() == circuit.gates.keys()
    assert scene.stage.wires.keys() == circuit.wires.keys() == scene.stage.routes.runs.keys()


def test_a_dragged_gate_takes_its_wires_along(shown):
    circuit, scene, _, _ = shown(PRODUCT)
    q = circuit.named("q")
    change = replacing([(q, replace(q, position=(q.position[0] + 12, q.position[1] - 24)))])
    circuit.apply(change)
    scene.apply(change)
    for wire in circuit.incoming(q.id):
        assert QPointF(*scene.stage.routes.runs[wire.id].points[-1]) == scene.port_position(q.id, wire.port)


def test_zooming_keeps_the_point_under_the_pointer_and_text_readable(shown):
    circuit, scene, view, _ = shown(PRODUCT)
    pointer = QPointF(300, 200)
    for zoom in (2.0, 0.6, 0.5):
        before = view.mapToScene(pointer.toPoint())
        view.set_zoom(zoom, pointer)
        after = view.mapToScene(pointer.toPoint())
        assert abs(after.x() - before.x()) < 2 / zoom
        assert abs(after.y() - before.y()) < 2 / zoom
    assert scene.stage.gates[gate(circuit, "q")].places.strip
    surface = scene.stage.surface(None)
    assert min(surface.px(size) for size in (11, 12, 13, 14, 16)) * view.zoom >= 11
    view.set_zoom(0.3)  # no room for numbers: they say nothing rather than cover one another
    assert scene.stage.gates[gate(circuit, "q")].places.value.isEmpty()
    view.set_zoom(0.15)
    assert scene.stage.far.isVisible()
    assert not any(item.isVisible() for item in scene.stage.gates.values())
    view.set_zoom(1.0)
    assert all(item.isVisible() for item in scene.stage.gates.values())


def test_the_far_view_paints_what_the_near_one_would(shown):
    circuit, scene, view, trace = shown(PRODUCT, 0)
    view.set_zoom(0.15)

    def color(name):
        """What is painted in the middle of a gate."""
        picture = view.viewport().grab().toImage()
        at = view.mapFromScene(scene.stage.gates[gate(circuit, name)].pos())
        return picture.pixelColor(at)

    theme = scene.stage.theme
    assert color("x") == theme.color("value_tint")
    assert color("q") == theme.color("gate")
    scene.show(Frame(trace, Cursor(1)))
    assert color("q") == theme.color("value_tint")
    assert color("f") == theme.color("gate")
    q = circuit.named("q")
    changes = replacing([(q, replace(q, position=(700.0, 500.0)))])
    circuit.apply(changes)
    scene.apply(changes)
    assert color("q") == theme.color("value_tint")
    changes = edits.delete(circuit, [q.id])
    circuit.apply(changes)
    scene.apply(changes)
    assert view.viewport().grab().toImage().pixelColor(view.mapFromScene(700, 500)) == theme.color("canvas")


def test_the_text_size_enlarges_the_whole_canvas(shown):
    circuit, scene, view, _ = shown(PRODUCT)
    view.set_text_scale(2.75)
    view.set_zoom(1.0)
    assert view.transform().m11() == pytest.approx(2.75)
    height = scene.value_rect(gate(circuit, "x")).height()
    assert height == pytest.approx(20 * 1.1)


def test_a_failing_paint_marks_the_gate_and_the_others_are_painted(shown, monkeypatch, caplog):
    _, _, view, _ = shown(PRODUCT)
    from circuitlab.app.canvas import items

    def fail(*_):
        raise IndexError("planted")

    monkeypatch.setattr(items, "paint_gate", fail)
    view.grab()
    assert "planted" in caplog.text


def test_names_are_shown_with_lowered_numbers_and_tips_are_plain_text(shown):
    circuit, scene, view, _ = shown("w0 = 2\nf = w0 * 3")
    assert scene.stage.gates[gate(circuit, "w0")].face.name == "w₀"
    scene.set_theme(DARK)
    assert view.grab().toImage().pixelColor(1, 1) == DARK.color("canvas")
    assert view.contextMenuPolicy() == Qt.ContextMenuPolicy.DefaultContextMenu


def test_every_gate_kind_is_painted(qtbot, no_failures):
    from circuitlab.gates.catalogue import KINDS

    calls = [
        f"g{k} = {kind.name}({', '.join(['x'] * max(1, len(kind.ports)))})"
        for k, kind in enumerate(KINDS.values())
        if not kind.is_source
    ]
    circuit = to_circuit("x = 0.5\n" + "\n".join(calls))
    from circuitlab.files.store import laid_out

    circuit = laid_out(circuit)
    scene = CircuitScene()
    view = CanvasView(scene)
    qtbot.addWidget(view)
    scene.reset(circuit)
    trace = run(circuit)
    for theme in (scene.stage.theme, DARK):
        scene.set_theme(theme)
        scene.show(Frame(trace, end(trace)))
        view.set_zoom(0.7)
        assert not view.grab().isNull()


def test_a_constant_has_room_for_its_number_and_its_port_stays():
    from circuitlab.app.canvas.face import Face
    from circuitlab.app.canvas.gate_outline import body_rect
    from circuitlab.app.canvas.surface import text_width
    from circuitlab.gates.kind import Shape

    for number in (0.0, 0.5, -1.0, 100.0, 0.3333, -0.3333, 12345.7, -98765.4):
        body = body_rect(Face("constant", Shape.SQUARE, number=number))
        words = numbers.text(number)
        assert text_width(words, 16, fonts.SEMIBOLD) <= body.width() - 6
        assert body.right() == 20
        assert body.height() == 40
