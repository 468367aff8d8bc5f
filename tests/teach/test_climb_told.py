"""What a class is told of a climb: the way of the objective, the promise of its slopes, and why it ended."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.learn.run import Run, Stops
from circuitlab.teach import climb_told, climbs, numbers
from circuitlab.teach.lessons.fields import plain

HILL = "x = 3\ny = 4\nf = 100 - (x - y)**2"


@pytest.fixture(autouse=True)
def in_a_lecture():
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        yield


def run_of(text=HILL, strategy="analytic", steps=1, **rules):
    circuit = to_circuit(text)
    run = Run(circuit, strategy, **rules)
    for _ in range(steps):
        run.step()
    return run, climbs.ending(circuit, run)


def told(say, run, ending):
    made = say("f", run, ending)
    return [made.heading, *map(plain, made.said)]


def test_a_pull_is_told_with_its_promise():
    said = told(climb_told.pull, *run_of())
    assert said == [
        "Analytic gradient, step 1",
        "f went from 99 to 99.0784.",
        "Its slopes promised +0.08; it got +0.0784.",
    ]


def test_a_tweak_that_was_no_better_is_told_as_such():
    said = told(climb_told.pull, *run_of("x = 0\nf = -x ** 2", "random"))
    assert said[1:] == ["f: this tweak was no better, so it is taken back."]


def test_where_the_hill_is_level_nothing_pulls():
    assert told(climb_told.pull, *run_of("x = 0\nf = x ** 2"))[1:] == [
        "f stays where it is: nothing pulls here."
    ]


def test_the_way_is_told_from_the_start_and_its_heights_are_those_of_the_run():
    run, _ = run_of(steps=5)
    run.go_to(3)
    made = climb_told.so_far("f", run)
    assert made.heights == tuple(each.objective for each in run.history[:4])
    assert (made.ends[0], made.caption) == ("99", "f after each step")


def test_the_end_says_why():
    run, ending = run_of(steps=4, stops=Stops(max_steps=4))
    assert told(climb_told.so_far, run, ending)[-1] == "Stopped after 4 steps, as many as were asked for."


def test_a_climb_that_diverged_says_where_and_no_way_to_infinity():
    circuit = to_circuit("x = 300\nf = exp(x)")
    run = Run(circuit)
    while run.now.finite:
        run.step()
    for say in (climb_told.pull, climb_told.so_far):
        said = told(say, run, climbs.ending(circuit, run))
        assert len(said) == 2
        assert said[1].startswith("Diverged after")
