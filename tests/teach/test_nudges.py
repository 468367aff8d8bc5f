"""What a nudge does, and what the coach says about it."""

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.engine.passes import run
from circuitlab.teach.coach import BEGIN, advice, on_the_way
from circuitlab.teach.nudges import consequence, invitation, nudge, nudged, sources


@pytest.fixture
def example():
    circuit = to_circuit("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    return circuit, run(circuit)


def test_the_gradient_foretells_where_the_objective_goes(example):
    circuit, trace = example
    x = circuit.named("x").id
    found = nudge(circuit, trace, x)
    assert found.change == pytest.approx(-0.04)
    assert found.exact
    assert invitation(circuit, trace, found) == "x gets −4: nudge x up by 0.01 and f falls by 0.04."


def test_a_seed_that_is_not_1_is_told_as_a_factor_of_the_gradient(example):
    circuit, _ = example
    circuit.apply(set_seed(circuit, 3.0))
    trace = run(circuit)
    found = nudge(circuit, trace, circuit.named("x").id)
    said = "x gets −12 (seed 3 times −4): nudge x up by 0.01 and f falls by 0.04."
    assert invitation(circuit, trace, found) == said


def test_on_a_curve_it_is_only_about_right():
    circuit = to_circuit("f = exp(x)", {"x": 1.0})
    trace = run(circuit)
    found = nudge(circuit, trace, circuit.named("x").id, 0.5)
    assert not found.exact
    assert consequence(circuit, trace, found) == "f rises by about 1.4"


def test_without_influence_the_objective_stays():
    circuit = to_circuit("f = relu(x)", {"x": -1.0})
    trace = run(circuit)
    assert consequence(circuit, trace, nudge(circuit, trace, circuit.named("x").id)) == "f stays where it is"


def test_where_there_is_no_finite_gradient_nothing_is_foretold():
    circuit = to_circuit("f = 1 / x", {"x": 0.0})
    assert nudge(circuit, run(circuit), circuit.named("x").id) is None


def test_inputs_and_parameters_can_be_nudged_constants_cannot():
    circuit = to_circuit("w = parameter(0.5)\nf = w * x + 2", {"x": 1.0})
    assert {circuit.gates[key].name for key in sources(circuit)} == {"w", "x"}


def test_a_nudge_leaves_no_dust():
    value = -4.0
    for _ in range(100):
        value = nudged(value, 0.01)
    assert value == -3.0


def test_the_coach_leads_through_the_first_five_minutes(example):
    circuit, trace = example
    lines = [advice(circuit, trace, Cursor(steps)) for steps in range(6)]
    assert [line.text for line in lines] == [
        "Press Next (N): q adds x and y.",
        "Next (N): f multiplies q and z.",
        "f is −12. Which inputs move it, and how strongly? Step backward (F9).",
        "Step backward (F9): f passes its 1 on to q and z.",
        "Step backward (F9): q passes its −4 on to x and y.",
        "x gets −4: nudge x up by 0.01 and f falls by 0.04.",
    ]
    assert [line.nudge for line in lines] == [None] * 5 + [circuit.named("x").id]


def test_while_a_step_moves_the_coach_says_what_the_step_does(example):
    circuit, trace = example
    said = [on_the_way(circuit, step) for step in trace.steps]
    assert said == [
        "q adds x and y.",
        "f multiplies q and z.",
        "If f grows by 1, f grows by 1: start with 1.",
        "f passes its 1 on to q and z.",
        "q passes its −4 on to x and y.",
    ]


def test_the_coach_says_how_to_begin():
    assert advice(Circuit(), run(Circuit()), Cursor()).text == BEGIN


def test_the_coach_names_what_a_gate_waits_for():
    circuit = to_circuit("f = x * y", {"x": 2.0})
    assert advice(circuit, run(circuit), Cursor()).text == "y waits for a value."


def test_the_coach_offers_no_nudge_where_the_objective_is_not_finite():
    circuit = to_circuit("q = x / y\nf = q + exp(a)", {"x": 1.0, "y": 0.0, "a": 1.0})
    trace = run(circuit)
    said = advice(circuit, trace, Cursor(len(trace)))
    assert said.nudge is None
    assert said.text == "f is ∞: it began at q. Change its inputs."
