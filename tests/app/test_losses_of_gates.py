"""In the window: a circuit whose objective is itself a loss, and a neuron whose output is a chance."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.lessons_data import six_points, svm, with_data

from circuitlab.app.panels.data.binding_rows import TARGET, BindingRows
from circuitlab.app.panels.train.train_panel import TrainPanel
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.circuit import edits
from circuitlab.circuit.errors import complete
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.objectives import add_loss

SEES_TARGET = "the objective is a loss already, which sees the target: train with loss objective"
NEURON = "w = parameter(0.5)\nb = parameter(0)\nf = sigmoid(w * x + b * y)"


@pytest.fixture
def show(window_on, qtbot):
    """A window on a circuit and the six points, with the panels of data and of training."""

    def on(circuit):
        window = window_on(with_data(circuit, six_points()), "shown")
        side = window.shell.side
        for key in (Qt.Key.Key_7, Qt.Key.Key_8):
            QTest.keyClick(window.view, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: train_panel(side) is not None and train_panel(side).plots is not None)
        return window

    return on


def train_panel(side):
    return side.panels["train"].findChild(TrainPanel)


def trained(window, qtbot):
    trainer = Trainer.of(window.session)
    trainer.want(epochs=60, step_size=0.5)
    trainer.toggle()
    qtbot.waitUntil(lambda: bool(trainer.records) and not trainer.running)
    return trainer.records[-1].train


def boundary_of(window, qtbot):
    found = train_panel(window.shell.side).boundary
    qtbot.waitUntil(lambda: not found.busy and bool(found.field is not None or found.why))
    return found


def key_of(window):
    legend = train_panel(window.shell.side).plots.plane.axes.get_legend()
    return [text.get_text() for text in legend.get_texts()]


def test_a_loss_of_gates_is_lowered_itself(show, qtbot):
    circuit = svm()
    circuit.apply(add_loss(circuit, "hinge", 0.1))
    window = show(circuit)
    panel, trainer = train_panel(window.shell.side), Trainer.of(window.session)
    rows = window.shell.side.panels["data"].findChild(BindingRows)
    fed = {name: choice.key for name, choice in rows.choices.items()}
    assert fed == {"x": "x", "y": "y", TARGET: "label"}
    assert panel.note.text() == "The objective is the loss: column label feeds target."
    assert panel.form.choices["loss"].key == "objective"
    assert trained(window, qtbot).accuracy == 1.0
    assert boundary_of(window, qtbot).names == ("x", "y")
    assert key_of(window) == ["1", "−1", "output 0", "margins ±1"]
    panel.form.choices["loss"].chosen.emit("squared")  # of what sees the target it would always be right
    assert panel.problem.text() == complete(SEES_TARGET)
    assert trainer.settled.loss == panel.form.choices["loss"].key == "objective"
    window.session.edit("Objective", lambda now: edits.set_objective(now, now.names["f"]))
    assert trainer.settled.loss == "hinge", "what is so of a loss is not of an output"


def test_without_one_prediction_there_is_no_boundary_and_a_line_says_why(show, qtbot):
    window = show(to_circuit("w = parameter(1)\nloss = (w * x - target)**2 + (y - target)**2", default=1.0))
    why = "target is met by the × gate and y, and only one value can be the prediction."
    assert boundary_of(window, qtbot).why == f"No accuracy, no boundary: {why}"
    assert train_panel(window.shell.side).note.text().endswith(why)
    assert trained(window, qtbot).accuracy is None


def test_a_neuron_parts_at_one_half_and_says_what_its_loss_can_not_do(show, qtbot):
    window = show(to_circuit(NEURON, default=1.0))
    panel, trainer = train_panel(window.shell.side), Trainer.of(window.session)
    assert panel.note.text().startswith(
        "f is never below 0, so no row of the lower class can reach its margin"
    )
    trainer.want(loss="squared")
    assert panel.note.text() == "f is never below 0: labels of −1 count as 0."
    trainer.want(loss="logistic")
    assert panel.note.isHidden()
    assert boundary_of(window, qtbot).is_chance
    assert key_of(window) == ["1", "−1", "output 0.5"]
