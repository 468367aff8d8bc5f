"""Circuits to formula text and back: the same but for ids and places, or it is said what is lost."""

import re
from math import inf, nan, pi

import pytest
from hypothesis import given
from support.circuits import PUBLISHED, Isomorphism, circuits, feynman, netlist, same

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose, expanded
from circuitlab.circuit.defining import custom, redefine
from circuitlab.circuit.naming import checked_name
from circuitlab.circuit.parts import Gate, Settings, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import to_text

X = Gate(1, "input", "x", 3.0)
EXP = Gate(3, "exp", "f", None, 1)


def assert_round_trip(circuit: Circuit) -> None:
    printed = to_text(circuit)
    assert printed.lost == ()
    assert same(to_circuit(printed.text), circuit)


def chain(kind: str, count: int, inputs: int = 1) -> Circuit:
    """Gates without a name in a row, after an input x; with two inputs, x is the other."""
    gates = [Gate(key, kind, None, None, inputs) for key in range(2, count + 2)]
    wires = [Wire(10**6 + key, key - 1, key, 0) for key in range(2, count + 2)]
    others = [Wire(2 * 10**6 + key, 1, key, port) for key in range(2, count + 2) for port in range(1, inputs)]
    return Circuit([X, *gates, *wires, *others])


@given(circuits())
def test_text_holds_every_gate_and_wire(circuit: Circuit) -> None:
    """Names that had to be given apart, and but for inputs that nothing sets or uses."""
    printed = to_text(circuit)
    sorts = Isomorphism(set(circuit.names) - {"pi", "e"})
    if printed.text:
        count, objective = sorts.signature(to_circuit(printed.text))
        original, wanted = sorts.signature(circuit)
        missing = original - count
        assert count - original == type(count)()
        assert sum(missing.values()) == sum("that no gate uses" in line for line in printed.lost)
        assert objective == wanted or any("objective" in line for line in printed.lost)


@given(circuits(whole=True))
def test_what_text_does_not_hold_is_said(circuit: Circuit) -> None:
    printed = to_text(circuit)
    if not printed.lost:
        assert same(to_circuit(printed.text), circuit)


@given(circuits(whole=True))
def test_printing_what_was_read_gives_the_same_text(circuit: Circuit) -> None:
    text = to_text(circuit).text
    again = to_text(to_circuit(text))
    assert (again.text, again.lost) == (text, ())


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published["id"])
def test_published_circuits_survive(published: dict[str, object]) -> None:
    text = published["text"]
    assert isinstance(text, list)
    assert_round_trip(to_circuit("\n".join(text)))
    inputs = published["inputs"]
    assert isinstance(inputs, dict)
    assert_round_trip(to_circuit("\n".join(text), inputs))


@pytest.mark.parametrize(("text", "values"), [pytest.param(*case[1:], id=case[0]) for case in feynman()])
def test_physics_formulas_survive(text: str, values: dict[str, float]) -> None:
    assert_round_trip(to_circuit(text))
    assert_round_trip(to_circuit(text, values))


@pytest.mark.parametrize("name", ["c17", "c432"])
def test_netlists_survive(name: str) -> None:
    assert_round_trip(to_circuit(netlist(name)))


AWKWARD = """
x - (y - z); (x - y) - z; x / (y / z); x * (y * z); x ** y ** z; (x ** y) ** z; x ** -y
(-2) ** x; -2 ** x; (-x) ** y; -x ** y; -(x * y); -x * y; 2 ** -3 * x; --x; -(-2) * x
negate(2) * x; negate(negate(2)); negate(inf) + x; negate(pi); -pi * x; -1e999 * x; x + inf + nan
identity(3); identity(pi); identity(nan); identity(x); add(x, y, z); add(x, y); max(x, y, 1)
multiply(2, x, x, x, x, x, x, x); reciprocal(x); 1 / x; square(x); x ** 2; -0.0 + x; relu(-x)
1e22 * x; 0.1 + x; 5e-324 * x; pi * e; 3.141592653589793 * x; x; 2; inf
"""


@pytest.mark.parametrize("formula", re.split("[;\n] *", AWKWARD.strip()))
def test_awkward_formulas_survive(formula: str) -> None:
    assert_round_trip(to_circuit(f"f = {formula}"))
    assert_round_trip(to_circuit(f"pi = 2\ne = 3\nf = {formula}"))


@pytest.mark.parametrize("name", ["é", "x\u0302", "x‿y", "℘", "名", "ℏ"])
def test_whatever_may_be_a_name_survives(name: str) -> None:
    assert_round_trip(Circuit([Gate(1, "input", checked_name(name), 3.0)]))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("f=(x+y)*z\n", "f = (x + y) * z\n"),
        ("x=-2\nq=x+y\ny2=5\nf=q*y2", "x = -2\ny2 = 5\nq = x + y\nf = q * y2\n"),
        ("t=x\nf=t*pi", "t = x\nf = t * pi\n"),
        ("w=parameter(.5)\nc=constant(inf)\nf=w*c", "w = parameter(0.5)\nc = constant(inf)\nf = w * c\n"),
    ],
)
def test_text_reads_as_people_write_it(text: str, printed: str) -> None:
    assert to_text(to_circuit(text)).text == printed


