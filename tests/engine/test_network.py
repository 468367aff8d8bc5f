"""Networks at many points run as matrix products, and give what their gates give one by one."""

import random
from collections.abc import Sequence
from itertools import pairwise, permutations
from math import inf, isfinite, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.measured_circuits import network, twenty
from support.random_circuits import random_circuit
from support.random_networks import random_network

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine import dense
from circuitlab.engine.dense import SHARE
from circuitlab.engine.network import Network
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.rows import Alike, Layer, Layout, layout_of

TOLERANCE = 1e-12


def parameters_of(plan: Prepared) -> list[str]:
    return [name for name in plan.inputs if name[0] in "wb"]


def layout(circuit: Circuit, shared: Sequence[str], share: float = 0.0) -> Layout | None:
    plan = Prepared(circuit)
    return layout_of(plan._engines.flat, [plan.inputs.index(name) for name in shared], share)


def layers(circuit: Circuit, shared: Sequence[str] | None = None) -> list[tuple[int, int, int]]:
    """Of each layer: its units, what each of them takes, and its biases."""
    found = layout(circuit, parameters_of(Prepared(circuit)) if shared is None else shared)
    assert found is not None
    stages = [stage for stage in found.stages if isinstance(stage, Layer)]
    return [(len(stage.units), len(stage.columns), stage.biases_each) for stage in stages]


def assert_as_the_gates_say(circuit: Circuit, shared: Sequence[str], rows: int, seed: int = 0) -> bool:
    """Whether there was a network to compare at all, after comparing it with the exact engine."""
    plan, draw = Prepared(circuit, "exact"), np.random.default_rng(seed)
    places = [plan.inputs.index(name) for name in shared]
    own = [place for place in range(len(plan.inputs)) if place not in places]
    found = layout(circuit, shared)
    if found is None:
        return False
    engine = Network(found, plan._constants)
    start = np.array([circuit.gates[circuit.names[name]].value for name in plan.inputs])
    points = np.tile(start, (rows, 1))
    points[1:, own] += draw.uniform(-0.5, 0.5, (rows - 1, len(own)))
    upstream = draw.uniform(-1.0, 1.0, rows)
    values, slopes = map(np.array, zip(*map(plan, points.tolist()), strict=True))
    outputs = engine.forward(start[places], points[:, own])
    back = None if outputs is None else engine.backward(upstream)
    if outputs is None or back is None:
        return False
    slopes = slopes * upstream[:, None] / circuit.settings.seed
    scale = max(1.0, np.abs(values).max(), np.abs(slopes).max(initial=0.0), *_inner(circuit))
    assert outputs == pytest.approx(values, rel=0, abs=TOLERANCE * scale)
    assert back[0] == pytest.approx(slopes[:, places].sum(axis=0), rel=0, abs=TOLERANCE * scale * rows)
    assert back[1] == pytest.approx(slopes[:, own], rel=0, abs=TOLERANCE * scale)
    return True


def assert_shared_as_the_gates_say(text: str, values: dict[str, float], points: Sequence[float]) -> None:
    """Through the public way, where results need not be finite."""
    circuit = to_circuit(text, values)
    plan = Prepared(circuit, "exact")
    names = [name for name in plan.inputs if name != "x"]
    shared = plan.shared(names)
    assert shared._network is not None
    outputs = shared.forward([values[name] for name in names], [[point] for point in points])
    sums = shared.backward([1.0] * len(points))
    singly = [plan([{**values, "x": point}[name] for name in plan.inputs]) for point in points]
    slopes = [dict(zip(plan.inputs, slopes, strict=True)) for _, slopes in singly]
    assert outputs.tolist() == pytest.approx([value for value, _ in singly], rel=TOLERANCE, nan_ok=True)
    expected = [sum(each[name] for each in slopes) for name in names]
    assert sums.tolist() == pytest.approx(expected, rel=TOLERANCE, nan_ok=True)
    own = [each["x"] for each in slopes]
    assert shared.at_points()[:, 0].tolist() == pytest.approx(own, rel=TOLERANCE, nan_ok=True)


def _inner(circuit: Circuit) -> list[float]:
    tape = Prepared(circuit).trace(_start(circuit)).tape
    numbers = [*tape.values, *tape.downstream, *tape.locals]
    return [abs(number) for number in numbers if isfinite(number)]


def _start(circuit: Circuit) -> list[float]:
    gates = [circuit.gates[circuit.names[name]] for name in Prepared(circuit).inputs]
    return [gate.value or 0.0 for gate in gates]


