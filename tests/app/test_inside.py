"""Inside a gate of gates: entered by mouse and keys, stepped, edited with undo, left, two levels deep."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.mouse import Mouse

from circuitlab.app.breadcrumb import Breadcrumb
from circuitlab.app.buttons import Button
from circuitlab.app.commands import insert
from circuitlab.app.compose_dialog import ComposeDialog
from circuitlab.circuit import edits, fragments
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.composing import compose
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.files import schema, store

NEURON = "x = 2\nw = parameter(-1)\nb = parameter(0.5)\nq = x * w + b\nf = 1 / (1 + exp(-q))"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def behind(circuit, name):
    """The gates behind this one, up to the objective."""
    key = circuit.names[name]
    before = {key}
    while True:
        more = {wire.source for gate in before for wire in circuit.incoming(gate)} - before
        if not more:
            return set(circuit.gates) - before
        before |= more


def neuron():
    """The neuron with 1 / (1 + exp(-q)) as one gate f."""
    circuit = to_circuit(NEURON)
    circuit.apply(compose(circuit, behind(circuit, "q"), "squash"))
    return circuit


def nested():
    """The same, and all that computes as one gate f, which has a gate squash inside."""
    circuit = neuron()
    computing = [key for key, gate in circuit.gates.items() if gate.inputs]
    circuit.apply(compose(circuit, computing, "neuron"))
    return circuit


@pytest.fixture
def window(window_on):
    return window_on(neuron(), "neuron")


@pytest.fixture
def session(window):
    return window.session


def enter(window, name="f"):
    window.session.select([window.session.circuit.names[name]])
    QTest.keyClick(window.view, Qt.Key.Key_Down, ALT)


def kinds(session):
    return sorted(gate.kind for gate in session.circuit.gates.values())


def crumbs(window):
    return window.findChild(Breadcrumb)


def test_a_double_click_enters_and_escape_leaves(window, session):
    mouse = Mouse(window)
    assert not crumbs(window).isVisible()
    mouse.double_click(window.scene.rect_of(session.circuit.names["f"]).center())
    assert kinds(session) == ["add", "constant", "constant", "divide", "exp", "input", "negate"]
    assert crumbs(window).isVisible()
    assert crumbs(window).names == ["neuron", "f · squash"]
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert session.above == ()
    assert session.selection == {session.circuit.names["f"]}
    assert not crumbs(window).isVisible()


def test_inside_is_what_comes_from_outside_and_what_goes_back(window, session):
    window.player.end()
    outside = session.trace
    enter(window)
    assert session.trace.values["q"] == outside.values["q"] == -1.5
    assert session.trace.gradients["q"] == pytest.approx(outside.gradients["q"], rel=1e-12)
    assert session.pinned


def test_the_place_inside_goes_with_the_one_outside(window, session):
    circuit, trace = session.circuit, session.trace
    f = circuit.names["f"]
    forward, backward = trace.step_of(f, "forward"), trace.step_of(f, "backward")
    found = []
    for steps in (forward, forward + 1, backward, backward + 1):
        session.move_cursor(Cursor(steps))
        enter(window)
        found.append((session.cursor, session.trace.forward_count, end(session.trace)))
        session.leave()
        assert session.cursor == Cursor(steps), "outside everything is as it was"
    count, last = found[0][1], found[0][2]
    assert [cursor for cursor, _, _ in found] == [Cursor(), Cursor(count), Cursor(count), last]


def test_the_passes_inside_are_stepped_by_the_same_keys(window, session, qtbot):
    session.move_cursor(Cursor())
    enter(window)
    coach = window.shell.coach
    qtbot.waitUntil(lambda: coach.accessibleName().startswith("Inside f: "))
    for _ in range(4):
        QTest.keyClick(window.view, Qt.Key.Key_F10)
    assert session.cursor == Cursor(session.trace.forward_count) == Cursor(4)
    while session.cursor < end(session.trace):
        QTest.keyClick(window.view, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "All of f is done in here" in coach.accessibleName())


def test_a_number_edited_inside_changes_the_gate_and_is_undone_from_anywhere(window, session):
    before = schema.encode(session.document)
    enter(window)
    one = next(key for key, gate in session.circuit.gates.items() if gate.kind == "constant")
    session.edit("Set 1", lambda circuit: edits.set_value(circuit, one, 3.0))
    assert session.circuit.gates[one].value == 3.0
    session.leave()
    assert session.trace.values["f"] != pytest.approx(0.18242552)
    session.undo()
    assert session.entered == (session.document.names["f"],), "undo shows what it takes back"
    assert session.circuit.gates[one].value == 1.0
    session.leave()
    assert session.trace.values["f"] == pytest.approx(0.18242552380635635)
    assert schema.encode(session.document) == before
    session.redo()
    assert session.circuit.gates[one].value == 3.0


def test_undoing_what_made_the_gate_leads_out_of_it(window_on):
    window = window_on(to_circuit(NEURON), "neuron")
    session = window.session
    chosen = behind(session.circuit, "q")
    session.edit("Make squash", lambda circuit: compose(circuit, chosen, "squash"))
    enter(window)
    assert session.above
    session.undo()
    assert session.above == ()
    assert "squash" not in kinds(session)


def test_moving_a_gate_inside_is_one_step_of_undo_and_stays(window, session):
    enter(window)
    mouse = Mouse(window)
    exp = next(key for key, gate in session.circuit.gates.items() if gate.kind == "exp")
    start = session.circuit.gates[exp].position
    mouse.drag(QPointF(*start), QPointF(start[0], start[1] + 72))
    moved = session.circuit.gates[exp].position
    assert moved == (start[0], start[1] + 72)
    assert session.undo_stack.count() == 1
    session.leave()
    enter(window)
    assert session.circuit.gates[exp].position == moved
    session.undo()
    assert session.circuit.gates[exp].position == start


def test_a_port_fed_by_a_source_is_scrubbed_from_inside(window_on):
    circuit = to_circuit("x = 2\ny = 3\nf = x * y + x")
    times = next(key for key, gate in circuit.gates.items() if gate.kind == "multiply")
    circuit.apply(compose(circuit, [times, circuit.names["f"]], "both"))
    window = window_on(circuit, "both")
    session = window.session
    enter(window)
    mouse = Mouse(window)
    value = window.scene.value_rect(session.circuit.names["x"]).center()
    mouse.drag(value, value + QPointF(40, 0))
    scrubbed = session.circuit.gates[session.circuit.names["x"]].value
    assert scrubbed > 2
    assert session.document.gates[session.document.names["x"]].value == scrubbed
    assert session.trace.values["f"] == pytest.approx(scrubbed * 3 + scrubbed)
    session.undo()
    assert session.document.gates[session.document.names["x"]].value == 2.0
    assert session.circuit.gates[session.circuit.names["x"]].value == 2.0


def test_a_port_that_is_computed_outside_says_so(window, session):
    enter(window)
    q = session.circuit.names["q"]
    with pytest.raises(ValueError, match="q is computed outside: change"):
        session.edit("Set q", lambda circuit: edits.set_value(circuit, q, 1.0))
    mouse = Mouse(window)
    mouse.double_click(window.scene.value_rect(q).center())
    assert "computed outside" in window.scene.overlay.note[0]
    assert not session.undo_stack.canUndo()


def test_two_levels_deep_the_gradients_are_still_those_of_the_whole(window_on, qtbot):
    window = window_on(nested(), "neuron")
    session = window.session
    window.player.end()
    whole = session.trace.gradients
    enter(window)
    enter(window)
    assert crumbs(window).names == ["neuron", "f · neuron", "f · squash"]
    # q inside is x w + b, and b reaches f through it alone: their gradients are the same
    assert session.trace.gradients["q"] == pytest.approx(whole["b"], rel=1e-12)
    one = next(key for key, gate in session.circuit.gates.items() if gate.kind == "constant")
    session.edit("Set 1", lambda circuit: edits.set_value(circuit, one, 2.0))
    assert session.document.definitions["squash"].body != nested().definitions["squash"].body
    first = next(b for b in crumbs(window).findChildren(Button) if b.text() == "neuron")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert session.above == ()
    session.undo()
    assert len(session.above) == 2


def test_what_is_saved_is_the_whole_document(window, session, tmp_path):
    enter(window)
    session.save(tmp_path / "neuron.circuit")
    assert store.read(tmp_path / "neuron.circuit").names.keys() >= {"x", "w", "b", "f"}
    window.autosave.write()
    assert b'"squash"' in window.autosave._journal.path.read_bytes()


def test_a_gate_placed_and_a_formula_typed_inside(window, session):
    enter(window)
    bar = window.shell.toolbar.formula_bar
    bar.start()
    bar.field.setText("f = tanh(q) + q")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert kinds(session) == ["add", "input", "tanh"]
    assert session.trace.values["q"] == -1.5, "what is fed from outside stays"
    session.leave()
    assert session.circuit.kind("squash").value(-1.5) == pytest.approx(-1.5 - 0.9051482536448664)
    session.undo()
    assert kinds(session) == ["add", "constant", "constant", "divide", "exp", "input", "negate"]


def test_a_new_input_inside_is_a_port_that_waits_for_a_wire_outside(window, session):
    enter(window)
    session.edit("Place", lambda circuit: edits.place_gate(circuit, "input", (0.0, 200.0), name="t"))
    session.leave()
    f = session.circuit.names["f"]
    assert session.circuit.gates[f].inputs == 2
    assert session.trace.waiting(f) == "f waits for its second input"


def test_a_seed_inside_is_refused(window, session):
    enter(window)
    with pytest.raises(ValueError, match="from outside"):
        session.edit("Set the seed", lambda circuit: edits.set_seed(circuit, 2.0))


def test_what_has_no_inside_says_so(window, session, qtbot):
    session.select([session.circuit.names["q"]])
    with qtbot.waitSignal(session.refused) as refused:
        QTest.keyClick(window.view, Qt.Key.Key_Down, ALT)
    assert "not made of gates" in refused.args[0]
    session.select([])
    with qtbot.waitSignal(session.said) as said:
        QTest.keyClick(window.view, Qt.Key.Key_Down, ALT)
    assert "Select one gate" in said.args[0]


def test_leaving_shows_the_circuit_where_it_was(window, session, qtbot):
    window.view.set_zoom(1.5)
    window.view.centerOn(QPointF(*session.circuit.gates[session.circuit.names["f"]].position))
    before = window.view.mapToScene(window.view.viewport().rect().center())
    enter(window)
    QTest.keyClick(window.view, Qt.Key.Key_Up, ALT)

    def is_back():
        after = window.view.mapToScene(window.view.viewport().rect().center())
        return window.view.zoom == pytest.approx(1.5) and (after - before).manhattanLength() < 4

    qtbot.waitUntil(is_back)


def test_a_change_of_the_document_from_outside_is_seen_inside(window, session):
    enter(window)
    session.edit("Set x", lambda circuit: edits.set_value(circuit, circuit.names["x"], 4.0), whole=True)
    assert session.trace.values["q"] == -3.5
    session.undo()
    assert session.trace.values["q"] == -1.5


def test_the_dialog_lets_sources_go_inside(window_on, qtbot):
    window = window_on(to_circuit(NEURON), "neuron")
    session = window.session
    before = session.trace.values["f"]
    session.select(session.circuit.gates)
    QTest.keyClick(window.view, Qt.Key.Key_G, CONTROL)
    dialog = window.findChild(ComposeDialog)
    boxes = {box.text(): box for box in dialog.outside.values()}
    assert list(boxes) == ["x  ·  input", "w  ·  parameter", "b  ·  parameter"]
    assert dialog.line.text() == "block(x, w, b), made of 8 gates."
    QTest.keyClick(boxes["b  ·  parameter"], Qt.Key.Key_Space)
    assert dialog.line.text() == "block(x, w), made of 9 gates."
    QTest.keyClick(dialog.fields["name"], Qt.Key.Key_Return)
    assert session.circuit.definitions["block"].ports == ("x", "w")
    assert "b" not in session.circuit.names
    assert session.trace.values["f"] == pytest.approx(before)


def test_nothing_changes_when_nothing_is_edited_inside(window, session):
    before = schema.encode(session.document)
    enter(window)
    session.commit("Nothing", Changes())
    session.leave()
    assert schema.encode(session.document) == before
    assert not session.undo_stack.canUndo()


def test_two_ports_set_at_once_two_levels_deep_are_both_set(window_on):
    circuit = to_circuit("x = 2\na = parameter(3)\nb = parameter(4)\np = a * b\nf = p * x")
    names = circuit.names
    circuit.apply(compose(circuit, [names["p"]], "inner"))
    inside = {names["a"], names["b"]}
    circuit.apply(compose(circuit, [names["p"], names["f"], *inside], "outer", inside=inside))
    session = window_on(circuit, "deep").session
    session.enter(session.circuit.names["f"])
    session.enter(session.circuit.names["p"])
    session.edit("Set both", lambda circuit: edits.set_values(circuit, {"a": 30.0, "b": 40.0}))
    assert (session.trace.values["a"], session.trace.values["b"]) == (30.0, 40.0)
    session.undo()
    assert (session.trace.values["a"], session.trace.values["b"]) == (3.0, 4.0)


def test_another_output_is_said(window, session, qtbot):
    enter(window)
    with qtbot.waitSignal(session.said, check_params_cb=lambda line: "output" in line) as said:
        session.edit("Delete", lambda circuit: edits.delete(circuit, [circuit.objective]))
    assert "is the output of this gate now" in said.args[0] or "has no output now" in said.args[0]


def test_a_gate_that_waits_inside_is_what_the_coach_says(window, session, qtbot):
    enter(window)
    QApplication.processEvents()  # what is said of entering it is read before the next key is pressed
    window.player.end()
    exp = next(key for key, gate in session.circuit.gates.items() if gate.kind == "exp")
    session.edit("Delete", lambda circuit: edits.delete(circuit, [exp]))
    qtbot.waitUntil(lambda: "waits for" in window.shell.coach.accessibleName(), timeout=12_000)


def test_a_double_click_on_a_gate_from_a_formula_asks_for_its_formula(window_on):
    circuit = to_circuit("gate hill(x, y) = 100 - (x - y)**2\na = 3\nb = 4\nf = hill(a, b)")
    window = window_on(circuit, "hill")
    gate = window.session.circuit.gates[circuit.names["f"]]
    Mouse(window).double_click(QPointF(*gate.position))
    assert window.own_gates.dialog.windowTitle() == "Edit gate hill"
    window.own_gates.dialog.reject()


def test_a_paste_says_under_which_name_it_brought_another_gate(window, session, qtbot):
    copied = fragments.copy(session.circuit, [session.circuit.names["f"]])
    other = to_circuit("gate squash(x) = x + 1\na = 2\nf = squash(a)")
    session.open(other, title="other")
    with qtbot.waitSignal(session.said, check_params_cb=lambda line: "squash" in line) as said:
        insert(session, copied, "Paste")
    assert said.args == ["squash is called squash1 here: another gate has that name."]
