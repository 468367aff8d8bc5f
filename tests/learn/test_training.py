"""Training: the published numbers, the same run for the same seed, and what stops it."""

from itertools import pairwise
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.lessons_data import PUBLISHED, six_points, svm, training

from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.work import done
from circuitlab.learn.datasets import generate
from circuitlab.learn.history import LATEST, MOST, History, Record, Score
from circuitlab.learn.plans import ORDERS, plan_of
from circuitlab.learn.schedules import Schedule
from circuitlab.learn.table import DataError, split, table
from circuitlab.learn.templates import template


def trained(circuit, data, **plan):
    run = training(circuit, data, **plan)
    done(run.running())
    return run


# The published numbers


def test_the_svm_circuit_after_one_epoch():
    run = trained(svm(), six_points(), **PUBLISHED, order="given", epochs=1)
    assert run.names == ("a", "b", "c")
    assert run.where.parameters.tolist() == [0.9567539180297999, -1.8616993884027002, -1.01]


def test_the_svm_circuit_after_a_hundred_epochs():
    run = trained(svm(), six_points(), **PUBLISHED, order="given", epochs=100)
    *slopes, shift = run.where.parameters.tolist()
    assert slopes == [0.6369910977673935, -0.14978309325540778]
    assert shift == sum_of_hundredths(-1.0, run)  # -0.87: each of its steps is exactly 0.01 or none


def sum_of_hundredths(start, run):
    """What adding the pulls of all steps one by one comes to, as any program does it."""
    again, total = training(svm(), six_points(), **PUBLISHED, order="given", epochs=100), start
    while not again.finished:
        total += 0.01 * float(again.step().pulls[0])
    assert total == pytest.approx(-0.87, abs=1e-15)
    return total


def test_drawn_at_random_a_fifth_of_the_seeds_part_the_points():
    """An independent simulation saw 26 of 100; circuitlab's own figure is 22."""
    assert 15 <= sum(map(parts_the_points, range(100))) <= 37


def parts_the_points(seed):
    run = training(svm(), six_points(), **PUBLISHED, order="drawn", epochs=100, seed=seed)
    for _ in range(400):
        run.step()
        if done(run.scoring(run.data, run.where.parameters)).accuracy == 1.0:
            return True
    return False


def test_a_network_learns_two_moons():
    data = generate("moons", 100, 0.1, 1)
    right = 0
    for seed in range(10):
        run = trained(
            template("mlp", (2, 16, 16, 1), seed=seed),
            data,
            loss="hinge",
            l2=1e-4,
            step_size=1.0,
            schedule="linear",
            epochs=100,
        )
        assert run.where.step == 100
        right += run.history.records[-1].train.accuracy == 1.0
    assert right >= 8


# Steps


def test_a_step_is_the_mean_pull_of_its_examples():
    circuit = to_circuit("w = parameter(2)\nf = w * x")
    run = training(circuit, table(("x", "t"), [[1, 0], [3, 0]]), loss="squared", step_size=0.1)
    made = run.step()
    assert made.outputs.tolist() == [2.0, 6.0]
    assert made.pulls.tolist() == [-4.0, -12.0]
    assert made.loss == (4 + 36) / 2
    assert run.where.parameters.tolist() == [2 - 0.1 * (4 * 1 + 12 * 3) / 2]


def test_batches_take_the_rows_in_order_and_the_rest_at_the_end():
    run = training(svm(), six_points(), order="given", batch=4, epochs=2)
    assert [run.step().rows.tolist() for _ in range(4)] == [[0, 1, 2, 3], [4, 5]] * 2
    assert run.finished


@pytest.mark.parametrize("order", ORDERS)
def test_an_epoch_sees_so_many_examples_in_any_order(order):
    run = training(svm(), six_points(), order=order, batch=1, epochs=2)
    rows = [int(run.step().rows[0]) for _ in range(12)]
    if order == "drawn":
        assert set(rows) <= set(range(6))
    else:
        assert sorted(rows[:6]) == sorted(rows[6:]) == list(range(6))
    assert (rows[:6] == rows[6:]) == (order == "given")


@settings(max_examples=20)
@given(st.sampled_from(ORDERS), st.sampled_from([None, 1, 3]), st.integers(0, 9))
def test_the_same_seed_gives_the_same_run_to_the_last_bit(order, batch, seed):
    plan = {"order": order, "batch": batch, "seed": seed, "epochs": 5, "loss": "logistic", "l2": 0.1}
    runs = [trained(svm(), six_points(), **plan) for _ in range(2)]
    told = [[(r.step, r.train, r.parameters.tobytes()) for r in run.history.records] for run in runs]
    assert told[0] == told[1]


