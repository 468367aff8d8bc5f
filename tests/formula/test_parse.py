"""The formula language: what it reads, what it refuses, and how it says so."""

import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.hostile import HOSTILE

from circuitlab.formula.parse import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_PARENTHESES,
    FormulaError,
    parse_assignment,
    parse_formula,
    parse_slope,
)
from circuitlab.formula.tree import Call, Name, Number, depth, names

X, Y = Name("x"), Name("y")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("x + y", Call("add", (X, Y))),
        ("x - y", Call("subtract", (X, Y))),
        ("x * y", Call("multiply", (X, Y))),
        ("x / y", Call("divide", (X, Y))),
        ("x ** y", Call("power", (X, Y))),
        ("-x", Call("negate", (X,))),
        ("+x", X),
        ("2", Number(2.0)),
        (".5", Number(0.5)),
        ("1e-3", Number(0.001)),
        ("-2", Number(-2.0)),
        ("-(2)", Number(-2.0)),
        ("ln(x)", Call("log", (X,))),
        ("reciprocal(x)", Call("reciprocal", (X,))),
        ("add(x, y, 2)", Call("add", (X, Y, Number(2.0)))),
        ("  x  # + y", X),
        ("pi", Name("pi")),
    ],
)
def test_reads(text, tree):
    assert parse_formula(text) == tree


def test_sums_go_left_to_right_and_powers_right_to_left():
    assert parse_formula("x - y - 1") == parse_formula("(x - y) - 1")
    assert parse_formula("x ** y ** 2") == parse_formula("x ** (y ** 2)")


def test_the_sign_of_a_power_is_taken_last():
    assert parse_formula("-x ** 2") == Call("negate", (parse_formula("x ** 2"),))
    assert parse_formula("-2 ** 2") == Call("negate", (parse_formula("2 ** 2"),))


def test_a_caret_binds_as_a_power():
    assert parse_formula("a*x^2 + b") == parse_formula("a*(x**2) + b")


def test_real_signs_are_operators():
    assert parse_formula("x − 2·y × z ⋅ y") == parse_formula("x - 2*y*z*y")


def test_letters_are_normalised_like_pythons():
    assert parse_assignment("ﬁt = ｘ") == ("fit", X)


def test_a_literal_beyond_a_double_is_infinite():
    assert parse_formula("1e999") == parse_formula("9" * 400) == Number(float("inf"))


def test_huge_powers_are_only_a_tree():
    assert names(parse_formula("9**9**9**x")) == ("x",)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("w = parameter(0.5)", Number(0.5)),
        ("w = parameter(-2)", Number(-2.0)),
        ("w = parameter(inf)", Name("inf")),
        ("w = parameter(-inf)", Call("negate", (Name("inf"),))),
    ],
)
def test_a_parameter_holds_one_number(text, value):
    assert parse_assignment(text) == ("w", Call("parameter", (value,)))


