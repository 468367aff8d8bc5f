"""micrograd graphs as circuits: micrograd's own, those of its lecture, and others of the same make."""

import math
import random
import warnings
from types import SimpleNamespace

import pytest
from micrograd.engine import Value
from micrograd.nn import MLP

import circuitlab
from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.text_print import to_text

OPERATIONS = (
    lambda one, other: one + other,
    lambda one, other: one * other * 0.5,
    lambda one, other: one - other,
    lambda one, other: one / (other**2 + 1),
    lambda one, other: one.relu(),
    lambda one, other: one + one,
)


def node(data=0.0, op="", *operands, label="", ordered=True):
    """A value as micrograd has it; ordered: with its operands in a tuple instead of a set."""
    kept = operands if ordered else Few(operands)
    return SimpleNamespace(data=data, _prev=kept, _op=op, label=label)


class Few:
    """A set of values that needs no hash."""

    def __init__(self, values):
        self._values = list({id(value): value for value in values}.values())

    def __iter__(self):
        return iter(self._values)


def text(value):
    return to_text(circuitlab.from_micrograd(value)).text.split("\n")[:-1]


def test_the_readme_of_micrograd():
    a, b = Value(-4.0), Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()
    trace = circuitlab.run(circuitlab.from_micrograd(g))
    assert trace.values["f"] == g.data == pytest.approx(24.70408163265306)
    gradients = {trace.values[name]: trace.gradients[name] for name in ("x1", "x2")}
    assert gradients == {-4.0: pytest.approx(a.grad, rel=1e-12), 2.0: pytest.approx(b.grad, rel=1e-12)}


@pytest.mark.parametrize("seed", range(30))
def test_random_graphs_have_micrograds_values_and_gradients(seed):
    draw = random.Random(seed)
    values = [Value(draw.uniform(0.5, 2.0)) for _ in range(4)]
    leaves = list(values)
    for place, leaf in enumerate(leaves):
        leaf.label = f"in{place}"
    for _ in range(40):
        one, other = draw.choice(values[-6:]), draw.choice(values[-6:])
        values.append(draw.choice(OPERATIONS)(one, other))
    result = sum(values)
    result.backward()
    trace = circuitlab.run(circuitlab.from_micrograd(result))
    assert trace.values["f"] == result.data
    for leaf in leaves:
        assert trace.gradients[leaf.label] == pytest.approx(leaf.grad, rel=1e-9)


def test_a_network_of_micrograd():
    random.seed(1)
    network = MLP(2, [4, 4, 1])
    result = network([0.5, -1.0])
    result.backward()
    for place, parameter in enumerate(network.parameters()):
        parameter.label = f"p{place}"
    trace = circuitlab.run(circuitlab.from_micrograd(result))
    found = [trace.gradients[f"p{place}"] for place in range(len(network.parameters()))]
    assert found == pytest.approx([parameter.grad for parameter in network.parameters()], rel=1e-12)


def test_operands_stand_as_they_were_written():
    a, b = Value(2.0), Value(3.0)
    a.label, b.label = "a", "b"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert text(a * b) == ["a = 2", "b = 3", "f = a * b"]
        assert text(b * a) == ["b = 3", "a = 2", "f = b * a"]


def test_the_neuron_of_the_lecture():
    x1, x2 = node(2.0, label="x1"), node(0.0, label="x2")
    w1, w2 = node(-3.0, label="w1"), node(1.0, label="w2")
    b = node(6.8813735870195432, label="b")
    first, second = node(-6.0, "*", x1, w1, label="x1*w1"), node(0.0, "*", x2, w2, label="x2*w2")
    n = node(0.88, "+", node(-6.0, "+", first, second, label="x1*w1 + x2*w2"), b, label="n")
    trace = circuitlab.run(circuitlab.from_micrograd(node(0.7, "tanh", n, label="o")))
    assert trace.values["o"] == pytest.approx(0.7071067811865476)
    wanted = {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5, "n": 0.5, "o": 1.0}
    assert trace.gradients == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("op", "value"),
    [("exp", math.exp(0.5)), ("tanh", math.tanh(0.5)), ("ReLU", 0.5), ("**-1", 2.0), ("**0.5", 0.5**0.5)],
)
def test_functions_of_one_value(op, value):
    trace = circuitlab.run(circuitlab.from_micrograd(node(0.0, op, node(0.5))))
    assert trace.values == {"x1": 0.5, "f": pytest.approx(value)}


@pytest.mark.parametrize(("op", "line"), [("+", "f = x1 + x1"), ("*", "f = x1 * x1")])
def test_a_value_used_twice_stands_in_the_set_once(op, line):
    assert text(node(0.0, op, *[node(3.0)] * 2, ordered=False)) == ["x1 = 3", line]


def test_a_graph_that_has_lost_the_order_says_so():
    value = node(0.0, "+", node(1.0), node(2.0), ordered=False)
    with pytest.warns(UserWarning, match="order of operands is unknown"):
        circuit = circuitlab.from_micrograd(value)
    assert circuitlab.run(circuit).values["f"] == 3.0


def test_a_difference_that_has_lost_the_order_is_refused():
    with pytest.raises(CircuitError, match=r"'-' is the first can't be known"):
        circuitlab.from_micrograd(node(0.0, "-", node(1.0), node(2.0), ordered=False))


def test_a_difference_of_known_order_is_taken():
    assert text(node(0.0, "-", node(1.0, label="a"), node(2.0, label="b")))[-1] == "f = a - b"


def test_labels_that_are_no_names_or_not_the_only_ones():
    labels = ["a b", "lambda", "x1", "x1", None, "1"]
    value = node(0.0, "+", *[node(float(place), label=label) for place, label in enumerate(labels)])
    names = circuitlab.run(circuitlab.from_micrograd(value)).values
    assert names == {"x3": 0.0, "x4": 1.0, "x1": 2.0, "x2": 3.0, "x5": 4.0, "x6": 5.0, "f": 15.0}


def test_a_leaf_alone_is_a_circuit():
    assert circuitlab.run(circuitlab.from_micrograd(Value(3.0))).gradients == {"x1": 1.0}


def test_a_hundred_thousand_values_deep():
    value = first = node(0.5, label="x")
    for _ in range(100_000):
        value = (
            node(0.0, "+", value, first, ordered=False) if value is not first else node(0.0, "tanh", value)
        )
    with pytest.warns(UserWarning, match="order"):
        circuit = circuitlab.from_micrograd(value)
    assert len(circuit.gates) == 100_001
    assert circuitlab.run(circuit).values["f"] == pytest.approx(math.tanh(0.5) + 0.5 * 99_999)


def test_a_graph_that_goes_round_in_a_circle_is_refused():
    one, other = node(0.0, "tanh"), node(0.0, "exp")
    one._prev, other._prev = (other,), (one,)
    with pytest.raises(CircuitError, match="circle"):
        circuitlab.from_micrograd(one)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (node(0.0, "conv", node(1.0)), "'conv' with 1 operands"),
        (node(0.0, "input", node(1.0)), "'input'"),
        (node(0.0, "tanh", node(1.0), node(2.0)), "'tanh' with 2 operands"),
        (node(0.0, "**a", node(1.0)), "'a' in a micrograd graph is no number"),
        (node("two"), "'two' in a micrograd graph is no number"),
    ],
)
def test_what_no_gate_does_is_one_line(value, message):
    with pytest.raises(CircuitError, match=message):
        circuitlab.from_micrograd(value)


def test_what_is_no_value_is_a_type_error():
    with pytest.raises(TypeError, match="expected a micrograd Value, got 'int'"):
        circuitlab.from_micrograd(3)
