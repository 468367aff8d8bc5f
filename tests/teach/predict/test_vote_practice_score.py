"""The class vote, practice numbers, and the score of a run."""

import csv
import io
import json
import random

import pytest
from support.asked import FAN_OUT, asked_of, published, question_for
from support.circuits import PUBLISHED

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadValue
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.teach.predict.practice import SEED, doubts, new_numbers
from circuitlab.teach.predict.score import COLUMNS, Entry, Score, to_csv, to_json
from circuitlab.teach.predict.vote import vote_on


def test_every_question_can_be_voted_on_with_four_choices_that_differ():
    for name, circuit, trace, questions in published():
        for question in questions:
            vote = vote_on(circuit, trace, question)
            assert len({choice.text for choice in vote.choices}) == 4, (name, question)
            assert vote.choices[vote.right].value == question.right
            assert vote == vote_on(circuit, trace, question)


def test_the_choices_are_the_classic_mistakes_and_the_right_one_has_no_fixed_place():
    circuit, trace, questions = asked_of(*FAN_OUT)
    vote = vote_on(circuit, trace, question_for(circuit, questions, "message", "a", "d"))
    assert {choice.value for choice in vote.choices} == {105.0, -30.0, 7.0, 15.0}
    assert len({vote_on(circuit, trace, question).right for question in questions}) > 1


def test_two_rounds_of_hands_are_counted_and_none_between_or_after():
    circuit, trace, questions = asked_of(*FAN_OUT)
    vote = vote_on(circuit, trace, questions[0]).counted(0).counted(0).counted(1, -1).counted(7)
    assert vote.rounds == ((2, 0, 0, 0), (0, 0, 0, 0))
    discussing = vote.next()
    assert discussing.counted(3) is discussing
    second = discussing.next().counted(2, 12)
    assert second.rounds == ((2, 0, 0, 0), (0, 0, 12, 0))
    shown = second.next()
    assert (shown.phase, shown.next().phase) == ("revealed", "revealed")
    assert shown.counted(0) is shown


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["id"])
def test_new_numbers_have_few_digits_and_leave_no_more_doubt_than_before(entry):
    circuit = to_circuit("\n".join(entry["text"]), entry["inputs"])
    before = doubts(circuit, run(circuit))
    circuit.apply(new_numbers(circuit, random.Random(7)))
    trace = run(circuit)
    assert trace.seed == SEED
    assert doubts(circuit, trace) <= before
    values = [gate.value for gate in circuit.gates.values() if gate.kind == "input"]
    assert all(len(repr(abs(value)).strip("0.").replace(".", "")) <= 2 for value in values)


def test_new_numbers_are_the_same_for_the_same_draw_and_leave_out_what_may_not_be_set():
    circuit = to_circuit("f = x * y", {"x": 2.0, "y": 3.0})
    x, y = (circuit.named(name).id for name in "xy")
    assert new_numbers(circuit, random.Random(1)).parts == new_numbers(circuit, random.Random(1)).parts
    assert y not in new_numbers(circuit, random.Random(1), frozenset([x])).parts
    with pytest.raises(BadValue):
        new_numbers(Circuit(), random.Random(1))


def test_at_a_product_new_numbers_leave_no_doubt_at_all():
    circuit = to_circuit("f = x * y", {"x": 1.0, "y": 1.0})
    circuit.apply(new_numbers(circuit, random.Random(3)))
    assert doubts(circuit, run(circuit)) == 0


SCORE = (
    Score("chain, rule")
    .plus(Entry("What value does q get?", 1, 7.0, ("7",), 0, (), "right"))
    .plus(Entry("What does q receive?", 4, -12.0, ("21", "−12"), 1, (2,), "hint"))
    .plus(Entry("What does z receive?", 4, 21.0))
)


def test_the_score_is_summed_up_in_words():
    assert SCORE.summary == "1 right, 1 with a hint, 1 shown"
    assert Score().summary == ""


def test_the_score_as_csv_reads_back():
    rows = list(csv.reader(io.StringIO(to_csv(SCORE))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[2] == ["What does q receive?", "", "4", "-12.0", "21; −12", "1", "2", "", "", "", "hint"]
    assert len(rows) == 4


def test_the_score_as_json_reads_back():
    whole = json.loads(to_json(SCORE))
    assert (whole["document"], whole["right"], whole["skipped"]) == ("chain, rule", 1, 1)
    assert whole["questions"][1]["answers"] == ["21", "−12"]


def test_the_hands_of_both_rounds_are_in_the_score():
    circuit, trace, questions = asked_of(*FAN_OUT)
    vote = vote_on(circuit, trace, questions[0])
    assert vote.hands is None
    vote = vote.counted(0, 12).counted(1, 7).next().next().counted(0, 19)
    score = Score().plus(Entry("What value does d get?", 1, -14.0, result="shown", hands=vote.hands))
    row = dict(zip(COLUMNS, list(csv.reader(io.StringIO(to_csv(score))))[1], strict=True))
    assert row["choices"] == "; ".join(choice.text for choice in vote.choices)
    assert (row["first vote"], row["second vote"]) == ("12; 7; 0; 0", "19; 0; 0; 0")
    hands = json.loads(to_json(score))["questions"][0]["hands"]
    assert (hands["first"], hands["second"]) == ([12, 7, 0, 0], [19, 0, 0, 0])


def test_a_slides_question_counts_once_and_passing_it_over_changes_nothing():
    first = Entry("What value does q get?", 1, 7.0, result="skipped", slide=2)
    score = Score().plus(first).plus(Entry("What value does q get?", 1, 7.0, ("7",), result="right", slide=2))
    assert score.summary == "1 right"
    assert score.plus(first) == score
    assert score.plus(Entry("What value does f get?", 2, 1.0, slide=3)).summary == "1 right, 1 shown"
