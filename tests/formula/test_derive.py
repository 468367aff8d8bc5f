"""Symbolic slopes against central differences, and PyTorch's conventions where there is no single slope."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.formulas import expressions

from circuitlab.formula.derive import derivative
from circuitlab.formula.evaluate import compiled, evaluate
from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.parse import parse_formula, parse_slope
from circuitlab.formula.printers import to_text
from circuitlab.formula.tree import Call, Name, Number, depth, names


def slope(text, name="x", **values):
    return evaluate(derivative(parse_formula(text), name), values)


@given(expressions(st.floats(-3, 3)), st.floats(0.3, 2), st.floats(0.3, 2))
def test_a_derivative_is_the_limit_of_differences(expr, x, y):
    values = {"x": x, "y": y, "z": 1.5}
    function = compiled(expr, ("x", "y", "z"))
    first = derivative(expr, "x")
    rate = evaluate(first, values)
    coarse, fine = ((function(x + h, y, 1.5) - function(x - h, y, 1.5)) / (2 * h) for h in (2e-5, 1e-5))
    assume(all(map(math.isfinite, (rate, coarse, fine))))
    # Where halving the step still moves the difference, it is no measure (kinks, poles, rounding).
    assume(abs(coarse - fine) < 1e-6 * max(1.0, abs(fine)))
    assume(abs(function(x, y, 1.5)) < 1e4 and not _near_kink(expr, values))
    assert rate == pytest.approx(fine, rel=1e-3, abs=1e-3)


def _near_kink(expr, values):
    """Whether some operation inside is on different pieces a little to the left and to the right."""
    from circuitlab.formula.tree import postorder

    for node in postorder(expr):
        operation = OPERATIONS[node.operation] if isinstance(node, Call) else None
        if operation is None or operation.piece is None:
            continue
        sides = {
            operation.piece(*(evaluate(part, values | {"x": values["x"] + h}) for part in node.arguments))
            for h in (-2e-5, 0.0, 2e-5)
        }
        if len(sides) > 1:
            return True
    return False


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.name)
def test_every_operation_declares_a_slope_for_each_argument(operation):
    for count in range(operation.least, operation.most + 1):
        slopes = operation.slopes(count)
        assert len(slopes) == count
        for text in slopes:
            assert set(names(parse_slope(text))) <= {*"abcdefgh"[:count], "out"}


def test_ties_are_split_evenly():
    assert slope("max(x, y)", x=2.0, y=2.0) == 0.5
    assert slope("min(x, y, z)", x=2.0, y=2.0, z=2.0) == pytest.approx(1 / 3)
    assert slope("max(x, y, z)", x=2.0, y=2.0, z=1.0) == 0.5
    assert slope("max(x, x)", x=2.0) == 1.0
    assert slope("max(x, y)", x=1.0, y=2.0) == 0.0


def test_kinks_have_slope_zero():
    assert slope("relu(x)", x=0.0) == slope("relu(x)", x=-0.0) == slope("abs(x)", x=0.0) == 0.0
    assert slope("abs(x)", x=-3.0) == -1.0


def test_powers_follow_pytorch():
    assert slope("x ** y", x=0.0, y=0.0) == 0.0
    assert slope("x ** y", "y", x=0.0, y=0.0) == slope("x ** y", "y", x=0.0, y=2.0) == 0.0
    assert math.isnan(slope("x ** y", "y", x=-2.0, y=2.0))
    assert slope("x ** 2", x=-3.0) == -6.0
    assert slope("x ** 0.5", x=0.0) == math.inf


def test_a_constant_exponent_asks_for_no_logarithm():
    expr = derivative(parse_formula("x ** 2"), "x")
    assert to_text(expr) == "2 * x"
    assert to_text(derivative(parse_formula("x ** 3"), "x")) == "3 * x ** 2"


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("y", "0"),
        ("x", "1"),
        ("x + y", "1"),
        ("y * x", "y"),
        ("x * x", "x + x"),
        ("-x", "-1"),
        ("3 * x + 2", "3"),
        ("sin(2 * x)", "cos(2 * x) * 2"),
        ("exp(x)", "exp(x)"),
        ("identity(x)", "1"),
        ("x ** 1", "1"),
        ("x ** 0", "0"),
        ("y - x", "-1"),
        ("cos(x)", "-sin(x)"),
        ("x / 1", "1"),
        ("1 * x", "1"),
    ],
)
def test_derivatives_are_tidy(text, tidied):
    assert to_text(derivative(parse_formula(text), "x")) == tidied


@pytest.mark.parametrize(
    ("name", "slope"), [("a", "b * c * d"), ("b", "a * c * d"), ("c", "a * b * d"), ("d", "a * b * c")]
)
def test_the_factors_of_a_product_stay_in_order(name, slope):
    assert to_text(derivative(parse_formula("a * b * c * d"), name)) == slope


def test_second_derivatives():
    once = derivative(parse_formula("x ** y"), "x")
    assert evaluate(derivative(once, "x"), {"x": 2.0, "y": 3.0}) == pytest.approx(12.0)
    mixed = evaluate(derivative(once, "y"), {"x": 2.0, "y": 3.0})
    assert mixed == pytest.approx(4 + 12 * math.log(2))
    other = derivative(parse_formula("x ** y"), "y")
    assert evaluate(derivative(other, "y"), {"x": 2.0, "y": 3.0}) == pytest.approx(8 * math.log(2) ** 2)


def test_deep_formulas_have_derivatives():
    expr = Name("x")
    for _ in range(390):
        expr = Call("sin", (Call("add", (expr, Number(1.0))),))
    deep = derivative(expr, "x")
    assert depth(deep) > 390
    assert math.isfinite(evaluate(deep, {"x": 0.5}))
