"""What a gate computes, asked as a program: slopes of several steps, kinks, where it stops being finite."""

import math

import pytest

from circuitlab.formula.parse import parse_formula
from circuitlab.formula.program import program_of
from circuitlab.gates.computation import Computation


def of(text, *names):
    return Computation(program_of(parse_formula(text), names or ("x",)))


def test_the_slopes_of_several_steps_are_those_of_the_chain_rule():
    hill = of("100 - (x - y) ** 2", "x", "y")
    assert hill.evaluator(3.0, 4.0) == 99.0
    assert [slope(3.0, 4.0, 99.0) for slope in hill.slope_functions] == [2.0, -2.0]


def test_one_operation_is_its_own_function():
    assert of("x * y", "x", "y").primitive == "multiply"
    assert of("y * x", "x", "y").primitive is None
    assert of("x * 2").primitive is None


def test_a_kink_inside_is_a_kink():
    assert of("relu(x - 1) + x").at_kink((1.0,))
    assert not of("relu(x - 1) + x").at_kink((1.5,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0 / x", "0 divided by 0"),
        ("2 / x", "division by zero"),
        ("log(x)", "log of 0"),
        ("log(x - 1)", "log of a negative number"),
        ("sqrt(x - 1)", "square root of a negative number"),
        ("exp(1000)", "too large"),
        ("(x - 8) ** 0.5", "negative number to a fractional power"),
        ("x ** -1", "0 to a negative power"),
        ("arcsin(x + 2)", "only defined from −1 to 1"),
        ("reciprocal(x)", "division by zero"),
        ("1 + 1 / x - 1", "division by zero"),
    ],
)
def test_says_why_a_value_is_not_finite(text, reason):
    assert reason in of(text).why_not_finite((0.0,))


def test_says_nothing_where_it_did_not_begin():
    assert of("x + 1").why_not_finite((0.0,)) is None
    assert of("x + 1").why_not_finite((math.inf,)) is None
