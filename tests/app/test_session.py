"""What is open: one way in, undo of everything, and where the cursor goes."""

import pytest
from PySide6.QtCore import QPointF

from circuitlab.app.session import RESTARTED, UNDO_LIMIT, Session
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.files.errors import FileError


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("f = (x + y) * z", {"x": -2.0, "y": 5.0, "z": -4.0}))
    return session


def heard(signal):
    calls = []
    signal.connect(lambda *args: calls.append(args))
    return calls


def gate(session, name):
    return session.circuit.named(name).id


def test_a_document_opens_rewound_laid_out_and_unmodified(session):
    assert session.cursor == Cursor()
    assert not session.pinned
    assert not session.modified
    assert all(part.position is not None for part in session.circuit.gates.values())


def test_a_commit_is_undone_and_done_again_with_its_label(session):
    before = session.circuit.parts
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, 7.0))
    after = session.circuit.parts
    assert session.modified
    assert session.undo_stack.undoText() == "Set x"
    session.undo()
    assert session.circuit.parts == before
    assert not session.modified
    session.redo()
    assert session.circuit.parts == after


def test_nothing_to_change_is_nothing_to_undo(session):
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, -2.0))
    assert not session.undo_stack.canUndo()


def test_a_refused_edit_is_told_where_it_happened_and_changes_nothing(session):
    before = session.circuit.parts
    refusals = heard(session.refused)
    f = gate(session, "f")
    here = QPointF(3, 4)
    assert not session.attempt("Wire f to f", lambda c: edits.connect(c, f, f, 0), here)
    ((line, at),) = refusals
    assert "loop" in line
    assert at == here
    assert session.circuit.parts == before
    assert not session.undo_stack.canUndo()


def test_editing_a_value_keeps_the_cursor_and_computes_anew(session):
    session.move_cursor(Cursor(2))
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, 1.0))
    assert session.cursor == Cursor(2)
    assert session.trace.values["f"] == -24.0
    session.move_cursor(Cursor(4))
    session.undo()
    assert session.cursor == Cursor(4)
    assert session.trace.values["f"] == -12.0


def test_a_structural_edit_starts_the_pass_again_and_undo_brings_the_cursor_back(session):
    said = heard(session.said)
    session.move_cursor(Cursor(3))
    wire = next(iter(session.circuit.wires))
    session.edit("Delete wire", lambda c: edits.disconnect(c, [wire]))
    assert session.cursor == Cursor()
    assert said == [(RESTARTED,)]
    session.undo()
    assert session.cursor == Cursor(3)
    session.redo()
    assert session.cursor == Cursor()


def test_moving_and_naming_never_touch_the_trace(session):
    session.move_cursor(Cursor(3))
    trace = session.trace
    x = gate(session, "x")
    session.edit("Move x", lambda c: edits.move(c, {x: (0.0, 0.0)}))
    session.edit("Rename x", lambda c: edits.rename(c, x, "u"))
    assert session.trace is trace
    assert session.cursor == Cursor(3)


def test_pinned_to_the_end_every_edit_shows_everything(session):
    said = heard(session.said)
    session.move_cursor(Cursor(5), pinned=True)
    wire = session.circuit.driver(gate(session, "f"), 1)
    session.edit("Delete wire", lambda c: edits.disconnect(c, [wire.id]))
    assert session.pinned
    assert session.cursor == Cursor(len(session.trace))
    session.undo()
    assert session.pinned
    assert session.cursor == Cursor(5)
    assert said == []


def test_an_input_that_gets_its_first_value_starts_the_pass_again(qtbot):
    session = Session()
    session.open(to_circuit("f = x * y", {"x": 2.0}))
    session.move_cursor(Cursor(len(session.trace)))
    y = gate(session, "y")
    session.edit("Set y", lambda c: edits.set_value(c, y, 3.0))
    assert session.cursor in (Cursor(), Cursor(len(session.trace)))
    assert session.trace.values["f"] == 6.0


def test_a_gesture_is_one_step_of_undo(session):
    before = session.circuit.parts
    x = gate(session, "x")
    for value in (1.0, 2.0, 3.0):
        session.preview(edits.set_value(session.circuit, x, value))
    assert session.trace.values["f"] == -32.0
    assert not session.undo_stack.canUndo()
    session.release("Set x")
    assert session.undo_stack.count() == 1
    session.undo()
    assert session.circuit.parts == before


def test_a_dropped_gesture_leaves_no_trace(session):
    before = session.circuit.parts
    x = gate(session, "x")
    session.preview(edits.move(session.circuit, {x: (900.0, 900.0)}))
    session.cancel_preview()
    assert session.circuit.parts == before
    assert not session.undo_stack.canUndo()


def test_a_gesture_that_comes_back_to_its_start_is_nothing_to_undo(session):
    x = gate(session, "x")
    session.preview(edits.set_value(session.circuit, x, 1.0))
    session.preview(edits.set_value(session.circuit, x, -2.0))
    session.release("Set x")
    assert not session.undo_stack.canUndo()


def test_undo_in_the_middle_of_a_gesture_drops_the_gesture_first(session):
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, 1.0))
    session.preview(edits.set_value(session.circuit, x, 8.0))
    session.undo_stack.undo()
    assert session.circuit.gates[x].value == -2.0
    session.redo()
    assert session.circuit.gates[x].value == 1.0


def climbing(session, *values):
    """What goes by itself: previews that are kept when something interrupts them."""
    x = gate(session, "x")
    for value in values:
        session.preview(edits.set_value(session.circuit, x, value), kept_as=f"Climb to {value}")


