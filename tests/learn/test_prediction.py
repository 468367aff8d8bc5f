"""A loss of gates trains as the loss does that it is made of; a sigmoid's output is a chance."""

import numpy as np
import pytest
from support.lessons_data import six_points, svm

from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.work import done
from circuitlab.learn.binding import bind
from circuitlab.learn.datasets import generate
from circuitlab.learn.losses import LOSS_NAMES, LOSSES, LOWERED, OBJECTIVE
from circuitlab.learn.objectives import add_loss
from circuitlab.learn.plans import plan_of
from circuitlab.learn.prediction import fitting, predicting, remarks, unpredicted
from circuitlab.learn.table import DataError, table
from circuitlab.learn.templates import template
from circuitlab.learn.training import Training

SCORE = "w = parameter(0.1)\nb = parameter(0)\nf = (w * x + b)"
SIGMOID = SCORE.replace("f = ", "f = sigmoid")


def lossy(circuit, loss, l2=0.0):
    circuit.apply(add_loss(circuit, loss, l2))
    return circuit


def trained(circuit, data, loss, **plan):
    how = {"epochs": 8, "batch": 4, "step_size": 0.1, "order": "given"} | plan
    run = Training(circuit, data, bind(circuit, data), plan_of(loss=loss, **how))
    done(run.running())
    return run


@pytest.mark.parametrize("loss", LOSS_NAMES)
@pytest.mark.parametrize("make", [lambda: template("svm"), lambda: template("network", (2, 2), "tanh")])
def test_a_loss_of_gates_trains_as_the_loss_that_it_is_made_of(loss, make):
    data = generate("moons", 30, 0.1, 1)
    plain = trained(make(), data, loss, l2=0.1)
    gates = trained(lossy(make(), loss, 0.1), data, "objective")
    assert gates.names == plain.names
    assert gates.where.parameters == pytest.approx(plain.where.parameters, rel=0, abs=1e-12)
    for one, other in zip(gates.history.records, plain.history.records, strict=True):
        assert one.train.loss == pytest.approx(other.train.loss, abs=1e-12)
        assert one.train.accuracy == other.train.accuracy


def test_the_l2_of_the_plan_adds_to_the_objective():
    data = six_points()
    plain = trained(svm(), data, "hinge", l2=0.5)
    gates = trained(lossy(svm(), "hinge"), data, "objective", l2=0.5)
    assert gates.where.parameters == pytest.approx(plain.where.parameters, rel=0, abs=1e-12)


def test_an_input_called_target_takes_the_target_and_the_objective_is_the_loss_then():
    circuit, data = lossy(svm(), "hinge"), six_points()
    found = bind(circuit, data)
    assert dict(found.columns) == {"x": "x", "y": "y", "target": "label"}
    assert found.aims == ("target",)
    assert fitting(plan_of(), found).loss is OBJECTIVE
    assert fitting(plan_of(), bind(svm(), data)).loss is LOSSES["svm-force"]


def test_a_column_of_its_own_wins_over_that():
    data = table(("x", "y", "target", "label"), [[1, 2, 3, 1], [1, 2, 4, -1]])
    assert bind(lossy(svm(), "hinge"), data).aims == ()
    by_hand = bind(lossy(svm(), "hinge"), data, columns={"target": "label"})
    assert by_hand.aims == ("target",)
    assert bind(lossy(svm(), "hinge"), data, target="target").aims == ("target",)


@pytest.mark.parametrize("loss", LOSS_NAMES)
@pytest.mark.parametrize("columns", [None, {"goal": "label"}])
def test_an_objective_that_sees_the_target_is_trained_by_no_other_loss(loss, columns):
    circuit, data = lossy(svm(), "hinge"), six_points()
    if columns:
        circuit.apply(edits.rename(circuit, circuit.names["target"], "goal"))
    binding = bind(circuit, data, columns=columns)
    with pytest.raises(
        DataError, match="is a loss already, which sees the target: train with loss objective"
    ):
        Training(circuit, data, binding, plan_of(loss=loss))


def test_columns_in_order_leave_the_target_to_its_input():
    data = table(("width", "height", "kind"), [[1, 2, 1], [1, 2, -1]])
    found = bind(lossy(svm(), "squared"), data)
    assert dict(found.columns) == {"x": "width", "y": "height", "target": "kind"}


