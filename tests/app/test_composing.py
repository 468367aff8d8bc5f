"""Gates made of gates in the window: by keys, with a name, undone and expanded again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from circuitlab.app.compose_dialog import ComposeDialog
from circuitlab.circuit.text import to_circuit

NEURON = "x = 2\nw = parameter(-1)\nb = parameter(0.5)\nq = x * w + b\nf = 1 / (1 + exp(-q))"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(window_on):
    return window_on(to_circuit(NEURON), "neuron")


def kinds(window):
    return sorted(gate.kind for gate in window.session.circuit.gates.values() if gate.inputs)


def select_behind_q(window):
    circuit = window.session.circuit
    before = {*circuit.names.values(), *(wire.source for wire in circuit.incoming(circuit.names["q"]))}
    window.session.select([key for key in circuit.gates if key not in before] + [circuit.names["f"]])


def make_one(window, qtbot, name):
    QTest.keyClick(window.view, Qt.Key.Key_G, CONTROL)
    dialog = window.findChild(ComposeDialog)
    dialog.fields["name"].selectAll()
    qtbot.keyClicks(dialog.fields["name"], name)
    qtbot.keyClick(dialog.fields["name"], Qt.Key.Key_Return)
    return dialog


def test_a_selection_becomes_one_gate_with_the_same_numbers_and_back(window, qtbot):
    window.player.end()
    before = window.session.trace.gradients
    select_behind_q(window)
    make_one(window, qtbot, "squash")
    assert kinds(window) == ["add", "multiply", "squash"]
    window.player.end()
    assert window.session.trace.gradients == pytest.approx(before, rel=1e-12)
    window.session.select([window.session.circuit.names["f"]])
    QTest.keyClick(window.view, Qt.Key.Key_G, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert kinds(window) == ["add", "add", "divide", "exp", "multiply", "negate"]
    window.session.undo()
    assert kinds(window) == ["add", "multiply", "squash"]
    window.session.undo()
    assert kinds(window) == ["add", "add", "divide", "exp", "multiply", "negate"]


def test_a_name_that_is_taken_is_said_in_the_dialog_and_nothing_is_lost(window, qtbot):
    select_behind_q(window)
    dialog = make_one(window, qtbot, "exp")
    assert "'exp' is a gate already" in dialog.line.text()
    assert not dialog.ok.isEnabled()
    assert dialog.fields["name"].text() == "exp"
    dialog.reject()
    assert not window.session.undo_stack.canUndo()


def test_what_is_not_made_of_gates_is_refused_with_the_reason(window, qtbot):
    window.session.select([window.session.circuit.names["q"]])
    with qtbot.waitSignal(window.session.refused) as refused:
        QTest.keyClick(window.view, Qt.Key.Key_G, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "not made of gates" in refused.args[0]
