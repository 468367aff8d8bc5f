"""Gates that a user makes from a formula: their slopes, and what is refused."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.formula.code import to_numpy, to_python
from circuitlab.formula.errors import FormulaError
from circuitlab.formula.evaluate import compiled
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.printers import to_latex, to_text
from circuitlab.formula.program import OUT, Program
from circuitlab.gates.computation import Computation
from circuitlab.gates.custom import canonical, compared, custom_kind, disagreement, gate_formula, unchecked

HILL = "100 - (x - y) ** 2"


def test_the_hill_of_the_article_has_its_value_and_slopes_at_3_and_4():
    kind = custom_kind("hill", "", ("x", "y"), HILL)
    assert kind.value(3.0, 4.0) == 99.0
    assert [slope(3.0, 4.0, 99.0) for slope in kind.computation(2).slope_functions] == [2.0, -2.0]


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_the_rules_that_are_shown_are_the_slopes_that_are_computed(x, y):
    kind = custom_kind("bowl", "", ("x", "y"), "max(x, y) * sigmoid(x) + y ** 3 / (1 + x ** 2)")
    value = kind.value(x, y)
    for rule, slope in zip(kind.rule_expressions(2), kind.computation(2).slope_functions, strict=True):
        shown = compiled(rule, ("x", "y", OUT))(x, y, value)
        assert slope(x, y, value) == pytest.approx(shown, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("100 - z", "'z' is no input of the gate: expected x, y"),
        ("x +", "the formula ends too early"),
        ("__import__('os').system('true')", "unexpected"),
        ("x.real", "a name has no parts here"),
        ("(lambda: x)()", "unexpected ':'"),
        ("x if y else 1", "'if'"),
        ("+".join(["x"] * 400), "too long: expected at most 500 characters"),
        ("+".join(["x"] * 150), "too large: expected at most 200 numbers, names and operations"),
        ("sin(" * 45 + "x" + ")" * 45, "nested too deeply"),
        ("-" * 450 + "x", "^nested too deeply: expected at most 40 levels in a gate$"),
        ("x ** " * 45 + "x", "nested too deeply"),
        ("hill(x, y)", "unknown function"),
        ("x ** 9**9**9", "^9 ** 9 ** 9 is too large for a double$"),
        ("x * exp(1000)", r"exp(1000) is too large for a double$"),
        ("1 / 0", "^1 / 0 is not finite$"),
        ("x + sqrt(2 - 3) * log(0)", r"sqrt(2 - 3) is not finite$"),
        ("y * 0 ** (1 - 2)", r"0 ** (1 - 2) is not finite$"),
        ("x + " + "*".join(["1e9"] * 36), "… is too large for a double$"),
    ],
)
def test_what_is_no_formula_for_a_gate_is_refused(formula, says):
    with pytest.raises(FormulaError, match=re.sub(r"[()*+]", r"\\\g<0>", says)):
        canonical(formula, ("x", "y"))


def test_a_huge_power_of_an_input_is_a_double_not_a_task():
    kind = custom_kind("tower", "", ("x",), "9 ** 9 ** 9 ** x")
    assert kind.value(2.0) == float("inf")


@pytest.mark.parametrize(
    "formula",
    [
        "exp(40 * x)",
        "sin(100 * x)",
        "1 / x",
        "log(x)",
        "sqrt(x - 5)",
        "abs(x)",
        "relu(x) + max(x, y)",
        "x ** y",
    ],
)
def test_poles_kinks_and_steep_slopes_are_no_disagreement(formula):
    assert custom_kind("g", "", ("x", "y"), formula).ports == ("x", "y")


def test_a_slope_that_is_wrong_is_a_disagreement():
    wrong = Computation(Program(1, (), (("square", (0,)),), 1))
    wrong.slope_functions = (lambda a, _: 3.0 * a,)
    assert "as derived" in disagreement(wrong)


@pytest.mark.parametrize(
    "formula",
    [HILL, "max(x, y) * sigmoid(x) + abs(y) ** 3 / (1 + x ** 2)", "relu(x - y) + log(y) - x ** y", "exp(x)"],
)
def test_the_formula_and_its_slopes_print_as_code_that_computes_the_same(formula):
    numpy = pytest.importorskip("numpy")
    kind = custom_kind("g", "", ("x", "y"), formula)
    for x, y in ((3.0, 4.0), (0.5, 0.25)):
        value = kind.value(x, y)
        known = {"x": x, "y": y, OUT: value, "math": math, "np": numpy}
        printed = [kind.expression(2), *kind.rule_expressions(2)]
        slopes = [slope(x, y, value) for slope in kind.computation(2).slope_functions]
        for expr, expected in zip(printed, [value, *slopes], strict=True):
            assert eval(to_python(expr), known) == pytest.approx(expected)  # noqa: S307
            assert eval(to_numpy(expr), known) == pytest.approx(expected)  # noqa: S307
        assert parse_formula(to_text(printed[0])) == printed[0]
        assert "x" in to_latex(printed[0])


def test_the_check_says_how_many_slopes_it_compared():
    assert compared(custom_kind("hill", "", ("x", "y"), HILL).computation(2)) == (8, 8)
    assert compared(custom_kind("g", "", ("x",), "sqrt(x - 50)").computation(1)) == (0,)


def test_inputs_whose_slopes_could_be_compared_nowhere_are_named():
    assert unchecked(("x", "y"), HILL) == ""
    assert unchecked(("x", "y"), "sqrt(0 * x) + y").startswith("not checked for x: nowhere finite")
    assert unchecked(("x", "y"), "sqrt(0 * x)").startswith("not checked: nowhere finite")
    assert unchecked(("x", "y"), "2 * y") == ""


@pytest.mark.parametrize("operation", [" + ", " - ", " * "])
def test_a_row_of_operations_is_one_level(operation):
    kind = custom_kind("row", "", ("x", "y"), operation.join(["x", "y"] * 30))
    assert isinstance(to_latex(kind.expression(2)), str)
    assert all(len(to_text(rule)) < 20_000 for rule in kind.rule_expressions(2))
    gate_formula(operation.join(["x"] * 99), ("x",))


def test_a_formula_has_its_whole_length_wherever_it_stands_in_a_line():
    text = "x" + " " * 450 + "+ x"
    assert gate_formula(" " * 100 + text, ("x",)) == gate_formula(text, ("x",))
