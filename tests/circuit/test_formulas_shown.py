"""The formulas that the screen shows: of one gate, of the whole circuit, and which inputs wait."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import MAX_SHOWN, formula_of, missing_inputs, whole_formula


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("q = x + y\nf = q * z", "f = q * z"),
        ("f = (x + y) * z", "f = (x + y) * z"),
        ("f = 2 * pi * x", "f = 2 * pi * x"),
        ("x = -2", "x = -2"),
        ("w = parameter(0.5)", "w = parameter(0.5)"),
        ("c = constant(inf)", "c = constant(inf)"),
        ("f = negate(nan) * x", "f = -nan * x"),
    ],
)
def test_a_gate_in_terms_of_named_ones(text: str, formula: str) -> None:
    circuit = to_circuit(text)
    assert formula_of(circuit, circuit.objective or 0) == formula


def test_a_gate_without_a_name_is_its_formula() -> None:
    circuit = to_circuit("f = (x + y) * z")
    assert formula_of(circuit, 3) == "x + y"


def test_what_is_missing_is_a_question_mark() -> None:
    parts = [Gate(1, "input", "x"), Gate(2, "add", "f", None, 2), Gate(3, "teapot", "t", None, 1)]
    circuit = Circuit([*parts, Wire(4, 1, 2, 1)])
    assert formula_of(circuit, 1) == "x = ?"
    assert formula_of(circuit, 2) == "f = ? + x"
    assert formula_of(circuit, 3) == "t = ?"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("q = x + y\nf = q * z", "f = (x + y) * z"),
        ("x = 2\nw = parameter(3)\nc = constant(4)\nt = x * w\nf = t - c", "f = x * w - c"),
        ("a = exp(x)\nf = a * a", "f = exp(x) * exp(x)"),
        ("x = -2", "x = -2"),
    ],
)
def test_the_whole_circuit_in_one_formula(text: str, formula: str) -> None:
    assert whole_formula(to_circuit(text)) == formula


def test_there_is_no_whole_formula_without_an_objective_or_when_it_is_long() -> None:
    assert whole_formula(Circuit()) is None
    doubled = "\n".join(["t0 = x", *(f"t{i} = t{i - 1} * t{i - 1}" for i in range(1, 200))])
    assert whole_formula(to_circuit(doubled)) is None
    chain = "\n".join(["t0 = x", *(f"t{i} = exp(t{i - 1})" for i in range(1, 50_000))])
    assert whole_formula(to_circuit(chain)) is None
    names = " + ".join(f"name_number_{i}" for i in range(MAX_SHOWN // 10))
    assert whole_formula(to_circuit(f"f = {names}")) is None


def test_a_gates_formula_stays_short() -> None:
    gates = [Gate(1, "input", "x", 1.0), *(Gate(key, "multiply", None, None, 2) for key in range(2, 300))]
    wires = [Wire(1000 + 2 * key + port, key - 1, key, port) for key in range(2, 300) for port in (0, 1)]
    shown = formula_of(Circuit([*gates, *wires]), 299)
    assert "…" in shown
    assert len(shown) <= 4 * MAX_SHOWN


@given(st.integers(1, 40), st.integers(1, 40))
def test_of_a_formula_with_fewer_characters_than_asked_none_is_missing(gates: int, most: int) -> None:
    parts = [Gate(0, "input", "x", 1.0), *(Gate(key, "sin", None, None, 1) for key in range(1, gates + 1))]
    circuit = Circuit([*parts, *(Wire(100 + key, key - 1, key, 0) for key in range(1, gates + 1))])
    whole, shown = formula_of(circuit, gates), formula_of(circuit, gates, most)
    assert shown == whole or len(shown) > most
    assert (shown == whole) == (gates <= most)


def test_inputs_that_wait_are_named_oldest_first() -> None:
    assert missing_inputs(to_circuit("x = inf\nf = b * a + x")) == ["b", "a"]
    assert missing_inputs(Circuit([Gate(4, "input"), Gate(5, "input", "y", inf)])) == ["input gate 4"]
