"""What is typed for a new gate: what is wrong is said at its field, at once, and nothing is run."""

from dataclasses import replace

import pytest

from circuitlab.app.gate_draft import Draft, changes_of, consequence, draft_of, judged, names_in
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit

HILL = Draft("hill", "", "x, y", "100 - (x - y)**2")


@pytest.fixture
def circuit():
    return to_circuit("gate hill(x, y) = 100 - (x - y)**2\nu = 3\nv = 4\nf = hill(u, v)\ng = f * hill(v, u)")


def test_a_whole_draft_makes_a_definition():
    found = judged(Circuit(), HILL)
    assert not found.wrong
    assert not found.missing
    assert found.definition.formula == "100 - (x - y) ** 2"
    assert found.definition.ports == ("x", "y")


def test_of_an_empty_draft_everything_but_the_symbol_is_missing_and_nothing_is_wrong():
    found = judged(Circuit(), Draft())
    assert set(found.missing) == {"name", "inputs", "formula"}
    assert not found.wrong
    assert found.definition is None


@pytest.mark.parametrize(
    ("draft", "field", "words"),
    [
        (Draft("exp", "", "x", "x"), "name", "gate already"),
        (Draft("two words", "", "x", "x"), "name", "no name"),
        (Draft("lambda", "", "x", "x"), "name", "means something else"),
        (Draft("hill", "", "x", "x"), "name", "already called"),
        (Draft("h", "a symbol that is long", "x", "x"), "symbol", "12 characters"),
        (Draft("h", "", "x, x", "x"), "inputs", "'x'"),
        (Draft("h", "", "x, 2", "x"), "inputs", "'2'"),
        (Draft("h", "", "x,, y", "x"), "inputs", "no name"),
        (Draft("h", "", "x, y", "x + z"), "formula", "'z'"),
        (Draft("h", "", "x", "x +"), "formula", "too early"),
        (Draft("h", "", "x", "__import__('os')"), "formula", "column"),
        (Draft("h", "", "x", "x.real"), "formula", "no parts"),
        (Draft("h", "", "x", "lambda: x"), "formula", "column 7"),
        (Draft("h", "", "x", "x + " * 200 + "x"), "formula", "too long"),
        (Draft("h", "", "x", "(" * 150 + "x" + ")" * 150), "formula", "parentheses"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(circuit, draft, field, words):
    found = judged(circuit, draft)
    assert set(found.wrong) == {field}
    assert words in found.wrong[field]
    assert "\n" not in found.wrong[field]
    assert found.definition is None


def test_a_huge_power_of_numbers_alone_is_refused_at_the_formula():
    found = judged(Circuit(), Draft("h", "", "x", "x * 9**9**9**9"))
    assert found.wrong["formula"] == "9 ** 9 ** 9 is too large for a double"
    assert judged(Circuit(), Draft("h", "", "x", "9**x**9")).definition is not None


def test_a_gate_that_could_not_be_checked_is_made_and_says_so():
    found = judged(Circuit(), Draft("h", "", "x", "sqrt(x - 50)"))
    assert found.definition is not None
    assert found.remark == "Not checked: nowhere finite, with a single slope, at the points tried"
    assert judged(Circuit(), Draft("h", "", "x", "x * 2")).remark == ""


def test_the_rule_can_be_shown_before_the_gate_has_a_name():
    assert judged(Circuit(), Draft("", "", "x", "x**2")).kind.formula == "x ** 2"


def test_the_names_of_a_formula_come_in_order_and_functions_are_none():
    assert names_in("exp(b) * a - b") == ("b", "a")
    assert names_in("exp(b) *") is None


def test_a_definition_may_keep_its_name_but_not_take_that_of_another(circuit):
    assert judged(circuit, HILL, "hill").definition is not None
    assert "name" in judged(circuit, HILL).wrong


def test_an_edited_definition_says_what_becomes_of_its_gates(circuit):
    shrunk = judged(circuit, Draft("hill", "", "x", "x**2"), "hill").definition
    assert consequence(circuit, shrunk, "hill") == "2 gates follow, 2 wires go."
    assert consequence(circuit, shrunk, None) == ""
    circuit.apply(changes_of(shrunk, "hill")(circuit))
    assert {gate.inputs for gate in circuit.gates.values() if gate.kind == "hill"} == {1}


def test_a_definition_is_typed_as_it_was_made(circuit):
    draft = draft_of(circuit.definitions["hill"])
    assert judged(circuit, draft, "hill").definition == replace(
        circuit.definitions["hill"], id=circuit.next_id
    )