def test_rewinding_leads_to_the_same_run_again():
    run = trained(svm(), six_points(), batch=2, epochs=6, loss="hinge")
    records = list(run.history.records)
    run.rewind(2)
    assert (run.where.epoch, run.where.step, len(run.history.records)) == (2, 6, 3)
    assert run.where.parameters.tolist() == records[2].parameters.tolist()
    done(run.running())
    assert run.where.parameters.tobytes() == records[-1].parameters.tobytes()
    assert [r.train for r in run.history.records] == [r.train for r in records]


def test_in_pieces_it_is_the_same_run(monkeypatch):
    data = generate("moons", 700, 0.1, 1)
    whole = trained(svm(), data, epochs=3, loss="hinge")
    monkeypatch.setattr("circuitlab.learn.task.PIECE", 1)
    run = training(svm(), data, epochs=3, loss="hinge")
    assert sum(1 for _ in run.running()) > 3 * 3
    assert run.where.parameters == pytest.approx(whole.where.parameters, rel=1e-12)


def test_test_rows_are_scored_and_never_trained_on():
    data = generate("blobs", 60, 0.1, 2)
    train, test = split(data, 0.25, 0)
    run = training(svm(), train, test, loss="hinge", epochs=3)
    alone = training(svm(), train, loss="hinge", epochs=3)
    done(run.running())
    done(alone.running())
    assert run.where.parameters.tobytes() == alone.where.parameters.tobytes()
    assert all(record.test is not None for record in run.history.records)
    assert all(record.test is None for record in alone.history.records)


def test_scores_are_loss_penalty_and_the_share_on_the_right_side():
    run = training(svm(), six_points(), loss="hinge", l2=0.5)
    score = done(run.scoring(run.data, run.where.parameters))
    outputs = np.array([x - 2 * y - 1 for x, y, _ in six_points().rows])
    labels = six_points().column("label")
    expected = np.maximum(0, 1 - labels * outputs).mean() + 0.25 * (1 + 4)
    assert score == Score(pytest.approx(expected), pytest.approx(((outputs > 0) == (labels > 0)).mean()))


def test_numbers_that_are_no_labels_have_no_accuracy():
    run = trained(
        to_circuit("w = parameter(0)\nf = w * x"),
        table(("x", "t"), [[1, 2], [2, 4]]),
        loss="squared",
        step_size=0.1,
    )
    assert run.history.records[-1].train.accuracy is None
    assert run.where.parameters.tolist() == pytest.approx([2.0], abs=1e-3)


@pytest.mark.parametrize("label", [1, -1])
def test_an_output_that_is_no_finite_number_is_on_no_side(label):
    circuit = to_circuit("w = parameter(1)\nf = w / x * 0 + w * x")  # nan at 0, -inf and inf far out
    data = table(("x", "t"), [[0, label], [-1e308, label], [1e308, label], [3, 1], [-3, -1]])
    run = training(circuit, data, loss="hinge")
    assert done(run.scoring(run.data, np.array([1.0]))).accuracy == 0.6
    assert done(run.scoring(run.data, np.array([10.0]))).accuracy == 0.4


def test_labels_may_be_0_and_1():
    zero_one = table(("x", "y", "label"), [(x, y, max(label, 0)) for x, y, label in six_points().rows])
    plan = {"loss": "hinge", "epochs": 3}
    assert (
        trained(svm(), zero_one, **plan).where.parameters.tobytes()
        == trained(svm(), six_points(), **plan).where.parameters.tobytes()
    )


# Schedules and plans


