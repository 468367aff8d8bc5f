"""Breakpoints: at a step, at a gate, and where a number is what was asked for."""

import math

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.breakpoints import Breakpoint, Condition, first_halt, halting, parse_condition
from circuitlab.engine.passes import run

FIRST = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"  # q = 3, f = -12; steps: q f | seed | f q


@pytest.fixture
def circuit():
    return to_circuit(FIRST)


def halts(circuit, *breakpoints):
    """The numbers of steps done at which a run from the start is stopped."""
    trace = run(circuit)
    return [k for k in range(len(trace) + 1) if halting(trace, breakpoints, k)]


def condition(circuit, text):
    return parse_condition(text, circuit.names)


def test_a_gate_stops_before_each_of_its_steps(circuit):
    assert halts(circuit, Breakpoint(circuit.names["q"])) == [0, 4]
    assert halts(circuit, Breakpoint(circuit.names["f"])) == [1, 2, 3]


def test_a_step_stops_before_itself_alone(circuit):
    assert halts(circuit, Breakpoint(circuit.names["f"], "backward")) == [3]
    assert halts(circuit, Breakpoint(circuit.names["f"], "seed")) == [2]
    assert halts(circuit, Breakpoint(None, "forward")) == [0, 1]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("gradient of q < 0", [4]),  # -4 arrives at q with the backward step of f
        ("gradient of q > 0", []),
        ("|value| > 10", [2]),
        ("value > 10", []),
        ("value of f = -12", [2]),
        ("gradient = 1", [3]),  # the seed
        ("|gradient of z| >= 3", [4]),
        ("gradient <= −4", [4, 5]),
        ("gradient != 1", [4, 5]),
    ],
)
def test_a_condition_stops_behind_the_step_that_makes_it_true(circuit, text, where):
    assert halts(circuit, condition(circuit, text)) == where


def test_a_sum_counts_as_far_as_it_has_come():
    circuit = to_circuit("x = 3\na = 2 * x\nb = -5 * x\nf = a + b")
    # messages to x: -5 from b, which computes last and so sends first, then 2 from a: -5, then -3
    assert halts(circuit, condition(circuit, "gradient of x = -5")) == [len(run(circuit)) - 1]
    assert halts(circuit, condition(circuit, "gradient of x = -3")) == [len(run(circuit))]


def test_the_first_stop_on_the_way(circuit):
    trace, at = run(circuit), {Breakpoint(circuit.names["f"])}
    assert first_halt(trace, at, 0, 5) == 1
    assert first_halt(trace, at, 1, 5) == 2, "a run that starts at a breakpoint leaves it"
    assert first_halt(trace, at, 3, 5) is None
    assert first_halt(trace, (), 0, 5) is None


def test_what_is_undefined_fulfils_nothing_but_being_different():
    circuit = to_circuit("x = 0\nf = x / x")
    assert math.isnan(run(circuit).values["f"])
    assert halts(circuit, condition(circuit, "|value| < inf")) == []
    assert halts(circuit, condition(circuit, "value != 0")) == [1]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "expected something like"),
        ("q < 0", "expected something like"),
        ("|value > 3", "expected something like"),
        ("value of r < 0", "There is no gate 'r'"),
        ("value < banana", "'banana' is no number"),
        ("value < nan", "compared with nan"),
        ("value of q < 1 and more", "expected something like"),
        ("value < " + "9" * 5000, "expected something like"),
    ],
)
def test_what_is_no_condition_is_refused_in_one_line(circuit, text, says):
    with pytest.raises(ValueError, match=says) as refused:
        parse_condition(text, circuit.names)
    assert len(str(refused.value)) <= 240
    assert str(refused.value).isprintable()


def test_a_condition_reads_as_it_was_written(circuit):
    asked = {"gradient of q < 0": "q", "|value| > 100": None, "|gradient of f| >= 0.12345678": "f"}
    for text, name in asked.items():
        found = parse_condition(text, circuit.names)
        assert found.condition.text(name) == text
        assert found.gate == (None if name is None else circuit.names[name])
    assert parse_condition("value<1", circuit.names).condition == Condition("value", False, "<", 1.0)
