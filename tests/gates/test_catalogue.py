"""Facts that hold for every gate kind: the faces of its one declaration agree."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.formula.derive import derivative
from circuitlab.formula.evaluate import compiled
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.program import OUT, evaluator, on_arrays
from circuitlab.formula.program import slopes as slope_programs
from circuitlab.gates.catalogue import KINDS, families, find_kind, kind_for_function
from circuitlab.gates.kind import Shape

COMPUTING = [kind for kind in KINDS.values() if not kind.is_source]
COUNTED = [(kind, count) for kind in COMPUTING for count in range(len(kind.ports), kind.most + 1)]
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
every_gate = pytest.mark.parametrize(
    ("kind", "count"), COUNTED, ids=lambda value: str(getattr(value, "name", value))
)
INSIDE = st.floats(0.1, 0.9)  # every kind is defined there
H = 1e-6


def test_the_kinds_are_those_that_were_agreed():
    agreed = """input parameter constant identity add multiply subtract divide negate power reciprocal square
        sqrt exp log sin cos tan arcsin arccos arctan sinh cosh tanh sigmoid relu softplus abs max min"""
    assert set(KINDS) == set(re.findall(r"\w+", agreed))


def test_families_are_the_palettes_groups():
    assert list(families()) == ["Sources", "Arithmetic", "Functions", "Compare"]
    assert [kind.title for kind in families()["Functions"][:9]] == [
        "sigmoid",
        "tanh",
        "ReLU",
        "exp",
        "ln",
        "softplus",
        "square",
        "sqrt",
        "sin",
    ]
    assert [kind for group in families().values() for kind in group] == list(KINDS.values())


def test_kinds_are_found_by_name():
    assert find_kind("add") is KINDS["add"]
    assert kind_for_function("ln") is KINDS["log"]
    assert kind_for_function("input") is None
    assert find_kind("gelu") is None


@every_kind
def test_every_kind_says_what_it_is(kind):
    assert kind.name.isidentifier()
    assert kind.title
    assert kind.words.does
    assert kind.words.back
    assert (
        kind.is_source == (not kind.formula) == (kind.shape in (Shape.PILL, Shape.DOUBLE_PILL, Shape.SQUARE))
    )
    assert kind.most >= len(kind.ports)
    for count in range(len(kind.ports), kind.most + 1):
        assert len(set(kind.port_names(count))) == count


@every_kind
def test_words_use_only_what_is_at_hand(kind):
    """Of two to eight inputs, a sentence for any number of them can't name one port."""
    general = {"out", "inputs", "value", "up", "either", "both", "heard"}
    parts = ("", "_value", "_slope", "_sent", "_far")
    ports = {port + part for port in kind.ports for part in parts}
    alone = {"x" + part for part in parts}
    known = general if kind.most > 2 else general | ports
    for text in (kind.words.does, kind.words.back):
        assert set(re.findall(r"{(\w+)}", text)) <= known
    for text in (*(case.text for case in kind.words.cases), *kind.words.alone):
        assert set(re.findall(r"{(\w+)}", text)) <= general | ports | alone


@pytest.mark.parametrize(
    ("name", "inputs", "part"),
    [
        ("relu", (2.0,), "untouched"),
        ("relu", (-2.0,), "shut"),
        ("relu", (0.0,), "no single slope"),
        ("max", (1.0, 2.0), "Only the larger"),
        ("max", (2.0, 2.0), "evenly"),
        ("max", (1.0, 1.0, 2.0), "Only the larger"),
        ("abs", (-1.0,), "flips"),
        ("sigmoid", (0.5,), "one quarter"),
        ("sigmoid", (9.0,), "nearly level"),
        ("sigmoid", (-9.0,), "nearly level"),
        ("tanh", (0.0,), "squared"),
        ("tanh", (9.0,), "nearly level"),
        ("multiply", (2.0, 3.0), "is the other input"),
        ("multiply", (2.0, 3.0, 4.0), "all the others"),
        ("power", (2.0, 0.0), "exponent of 0"),
    ],
)
def test_special_numbers_have_sentences_of_their_own(name, inputs, part):
    kind = KINDS[name]
    everyone = tuple(range(len(inputs)))
    assert part in kind.words.sentence_back(inputs, kind.value(*inputs), everyone)


@every_gate
@given(data=st.data())
def test_slopes_are_the_limits_of_differences(kind, count, data):
    inputs = data.draw(st.lists(INSIDE, min_size=count, max_size=count, unique_by=lambda x: round(x, 3)))
    value = kind.value(*inputs)
    for port, slope in enumerate(kind.computation(count).slope_functions):
        up, down = ([x + h * (at == port) for at, x in enumerate(inputs)] for h in (H, -H))
        assert slope(*inputs, value) == pytest.approx(
            (kind.value(*up) - kind.value(*down)) / (2 * H), rel=1e-6, abs=1e-7
        )


