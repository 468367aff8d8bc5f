"""Which column feeds which input: by name, else in order, and a clear line where it does not fit."""

import pytest
from support.lessons_data import six_points, svm

from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.binding import bind, examples
from circuitlab.learn.losses import LOSSES
from circuitlab.learn.table import DataError, table


def test_names_bind_and_the_last_column_is_the_target():
    found = bind(svm(), six_points())
    assert (dict(found.columns), found.target) == ({"x": "x", "y": "y"}, "label")


def test_where_no_name_fits_the_order_does():
    data = table(("width", "height", "kind"), [[1, 2, 1], [1, 2, -1]])
    assert dict(bind(svm(), data).columns) == {"x": "width", "y": "height"}


def test_what_is_chosen_wins():
    data = table(("label", "x", "y"), [[1, 2, 3], [-1, 2, 3]])
    found = bind(svm(), data, target="label", columns={"x": "y", "y": "x"})
    assert (dict(found.columns), found.target) == ({"x": "y", "y": "x"}, "label")


def test_columns_are_put_in_the_order_of_the_inputs():
    data = table(("y", "other", "x", "label"), [[1, 9, 2, 1], [3, 9, 4, -1]])
    found = examples(data, bind(svm(), data), LOSSES["hinge"], ("x", "y"))
    assert found.points.tolist() == [[2, 1], [4, 3]]
    assert found.targets.tolist() == [1, -1]


def test_inputs_that_nothing_depends_on_need_no_column():
    circuit = to_circuit("g = z * 2\nf = w * x", {"w": 1})
    data = table(("x", "w", "t"), [[1, 2, 1]])
    assert dict(bind(circuit, data).columns) == {"w": "w", "x": "x"}


@pytest.mark.parametrize(
    ("columns", "target", "says"),
    [
        (("x", "label"), None, "no column for the input y: the data have x, label"),
        (("x", "z", "label", "t"), None, "no column for the input y"),
        (("x", "y"), None, "column y is the target, so the input y has none"),
        (("x", "y", "label"), "class", "there is no column 'class': the data have x, y, label"),
    ],
)
def test_what_does_not_fit_is_named(columns, target, says):
    with pytest.raises(DataError, match=says):
        bind(svm(), table(columns, [[1.0] * len(columns)]), target)


def test_an_input_that_there_is_not_is_named():
    with pytest.raises(DataError, match="there is no input 'q': the circuit has x, y"):
        bind(svm(), six_points(), columns={"q": "x"})


def test_a_circuit_without_an_objective_has_nothing_to_train():
    with pytest.raises(CircuitError, match="no objective to train"):
        bind(to_circuit("f = x").__class__(), six_points())


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        ([1, 2, -1], "row 2, column label: expected a label, 1 or -1, got 2"),
        ([1, 0, -1], "row 3, column label: expected a label, 1 or 0, got -1"),
        ([1, 1, 1], "column label: every row holds 1; two labels are needed"),
    ],
)
def test_targets_that_are_no_labels_are_named(labels, says):
    data = table(("x", "y", "label"), [[0, 0, label] for label in labels])
    with pytest.raises(DataError, match=says):
        examples(data, bind(svm(), data), LOSSES["hinge"], ("x", "y"))
