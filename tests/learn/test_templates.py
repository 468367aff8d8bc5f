"""Templates: real circuits that compute what their name says, laid out in columns."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circuitlab.circuit.parts import PARAMETER
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import to_text
from circuitlab.engine.prepared import Prepared
from circuitlab.layout.metrics import body_size, shape_of
from circuitlab.learn.losses import LOSS_NAMES
from circuitlab.learn.objectives import add_loss, loss_gates
from circuitlab.learn.table import DataError
from circuitlab.learn.templates import ACTIVATIONS, TEMPLATES, gate_count, template

BEND = {
    "relu": lambda a: np.maximum(a, 0),
    "tanh": np.tanh,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "": lambda a: a,
}


def held(circuit):
    return {gate.name: gate.value for gate in circuit.gates.values() if gate.kind == PARAMETER}


def output(circuit, inputs):
    plan = Prepared(circuit)
    values = {gate.name or str(gate.id): gate.value for gate in circuit.gates.values()} | inputs
    return plan([values[name] for name in plan.inputs])[0]


def network(circuit, inputs, sizes, activation):
    """What matrices make of the same parameters."""
    given_, parameters = np.array(inputs), held(circuit)
    for layer, (before, after) in enumerate(pairwise(sizes), 1):
        weights = [
            [parameters[f"w{layer}_{unit}_{place}"] for place in range(1, before + 1)]
            for unit in range(1, after + 1)
        ]
        biases = [parameters[f"b{layer}_{unit}"] for unit in range(1, after + 1)]
        given_ = np.array(weights) @ given_ + biases
        if layer < len(sizes) - 1:
            given_ = BEND[activation](given_)
    return given_[0]


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 10), min_size=2, max_size=3),
    st.sampled_from(ACTIVATIONS),
    st.integers(0, 99),
    st.data(),
)
def test_an_mlp_computes_what_matrices_do(hidden, activation, seed, data):
    sizes = (*hidden, 1)
    circuit = template("mlp", sizes, activation, seed)
    inputs = data.draw(st.lists(st.floats(-3, 3), min_size=sizes[0], max_size=sizes[0]))
    names = ["x", "y"][: sizes[0]] if sizes[0] < 3 else [f"x{place}" for place in range(1, sizes[0] + 1)]
    found = output(circuit, dict(zip(names, inputs, strict=True)))
    assert found == pytest.approx(network(circuit, inputs, sizes, activation), abs=1e-9)


@settings(max_examples=25)
@given(st.sampled_from(sorted(TEMPLATES)), st.integers(1, 100), st.lists(st.integers(1, 40), max_size=3))
def test_gates_are_counted_before_they_are_made(name, inputs, more):
    layers = TEMPLATES[name].layers
    more = [*more, 1] if layers is None else (more + [2] * layers)[: layers - 1]
    sizes = (inputs, *more)
    assert gate_count(name, sizes) == len(template(name, sizes).gates)


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_the_gates_of_a_loss_are_counted_too(name):
    circuit = template("svm")
    added = add_loss(circuit, name)
    before = len(circuit.gates)
    circuit.apply(added)
    assert loss_gates(name) == len(circuit.gates) - before


def test_the_linear_ones_are_a_weighted_sum():
    for name in ("svm", "logistic"):
        circuit = template(name, seed=4)
        a, b, c = (held(circuit)[which] for which in "abc")
        assert output(circuit, {"x": 2.0, "y": 3.0}) == pytest.approx(2 * a + 3 * b + c)


def test_a_neuron_bends_its_sum():
    circuit = template("neuron", (3,), "tanh", 1)
    weights = held(circuit)
    total = sum(weights[f"w{place}"] * place for place in (1, 2, 3)) + weights["b"]
    assert output(circuit, {"x1": 1.0, "x2": 2.0, "x3": 3.0}) == pytest.approx(np.tanh(total))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_weights_are_within_one_biases_0_and_the_seed_decides(name):
    parameters = held(template(name, seed=3))
    biases = {
        key for key in parameters if (key[0] in "bc" and name in ("network", "mlp", "neuron")) or key == "c"
    }
    assert all(parameters[key] == 0 for key in biases)
    assert all(-1 <= value <= 1 and value != 0 for key, value in parameters.items() if key not in biases)
    assert parameters == held(template(name, seed=3)) != held(template(name, seed=4))


@pytest.mark.parametrize(
    ("name", "sizes"),
    [*((name, None) for name in TEMPLATES if name != "mlp"), ("mlp", (2, 17, 3, 1)), ("svm", (100,))],
)
def test_gates_stand_apart_and_what_feeds_stands_left(name, sizes):
    circuit = template(name, sizes)
    boxes = []
    for gate in circuit.gates.values():
        assert gate.position is not None
        width, height = body_size(shape_of(circuit, gate), gate.inputs)
        boxes.append((*gate.position, width, height))
    for (x0, y0, w0, h0), (x1, y1, w1, h1) in combinations(boxes, 2):
        assert abs(x0 - x1) >= (w0 + w1) / 2 or abs(y0 - y1) >= (h0 + h1) / 2
    for wire in circuit.wires.values():
        assert circuit.gates[wire.source].position[0] < circuit.gates[wire.target].position[0]


def test_units_of_a_layer_share_a_column():
    circuit = template("mlp", (2, 4, 3, 1))
    for layer, count in ((1, 4), (2, 3)):
        columns = {circuit.named(f"h{layer}_{unit}").position[0] for unit in range(1, count + 1)}
        assert len(columns) == 1


def test_a_template_is_text_too():
    circuit = template("network", (2, 3), "tanh", 2)
    again = to_circuit(to_text(circuit).text)
    assert held(again) == held(circuit)
    assert output(again, {"x": 0.3, "y": -1.0}) == output(circuit, {"x": 0.3, "y": -1.0})


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        (("perceptron",), "no template is called 'perceptron': expected neuron, svm"),
        (("mlp", (2,)), "give two sizes or more"),
        (("svm", (2, 3)), "Linear SVM: give one size, the number of inputs, not 2"),
        (("mlp", (2, 0, 1)), "size 2 must be from 1 to 1000, not 0"),
        (("mlp", (200, 1)), "size 1 must be from 1 to 100"),
        (("mlp", (100, 1000, 1)), "101 000 weights are too many"),
        (("mlp", (1,) * 20), "at most 12 sizes"),
        (("mlp", (2, 2, 1), "gelu"), "the activation 'gelu': expected relu, tanh, sigmoid"),
        (("svm", (2,), "relu"), "svm has none"),
        (("svm", (2,), None, -1), "the seed"),
    ],
)
def test_what_can_not_be_made_is_refused(given_, says):
    with pytest.raises(DataError, match=says):
        template(*given_)


@pytest.mark.parametrize(("sizes", "apart"), [((2, 3), 120), ((2, 16), 72)])
def test_a_network_that_is_seen_as_a_whole_has_room_for_both_numbers_below_each_gate(sizes, apart):
    columns = {}
    for gate in template("network", sizes).gates.values():
        columns.setdefault(gate.position[0], []).append(gate.position[1])
    gaps = [low - high for rows in columns.values() for high, low in pairwise(sorted(rows))]
    assert min(gaps) == apart