@every_gate
@given(data=st.data())
def test_declared_derived_and_shown_slopes_agree(kind, count, data):
    inputs = data.draw(st.lists(INSIDE, min_size=count, max_size=count))
    value = kind.value(*inputs)
    ports = kind.port_names(count)
    for port, slope in enumerate(kind.computation(count).slope_functions):
        number = slope(*inputs, value)
        derived = compiled(derivative(kind.expression(count), ports[port]), ports)(*inputs)
        shown = compiled(kind.rule_expressions(count)[port], (*ports, OUT))(*inputs, value)
        assert number == pytest.approx(derived, rel=1e-12)
        assert number == pytest.approx(shown, rel=1e-12)


@every_gate
@given(data=st.data())
def test_arrays_agree_with_floats(kind, count, data):
    numbers = st.floats(-2, 2) | st.sampled_from([0.0, -0.0, 1.0, math.inf, -math.inf, math.nan, 1e200])
    inputs = data.draw(st.lists(numbers, min_size=count, max_size=count))
    arrays = [np.array([x]) for x in inputs]
    value = kind.value(*inputs)
    with np.errstate(all="ignore"):
        values = kind.computation(count).array_evaluator(*arrays)
        slopes = [
            evaluator(program, on_arrays)(*arrays, values) for program in slope_programs(kind.name, count)
        ]
    assert float(values[0]) == pytest.approx(value, rel=1e-12, nan_ok=True)
    for scalar, array in zip(kind.computation(count).slope_functions, slopes, strict=True):
        expected = pytest.approx(scalar(*inputs, value), rel=1e-9, nan_ok=True)
        assert float(np.ravel(array)[0]) == expected


@every_gate
def test_every_kind_is_called_by_its_name(kind, count):
    ports = kind.port_names(count)
    called = parse_formula(f"{kind.name}({', '.join(ports)})")
    inputs = [0.3 + 0.1 * port for port in range(count)]
    assert compiled(called, ports)(*inputs) == kind.value(*inputs)


@pytest.mark.parametrize(
    ("name", "inputs", "kink"),
    [
        ("relu", (0.0,), True),
        ("relu", (1e-300,), False),
        ("abs", (-0.0,), True),
        ("max", (1.0, 1.0), True),
        ("max", (1.0, 1.0, 2.0), False),
        ("min", (1.0, 1.0, 2.0), True),
        ("divide", (1.0, 0.0), False),
        ("multiply", (0.0, 0.0), False),
        ("sqrt", (0.0,), False),
        ("input", (), False),
    ],
)
def test_kinks(name, inputs, kink):
    assert KINDS[name].at_kink(inputs) is kink


@pytest.mark.parametrize(
    ("inputs", "ports", "kink"),
    [
        ((1.0, 2.0, 2.0), [0], False),
        ((1.0, 2.0, 2.0), [0, 1], True),
        ((2.0, 2.0, 2.0), [0], True),
        ((2.0, 2.0), [1], True),
        ((2.0, 2.0), [], False),
    ],
)
def test_a_tie_is_a_kink_only_for_inputs_that_can_end_it(inputs, ports, kink):
    assert KINDS["max"].at_kink(inputs, ports) is kink


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("relu", (1.0,), (-1.0,)),
        ("abs", (1.0,), (-1.0,)),
        ("max", (1.0, 2.0), (2.0, 1.0)),
        ("reciprocal", (1e-6,), (-1e-6,)),
        ("divide", (1.0, 1e-6), (1.0, -1e-6)),
        ("tan", (1.5,), (1.6,)),
        ("power", (1e-6, -1.0), (-1e-6, -1.0)),
    ],
)
def test_a_difference_across_pieces_can_be_told(name, one, other):
    computation = KINDS[name].computation(len(one))
    assert computation.branch(one) != computation.branch(other)
    pieces = computation.array_branch(*(np.array(pair) for pair in zip(one, other, strict=True)))
    assert all(piece[0] != piece[1] for piece in pieces)
    assert computation.branch(one) == tuple(piece[0] for piece in pieces)


def test_smooth_kinds_have_one_piece():
    for name in ("add", "multiply", "sigmoid", "exp", "sin"):
        inputs = (0.0,) * len(KINDS[name].ports)
        assert KINDS[name].computation(len(inputs)).branch(inputs) == ()


def test_says_why_a_value_is_not_finite():
    assert KINDS["divide"].why_not_finite((0.0, 0.0), math.nan) == "0 divided by 0"
    assert KINDS["exp"].why_not_finite((1000.0,), math.inf) == "too large for a double (overflow)"
    assert KINDS["add"].why_not_finite((1e308, 1e308), math.inf) == "too large for a double (overflow)"
    assert KINDS["add"].why_not_finite((math.inf, 1.0), math.inf) is None
    assert KINDS["add"].why_not_finite((1.0, 1.0), 2.0) is None
    assert KINDS["input"].why_not_finite((), math.inf) is None


def test_slopes_keep_where_a_squared_denominator_would_overflow():
    divide = KINDS["divide"]
    assert divide.computation(2).slope_functions[1](1e200, 1e160, 1e40) == pytest.approx(-1e-120)


def test_a_kind_has_no_formula_for_other_counts():
    for name, count in (("add", 9), ("add", 1), ("sin", 2), ("input", 0)):
        with pytest.raises(ValueError, match="has no formula"):
            KINDS[name].expression(count)