def test_an_edit_ends_what_goes_by_itself_and_comes_after_it(session):
    ended = heard(session.preview_ended)
    climbing(session, 1.0, 2.0)
    session.edit("Set y", lambda c: edits.set_value(c, gate(session, "y"), 9.0))
    assert len(ended) == 1
    assert [session.undo_stack.text(index) for index in range(2)] == ["Climb to 2.0", "Set y"]
    session.undo()
    assert session.circuit.named("x").value == 2.0
    session.undo()
    assert session.circuit.named("x").value == -2.0


def test_a_gesture_ends_what_goes_by_itself_and_is_dropped_alone(session):
    climbing(session, 1.0)
    session.preview(edits.set_value(session.circuit, gate(session, "x"), 5.0))
    session.preview(edits.set_value(session.circuit, gate(session, "x"), 6.0))
    session.cancel_preview()
    assert session.circuit.named("x").value == 1.0
    assert session.undo_stack.undoText() == "Climb to 1.0"


def test_undo_takes_back_what_goes_by_itself_and_redo_brings_it(session):
    climbing(session, 1.0, 2.0)
    session.undo()
    assert session.circuit.named("x").value == -2.0
    session.redo()
    assert session.circuit.named("x").value == 2.0


@pytest.mark.parametrize(
    "interrupt",
    [
        lambda session, x: session.edit("Set x", lambda c: edits.set_value(c, x, 9.0)),
        lambda session, x: session.preview(edits.set_value(session.circuit, x, 9.0)),
        lambda session, _x: session.begin("Train"),
        lambda session, _x: session.settle(),
        lambda session, _x: session.undo(),
        lambda session, _x: session.undo_stack.undo(),
    ],
    ids=["edit", "gesture", "another", "hand", "undo", "undo_stack"],
)
def test_what_goes_by_itself_is_interrupted_before_it_has_changed_anything(session, interrupt):
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, 1.0))
    ended = heard(session.preview_ended)
    session.begin("Climb")
    assert session.goes_by_itself
    interrupt(session, x)
    assert len(ended) == 1
    session.undo_stack.undo()
    session.undo_stack.redo()
    assert "Climb" not in [session.undo_stack.text(index) for index in range(session.undo_stack.count())]


def test_what_goes_by_itself_drops_a_gesture_and_is_released_without_a_trace(session):
    x, settled = gate(session, "x"), heard(session.settled)
    session.preview(edits.set_value(session.circuit, x, 5.0))
    session.begin("Climb")
    assert session.circuit.named("x").value == -2.0
    session.release("Climb")
    assert not session.goes_by_itself
    assert len(settled) == 1
    assert session.undo_stack.count() == 0


def test_saving_keeps_what_goes_by_itself_so_far_and_lets_it_go_on(session, tmp_path):
    ended = heard(session.preview_ended)
    climbing(session, 1.0)
    session.save(tmp_path / "climb.circuit")
    assert session.goes_by_itself
    assert not session.modified
    climbing(session, 2.0)
    session.settle()
    assert len(ended) == 1
    assert session.modified
    assert [session.undo_stack.text(index) for index in range(2)] == ["Climb to 1.0", "Climb to 2.0"]


def test_what_is_deleted_is_no_longer_selected(session):
    x, y = gate(session, "x"), gate(session, "y")
    session.select([x, y, 10_000])
    assert session.selection == {x, y}
    session.edit("Delete x", lambda c: edits.delete(c, [x]))
    assert session.selection == {y}


def test_the_undo_stack_is_bounded(session):
    x = gate(session, "x")
    for value in range(UNDO_LIMIT + 5):
        session.edit("Set x", lambda c, value=value: edits.set_value(c, x, float(value)))
    assert session.undo_stack.count() == UNDO_LIMIT


def test_what_is_saved_and_opened_again_is_the_same(session, tmp_path):
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, 1.5))
    path = tmp_path / "first try.circuit"
    session.save(path)
    assert (session.path, session.name, session.modified) == (path, "first try", False)
    from circuitlab.files import store

    assert store.read(path).parts == session.circuit.parts


def test_a_save_that_fails_changes_nothing(session, tmp_path):
    x = gate(session, "x")
    session.edit("Set x", lambda c: edits.set_value(c, x, 1.5))
    with pytest.raises(FileError):
        session.save(tmp_path / "no such folder" / "a.circuit")
    assert session.modified
    assert session.path is None


def test_gates_that_stand_nowhere_are_laid_out_in_the_same_commit(session):
    from circuitlab.circuit import fragments

    other = to_circuit("f = (x + y) * z + w")
    session.edit("Type a formula", lambda c: fragments.replace_all(c, other))
    assert all(part.position is not None for part in session.circuit.gates.values())
    session.undo()
    assert session.circuit.named("w") is None


def test_recovered_work_counts_as_unsaved(session):
    session.open(Circuit(), modified=True)
    assert session.modified


def test_undo_of_a_deletion_selects_again_what_was_selected(session):
    from circuitlab.app import commands

    chosen = {gate(session, "x"), gate(session, "f")}
    session.select(chosen)
    commands.delete(session)
    assert session.selection == frozenset()
    session.select([gate(session, "z")])
    session.undo()
    assert session.selection == chosen
    session.redo()
    session.undo()
    assert session.selection == chosen


def test_undo_of_an_edit_that_deleted_nothing_leaves_the_selection(session):
    session.commit("Set z", edits.set_value(session.circuit, gate(session, "z"), 1.0))
    session.select([gate(session, "z")])
    session.undo()
    assert session.selection == {gate(session, "z")}
