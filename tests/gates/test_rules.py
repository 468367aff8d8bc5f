"""A gate's own rule as it is typeset: the slopes by the chain rule, in cases where they jump."""

import warnings

import pytest

from circuitlab.gates.custom import custom_kind
from circuitlab.gates.rules import rule_latex, rule_of, slope_latex


def slopes(formula, *ports):
    kind = custom_kind("g", "", ports, formula)
    return [slope_latex(kind, port).partition(" = ")[2] for port in range(len(ports))]


def test_the_hill_of_the_article():
    kind = custom_kind("hill", "", ("x", "y"), "100 - (x - y)**2")
    assert rule_latex(kind) == r"\text{hill} = 100 - \left(x - y\right)^{2}"
    assert slope_latex(kind, 1) == (r"\frac{{\partial}\text{hill}}{{\partial}y} = 2 \cdot \left(x - y\right)")


@pytest.mark.parametrize(
    ("formula", "rows"),
    [
        ("relu(x)", [r"1 & \text{if } x > 0", r"0 & \text{otherwise}"]),
        ("3 * abs(x)", [r"3 & \text{if } x > 0", r"-3 & \text{if } x < 0", r"0 & \text{otherwise}"]),
        ("max(x, 2)", [r"1 & \text{if } x > 2", r"0.5 & \text{if } x = 2", r"0 & \text{otherwise}"]),
        ("x + min(x, 2)", [r"2 & \text{if } x < 2", r"1.5 & \text{if } x = 2", r"1 & \text{otherwise}"]),
    ],
)
def test_one_kink_makes_the_whole_slope_cases(formula, rows):
    (slope,) = slopes(formula, "x")
    assert slope == r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


def test_a_tie_of_three_is_shared():
    slope = slopes("max(x, y, z)", "x", "y", "z")[0]
    assert r"1 & \text{if } x > \max\left(y, z\right)" in slope
    assert r"\text{a share} & \text{if } x = \max\left(y, z\right)" in slope


def test_two_kinks_are_two_cases_in_their_places():
    (slope,) = slopes("relu(x) * abs(x - 1)", "x")
    assert slope.count(r"\begin{cases}") == 2
    assert r"x - 1 < 0" in slope


def test_an_input_that_does_not_count_has_no_cases():
    assert slopes("relu(x)", "x", "y")[1] == "0"


def test_the_gate_s_own_value_is_called_by_its_name_unless_an_input_is_called_out():
    assert slopes("exp(x)", "x") == ["g"]
    assert "out" in slopes("exp(out)", "out")[0]


@pytest.mark.parametrize(
    ("formula", "ports", "slopes"),
    [
        ("100 - (x - y)**2", "xy", ["-2 * (x - y)", "2 * (x - y)"]),
        ("x ** y", "xy", ["y * x ** (y - 1)", "x ** y * log(x)"]),
        ("3 * abs(x)", "x", ["3 if x > 0; -3 if x < 0; 0 otherwise"]),
        ("exp(x)", "x", ["g"]),
        (
            "max(x, y, z)",
            "xyz",
            [
                "1 if x > max(y, z); (a share) if x = max(y, z); 0 otherwise",
                "1 if y > max(x, z); (a share) if y = max(x, z); 0 otherwise",
                "1 if z > max(x, y); (a share) if z = max(x, y); 0 otherwise",
            ],
        ),
        (
            "relu(x) * abs(x - 1)",
            "x",
            [
                "[1 if x > 0; 0 otherwise] * abs(x - 1) + "
                "relu(x) * [1 if x - 1 > 0; -1 if x - 1 < 0; 0 otherwise]"
            ],
        ),
    ],
)
def test_slopes_as_text_need_no_operation_that_nobody_can_type(formula, ports, slopes):
    rule = rule_of(custom_kind("g", "", tuple(ports), formula))
    assert list(rule.partials.values()) == slopes


def test_all_of_it_can_be_typeset(caplog, qapp):
    from circuitlab.app.equations import equation
    from circuitlab.app.theme import LIGHT

    kind = custom_kind("g_1", "", ("x", "theta", "a_b"), "relu(x) * abs(theta - 1) + max(x, theta, a_b, 0)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for port in range(3):
            assert equation(slope_latex(kind, port), LIGHT, 20.0).width > 50
    assert not caplog.records
