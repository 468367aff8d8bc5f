"""What is trained, and by which examples: which rows are kept for testing, labels, scores, and refusals."""

import numpy as np
import pytest
from support.lessons_data import six_points, svm, trained, training

from circuitlab.circuit.composing import compose
from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.work import done
from circuitlab.learn.datasets import generate
from circuitlab.learn.history import Score
from circuitlab.learn.table import DataError, table


def test_test_rows_are_scored_and_never_trained_on():
    data = generate("blobs", 60, 0.1, 2)
    run = training(svm(), data, 0.25, loss="hinge", epochs=3)
    assert sorted([*run.data.rows, *run.test.rows]) == list(range(60))
    assert len(run.test) == 15
    alone = training(svm(), table(data.columns, data.rows[run.data.rows]), loss="hinge", epochs=3)
    done(run.running())
    done(alone.running())
    assert run.where.parameters.tobytes() == alone.where.parameters.tobytes()
    assert all(record.test is not None for record in run.history.records)
    assert all(record.test is None for record in alone.history.records)


def test_labels_and_what_parts_them_are_those_of_all_rows_whatever_is_kept_for_testing():
    """Some of these seeds leave a single label on one side of the split."""
    zero_one = table(("x", "y", "label"), [(x, y, max(label, 0)) for x, y, label in six_points().rows])
    alone = 0
    for seed in range(20):
        run = training(svm(), zero_one, 0.34, loss="hinge", seed=seed)
        assert set(run.data.targets) | set(run.test.targets) == {-1.0, 1.0}
        alone += min(len(set(run.data.targets)), len(set(run.test.targets))) == 1
        run = training(svm(), zero_one, 0.34, loss="squared", seed=seed)
        assert (run.data.threshold, run.test.threshold) == (0.5, 0.5)
    assert alone


def test_numbers_that_are_no_labels_have_no_accuracy_on_test_rows_either():
    circuit, data = to_circuit("w = parameter(0)\nf = w * x"), table(("x", "t"), [[k, k] for k in range(4)])
    runs = [training(circuit, data, 0.25, loss="squared", seed=seed) for seed in range(12)]
    assert any(run.test.targets[0] < 2 for run in runs)
    assert all(run.test.threshold is None for run in runs)


@pytest.mark.parametrize("seed", range(3))
def test_a_wrong_label_is_named_by_its_row_in_the_data_whether_it_is_kept_for_testing_or_not(seed):
    wrong = table(("x", "y", "label"), [*six_points().rows[:4], [0, 0, 7], *six_points().rows[4:]])
    with pytest.raises(DataError, match="row 5, column label: expected a label, 1 or -1, got 7"):
        training(svm(), wrong, 0.5, loss="hinge", seed=seed)


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


def test_a_circuit_without_parameters_can_not_be_trained():
    with pytest.raises(CircuitError, match="no parameter to train"):
        training(to_circuit("f = x * 2"), table(("x", "t"), [[1, 1]]))


def test_parameters_inside_a_gate_are_named_where_there_are_no_others():
    circuit = to_circuit("w = parameter(2)\nq = w * x\nf = q + x")
    inner = [circuit.names[name] for name in "wq"]
    circuit.apply(compose(circuit, inner, "weigh", inside=inner))
    with pytest.raises(CircuitError) as refused:
        training(circuit, table(("x", "t"), [[1, 1]]))
    assert str(refused.value) == (
        "There is no parameter to train: those inside q stay as they are. Expand it, or write one as "
        "w = parameter(0.5)."
    )


def test_data_must_have_rows():
    with pytest.raises(DataError, match="no rows"):
        training(svm(), table(("x", "y", "label"), np.empty((0, 3))))