@pytest.mark.parametrize(
    ("parts", "text", "lost"),
    [
        ([], "", "everything: text needs a gate, or an input with a value"),
        ([Gate(1, "input", "x")], "", "x, an input without value that no gate uses"),
        (
            [X, Gate(2, "exp", None, None, 1), Wire(3, 1, 2, 0)],
            "x = 3\nf = exp(x)\n",
            "gates without a name got one: f",
        ),
        (
            [X, Gate(2, "add", "s", None, 2), Wire(3, 1, 2, 1)],
            "x = 3\ns = x1 + x\n",
            "the first input of s has no wire: now an input, x1",
        ),
        (
            [X, Gate(2, "exp", "f", None, 1), Wire(3, 1, 2, 0), Settings(objective=1)],
            "x = 3\nf = exp(x)\n",
            "the objective: in text it is the last line, f",
        ),
        (
            [X, Gate(2, "input", "y", 1.0)],
            "x = 3\ny = 1\n",
            "that no objective is set: in text it is the last line, y",
        ),
        ([X, Settings(seed=2.0)], "x = 3\n", "the seed 2.0"),
        ([Gate(1, "input", "x", 3.0, 0, (0.0, 0.0))], "x = 3\n", "where the gates stand"),
        (
            [Gate(1, "input", "pi"), Gate(2, "exp", "f", None, 1), Wire(3, 1, 2, 0)],
            "f = exp(pi_)\n",
            "the name pi, which is a number in text: now pi_",
        ),
        (
            [X, Gate(2, "teapot", "t", None, 1), EXP, Wire(4, 1, 2, 0), Wire(5, 2, 3, 0)],
            "x = 3\nf = exp(t)\n",
            "t is of the unknown kind 'teapot': now an input",
        ),
        (
            [X, Gate(2, "teapot", "t", None, 1), Wire(4, 1, 2, 0)],
            "x = 3\n",
            "t is of the unknown kind 'teapot': left out, as no gate uses it",
        ),
        (
            [Gate(1, "constant", None, nan), Gate(2, "negate", "f", None, 1), Wire(3, 1, 2, 0)],
            "c = constant(nan)\nf = -c\n",
            "gates without a name got one: c",
        ),
    ],
)
def test_what_is_lost(parts: list[Gate], text: str, lost: str) -> None:
    printed = to_text(Circuit(parts))
    assert printed.text == text
    assert lost in printed.lost


def test_numbers_keep_their_last_bit() -> None:
    for number in (0.1, 1 / 3, -0.0, 5e-324, 1.7976931348623157e308, -inf, pi):
        parts = [Gate(1, "constant", None, number), Gate(2, "exp", "f", None, 1), Wire(3, 1, 2, 0)]
        printed = to_text(Circuit(parts))
        assert printed.lost == ()
        assert repr(to_circuit(printed.text).gates[1].value) == repr(number)


def test_shared_gates_without_a_name_get_the_next_free_one() -> None:
    parts = [X, Gate(2, "exp", None, None, 1), Gate(3, "multiply", "t", None, 2)]
    wires = [Wire(4, 1, 2, 0), Wire(5, 2, 3, 0), Wire(6, 2, 3, 1)]
    printed = to_text(Circuit([*parts, *wires]))
    assert printed.text == "x = 3\nt1 = exp(x)\nt = t1 * t1\n"


@pytest.mark.parametrize(
    ("kind", "inputs"), [("exp", 1), ("negate", 1), ("add", 2), ("power", 2), ("max", 3), ("subtract", 2)]
)
def test_chains_too_deep_for_a_line_are_cut(kind: str, inputs: int) -> None:
    circuit = chain(kind, 2_000, inputs)
    printed = to_text(circuit)
    assert any("got one" in line for line in printed.lost)
    sorts = Isomorphism({"x"})
    assert sorts.signature(to_circuit(printed.text)) == sorts.signature(circuit)


def test_fifty_thousand_gates_in_a_row_take_no_recursion() -> None:
    circuit = chain("exp", 50_000)
    again = to_circuit(to_text(circuit).text)
    assert len(again.gates) == len(circuit.gates)


def test_the_symbol_of_a_gate_and_a_composite_that_nothing_uses_are_lost_and_said():
    circuit = to_circuit("gate hill(x) = -x\nq = x + y\nf = hill(q)", {"x": 1, "y": 2})
    circuit.apply(redefine(circuit, "hill", custom(circuit, "hill", "-x", ("x",), symbol="△")))
    circuit.apply(compose(circuit, [circuit.names["q"]], "total"))
    circuit.apply(compose(circuit, [circuit.names["q"], circuit.names["f"]], "whole"))
    said = "; ".join(to_text(circuit).lost)
    assert "the symbol △ of hill" in said
    assert "total" not in said, "whole is made of it"
    circuit = expanded(circuit)
    assert "total, whole: made of gates, and no gate uses it" in to_text(circuit).lost
