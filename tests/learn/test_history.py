"""What a training came by: a long run keeps fewer of its records, evenly spread."""

from itertools import pairwise

import numpy as np
from support.lessons_data import six_points, svm, training

from circuitlab.engine.work import done
from circuitlab.learn.history import LATEST, MOST, History, Record, Score


def test_a_long_history_is_thinned_and_keeps_its_ends():
    history = History()
    for number in range(5 * MOST):
        history.add(Record(number, number, 0, np.zeros(1), Score(0.0, None), None, ("hinge", 0.0)))
    steps = [record.step for record in history.records]
    assert MOST / 2 < len(steps) <= MOST
    assert steps[0] == 0
    assert steps[-LATEST:] == list(range(5 * MOST - LATEST, 5 * MOST))
    assert {after - before for before, after in pairwise(steps[:-LATEST])} == {8}


def test_steps_within_an_epoch_are_thinned_too():
    history = History()
    for number in range(2 * MOST):
        history.add(Record(0, number, number, np.zeros(1), Score(0.0, None), None, ("hinge", 0.0)))
    steps = [record.step for record in history.records]
    assert len(steps) <= MOST
    assert (steps[0], steps[-LATEST:]) == (0, list(range(2 * MOST - LATEST, 2 * MOST)))


def test_a_run_that_is_taken_back_forgets_the_steps_that_it_made():
    run = training(svm(), six_points(), loss="hinge", batch=1, epochs=3)
    done(run.running())
    run.rewind(1)
    assert [where.step for where in run.history.latest] == [0, 1, 2, 3, 4, 5]
    assert [where.step for where in run.history.unrecorded] == [1, 2, 3, 4, 5]
