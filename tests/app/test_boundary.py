"""What is behind the decision boundary: prepared anew when another plane is to be seen, and only then."""

import pytest
from support.lessons_data import six_points
from support.trainers import away, made, to_the_end

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.train.boundary import COARSE, FINE, Boundary
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.data import put
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.datasets import generate


@pytest.fixture
def boundary(qtbot, no_failures):
    """One that is seen, and has come."""
    trainer = made(six_points())
    boundary = Boundary(trainer.session, trainer)
    boundary.watch(True)
    come(boundary, qtbot)
    yield boundary
    away(trainer)


def come(boundary, qtbot):
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)


def open_nothing(session):
    session.open(Circuit())


def delete_one(session):
    session.edit("Delete a", lambda c: edits.delete(c, [c.names["a"]]))


def test_moving_a_gate_leaves_the_plane_as_it_is(boundary):
    session, field = boundary._session, boundary.field
    session.edit("Move", lambda c: edits.move(c, {c.names["a"]: (9.0, 9.0)}))
    assert boundary.field is field
    assert not boundary.busy


def test_an_input_that_is_renamed_is_fed_by_its_column_no_more(boundary, qtbot):
    session = boundary._session
    session.edit("Rename", lambda c: edits.rename(c, c.names["x"], "u"))
    assert boundary.field is None
    assert boundary.why.startswith("No column for the input u")
    session.undo()
    come(boundary, qtbot)
    assert boundary.names == ("x", "y")


def test_while_parameters_move_the_field_is_coarse(boundary, qtbot):
    seen = []
    boundary.changed.connect(lambda: seen.append(len(boundary.field.values)))
    boundary._trainer.want(epochs=1_000_000)
    boundary._trainer.start()
    qtbot.waitUntil(lambda: bool(seen))
    boundary._trainer.pause()
    qtbot.waitUntil(lambda: not boundary.busy)
    assert (seen[0], seen[-1]) == (COARSE, FINE)


def test_another_circuit_has_another_plane(boundary, qtbot):
    boundary._session.open(to_circuit("f = x"), title="other")
    assert (boundary.field, boundary.binding) == (None, None)


@pytest.mark.parametrize("leave", [open_nothing, delete_one])
def test_what_a_plane_was_made_for_may_go_while_a_run_ends(boundary, qtbot, leave):
    """Whoever ends the run tells of it before the boundary knows of the other circuit."""
    boundary._trainer.want(epochs=1)
    to_the_end(boundary._trainer, qtbot)
    come(boundary, qtbot)
    qtbot.waitUntil(lambda: not boundary._wait.isActive())
    leave(boundary._session)
    assert (boundary._trainer.run, boundary.field, boundary.busy) == (None, None, False)


def test_other_axes_drop_the_field_that_was_on_its_way(boundary, qtbot):
    left, seen = boundary.field.left, []
    qtbot.waitUntil(lambda: not boundary._wait.isActive())
    boundary.set_axis(0, "y")
    assert boundary.busy
    boundary.changed.connect(lambda: seen.append(boundary.field and boundary.field.left))
    boundary.set_axis(0, "x")
    come(boundary, qtbot)
    assert seen == [None, left]


def test_unseen_it_makes_no_field(boundary):
    session, seen = boundary._session, []
    boundary.set_axis(0, "y")
    assert boundary.busy
    boundary.watch(False)
    assert not boundary.busy
    boundary.changed.connect(lambda: seen.append(True))
    session.edit("Set a", lambda c: edits.set_value(c, c.names["a"], 3.0))
    boundary.set_axis(0, "x")
    assert not boundary.busy
    assert seen == []


def test_a_circuit_on_the_same_data_has_a_plane_of_its_own(boundary, qtbot):
    """Nothing is told of the data then."""
    session = boundary._session
    other = to_circuit("p = parameter(1)\nf = p * x * y", default=1.0)
    other.apply(put(other, session.document.data))
    session.open(other)
    come(boundary, qtbot)
    field = boundary.field
    assert field.values[0, 0] == pytest.approx(field.left * field.bottom)


def test_other_data_have_a_plane_of_their_own(boundary, qtbot):
    before = boundary.field
    DataDesk.of(boundary._session).put(generate("blobs", 20, 0.1, 0), "blobs")
    come(boundary, qtbot)
    assert (boundary.field.left, boundary.rows.total) != (before.left, 6)
