"""Formulas on one line for people who read them."""

import math

import pytest
from hypothesis import given
from support.formulas import expressions

from circuitlab.formula.evaluate import evaluate
from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.reading import to_reading
from circuitlab.formula.tree import Call, Number, fold, postorder


@pytest.mark.parametrize(
    ("formula", "texts", "read"),
    [
        ("100 - (x - y)**2", {"x": "3", "y": "4"}, "100 − (3 − 4)²"),
        ("100 - (x - y)**2", {"x": "−3", "y": "−4"}, "100 − (−3 − (−4))²"),
        ("x ** 2", {"x": "−3"}, "(−3)²"),
        ("-x ** 2", {"x": "3"}, "−3²"),
        ("-x * y", {"x": "−3", "y": "2"}, "−(−3) × 2"),
        ("-(x + y)", {}, "−(x + y)"),
        ("x ** -3 + x ** y", {"x": "2", "y": "0.5"}, "2⁻³ + 2^0.5"),
        ("x ** (y + 1)", {}, "x^(y + 1)"),
        ("(x ** y) ** 2", {"x": "2", "y": "3"}, "(2³)²"),
        ("x * y", {"x": "5 · 10⁻⁶", "y": "2"}, "5 · 10⁻⁶ × 2"),
        ("x ** 2", {"x": "5 · 10⁻⁶"}, "(5 · 10⁻⁶)²"),
        ("x - (y - z)", {}, "x − (y − z)"),
        ("x + (y + z) * 2", {}, "x + (y + z) × 2"),
        ("x / (y * z)", {}, "x ÷ (y × z)"),
        ("reciprocal(x + y)", {}, "1 ÷ (x + y)"),
        ("abs(x - 1) + max(x, -y, 2)", {}, "|x − 1| + max(x, −y, 2)"),
        ("ln(x) + sigmoid(x)", {"x": "0.5"}, "ln(0.5) + sigmoid(0.5)"),
        ("square(x) * -2", {}, "x² × (−2)"),
        ("x - 1e999", {"x": "∞"}, "∞ − ∞"),
    ],
)
def test_it_reads_as_it_is_written_on_paper(formula, texts, read):
    assert to_reading(parse_formula(formula), texts) == read


@given(expressions())
def test_what_is_read_is_the_same_formula(expr):
    """Typed again it has the same value: no parenthesis is missing."""
    kept = {"add", "subtract", "multiply", "divide", "negate", "sin", "max"}
    plain = fold(expr, lambda node, found: _kept(node, found, kept))
    typed = to_reading(plain, {}).translate(str.maketrans({"−": "-", "×": "*", "÷": "/"}))
    values = {"x": 1.25, "y": -0.75, "z": 3.5}
    expected = evaluate(plain, values)
    if math.isfinite(expected) and not any(_is_odd_number(node) for node in postorder(plain)):
        assert evaluate(parse_formula(typed), values) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def _kept(node, found, kept):
    """The node on what became of its arguments; a sine in the place of operations that read otherwise."""
    if not isinstance(node, Call):
        return node
    return Call(node.operation, found) if node.operation in kept else Call("sin", found[:1])


def _is_odd_number(node):
    return isinstance(node, Number) and not 1e-3 < abs(node.value) < 1e6


def test_every_operation_can_be_read():
    for operation in OPERATIONS.values():
        ports = tuple(parse_formula(port) for port in "abcdefgh"[: operation.least])
        assert "a" in to_reading(Call(operation.name, ports), {})
