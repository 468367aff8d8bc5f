"""All engines compute the same: on random circuits, at kinks, past overflow, and as other libraries do."""

from collections.abc import Sequence
from math import inf, isfinite, isnan, nan
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.circuits import PUBLISHED, netlist
from support.random_circuits import ORACLES, random_circuit

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_seed, set_value
from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.parts import Gate, Settings, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.prepared import OFTEN, EngineName, Prepared
from circuitlab.engine.trace import Trace

ENGINES: Sequence[EngineName] = get_args(EngineName)
TOLERANCE = 1e-12
TAME = 1e6
"""Where numbers grow beyond this, a sine or a pole makes the last digit of one engine another's first."""


def point_of(circuit: Circuit, plan: Prepared) -> list[float]:
    gates = {gate.name or str(gate.id): gate for gate in circuit.gates.values()}
    return [gates[name].value or 0.0 for name in plan.inputs]


def numbers(trace: Trace) -> list[float]:
    """All that both passes computed."""
    tape = trace.tape
    return [*tape.values, *tape.downstream, *tape.locals]


def is_tame(trace: Trace) -> bool:
    return all(abs(number) < TAME for number in numbers(trace))


def is_finite(trace: Trace) -> bool:
    return all(map(isfinite, numbers(trace)))


def agree(one: float, other: float, scale: float) -> bool:
    """Whether two results are the same state and, where they are numbers, as close as engines must be."""
    if not (isfinite(one) and isfinite(other)):
        return one == other or (isnan(one) and isnan(other))
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other), scale)


def results(trace: Trace, plan: Prepared, circuit: Circuit) -> list[float]:
    """What the trace says the objective and the gradients of these inputs are."""
    ids = {gate.name or str(gate.id): gate.id for gate in circuit.gates.values()}
    assert trace.objective is not None
    found = [trace.value(trace.objective), *(trace.gradient(ids[name]) for name in plan.inputs)]
    return [number for number in found if number is not None]


def assert_engines_agree(circuit: Circuit) -> None:
    trace = run(circuit)
    scale = max([1.0, *(abs(number) for number in trace.tape.values if isfinite(number))])
    for engine in ENGINES:
        plan = Prepared(circuit, engine)
        point = point_of(circuit, plan)
        expected = results(trace, plan, circuit)
        value, gradients = plan(point)
        pairs = zip([value, *gradients], expected, strict=True)
        assert all(agree(one, other, scale) for one, other in pairs), (engine, value, gradients, expected)
    values, slopes = plan.batch([point, point])
    for row in np.column_stack([values, slopes]).tolist():
        assert all(agree(one, other, scale) for one, other in zip(row, expected, strict=True)), row


@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_on_random_circuits_all_engines_and_the_trace_agree(first: int) -> None:
    for seed in range(first, first + 100):
        circuit = random_circuit(seed)
        trace = run(circuit)
        if is_tame(trace) or not is_finite(trace):
            assert_engines_agree(circuit)


def assert_as_the_oracle_says(circuit: Circuit, oracle: str) -> None:
    trace, plan = run(circuit), Prepared(circuit)
    value, gradients = ORACLES[oracle](circuit)
    expected = [value, *(gradients[name] for name in plan.inputs)]
    scale = max(abs(number) for number in (1.0, *numbers(trace)))
    pairs = list(zip(results(trace, plan, circuit), expected, strict=True))
    assert all(agree(one, other, scale) for one, other in pairs), (circuit.parts, pairs)


@pytest.mark.parametrize("first", range(0, 1000, 100))
@pytest.mark.parametrize("oracle", ORACLES)
def test_on_random_circuits_values_and_gradients_are_those_of_other_libraries(
    oracle: str, first: int
) -> None:
    tame = [circuit for circuit in map(random_circuit, range(first, first + 100)) if is_tame(run(circuit))]
    assert len(tame) > 25
    for circuit in tame:
        assert_as_the_oracle_says(circuit, oracle)


@pytest.mark.parametrize("oracle", ORACLES)
def test_at_ties_and_kinks_of_random_circuits_too(oracle: str) -> None:
    compared = 0
    for circuit in map(random_circuit, range(1000, 2000)):
        trace = run(circuit)
        kinks = (gate for gate in circuit.gates if trace.is_ancestor(gate) and trace.at_kink(gate))
        if is_tame(trace) and any(kinks):
            assert_as_the_oracle_says(circuit, oracle)
            compared += 1
    assert compared > 50