def test_the_layers_of_a_perceptron_are_three_matrix_products() -> None:
    circuit = network(2, 16, 16, 1)
    assert layers(circuit) == [(16, 2, 1), (16, 16, 1), (1, 16, 1)]
    found = layout(circuit, parameters_of(Prepared(circuit)), SHARE)
    assert found is not None
    others = [(stage.operation, len(stage.units)) for stage in found.stages if isinstance(stage, Alike)]
    assert others == [("tanh", 16), ("tanh", 16), ("tanh", 1), ("subtract", 1), ("square", 1)]
    assert len(found.picked) == 2 * 16 + 16 + 16 * 16 + 16 + 16 + 1


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        (["w0*x0 + w1*x1 + b0", "w2*x0 + w3*x1 + b1"], [(2, 2, 1)]),
        (["b0 + (w0*x0 + x1*w1)", "add(w2*x0, w3*x1, b0, b1)"], [(2, 2, 2)]),  # whatever way it is written
        (["w0*x0 + w1*x1", "w2*x1 + w3*x0"], [(2, 2, 0)]),
        (["w0*x0 + w1*x1 + x2 + b0", "w0*x0 + w1*x1 + x2 + b1"], [(2, 3, 1)]),  # shared weights, and none
        (["w0*x0 + w1*x0", "w2*x0 + w3*x0"], [(2, 2, 0)]),  # one value twice
        (["w0*w1*x0 + w2*x1 + w3*w3", "w0*x0 + w1*x1"], [(2, 2, 1)]),  # weights that are computed
        (["w0*x0 + w1*x1", "w2*x0 + w3*x2"], []),  # different values: no layer of two units
        (["w0*x0 + w1*x1 + w2*x2 + w3*x0", "tanh(w0*x0)"], [(1, 4, 0)]),
        (["x0*x1 + x2*x0", "x0*w0 - w1*x1"], []),
    ],
)
def test_sums_of_the_same_values_are_a_layer(sums: list[str], expected: list[tuple[int, int, int]]) -> None:
    parameters = [f"{name} = parameter(0.5)" for name in ("w0", "w1", "w2", "w3", "b0", "b1")]
    lines = [f"s{place} = {text}" for place, text in enumerate(sums)]
    inputs = ["x0 = 0.3", "x1 = -0.4", "x2 = 0.7"]
    circuit = to_circuit("\n".join([*inputs, *parameters, *lines, "f = tanh(s0) * tanh(s1)"]))
    assert layers(circuit) == expected
    assert assert_as_the_gates_say(circuit, parameters_of(Prepared(circuit)), 7)


def test_what_something_else_reads_as_well_is_no_part_of_a_sum() -> None:
    text = """
        w0 = parameter(0.1)
        w1 = parameter(0.2)
        w2 = parameter(0.3)
        w3 = parameter(0.4)
        p = w0 * x0
        s = p + w1 * x1 + w2 * x2 + w3 * x3
        t = s + w0 * x1 + w1 * x2 + w2 * x3
        f = tanh(t) * s * p
    """
    circuit = to_circuit(text, {"x0": 1.0, "x1": -2.0, "x2": 3.0, "x3": 0.5})
    assert layers(circuit) == [(1, 4, 0), (1, 4, 0)]  # s takes p as it is, t takes s
    assert assert_as_the_gates_say(circuit, ["w0", "w1", "w2", "w3"], 7)


def test_what_is_mostly_no_network_runs_gate_by_gate() -> None:
    assert layout(twenty(), ["x"], SHARE) is None
    circuit = network(2, 4, 1)
    assert layout(circuit, Prepared(circuit).inputs, SHARE) is None  # no point has anything of its own
    assert layout(circuit, [], SHARE) is None  # nothing is shared
    assert Prepared(circuit).shared([])._network is None


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid", "softplus"])
@pytest.mark.parametrize("widths", [(1, 4, 1), (2, 3, 1), (2, 16, 16, 1), (5, 1, 7, 2, 1), (3, 40, 1)])
def test_perceptrons_give_what_their_gates_give(widths: tuple[int, ...], activation: str) -> None:
    circuit = network(*widths, activation=activation)
    for rows in (1, 2, 33):
        assert assert_as_the_gates_say(circuit, parameters_of(Prepared(circuit)), rows, seed=rows)


@pytest.mark.parametrize("first", range(0, 400, 100))
@pytest.mark.parametrize("least", [1, 4])
def test_random_networks_give_what_their_gates_give(
    first: int, least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "LEAST", least)
    compared = 0
    for seed in range(first, first + 100):
        circuit = random_network(seed)
        shared = [name for name in Prepared(circuit).inputs if name[0] == "w"]
        if layers(circuit, shared):
            compared += assert_as_the_gates_say(circuit, shared, 5, seed)
    assert compared > 60


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_random_circuits_do_with_any_part_of_their_inputs_shared(first: int) -> None:
    compared = 0
    for seed in range(first, first + 100):
        circuit, draw = random_circuit(seed), random.Random(seed)
        shared = [name for name in Prepared(circuit).inputs if draw.random() < 0.5]
        compared += assert_as_the_gates_say(circuit, shared, 5, seed)
    assert compared > 15