def test_schedules():
    assert [Schedule(1.0, "linear").at(k, 100) for k in (0, 1, 99)] == [
        1.0,
        1.0 - 0.9 * 1 / 100,
        1.0 - 0.9 * 99 / 100,
    ]
    assert [Schedule(2.0).at(k, 10) for k in (0, 9)] == [2.0, 2.0]
    assert [Schedule(2.0, "decay").at(k, 10) for k in (0, 1, 2)] == [2.0, 2.0 * 0.99, 2.0 * 0.99**2]


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ({"step_size": 0}, "step size must be a finite number above 0, not 0"),
        ({"step_size": nan}, "step size must be a finite number above 0, not nan"),
        ({"step_size": inf}, "not inf"),
        ({"step_size": -1}, "not -1"),
        ({"epochs": 0}, "epochs: expected a whole number from 1"),
        ({"batch": 0}, "the batch"),
        ({"l2": -1}, "l2"),
        ({"l2": nan}, "l2"),
        ({"seed": -1}, "the seed"),
        ({"order": "sorted"}, "no order is called 'sorted': expected given, shuffled, drawn"),
        ({"schedule": "step"}, "no schedule is called 'step'"),
        ({"loss": "huber"}, "no loss is called 'huber'"),
    ],
)
def test_plans_that_can_not_be_are_refused(plan, says):
    with pytest.raises(ValueError, match=says):
        plan_of(**plan)


def test_a_circuit_without_parameters_can_not_be_trained():
    with pytest.raises(CircuitError, match="no parameter to train"):
        training(to_circuit("f = x * 2"), table(("x", "t"), [[1, 1]]))


# Divergence


def test_a_run_that_diverges_stops_and_names_parameter_and_gate():
    circuit = to_circuit("w = parameter(2)\nq = w * x\nf = q * 1")
    run = trained(circuit, table(("x", "t"), [[1, 0], [1, 0]]), loss="squared", step_size=1e20, epochs=50)
    assert run.diverged.line() == (
        "Stopped at step 9, epoch 9, example 1: with w at 5.12e+162, numbers stop being finite at f: "
        "its loss is too large for a double."
    )
    assert np.isfinite(run.where.parameters).all()
    assert run.where.epoch < 50


def test_the_gate_where_it_began_is_named_and_the_parameter_that_feeds_it():
    circuit = to_circuit("v = parameter(1e5)\nw = parameter(1000)\nq = w * x\nf = exp(q) + v * 0")
    run = training(circuit, table(("x", "t"), [[0, 1], [1, 1]]), loss="squared")
    run.step()
    found = run.diverged
    assert (found.step, found.epoch, found.row, found.name, found.value) == (0, 0, 1, "w", 1000.0)
    assert found.line().startswith("Stopped at step 1, epoch 1, example 2: with w at 1000, numbers stop")
    assert "at the exp gate: " in found.line()
    assert run.where.parameters.tolist() == [1e5, 1000.0]
    assert len(found.line()) <= 240


def test_a_gradient_that_is_not_finite_is_sought_with_the_pull_of_its_example():
    """The slope of q alone is 1e200; times the pull it is too large."""
    circuit = to_circuit("w = parameter(1e-100)\nq = w * x\nf = q * 1e200")
    run = training(circuit, table(("x", "t"), [[1, -1e150]]), loss="squared")
    run.step()
    assert run.diverged.gate == "f"
    assert (run.diverged.row, run.diverged.name) == (0, "w")


def test_the_example_is_named_by_its_row_however_they_are_shuffled():
    """Only the first row overflows; here it is not the first that is seen."""
    circuit = to_circuit("w = parameter(1000)\nq = w * x\nf = exp(q)")
    data = table(("x", "t"), [[1, 1], [0, 1], [0, 1], [0, 1], [0, 1]])
    run = training(circuit, data, loss="squared", order="shuffled", seed=2, batch=4)
    rows = run.step().rows.tolist()
    assert rows.index(0) > 0
    assert run.diverged.row == 0


@pytest.mark.parametrize("batch", [None, 2])
def test_outputs_and_pulls_are_those_of_the_rows(batch):
    data = table(("x", "t"), [[x, 0] for x in range(5)])
    run = training(to_circuit("w = parameter(1)\nf = w * x"), data, loss="squared", batch=batch)
    made = run.step()
    assert made.outputs.tolist() == made.rows.tolist()
    assert made.pulls.tolist() == [-2.0 * row for row in made.rows.tolist()]


def test_a_step_that_is_too_large_for_a_double_is_named_so():
    circuit = to_circuit("w = parameter(1e100)\nf = w * x")
    run = training(circuit, table(("x", "t"), [[1, 0]]), loss="squared", step_size=1e300)
    run.step()
    assert run.diverged.line() == (
        "Stopped at step 1, epoch 1: with w at 1e+100, numbers stop being finite at f: "
        "what it sends back makes a step too large for a double."
    )
    assert run.finished


