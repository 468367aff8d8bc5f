"""File > New from Template, and Learn > Loss as Gates."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app import template_dialog
from circuitlab.app.loss_dialog import LossDialog
from circuitlab.app.template_dialog import TemplateDialog
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.objectives import add_loss
from circuitlab.learn.templates import template
from circuitlab.teach.numbers import counted


@pytest.fixture
def dialog(window_on, qtbot):
    """The template dialog, opened by its key over a circuit that was saved."""
    window = window_on(to_circuit("f = x", default=1.0), "old")
    QTest.keyClick(
        window.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    return window.findChild(TemplateDialog)


def fill(field, text):
    field.selectAll()
    QTest.keyClicks(field, text)


def test_it_makes_the_circuit_that_was_chosen(dialog):
    window = dialog.parent()
    dialog.choose("network")
    fill(dialog.fields["sizes"], "3, 2")
    fill(dialog.fields["seed"], "5")
    dialog.choices["activation"].chosen.emit("tanh")
    assert dialog.line.text() == f"{len(template('network', (3, 2), 'tanh', 5).gates)} gates."
    QTest.keyClick(dialog.fields["seed"], Qt.Key.Key_Return)
    assert window.session.circuit.parts == template("network", (3, 2), "tanh", 5).parts
    assert window.session.name == "Two-layer network"


def test_sizes_that_can_not_be_are_named_and_nothing_is_made(dialog):
    window, before = dialog.parent(), dialog.parent().session.circuit.parts
    fill(dialog.fields["sizes"], "2, 3")
    assert dialog.line.text() == "Linear SVM: give one size, the number of inputs, not 2."
    assert not dialog.ok.isEnabled()
    fill(dialog.fields["sizes"], "two")
    assert dialog.line.text().startswith("Sizes: expected whole numbers")
    QTest.keyClick(dialog.fields["sizes"], Qt.Key.Key_Return)
    assert window.session.circuit.parts == before


def test_only_units_that_bend_have_an_activation(dialog):
    dialog.choose("svm")
    assert not dialog.choices["activation"].isEnabled()
    dialog.choose("mlp")
    assert dialog.choices["activation"].isEnabled()
    assert dialog.fields["sizes"].text() == "2, 16, 16, 1"


def test_closed_it_is_gone(dialog):
    window = dialog.parent()
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(TemplateDialog) == []


def test_what_it_says_takes_no_circuit_to_be_made(dialog, monkeypatch):
    made = []
    monkeypatch.setattr(template_dialog, "template", lambda *asked: made.append(asked) or template(*asked))
    dialog.choose("mlp")
    dialog.choices["loss"].chosen.emit("hinge")
    fill(dialog.fields["sizes"], "2, 30, 10, 1")
    assert dialog.line.text() == f"{counted(gates('mlp', (2, 30, 10, 1), 'hinge'))} gates."
    assert made == []
    dialog.accept()
    assert len(made) == 1


def gates(name, sizes, loss):
    circuit = template(name, sizes)
    circuit.apply(add_loss(circuit, loss))
    return len(circuit.gates)


def test_the_loss_can_stand_behind_it(dialog):
    dialog.choices["loss"].chosen.emit("squared")
    dialog.accept()
    circuit = dialog.parent().session.circuit
    assert circuit.objective == circuit.names["loss"]
    assert dialog.parent().session.direction == -1, "a loss is there to be lowered"


def test_a_loss_is_added_as_gates_and_taken_back(window_on):
    window = window_on(to_circuit("w = parameter(2)\nf = w * x", default=1.0), "line")
    window.commands["add_loss"].trigger()
    dialog = window.findChild(LossDialog)
    dialog.choose("squared")
    fill(dialog.l2, "0.5")
    assert dialog.line.text() == "(f − t)², with f = f and t the new input target."
    dialog.accept()
    circuit = window.session.circuit
    assert circuit.objective == circuit.names["loss"]
    assert window.session.undo_stack.undoText() == "Loss of f"
    assert all(gate.position is not None for gate in circuit.gates.values())
    assert window.session.direction == -1, "a loss is there to be lowered"
    QApplication.processEvents()
    view, loss = window.view, window.scene.rect_of(circuit.objective)
    assert view.mapToScene(view.viewport().rect()).boundingRect().contains(loss)
    window.session.undo()
    assert set(window.session.circuit.names) == {"w", "x", "f"}


def test_closed_the_loss_dialog_is_gone(window_on):
    window = window_on(to_circuit("f = x", default=1.0), "x")
    for _ in range(2):
        window.commands["add_loss"].trigger()
        window.findChild(LossDialog).reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(LossDialog) == []


def test_a_loss_needs_an_objective(window_on):
    window = window_on(to_circuit("f = x", default=1.0).__class__(), "empty")
    window.commands["add_loss"].trigger()
    dialog = window.findChild(LossDialog)
    assert dialog.line.text().startswith("There is no objective")
    assert not dialog.ok.isEnabled()