@pytest.mark.parametrize("oracle", ORACLES)
@pytest.mark.parametrize(
    "text",
    [
        "f = max(a, b) * a + c",
        "f = max(a, b, c) + b",
        "f = max(a, max(b, c))",
        "f = min(a, b, c, a) * c",
        "f = max(a, a) - min(b, b, b) * c",
        "f = relu(a - b) * c + abs(b - c)",
        "f = max(relu(a - b), abs(a - c), 0)",
        "f = (a - b) ** 2 + (b - c) ** 0",
    ],
)
def test_ties_share_a_gradient_as_in_other_libraries(text: str, oracle: str) -> None:
    assert_as_the_oracle_says(to_circuit(text, {"a": 2.0, "b": 2.0, "c": 2.0}), oracle)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published["id"])
def test_every_engine_gives_the_published_numbers(published: dict[str, Any]) -> None:
    circuit = to_circuit("\n".join(published["text"]), published["inputs"])
    circuit.apply(set_seed(circuit, published["seed"]))
    assert_engines_agree(circuit)
    for engine in ENGINES:
        plan = Prepared(circuit, engine)
        value, gradients = plan(point_of(circuit, plan))
        assert value == pytest.approx(published["value"], abs=1e-9)
        found = dict(zip(plan.inputs, gradients, strict=True))
        expected = {name: number for name, number in published["gradients"].items() if name in found}
        assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("f = a + a", {"a": 2.0}),
        ("f = a * a * a", {"a": -1.5}),
        ("f = max(a, b)", {"a": 2.0, "b": 2.0}),
        ("f = max(a, b, c)", {"a": 2.0, "b": 2.0, "c": 2.0}),
        ("f = min(a, b, c, a)", {"a": -1.0, "b": -1.0, "c": 5.0}),
        ("f = max(a, b)", {"a": nan, "b": 1.0}),
        ("f = max(a, b)", {"a": 1.0, "b": nan}),
        ("f = max(a, b)", {"a": inf, "b": inf}),
        ("f = relu(a) + abs(a)", {"a": 0.0}),
        ("f = relu(a)", {"a": nan}),
        ("f = 1 / a", {"a": 0.0}),
        ("f = a / b", {"a": 0.0, "b": 0.0}),
        ("f = exp(a)", {"a": 1000.0}),
        ("f = log(a)", {"a": 0.0}),
        ("f = log(a)", {"a": -1.0}),
        ("f = a ** b", {"a": -8.0, "b": 1 / 3}),
        ("f = a ** b", {"a": 0.0, "b": -1.0}),
        ("f = a ** 2", {"a": -3.0}),
        ("f = a ** 0", {"a": 0.0}),
        ("f = sigmoid(a)", {"a": -800.0}),
        ("f = softplus(a)", {"a": 800.0}),
        ("f = sin(a)", {"a": inf}),
        ("f = sqrt(a)", {"a": 0.0}),
        ("f = arcsin(a)", {"a": 2.0}),
        ("f = cosh(a) - sinh(a)", {"a": 800.0}),
        ("f = tan(a)", {"a": 1.0}),
        ("c = constant(-2)\nf = a ** c", {"a": 3.0}),
        ("f = a", {"a": 3.0}),
        ("a = 1\nb = 2\nf = a", {"a": 3.0, "b": 1.0}),
        ("f = constant(3)", {}),
        ("a = 4\nf = 2 + 3 * 4", {"a": 1.0}),
    ],
)
def test_at_kinks_and_past_the_finite_all_engines_give_the_same_state(
    text: str, values: dict[str, float]
) -> None:
    assert_engines_agree(to_circuit(text, values))


@pytest.mark.parametrize("name", ["c17", "c432"])
def test_real_netlists_are_the_same_in_all_engines(name: str) -> None:
    circuit = to_circuit(netlist(name))
    assert_engines_agree(circuit)


@given(st.integers(0, 10**6), st.floats(-2.0, 2.0))
def test_messages_add_up_along_a_fan_out_of_any_width(width: int, value: float) -> None:
    width = 1 + width % 60
    parts: list[Gate | Wire | Settings] = [Gate(1, "input", "x", value)]
    previous = 1
    for place in range(width):
        key = 2 + place
        parts += [
            Gate(key, "add", None, None, 2),
            Wire(1000 + 2 * place, previous, key, 0),
            Wire(1001 + 2 * place, 1, key, 1),
        ]
        previous = key
    circuit = Circuit([Settings(previous), *parts])
    for engine in ENGINES:
        assert Prepared(circuit, engine)([value])[1] == (width + 1.0,)


