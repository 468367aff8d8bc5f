"""Formulas as text, Python, NumPy and LaTeX."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.formulas import expressions, same_number

from circuitlab.formula.code import to_numpy, to_python
from circuitlab.formula.evaluate import evaluate
from circuitlab.formula.operations import OPERATIONS, PORTS
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.printers import to_latex, to_text
from circuitlab.formula.tree import Call, Expr, Name, Number, postorder, same


def alike(one: Expr, other: Expr) -> bool:
    """Equal, and every literal to the last bit."""
    numbers = [[node.value for node in postorder(expr) if isinstance(node, Number)] for expr in (one, other)]
    return same(one, other) and all(map(same_number, *numbers))


@given(expressions())
def test_reading_what_was_printed_gives_the_formula(expr):
    assert alike(parse_formula(to_text(expr)), expr)


@pytest.mark.parametrize(
    "text",
    [
        "(x + y) * z",
        "x + y * z",
        "x - (y - z)",
        "x - y - z",
        "x / (y * z)",
        "x / y * z",
        "-x ** 2",
        "(-x) ** 2",
        "x ** -y",
        "(x ** y) ** z",
        "x ** y ** z",
        "--x",
        "-2",
        "negate(2)",
        "negate(-2)",
        "(-2) ** 2",
        "2 ** -2",
        "x - -2",
        "-(x + y)",
        "-x * y",
        "-(x * y)",
        "add(x, y, z)",
        "max(x, y + 1)",
        "1e+22 * x",
        "1e999",
        "-1e999",
    ],
)
def test_prints_no_more_parentheses_than_needed(text):
    assert to_text(parse_formula(text)) == text


def test_ln_is_printed_by_its_kinds_name():
    assert to_text(parse_formula("ln(x)")) == "log(x)"


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.name)
def test_code_of_every_operation_computes_its_value(operation):
    numpy = pytest.importorskip("numpy")
    for count in {operation.least, min(operation.most, 3)}:
        values = dict(zip(PORTS, (0.75, 0.5, 0.25), strict=False))
        expr = Call(operation.name, tuple(Name(port) for port in PORTS[:count]))
        expected = evaluate(expr, values)
        assert eval(to_python(expr), {"math": math, **values}) == pytest.approx(expected)  # noqa: S307
        assert eval(to_numpy(expr), {"np": numpy, **values}) == pytest.approx(expected)  # noqa: S307


@given(expressions(st.floats(-3, 3)), st.floats(0.5, 1.5))
def test_python_code_computes_the_same_where_it_does_not_raise(expr, x):
    values = {"x": x, "y": 1.25, "z": 0.5}
    try:
        value = eval(to_python(expr), {"math": math, **values})  # noqa: S307
    except (ArithmeticError, ValueError, TypeError):
        return
    ours = evaluate(expr, values)
    if isinstance(value, float) and math.isfinite(value) and math.isfinite(ours):
        assert value == pytest.approx(ours, rel=1e-6, abs=1e-6)


def test_code_has_no_endless_integers():
    assert to_python(parse_formula("9 ** 9 ** 9")) == "9.0 ** 9.0 ** 9"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("(x + y) * z", r"\left(x + y\right) \cdot z"),
        ("x / (y + 1)", r"\frac{x}{y + 1}"),
        ("x ** (y + 1)", "x^{y + 1}"),
        ("(x / y) ** 2", r"\left(\frac{x}{y}\right)^{2}"),
        ("exp(x) ** 2", r"\left(e^{x}\right)^{2}"),
        ("sqrt(x) ** 2", r"\sqrt{x}^{2}"),
        ("x - (y + z)", r"x - \left(y + z\right)"),
        ("x * -2", r"x \cdot \left(-2\right)"),
        ("-(x / y)", r"-\frac{x}{y}"),
        ("theta1 + w_in + lambd + loss", r"\theta_{1} + w_{\text{in}} + \lambda + \text{loss}"),
        ("1e-7 * x", r"10^{-7} \cdot x"),
        ("2.5e-10", r"2.5 \cdot 10^{-10}"),
        ("max(x, y, z)", r"\max\left(x, y, z\right)"),
    ],
)
def test_latex(text, latex):
    assert to_latex(parse_formula(text)) == latex


def test_latex_takes_symbols_for_names():
    product = parse_formula("x * y")
    assert to_latex(product, {"x": "-2", "y": "-4"}) == r"-2 \cdot \left(-4\right)"
    assert to_latex(product, {"y": r"\hat{y}"}) == r"x \cdot \hat{y}"
    assert to_latex(parse_formula("x ** 2"), {"x": "-2"}) == r"\left(-2\right)^{2}"


@given(expressions())
def test_latex_is_balanced(expr):
    latex = to_latex(expr)
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\left") == latex.count(r"\right")


def test_every_operation_can_be_drawn():
    ziamath = pytest.importorskip("ziamath")
    for operation in OPERATIONS.values():
        expr = Call(operation.name, tuple(Name(port) for port in PORTS[: operation.least]))
        assert ziamath.Latex(to_latex(expr)).svg().startswith("<svg")