def test_another_plan_lets_it_go_on_from_the_last_finite_numbers():
    circuit = to_circuit("w = parameter(1e100)\nf = w * x")
    run = training(circuit, table(("x", "t"), [[1, 0]]), loss="squared", step_size=1e300)
    run.step()
    assert run.finished
    run.replan(plan_of(loss="squared", step_size=0.1))
    run.step()
    assert run.where.parameters.tolist() == [pytest.approx(0.8e100)]
    assert not run.finished


def test_the_last_steps_before_it_diverged_can_be_gone_back_to_each():
    circuit = to_circuit("w = parameter(1)\nf = w * x")
    data = table(("x", "t"), [[x, 0] for x in range(1, 101)])
    run = trained(circuit, data, loss="squared", step_size=1e3, batch=1, epochs=2)
    steps = [record.step for record in run.history.records]
    last = run.where
    assert run.diverged.epoch == 0
    assert steps == [0, *range(last.step - 20, last.step + 1)]
    parameters = [record.parameters.tobytes() for record in run.history.records]
    run.rewind(len(steps) - 5)
    for expected in parameters[-4:]:
        run.step()
        assert run.where.parameters.tobytes() == expected
    run.step()
    assert run.diverged is not None
    assert [record.step for record in run.history.records] == steps[:-4]


def test_finite_numbers_whose_sum_is_not_do_not_stop_a_run():
    circuit = to_circuit("w = parameter(1.7e308)\nv = parameter(1.7e308)\nf = (w - v) * x")
    run = training(circuit, table(("x", "t"), [[1, 1], [2, 1]]), loss="squared", step_size=1e-9)
    run.step()
    assert run.diverged is None


def test_a_run_that_diverged_can_be_rewound():
    circuit = to_circuit("w = parameter(1)\nf = w * x")
    run = trained(circuit, table(("x", "t"), [[3, 0]]), loss="squared", step_size=1e20, epochs=60)
    assert run.diverged
    run.rewind(0)
    assert (run.diverged, run.where.parameters.tolist()) == (None, [1.0])


# Histories


def test_a_long_history_is_thinned_and_keeps_its_ends():
    history = History()
    for number in range(5 * MOST):
        history.add(Record(number, number, 0, np.zeros(1), Score(0.0, None), None))
    steps = [record.step for record in history.records]
    assert MOST / 2 < len(steps) <= MOST
    assert steps[0] == 0
    assert steps[-LATEST:] == list(range(5 * MOST - LATEST, 5 * MOST))
    assert {after - before for before, after in pairwise(steps[:-LATEST])} == {8}


def test_steps_within_an_epoch_are_thinned_too():
    history = History()
    for number in range(2 * MOST):
        history.add(Record(0, number, number, np.zeros(1), Score(0.0, None), None))
    steps = [record.step for record in history.records]
    assert len(steps) <= MOST
    assert (steps[0], steps[-LATEST:]) == (0, list(range(2 * MOST - LATEST, 2 * MOST)))


def test_a_run_that_is_taken_back_forgets_the_steps_that_it_made():
    run = training(svm(), six_points(), loss="hinge", batch=1, epochs=3)
    done(run.running())
    run.rewind(1)
    assert [where.step for where in run.history.latest] == [0, 1, 2, 3, 4, 5]
    assert [where.step for where in run.history.unrecorded] == [1, 2, 3, 4, 5]


def test_data_must_have_rows():
    with pytest.raises(DataError, match="no rows"):
        training(svm(), table(("x", "y", "label"), np.empty((0, 3))))


# Moments -----------------------------------------------------------------------------------------


def test_a_run_that_is_put_back_to_a_moment_goes_on_from_there_to_the_last_bit():
    data = generate("blobs", 30, 0.3, 1)
    run = training(svm(), data, loss="hinge", batch=7, epochs=6, step_size=0.1, order="shuffled")
    work = run.running()
    for _ in range(12):
        next(work)
    moment = run.moment()
    held = moment.parameters.tolist()
    end = done(work).parameters.tolist()
    assert moment.parameters.tolist() == held
    assert len(moment.records) < len(run.history.records)
    run.resume(moment)
    assert run.moment() is not moment
    assert (run.where.epoch, run.where.step, run.where.position) == (
        moment.epoch,
        moment.step,
        moment.position,
    )
    assert run.history.records == list(moment.records)
    assert done(run.running()).parameters.tolist() == end