def test_a_seed_scales_all_gradients_in_every_engine() -> None:
    circuit = to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    circuit.apply(set_seed(circuit, 3.0))
    for engine in ENGINES:
        assert Prepared(circuit, engine)([-2.0, 5.0, -4.0]) == (-12.0, (-12.0, -12.0, 9.0))


def test_the_inputs_are_the_inputs_and_parameters_in_order_of_creation() -> None:
    circuit = to_circuit("b = 1\nw = parameter(2)\nc = constant(5)\na = 3\nf = a * w + c * b")
    assert Prepared(circuit).inputs == ("b", "w", "a")


def test_a_circuit_that_runs_often_stays_the_same_when_it_gets_its_own_source() -> None:
    text = "\n".join(["t0 = x", *(f"t{n} = tanh(t{n - 1} * x + {n})" for n in range(1, 100))])
    plan = Prepared(to_circuit(text, {"x": 0.5}))
    first = plan([0.5])
    for _ in range(OFTEN + 5):
        value, gradients = plan([0.5])
        assert value == pytest.approx(first[0], rel=TOLERANCE)
        assert gradients == pytest.approx(first[1], rel=TOLERANCE)


def test_the_values_of_constants_are_those_of_the_circuit_when_it_was_prepared() -> None:
    circuit = to_circuit("c = constant(5)\nf = x * c", {"x": 2.0})
    before = Prepared(circuit)
    circuit.apply(set_value(circuit, circuit.names["c"], 7.0))
    assert before([2.0]) == (10.0, (5.0,))
    assert Prepared(circuit)([2.0]) == (14.0, (7.0,))


def test_changing_a_value_prepares_nothing_again() -> None:
    circuit = to_circuit("f = x * y", {"x": 2.0, "y": 3.0})
    before = Prepared(circuit)
    circuit.apply(set_value(circuit, circuit.names["x"], 9.0))
    assert Prepared(circuit)._engines is before._engines