@pytest.mark.parametrize("loss", LOSS_NAMES)
def test_what_is_predicted_is_what_meets_the_target(loss):
    circuit = lossy(svm(), loss, 0.1)
    found = predicting(circuit, bind(circuit, six_points()), OBJECTIVE)
    assert found is not None
    assert found.objective == circuit.names["f"]
    assert predicting(circuit, bind(circuit, six_points()), LOSSES["hinge"]) is circuit


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("loss = (w * x - target)**2 + x * target", "target is met by x and the × gate, and only one"),
        ("loss = (w - target)**2", "nothing that depends on other inputs meets target"),
        ("loss = (w * x)**2", "no input of the objective is fed by the target, label"),
    ],
)
def test_without_one_prediction_there_is_no_accuracy_and_a_line_says_why(text, says):
    circuit = to_circuit(f"w = parameter(1)\n{text}")
    data = table(("x", "label"), [[1, 1], [2, -1]])
    run = trained(circuit, data, "objective", step_size=0.01)
    assert run.history.records[-1].train.accuracy is None
    binding = bind(circuit, data)
    assert says in unpredicted(circuit, binding)
    assert remarks(circuit, binding, OBJECTIVE, data) == [unpredicted(circuit, binding)]


def sigmoid_of(labels, loss, **plan):
    circuit = to_circuit(SIGMOID)
    data = table(("x", "label"), list(zip([-2.0, -1.0, 1.0, 2.0], labels, strict=True)))
    return trained(circuit, data, loss, epochs=40, batch=None, step_size=1.0, **plan)


@pytest.mark.parametrize("labels", [(-1, -1, 1, 1), (0, 0, 1, 1)])
@pytest.mark.parametrize("loss", LOSS_NAMES)
def test_a_sigmoid_learns_both_classes(loss, labels):
    score = sigmoid_of(labels, loss).history.records[-1].train
    assert score.accuracy == 1.0


def test_labels_of_minus_one_are_zeros_to_the_squared_error_of_a_sigmoid():
    signed, zeros = sigmoid_of((-1, -1, 1, 1), "squared"), sigmoid_of((0, 0, 1, 1), "squared")
    assert signed.where.parameters.tolist() == zeros.where.parameters.tolist()
    assert signed.history.records[-1].train == zeros.history.records[-1].train


def test_logistic_loss_takes_a_sigmoid_as_the_chance_that_it_is():
    """-ln of the chance of the label is ln(1 + exp(-t z)) of what the sigmoid bends: no second sigmoid."""
    score = to_circuit(SCORE)
    data = table(("x", "label"), [[-2, -1], [-1, -1], [1, 1], [2, 1]])
    plain = trained(score, data, "logistic", epochs=40, batch=None, step_size=1.0)
    bent = sigmoid_of((-1, -1, 1, 1), "logistic")
    assert bent.where.parameters == pytest.approx(plain.where.parameters, rel=1e-12)
    assert bent.history.records[-1].train.loss == pytest.approx(plain.history.records[-1].train.loss)


def test_a_chance_of_nothing_pulls_by_a_finite_number():
    neuron = to_circuit(SIGMOID)
    data = table(("x", "label"), [[1e6, -1], [-1e6, 1]])
    run = trained(neuron, data, "logistic", epochs=1)
    assert run.diverged is None
    assert np.isfinite(run.where.parameters).all()


@pytest.mark.parametrize(
    ("loss", "labels", "says"),
    [
        ("hinge", (-1, 1), "so no row of the lower class can reach its margin: take squared error or"),
        ("svm-force", (0, 1), "f is never below 0"),
        ("squared", (-1, 1), "f is never below 0: labels of −1 count as 0."),
        ("squared", (0, 1), ""),
        ("logistic", (-1, 1), ""),
    ],
)
def test_what_a_loss_makes_of_a_sigmoid_is_said(loss, labels, says):
    circuit = to_circuit(SIGMOID)
    data = table(("x", "label"), list(zip((-1.0, 1.0), labels, strict=True)))
    found = "\n".join(remarks(circuit, bind(circuit, data), LOWERED[loss], data))
    assert says in found
    assert bool(says) == bool(found)
    assert not remarks(svm(), bind(svm(), six_points()), LOWERED[loss], six_points())


def test_the_objective_itself_is_no_loss_to_make_of_gates():
    with pytest.raises(DataError, match="no loss is called 'objective': expected svm-force, hinge, squared"):
        add_loss(svm(), "objective")