REFUSED = [
    ("", None, "expected a formula"),
    ("# only a comment", None, "expected a formula"),
    ("x +", 4, "ends too early"),
    ("x y", 3, "unexpected 'y'"),
    ("2x", 1, "expected an operator after '2x'"),
    ("(x", 1, "never closed"),
    ("x)", 2, "unexpected ')'"),
    ("max(x, (y)", 4, "never closed"),
    ("x, y", 1, "one formula"),
    ("()", 1, "one formula"),
    ("x = 2", 3, "unexpected '='"),
    ("foo(x)", 1, "unknown function 'foo'"),
    ("sgimoid(x)", 1, "did you mean sigmoid?"),
    ("1 + parameter(2)", 5, "stands alone"),
    ("1 + max_share(x, y)", 5, "unknown function"),
    ("sin()", 1, "takes 1 value, found 0"),
    ("sin(x, y)", 1, "takes 1 value, found 2"),
    ("max(x)", 1, "takes 2 to 8 values, found 1"),
    ("power(x)", 1, "takes 2 values"),
    ("sin(x=1)", 1, "plain values"),
    ("sin(*x)", 5, "not '*'"),
    ("sin(**x)", 1, "plain values"),
    ("x.real", 1, "no parts"),
    ("().__class__.__bases__", 1, "no parts"),
    ("(lambda: x)()", 8, "unexpected ':'"),
    ("lambda * x", 1, "'lambda' is a word of Python"),
    ("[x for x in y]", 1, "unexpected '['"),
    ("x if y else z", 1, "'if' is no operation"),
    ("x and y", 1, "no operations"),
    ("not x", 1, "expected a number"),
    ("1or x", 1, "no operations"),
    ("x < y < z", 3, "unexpected '<'"),
    ("x == y", 1, "comparison"),
    ("x is y", 1, "comparison"),
    ("(x := 2)", 4, "unexpected ':'"),
    ("'x'", 1, "unexpected"),
    ("x; y", 2, "unexpected ';'"),
    ("x // y", 1, "a / b"),
    ("x % y", 3, "unexpected '%'"),
    ("x @ y", 3, "unexpected '@'"),
    ("x\\", 2, "unexpected"),
    ("x\ny", 2, "unexpected '\\n'"),
    ("x\0", 2, "unexpected '\\x00'"),
    ("x + \ud800", 5, "unexpected '\\ud800'"),
    ("x\u00a0+ y", 2, "unexpected"),
    ("x²", 2, "unexpected '²'"),
    ("1j", 1, "real number"),
    ("True", 1, "real number"),
    ("None", 1, "real number"),
    ("...", 1, "real number"),
    ("x + 1_000", 5, "expected a number such as 1000"),
    ("0x10", 1, "expected a number such as 1000"),
    ("9" * 5000, None, "too many digits"),
    ("ｉｆ", 1, "word of Python"),
    ("sin(x)(y)", 1, "before '('"),
    ("__import__(x)", 1, "unknown function"),
    ("x" * (MAX_LENGTH + 1), None, "too long"),
    ("(" * 5000, None, "parentheses"),
    ("-" * 9000 + "x", None, "nested too deeply"),
    ("x" + "**x" * 3000, None, "nested too deeply"),
    ("x" + "+x" * 4000, None, "nested too deeply"),
    ("sin(" * 90 + "x" + ")" * 89, 4, "never closed"),
    ("x^2 + y^2 + $", 13, "unexpected '$'"),
    ("x^^2", 3, "unexpected '^'"),
    ("β^2 + foo(γ)", 7, "unknown function"),
    ("\tx + foo(y)", 6, "unknown function"),
]


@pytest.mark.parametrize(("text", "column", "reason"), REFUSED, ids=lambda value: ascii(value)[:30])
def test_refuses_in_one_line_that_names_the_place(text, column, reason):
    with pytest.raises(FormulaError) as caught:
        parse_formula(text, line=3)
    message = str(caught.value)
    assert (caught.value.line, caught.value.column) == (3, column or caught.value.column)
    assert (column is None) == (caught.value.column is None)
    assert reason in message
    assert message.startswith("line 3")
    assert message.isprintable()
    assert len(message) <= 240


@pytest.mark.parametrize(
    "text",
    [
        "f",
        "f x",
        "f = ",
        "= x",
        "2 = x",
        "f + 1 = x",
        "f, g = x",
        "f = g = x",
        "f += x",
        "f(x) = x",
        "import os",
        "del f",
        "pass",
        "if = 2",
        "ｉｆ = 2",
        "return x",
        "f = parameter()",
        "f = parameter(x + 1)",
        "f = constant(1, 2)",
        "f = parameter(a=1)",
        "f = parameter(*x)",
        "f = x; g = x",
        "f: x",
        "f = yield x",
        "f = await x",
        "global f",
    ],
)
def test_refuses_what_is_no_assignment(text):
    with pytest.raises(FormulaError) as caught:
        parse_assignment(text, 7)
    assert str(caught.value).startswith("line 7")
    assert len(str(caught.value)) <= 240


def test_as_deep_as_allowed_and_no_deeper():
    assert depth(parse_formula("+".join("x" * MAX_DEPTH))) == MAX_DEPTH
    with pytest.raises(FormulaError, match="nested too deeply"):
        parse_formula("+".join("x" * (MAX_DEPTH + 1)))


def test_parentheses_as_many_as_allowed():
    parse_formula("(" * MAX_PARENTHESES + "x" + ")" * MAX_PARENTHESES)
    parse_formula("+".join(["(x)"] * (MAX_PARENTHESES + 50)))


def test_deep_formulas_are_read_deep_in_the_stack():
    def from_below(levels):
        return from_below(levels - 1) if levels else parse_formula("-(" * 99 + "x" + ")" * 99)

    assert depth(from_below(600)) == 100


@given(st.text(alphabet="xy1e9.()+-*/^,= #sinmax_<\"'\\\n\0²β", max_size=40) | st.text(max_size=40))
@example("1if x else y")
@example("0_7 + 08")
@example("x.1or 2")
def test_any_text_is_read_or_refused(text):
    told = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for read in (parse_formula, parse_assignment, parse_slope):
            try:
                read(text)
            except FormulaError as error:
                told.append(str(error))
    assert all(message.isprintable() and len(message) <= 240 for message in told)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_hostile_text_is_refused(text):
    with pytest.raises(FormulaError):
        parse_formula(text)
