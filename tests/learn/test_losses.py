"""Losses: their values, their gradients, and the same as gates."""

from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.edits import set_objective
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.learn.losses import LOSS_NAMES, LOSSES, loss_of, weights
from circuitlab.learn.objectives import add_loss
from circuitlab.learn.table import DataError

outputs = st.floats(-50, 50)
labels = st.sampled_from([1.0, -1.0])


def at(loss, output, target):
    held = np.array([output]), np.array([target])
    return float(loss.value(*held)[0]), float(loss.gradient(*held)[0])


@given(st.sampled_from(LOSS_NAMES), outputs, labels)
def test_gradients_are_central_differences(name, output, target):
    loss, h = LOSSES[name], 1e-6
    if abs(1 - target * output) < 1e-5 and loss.value is LOSSES["hinge"].value:
        return  # the kink
    measured = (at(loss, output + h, target)[0] - at(loss, output - h, target)[0]) / (2 * h)
    assert at(loss, output, target)[1] == pytest.approx(measured, abs=1e-6, rel=1e-6)


@given(st.sampled_from(LOSS_NAMES), outputs, labels)
def test_the_gates_of_a_loss_compute_it(name, output, target):
    circuit = to_circuit("f = x * 1", {"x": output})
    circuit.apply(add_loss(circuit, name, target=target))
    trace = run(circuit)
    value, slope = at(LOSSES[name], output, target)
    assert trace.values["loss"] == pytest.approx(value, abs=1e-12)
    assert trace.gradients["f"] == pytest.approx(slope, abs=1e-12)


@pytest.mark.parametrize(
    ("output", "label", "pull"),
    [(0.5, 1, 1), (1.0, 1, 0), (2.0, 1, 0), (-0.5, -1, -1), (-1.0, -1, 0), (9, -1, -1)],
)
def test_the_force_rule_pulls_by_one_until_the_margin_is_kept(output, label, pull):
    assert -at(LOSSES["svm-force"], output, float(label))[1] == pull


def test_values_at_well_known_places():
    assert at(LOSSES["logistic"], 0.0, 1.0) == (log(2), -0.5)
    assert at(LOSSES["squared"], 3.0, 1.0) == (4.0, 4.0)
    assert at(LOSSES["hinge"], 0.0, -1.0) == (1.0, 1.0)
    assert at(LOSSES["logistic"], 800.0, -1.0) == (800.0, 1.0)  # nothing overflows
    assert at(LOSSES["logistic"], -inf, 1.0) == (inf, -1.0)


def test_the_penalty_stands_as_gates_behind_the_loss():
    circuit = to_circuit("w = parameter(3)\nb = parameter(7)\nf = w * x + b", {"x": 2.0})
    circuit.apply(add_loss(circuit, "squared", 0.5))
    trace = run(circuit)
    assert trace.values["penalty"] == 0.25 * 9
    assert trace.values["loss"] == (13 - 1) ** 2 + 0.25 * 9
    assert trace.gradients["w"] == 2 * 12 * 2 + 0.5 * 3
    assert trace.gradients["b"] == 24


def test_names_that_are_taken_are_left_alone():
    circuit = to_circuit("loss = target * 2", {"target": 1.0})
    circuit.apply(add_loss(circuit, "hinge"))
    assert {"loss", "target", "loss1", "target1"} <= set(circuit.names)
    assert circuit.objective == circuit.names["loss1"]


def test_weights_are_parameters_that_are_not_only_added():
    circuit = to_circuit("w = parameter(1)\nb = parameter(1)\ns = parameter(1)\nf = w * x + b - s")
    assert weights(circuit) == {circuit.names["w"]}


def test_a_bias_that_is_added_as_its_negative_is_no_weight():
    circuit = to_circuit("w = parameter(1)\nb = parameter(1)\nc = parameter(1)\nf = w * x + (-b) + exp(-c)")
    assert weights(circuit) == {circuit.names["w"], circuit.names["c"]}


def test_what_the_objective_does_not_depend_on_is_no_weight():
    circuit = to_circuit(
        "w = parameter(1)\nb = parameter(3)\nv = parameter(3)\nf = w * x + b\ng = v * b * x\nh = -v"
    )
    circuit.apply(set_objective(circuit, circuit.names["f"]))
    assert weights(circuit) == {circuit.names["w"]}
    circuit.apply(set_objective(circuit, None))
    assert weights(circuit) == frozenset()


def test_an_unknown_loss_is_refused():
    with pytest.raises(DataError, match="no loss is called 'huber': expected svm-force, hinge"):
        loss_of("huber")
