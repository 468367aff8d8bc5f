"""Results that are not finite carry the gate where that began, and the reason in words."""

from dataclasses import replace
from math import inf, isfinite, nan
from typing import get_args

import pytest
from support.random_circuits import random_circuit

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.prepared import EngineName, Origin, Prepared

BY_ZERO = "division by zero"
OVERFLOW = "too large for a double (overflow)"


def origin_of(circuit: Circuit, **values: float) -> tuple[str | None, str] | None:
    plan = Prepared(circuit)
    origin = plan.origin([values[name] for name in plan.inputs])
    return None if origin is None else (origin.name, origin.reason)


@pytest.mark.parametrize(
    ("text", "values", "began"),
    [
        ("a = log(x)\nf = a * 2 + x", {"x": 0.0}, ("a", "log of 0")),
        ("a = x / y\nf = a + 1", {"x": 0.0, "y": 0.0}, ("a", "0 divided by 0")),
        ("a = exp(x)\nf = a - a", {"x": 1000.0}, ("a", OVERFLOW)),
        ("f = x - x", {"x": inf}, ("x", "the value it was given is not finite")),
        ("a = 1 / x\nf = max(a, y)", {"x": 0.0, "y": nan}, ("a", "division by zero")),
    ],
)
def test_a_value_names_the_gate_where_it_began(
    text: str, values: dict[str, float], began: tuple[str, str]
) -> None:
    assert origin_of(to_circuit(text), **values) == began


@pytest.mark.parametrize(
    ("text", "values", "began"),
    [
        ("r = sqrt(x)\nf = 3 * r", {"x": 0.0}, ("r", "no finite slope: division by zero")),
        ("f = x ** 0.5", {"x": 0.0}, ("f", f"no finite slope: {BY_ZERO} (0 to a negative power)")),
        ("r = x ** y\nf = r + 1", {"x": -2.0, "y": 2.0}, ("r", "no finite slope: log of a negative number")),
        ("r = arcsin(x)\nf = r", {"x": 1.0}, ("r", "no finite slope: division by zero")),
        ("a = 1e200 * x\nf = 1e200 * a", {"x": 1e-300}, ("a", OVERFLOW)),
        ("f = 1e308 * x + 1e308 * x", {"x": 0.0}, ("x", OVERFLOW)),
        ("a = 1 / x\nb = -a\nf = exp(b)", {"x": 0.0}, ("a", "division by zero")),
        ("a = 1 / x\nb = a * a\nf = exp(-b)", {"x": 0.0}, ("a", "division by zero")),
    ],
)
def test_a_gradient_names_the_gate_where_it_began_though_the_value_is_finite(
    text: str, values: dict[str, float], began: tuple[str, str]
) -> None:
    circuit = to_circuit(text)
    plan = Prepared(circuit)
    assert isfinite(plan([values[name] for name in plan.inputs])[0])
    assert origin_of(circuit, **values) == began


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("1 + a / b - 1", "0 divided by 0"),
        ("log(a * b) + 2", "log of 0"),
        ("sqrt(a + b)", "no finite slope: division by zero"),
        ("2 * sqrt(a + b) - (0 - 1) ** 2", "no finite slope: division by zero"),
        ("b + a ** (1 / 2)", "no finite slope: division by zero (0 to a negative power)"),
        ("b + exp(-1 / (a * a))", "no finite slope: division by zero"),
        ("1e200 * (1e200 * a) + b", f"no finite slope: {OVERFLOW}"),
    ],
)
def test_in_a_gate_of_several_operations_the_reason_is_that_of_the_operation_inside(
    formula: str, reason: str
) -> None:
    custom = to_circuit(f"gate own(a, b) = {formula}\nq = own(a, b)\nf = -q")
    composite = to_circuit(f"a = 0\nb = 0\nq = {formula}\nf = -q")
    inside = [key for key, gate in composite.gates.items() if gate.name not in ("a", "b", "f")]
    composite.apply(compose(composite, inside, "own"))
    for circuit in (custom, composite):
        assert circuit.gates[circuit.names["q"]].kind == "own"
        assert origin_of(circuit, a=0.0, b=0.0) == ("q", reason)


@pytest.mark.parametrize("seed", [inf, nan])
def test_a_seed_that_is_not_finite_is_said(seed: float) -> None:
    settings, *parts = to_circuit("f = x * y").parts
    circuit = Circuit([replace(settings, seed=seed), *parts])
    assert origin_of(circuit, x=1.0, y=2.0) == ("f", "the seed is not finite")


def test_an_unnamed_gate_is_told_by_its_id() -> None:
    circuit = to_circuit("f = 2 * log(x)")
    log = next(key for key, gate in circuit.gates.items() if gate.kind == "log")
    assert Prepared(circuit).origin([0.0]) == Origin(log, None, "log of 0")


@pytest.mark.parametrize("engine", get_args(EngineName))
def test_whatever_engine_ran_there_is_an_origin_where_a_result_is_not_finite(engine: EngineName) -> None:
    found = 0
    for seed in range(300):
        circuit = random_circuit(seed)
        plan = Prepared(circuit, engine)
        point = [circuit.gates[circuit.names[name]].value or 0.0 for name in plan.inputs]
        value, gradients = plan(point)
        origin = plan.origin(point)
        assert (origin is None) is all(map(isfinite, (value, *gradients)))
        if origin is not None:
            trace = plan.trace(point)
            began = trace.value_origin(origin.gate)
            assert began in (None, origin.gate), "nothing before it is infinite"
            assert origin.reason
            found += 1
    assert found > 30


def test_the_trace_of_a_plan_is_that_of_the_circuit_at_the_point() -> None:
    circuit = to_circuit("c = constant(3)\nq = x + y\nf = q * c", {"x": -2.0, "y": 5.0})
    plan = Prepared(circuit)
    circuit = to_circuit("c = constant(3)\nq = x + y\nf = q * c", {"x": 1.0, "y": 2.0})
    assert plan.trace([1.0, 2.0]).tape == run(circuit).tape
    assert plan.trace([-2.0, 5.0]).values == {"c": 3.0, "x": -2.0, "y": 5.0, "q": 3.0, "f": 9.0}


def test_an_origin_takes_the_values_that_a_call_takes() -> None:
    plan = Prepared(to_circuit("f = x * y"))
    assert plan.origin([1, 2.0]) is None
    with pytest.raises(ValueError, match="expected 2 values, got 1: y has none"):
        plan.origin([1.0])