NET = """
    h0 = relu(w0 * x + w1)
    h1 = tanh(w2 * x + w3)
    h2 = relu(w4 * x + w5)
    h3 = relu(w6 * x + w7)
    f = sigmoid(w8 * h0 + w9 * h1 + w10 * h2 + w11 * h3)
"""


@given(
    st.lists(
        st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, inf, -inf, nan, 1e200, -1e200, 1e-200]), min_size=12
    ),
    st.lists(st.sampled_from([0.0, 1.0, -2.0, inf, nan, 1e300]), min_size=1, max_size=4),
)
def test_past_the_finite_a_network_is_as_its_gates_are(weights: list[float], points: list[float]) -> None:
    values = {f"w{place}": weight for place, weight in enumerate(weights[:12])}
    assert_shared_as_the_gates_say(NET, values, points)


@pytest.mark.parametrize("order", list(permutations(("w0", "w1", "w2", "w3"))), ids="".join)
def test_sums_that_overflow_in_one_order_do_as_the_gates_do(order: tuple[str, ...]) -> None:
    values = {"w0": 1e308, "w1": 1e308, "w2": -1e308, "w3": -1e308}
    lines = [f"{name} = parameter(1)" for name in order]
    text = "\n".join([*lines, "f = tanh(w0 * x + w1 * x + w2 * x + w3 * x)"])
    assert_shared_as_the_gates_say(text, values, [1.0, 0.5])


def test_a_parameter_gets_its_gradient_where_a_constant_beside_it_gets_none() -> None:
    text = """
        w0 = parameter(3)
        w1 = parameter(2)
        w2 = parameter(-1)
        w3 = parameter(1)
        s = w0 * x0 + w1 * x1 + w2 * x2 + w3 * x3
        f = s ** 2 + s ** w0
    """
    circuit = to_circuit(text, {"x0": 1.0, "x1": 2.0, "x2": 3.0, "x3": 0.5})
    assert layers(circuit) == [(1, 4, 0)]
    assert assert_as_the_gates_say(circuit, ["w0", "w1", "w2", "w3"], 7)


def test_kinks_are_those_of_the_gates() -> None:
    values = dict.fromkeys([f"w{place}" for place in range(12)], 0.0) | {"w8": 1.0, "w10": 2.0}
    assert_shared_as_the_gates_say(NET, values, [0.0, 1.0])
    assert_shared_as_the_gates_say(NET, values | {"w0": 1.0, "w1": -1.0}, [0.0, 1.0, 2.0])


def test_what_is_past_the_finite_at_one_point_spoils_no_other() -> None:
    values = {f"w{place}": 0.1 * place - 0.5 for place in range(12)}
    assert_shared_as_the_gates_say(NET, values, [1.0, inf, 2.0])
    circuit = to_circuit(NET, values)
    plan = Prepared(circuit)
    shared = plan.shared(list(values))
    good = shared.forward(list(values.values()), [[1.0], [2.0]])
    bad = shared.forward(list(values.values()), [[1.0], [nan], [2.0]])
    assert [bad[0], bad[2]] == pytest.approx(good.tolist(), rel=TOLERANCE)
    assert isnan(bad[1])
    assert shared.forward(list(values.values()), [[1.0], [2.0]]).tolist() == good.tolist()


def test_the_same_call_gives_the_same_bits() -> None:
    plan = Prepared(network(2, 16, 16, 1))
    names, draw = parameters_of(plan), np.random.default_rng(4)
    parameters, upstream = draw.uniform(-1.0, 1.0, len(names)), draw.uniform(-1.0, 1.0, 1500)
    points = draw.uniform(-1.0, 1.0, (1500, 3))
    found = set[bytes]()
    for _ in range(3):
        shared = plan.shared(names)
        for _ in range(3):
            outputs = shared.forward(parameters, points)
            sums = shared.backward(upstream)
            found.add(outputs.tobytes() + sums.tobytes() + shared.at_points().tobytes())
            shared.forward(parameters, points[:7])
    assert len(found) == 1


def test_a_training_step_goes_down_the_loss() -> None:
    plan = Prepared(network(2, 8, 1))
    names, draw = parameters_of(plan), np.random.default_rng(4)
    shared, parameters = plan.shared(names), draw.uniform(-1.0, 1.0, len(names))
    points = draw.uniform(-1.0, 1.0, (100, 3))
    losses = []
    for _ in range(50):
        losses.append(shared.forward(parameters, points).mean())
        parameters = parameters - 0.1 * shared.backward(np.full(100, 0.01))
    assert all(after < before for before, after in pairwise(losses))
