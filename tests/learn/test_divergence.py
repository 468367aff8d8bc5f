"""Runs that diverge: where it began, by parameter and gate, and the way back."""

import numpy as np
import pytest
from support.lessons_data import trained, training

from circuitlab.circuit.text import to_circuit
from circuitlab.learn.plans import plan_of
from circuitlab.learn.table import table


def test_where_it_diverged_is_named_by_its_row_in_the_data():
    circuit = to_circuit("w = parameter(1000)\nq = w * x\nf = exp(q)")
    data = table(("x", "t"), [[row == 6, 1] for row in range(8)])
    for seed in range(8):
        run = training(circuit, data, 0.5, loss="squared", seed=seed)
        run.step()
        assert (run.diverged is None) == (6 in run.test.rows)
        assert run.diverged is None or (run.diverged.row, "example 7" in run.diverged.line()) == (6, True)


def test_a_run_that_diverges_stops_and_names_parameter_and_gate():
    circuit = to_circuit("w = parameter(2)\nq = w * x\nf = q * 1")
    run = trained(circuit, table(("x", "t"), [[1, 0], [1, 0]]), loss="squared", step_size=1e20, epochs=50)
    assert run.diverged.line() == (
        "Stopped at step 9, epoch 9, example 1: with w at 5.12e+162, numbers stop being finite at f: "
        "its loss is too large for a double."
    )
    assert np.isfinite(run.where.parameters).all()
    assert run.where.epoch < 50


@pytest.mark.parametrize(("size", "epochs", "batch"), [(10, 1, None), (0.01, 2, None), (1, 1, 1)])
def test_a_last_step_that_leads_out_of_bounds_is_told_as_one_that_others_follow(size, epochs, batch):
    """At the end of the last epoch the loss over all examples counts, whatever its batches came to."""
    circuit, data = to_circuit("w = parameter(1)\nf = exp(w * x)"), table(("x", "t"), [[1, 1e3], [-1, 0]])
    plan = {"loss": "squared", "step_size": size, "batch": batch, "order": "given"}
    short, long = (trained(circuit, data, **plan, epochs=count) for count in (epochs, 9))
    assert short.where.parameters.tolist() == long.where.parameters.tolist()
    assert (short.where.epoch, short.finished) == (epochs, True)
    found, later = short.diverged, long.diverged
    assert found.line().startswith(f"Stopped at step {short.where.step}, epoch {epochs}, example ")
    assert (found.row, found.name, found.value) == (later.row, "w", later.value)
    assert (found.gate, found.reason) == (later.gate, later.reason)
    assert [record.step for record in short.history.records] == list(range(short.where.step + 1))


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
