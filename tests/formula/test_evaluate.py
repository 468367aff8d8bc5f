"""Values of formulas: IEEE without exceptions, the same on floats and on arrays."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.formulas import any_float, expressions, same_number

from circuitlab.formula.code import to_numpy
from circuitlab.formula.evaluate import compiled, compiled_arrays, evaluate
from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.tree import Name

DATA = Path(__file__).parent.parent / "data"
NUMPYS = ("exp", "sqrt", "sin", "cos", "tanh", "arcsin")
INF, NAN = math.inf, math.nan


def feynman():
    with (DATA / "feynman.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["Formula"]]


def middle(row):
    values = {"pi": math.pi, "e": math.e}
    for number in range(1, 11):
        if row[f"v{number}_name"]:
            values[row[f"v{number}_name"]] = (
                float(row[f"v{number}_low"]) + float(row[f"v{number}_high"])
            ) / 2
    return values


@pytest.mark.parametrize("row", feynman(), ids=lambda row: row["Filename"])
def test_physics_formulas_have_numpys_values(row):
    values = middle(row)
    functions = {name: getattr(np, name) for name in NUMPYS} | {"ln": np.log}
    arrays = {name: np.float64(value) for name, value in values.items()}
    with np.errstate(all="ignore"):
        expected = eval(row["Formula"], {"__builtins__": {}}, functions | arrays)  # noqa: S307
    ours = evaluate(parse_formula(row["Formula"]), values)
    assert ours == pytest.approx(float(expected), rel=1e-12, abs=0, nan_ok=True)


def test_there_are_a_hundred_of_them():
    assert len(feynman()) == 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 / 0", INF),
        ("-1 / 0", -INF),
        ("1 / -0", -INF),
        ("0 / 0", NAN),
        ("1e308 * 10", INF),
        ("exp(710)", INF),
        ("exp(-800)", 0.0),
        ("log(0)", -INF),
        ("log(-1)", NAN),
        ("sqrt(-1)", NAN),
        ("0 ** -1", INF),
        ("(-0) ** -1", -INF),
        ("0 ** -2", INF),
        ("0 ** 0", 1.0),
        ("(-8) ** (1/3)", NAN),
        ("(-2) ** 3", -8.0),
        ("(-10) ** 309", -INF),
        ("(-10) ** 310", INF),
        ("9 ** 9 ** 9", INF),
        ("sin(1e999)", NAN),
        ("arcsin(2)", NAN),
        ("arccos(-1.5)", NAN),
        ("sinh(-800)", -INF),
        ("cosh(-800)", INF),
        ("sigmoid(-800)", 0.0),
        ("sigmoid(800)", 1.0),
        ("softplus(800)", 800.0),
        ("softplus(-800)", 0.0),
        ("relu(-1)", 0.0),
        ("max(1, 1e999 - 1e999)", NAN),
        ("max(1e999 - 1e999, 1)", NAN),
        ("min(1, 1e999 - 1e999)", NAN),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 5, 2)", 5.0),
        ("reciprocal(-0)", -INF),
    ],
)
def test_ieee_has_an_answer_for_everything(text, value):
    assert evaluate(parse_formula(text), {}) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda operation: operation.name)
@given(data=st.data())
def test_no_operation_ever_raises_and_arrays_agree(operation, data):
    values = data.draw(st.lists(any_float, min_size=operation.least, max_size=operation.most))
    one = operation.evaluate(*values)
    assert isinstance(one, float)
    assert same_number(operation.on_floats(len(values))(*values), one)
    if operation.name == "tan" and abs(values[0]) > 1e15:
        return  # the last bits of so large an angle are the whole answer
    with np.errstate(all="ignore"):
        many = operation.on_arrays(*(np.array([value, 0.5]) for value in values))
    assert float(many[0]) == pytest.approx(one, rel=1e-12, abs=1e-320, nan_ok=True)


@pytest.mark.parametrize("name", [name for name, operation in OPERATIONS.items() if operation.piece])
@given(data=st.data())
def test_pieces_on_arrays_are_those_on_floats(name, data):
    operation = OPERATIONS[name]
    finite = st.floats(-1e3, 1e3) | st.sampled_from([0.0, 1.0, -1.0])
    values = data.draw(st.lists(finite, min_size=operation.least, max_size=operation.most))
    arrays = [np.array([value]) for value in values]
    assert float(operation.piece_on_arrays(*arrays)[0]) == operation.piece(*values)


@given(expressions(), any_float, any_float, any_float)
def test_a_compiled_formula_is_the_formula_evaluated(expr, x, y, z):
    with np.errstate(all="ignore"):
        arrays = compiled_arrays(expr, "xyz")(*(np.array([value]) for value in (x, y, z)))
    alone = evaluate(expr, {"x": x, "y": y, "z": z})
    assert same_number(compiled(expr, "xyz")(x, y, z), alone)
    assert np.shape(arrays) in ((), (1,))


def test_one_operation_compiles_to_its_own_function():
    assert compiled(parse_formula("sin(a)"), ("a",)) is OPERATIONS["sin"].evaluate
    assert compiled(parse_formula("a * b"), ("a", "b"))(3.0, 4.0) == 12.0
    assert compiled(parse_formula("b - a"), ("a", "b"))(3.0, 4.0) == 1.0


def test_signed_zeros_stay_apart():
    assert evaluate(parse_formula("1/(0) + 1/(-0)"), {}) != evaluate(parse_formula("1/(0) + 1/(0)"), {})


def test_a_name_without_a_value_is_named():
    for text in ("x", "x + y"):
        with pytest.raises(KeyError, match="x"):
            compiled(parse_formula(text), ("y",))
        with pytest.raises(KeyError, match="x"):
            evaluate(parse_formula(text), {"y": 1.0})


@given(expressions(st.floats(-3, 3)), *[st.floats(0.25, 2)] * 3)
def test_numpy_code_computes_the_same(expr, x, y, z):
    ours = evaluate(expr, {"x": x, "y": y, "z": z})
    scope = {"np": np, "x": np.float64(x), "y": np.float64(y), "z": np.float64(z)}
    with np.errstate(all="ignore"):
        try:
            theirs = eval(to_numpy(expr), scope)  # noqa: S307
        except (ArithmeticError, TypeError):
            return  # literals among themselves are Python's, which raises or turns complex
    if math.isfinite(ours) and abs(ours) < 1e6 and _tame(expr, scope):
        assert float(theirs) == pytest.approx(ours, rel=1e-6, abs=1e-6)


def _tame(expr, scope):
    """Not so steep anywhere that the last digits of NumPy's functions show."""
    from circuitlab.formula.derive import derivative

    values = {name: float(scope[name]) for name in "xyz"}
    slopes = [evaluate(derivative(expr, name), values) for name in "xyz"]
    return all(math.isfinite(slope) and abs(slope) < 1e3 for slope in slopes) and expr != Name("x")
