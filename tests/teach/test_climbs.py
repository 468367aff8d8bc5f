"""What a run came to, in words."""

from math import inf

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.learn.pull import Pull
from circuitlab.learn.run import Run, Stops
from circuitlab.learn.strategies import Tuning
from circuitlab.teach import climbs


def hill():
    return to_circuit("f = 100 - (x - y)**2", {"x": 3, "y": 4})


@pytest.mark.parametrize(
    ("strategy", "stops", "brief", "why"),
    [
        ("analytic", Stops(max_steps=1), "1 step", "1 step, as many as were asked for."),
        ("analytic", Stops(target=99), "target reached", "0 steps: the target 99 is reached."),
        ("analytic", Stops(min_gain=1), "gain < 1", "1 step: the last one gained less than 1."),
        ("random", Stops(min_gain=9), "gain < 9", "100 steps: the last 100 together gained less than 9."),
    ],
)
def test_why_a_run_stopped(strategy, stops, brief, why):
    circuit = hill()
    run = Run(circuit, strategy, stops=stops)
    assert climbs.ending(circuit, run) is None or stops.target is not None
    run.go()
    run.go_to(0)  # it is told wherever the run stands
    assert climbs.ending(circuit, run) == (brief, f"Stopped after {why}")


def test_a_difference_over_too_small_a_step_is_told():
    """Far out, x + h is x: the slope that is measured is 0, which is no top of the hill."""
    circuit = to_circuit("f = x ** 2 * y", {"x": 3.5, "y": 3.5})
    run = Run(circuit, "numerical", Tuning(step_size=1.5), stops=Stops(min_gain=5e-6))
    run.go()
    brief, line = climbs.ending(circuit, run)
    assert brief == "h too small for x"
    assert line.startswith("Stopped after 5 steps: h = 0.0001 is too small for x = ")
    assert line.endswith(" · 10¹⁴: the difference is 0.")


def test_where_a_run_went_wrong():
    circuit = to_circuit("s = x ** 4\nf = s + y", {"x": 3, "y": 1})
    run = Run(circuit, "analytic", Tuning(step_size=1))
    run.go()
    run.go_to(2)
    brief, line = climbs.ending(circuit, run)
    assert brief == "diverged: x at s"
    assert line.startswith("Diverged after 5 steps at s, with x at 5.67")
    assert line.endswith("too large for a double (overflow).")


@pytest.mark.parametrize(
    ("pull", "says"),
    [
        (Pull(0.1, 0.0871), "f: promised +0.1, got +0.0871."),
        (Pull(-0.08, -0.0832), "f: promised −0.08, got −0.0832."),
        (Pull(0.0, 0.0), "f stays where it is: nothing pulls here."),
        (Pull(None, 0.0), "f: the seed is 0, so nothing pulls."),
    ],
)
def test_a_pull_is_held_against_its_promise(pull, says):
    assert climbs.pulled("f", pull) == says


def test_thousands_are_told_apart():
    assert climbs.count(2767, "evaluation") == "2\N{NO-BREAK SPACE}767 evaluations"
    assert climbs.count(1, "step") == "1 step"


def test_of_many_values_the_first_are_listed():
    text = "f = " + " + ".join(f"x{n}" for n in range(9))
    run = Run(to_circuit(text, {f"x{n}": n for n in range(9)}), "analytic")
    rows = climbs.numbers_of(run, "f", 4)
    names = ["x0", "x1", "x2", "and 6 more", "f", "evaluations", "started at"]
    assert [row.name for row in rows] == names
    assert climbs.beginning(run, "f") == "(0, 1, 2, …), f = 36"


def test_where_one_value_began_is_said_by_its_name():
    assert climbs.beginning(Run(to_circuit("f = x ** 2", {"x": 3})), "f") == "x = 3, f = 9"


def test_a_start_that_is_not_finite_is_no_step_too_long():
    circuit = to_circuit("f = x + y", {"x": inf, "y": 1})
    found = climbs.ending(circuit, Run(circuit, "numerical"))
    assert found is not None
    assert found.sentence == "Diverged at the start: x is ∞."