@pytest.mark.parametrize(
    ("values", "error", "says"),
    [
        ([1.0], ValueError, "expected 2 values, got 1: y has none"),
        ([1.0, 2.0, 3.0], ValueError, "expected 2 values, got 3: there are no more inputs after y"),
        ([1.0, "2"], TypeError, "y: expected a number, got '2'"),
        ([10**400, 1.0], ValueError, "x: too large for a double"),
        ([1.0, None], TypeError, "y: expected a number, got 'None'"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_wrong_values_are_named(
    engine: EngineName, values: list[float], error: type[Exception], says: str
) -> None:
    plan = Prepared(to_circuit("f = x * y"), engine)
    with pytest.raises(error) as caught:
        plan(values)
    assert str(caught.value) == says


@pytest.mark.parametrize("points", [[1.0, 2.0], [[1.0]], [[1.0, 2.0, 3.0]], 5.0])
def test_points_of_a_wrong_shape_are_named(points: object) -> None:
    plan = Prepared(to_circuit("f = x * y"))
    with pytest.raises(ValueError, match=r"points: expected the shape \(N, 2\), got"):
        plan.batch(points)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("points", "error", "says"),
    [
        (np.zeros((4, 2)), ValueError, "points: expected the shape (N, 3), got (4, 2): z is missing"),
        (np.zeros((4, 1)), ValueError, "points: expected the shape (N, 3), got (4, 1): y, z are missing"),
        (np.zeros((4, 4)), ValueError, "points: expected the shape (N, 3), got (4, 4)"),
        ([[1, 2], [3]], ValueError, "points: expected the shape (N, 3), got rows of different lengths"),
        ([["1", "2", "3"]], TypeError, "points: expected real numbers, got text"),
        ({"x": 1}, TypeError, "points: expected the shape (N, 3), got a dict"),
        (np.zeros((1, 3), complex), TypeError, "points: expected real numbers, got complex numbers"),
        ([[1.0, None, 2.0]], TypeError, "y: expected a number, got 'None'"),
        ([[1.0, 2.0, 10**400]], ValueError, "z: too large for a double"),
    ],
)
def test_points_that_are_none_are_named_in_one_line(
    points: object, error: type[Exception], says: str
) -> None:
    plan = Prepared(to_circuit("f = (x + y) * z"))
    with pytest.raises(error) as caught:
        plan.batch(points)  # type: ignore[arg-type]
    assert str(caught.value) == says


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("point", [(float("nan"), 1, 2), (1.5, 1, 2), (1, 2, 3)])
def test_results_are_floats_whatever_numbers_are_given(engine: EngineName, point: Sequence[float]) -> None:
    value, gradients = Prepared(to_circuit("f = (x + y) * z"), engine)(point)
    assert {type(number) for number in (value, *gradients)} == {float}


def test_a_complex_number_loses_no_part_of_it_silently() -> None:
    plan = Prepared(to_circuit("f = (x + y) * z"))
    for number in (1j, np.complex128(1j), np.complex64(1j)):
        with pytest.raises(TypeError, match="y: expected a number"):
            plan([1.0, number, 2.0])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="y: expected a number"):
        plan.batch_shared([[1.0, 2.0]], {"y": np.complex128(1j)})  # type: ignore[dict-item]


def test_no_points_give_no_values() -> None:
    values, gradients = Prepared(to_circuit("f = x * y")).batch(np.empty((0, 2)))
    assert (values.shape, gradients.shape) == ((0,), (0, 2))


def test_a_batch_of_any_length_gives_each_point_its_own_numbers() -> None:
    plan = Prepared(to_circuit("f = tanh(x * y) + max(x, y) / y"))
    points = np.random.default_rng(5).uniform(0.5, 2.0, (20_001, 2))
    values, gradients = plan.batch(points)
    for row in (0, 1, 8191, 8192, 20_000):
        value, slopes = plan(points[row].tolist())
        assert values[row] == pytest.approx(value, rel=TOLERANCE)
        assert gradients[row].tolist() == pytest.approx(slopes, rel=TOLERANCE)


def test_values_alone_are_those_of_a_batch() -> None:
    prepared = Prepared(to_circuit("f = exp(x) * y + 3", {"x": 1, "y": 2}))
    points = np.random.default_rng(1).normal(size=(10_000, 2))
    assert np.array_equal(prepared.values(points), prepared.batch(points)[0])
    with pytest.raises(ValueError, match=r"expected the shape \(N, 2\)"):
        prepared.values([[1.0]])


@pytest.mark.parametrize(
    ("circuit", "engine"),
    [
        (to_circuit("f = x * y", {"x": 1, "y": 2}), "straight"),
        (
            to_circuit("t0 = x * 2\n" + "\n".join(f"t{n} = sin(t{n - 1})" for n in range(1, 1200)), {"x": 1}),
            "tape",
        ),
    ],
)
def test_the_lasting_engine_is_one_that_never_changes(circuit: Circuit, engine: EngineName) -> None:
    assert Prepared(circuit).lasting == engine
    prepared = Prepared(circuit, engine)
    point = prepared._point
    for _ in range(OFTEN + 2):
        prepared([1.0] * len(prepared.inputs))
    assert prepared._point is point


def test_parameters_shared_by_all_points_get_the_sum_of_their_gradients() -> None:
    plan = Prepared(to_circuit("w = parameter(2)\nb = parameter(1)\nf = tanh(w * x + b) * y"))
    points = np.random.default_rng(3).uniform(-1.0, 1.0, (50, 2))
    values, gradients, sums = plan.batch_shared(points, {"w": 0.5, "b": -0.25})
    singly = [plan([0.5, -0.25, *point]) for point in points.tolist()]
    assert plan.inputs == ("w", "b", "x", "y")
    assert values.tolist() == pytest.approx([value for value, _ in singly], rel=TOLERANCE)
    assert gradients[:, 0].tolist() == pytest.approx([slopes[2] for _, slopes in singly], rel=TOLERANCE)
    assert sums["w"] == pytest.approx(sum(slopes[0] for _, slopes in singly), rel=TOLERANCE)
    assert sums["b"] == pytest.approx(sum(slopes[1] for _, slopes in singly), rel=TOLERANCE)


def test_a_shared_name_or_shape_that_is_wrong_is_named() -> None:
    plan = Prepared(to_circuit("f = x * y"))
    with pytest.raises(ValueError, match="'w' is no input or parameter"):
        plan.batch_shared([[1.0]], {"w": 1.0})
    with pytest.raises(ValueError, match=r"points: expected the shape \(N, 1\), got \(1, 2\)"):
        plan.batch_shared([[1.0, 2.0]], {"x": 1.0})


def test_an_objective_that_waits_is_said() -> None:
    waiting = Circuit([Gate(1, "input", "x", 1.0), Gate(2, "add", "f", inputs=2), Wire(3, 1, 2, 0)])
    with pytest.raises(CircuitError, match=r"^f waits for its second input\.$"):
        Prepared(waiting)
    with pytest.raises(CircuitError, match="no objective"):
        Prepared(Circuit())
