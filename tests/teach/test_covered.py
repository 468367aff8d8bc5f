"""What is said of a step of which a number is covered."""

import re

import pytest
from support.asked import FAN_OUT, asked_of

from circuitlab.teach import covered, sentences
from circuitlab.teach.equations import in_one_line

CIRCUIT, TRACE, QUESTIONS = asked_of(*FAN_OUT, seed=1.0)
STEPS = [TRACE.steps[index] for index in range(len(TRACE))]


def numbers_in(lines):
    return re.findall(r"\d", " ".join(lines))


def own_label(step):
    return ("value" if step.pass_ == "forward" else "gradient"), step.gate


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.pass_}-{step.gate}")
def test_a_step_whose_number_is_covered_tells_none(step):
    hidden = frozenset({own_label(step)})
    lines = covered.one_line(CIRCUIT, TRACE, step, hidden)
    said = covered.sentence(CIRCUIT, TRACE, step, hidden)
    assert numbers_in([line.latex for line in lines] + [line.short for line in lines] + [said]) == []
    assert all("?" in line.latex and "?" in line.short for line in lines)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.pass_}-{step.gate}")
def test_a_step_whose_numbers_are_open_tells_all(step):
    far = frozenset({("value", -1), ("gradient", -1)})
    for hidden in (frozenset(), far):
        assert covered.one_line(CIRCUIT, TRACE, step, hidden) == in_one_line(CIRCUIT, TRACE, step)
        assert covered.sentence(CIRCUIT, TRACE, step, hidden) == sentences.sentence(CIRCUIT, TRACE, step)


def test_of_several_messages_the_others_are_told():
    step = next(step for step in STEPS if step.pass_ == "backward" and len(step.messages) == 2)
    hidden = frozenset({("message", step.messages[0].wire)})
    first, second = covered.one_line(CIRCUIT, TRACE, step, hidden)
    assert numbers_in([first.latex]) == []
    assert numbers_in([second.latex]) != []


def test_a_covered_value_is_not_told_by_the_slopes_that_are_made_of_it():
    step = next(step for step in STEPS if step.pass_ == "backward")
    source = CIRCUIT.incoming(step.gate)[0].source
    lines = covered.one_line(CIRCUIT, TRACE, step, frozenset({("value", source)}))
    assert numbers_in([line.latex for line in lines]) == []
