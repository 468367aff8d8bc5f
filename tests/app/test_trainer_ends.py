"""What ends a training: what is kept of it, and whether the next one is one of its own."""

import pytest
from support.lessons_data import with_data
from support.trainers import away, goes_on_from, held, made, recorded, steps, to_the_end

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.train.by_others import EDITED
from circuitlab.app.panels.train.going_run import STUCK
from circuitlab.app.panels.train.trainer import OTHER_DATA
from circuitlab.app.slices import FAILED
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.learn.datasets import generate
from circuitlab.learn.table import table


@pytest.fixture
def satisfied(qtbot, no_failures):
    """One whose examples do not pull: nothing moves."""
    trainer = made(table(("x", "y", "label"), [(9, 0, 1), (-9, 0, -1), (8, 0, 1)]))
    trainer.want(l2=0.0)
    yield trainer
    away(trainer)


def interrupted(trainer):
    """An edit that pauses it."""
    trainer.session.edit("Move", lambda c: edits.move(c, {c.names["a"]: (0.0, 0.0)}))


def test_a_field_that_is_changed_while_a_pause_is_recorded_lets_it_be_recorded(
    qtbot, no_failures, monkeypatch
):
    monkeypatch.setattr("circuitlab.learn.task.PIECE", 1)  # scores take many turns
    trainer = made(generate("blobs", 8_000, 0.1, 0))
    before = held(trainer)
    trainer.start()
    qtbot.waitUntil(lambda: held(trainer) != before)
    trainer.pause()
    trainer.want(step_size=0.5)
    recorded(trainer, qtbot)
    assert trainer.records[-1].parameters.tolist() == held(trainer) != before
    away(trainer)


def test_an_undo_past_the_session_leads_the_run_back_too(trainer, qtbot):
    """Whoever asks the stack: what was seen of it can't be kept then."""
    before = held(trainer)
    trainer.want(epochs=1)
    to_the_end(trainer, qtbot)
    trainer.want(epochs=1_000_000)
    trainer.start()
    qtbot.waitUntil(lambda: trainer.session.previewing)
    trainer.session.undo_stack.undo()
    assert not trainer.running
    assert held(trainer) == before == goes_on_from(trainer)


def test_what_was_recorded_is_known_before_the_word_of_it_has_come(begun):
    begun.pause()
    while not begun.run.history.last or begun.run.history.last.step != begun.run.where.step:
        next(iter(begun._worker._running)).turn()
    begun.stop()
    assert begun.place == len(begun.records) - 1 == 1


def test_the_next_train_is_another_step_of_undo(trainer, qtbot):
    trainer.want(epochs=1)
    to_the_end(trainer, qtbot)
    trainer.session.undo_stack.resetClean()
    to_the_end(trainer, qtbot)
    assert steps(trainer) == ["Train: 1 epoch", "Train: 2 epochs"]


def test_after_a_cancel_the_next_train_is_another_step_of_undo(begun, qtbot):
    interrupted(begun)
    shown = held(begun)
    begun.start()
    qtbot.waitUntil(lambda: held(begun) != shown)
    begun.cancel()
    begun.start()
    qtbot.waitUntil(lambda: begun.session.previewing)
    begun.pause()
    assert len(steps(begun)) == 4


def test_a_failure_keeps_what_the_canvas_shows_as_a_step_of_undo(begun):
    shown = held(begun)
    begun._fail()
    assert (held(begun), steps(begun)) == (shown, ["Train: 0 epochs"])
    assert (begun.said, begun.run) == (FAILED, None)


def test_other_data_before_anything_was_seen_lose_nothing_and_leave_nothing_open(trainer):
    session, before = trainer.session, held(trainer)
    trainer.start()
    DataDesk.of(session).put(generate("blobs", 20, 0.1, 0), "blobs")
    assert (trainer.said, trainer.run, session.previewing) == (OTHER_DATA, None, False)
    assert steps(trainer)[-1] == "Import data"
    session.undo_stack.setIndex(0)
    assert held(trainer) == before


def test_a_cancel_that_no_record_knows_leads_the_run_back_itself(trainer, qtbot, monkeypatch):
    """It began within an epoch, which a long history keeps no record of."""
    monkeypatch.setattr("circuitlab.learn.history.MOST", 30)
    trainer.one.press()
    recorded(trainer, qtbot)
    trainer.one.press()
    recorded(trainer, qtbot)
    before = held(trainer)
    trainer.want(epochs=1_000_000)
    trainer.start()
    qtbot.waitUntil(lambda: all(record.step != 1 for record in trainer.records))
    trainer.cancel()
    assert held(trainer) == before == trainer.run.where.parameters.tolist()
    assert (trainer.run.where.step, trainer.moment.step) == (1, 1)
    assert trainer.place == len(trainer.records) - 1


def test_a_gesture_that_goes_on_is_dropped_before_it_begins(trainer):
    before, session = held(trainer), trainer.session
    session.preview(edits.set_value(session.circuit, session.circuit.names["a"], 7.0))
    assert goes_on_from(trainer) == before


def test_a_step_that_can_not_be_stopped_leaves_its_run_to_the_thread(begun, monkeypatch):
    monkeypatch.setattr(begun._worker, "stop", lambda: False)
    begun.pause()
    assert (begun.said, begun.problem, begun.run, begun.begun) == (STUCK, True, None, None)


def test_a_cancel_or_another_train_ends_the_pull_of_an_example(trainer, qtbot):
    for end in (trainer.start, trainer.cancel):
        trainer.one.press()
        recorded(trainer, qtbot)
        assert trainer.session.pull is not None
        end()
        assert trainer.session.pull is None
        trainer.pause()


def test_a_cancel_ends_the_pull_of_an_example_also_where_nothing_has_moved(satisfied, qtbot):
    satisfied.start()
    satisfied.pause()
    satisfied.one.press()
    recorded(satisfied, qtbot)
    assert satisfied.session.pull is not None
    satisfied.cancel()
    assert satisfied.session.pull is None


def test_its_parameters_may_go_while_a_pause_is_recorded(begun):
    begun.pause()
    begun.session.edit("Delete c", lambda c: edits.delete(c, [c.names["c"]]))
    assert (begun.said, begun.run) == (EDITED, None)


def test_after_a_rewind_to_the_same_numbers_it_is_the_example_of_that_moment(qtbot, satisfied):
    for _ in range(3):
        satisfied.one.press()
        recorded(satisfied, qtbot)
    assert satisfied.said.startswith("Example 2 ")
    satisfied.rewind(0)
    satisfied.one.press()
    assert satisfied.said.startswith("Example 1 ")
    assert satisfied.one.waits


@pytest.mark.parametrize("signal", ["reset", "closed"])
def test_another_circuit_and_a_closed_window_end_it(begun, signal):
    getattr(begun.session, signal).emit()
    assert (begun.run, begun.running) == (None, False)


@pytest.mark.parametrize("data", [None, generate("blobs", 4, 0.1, 0)], ids=["without data", "with data"])
def test_another_document_has_other_data_without_a_word_of_it(begun, data):
    session = begun.session
    begun.pause()
    session.open(Circuit() if data is None else with_data(Circuit(), data))
    assert (begun.run, begun.said) == (None, "")


def test_what_was_said_of_one_document_is_not_said_of_another(begun):
    DataDesk.of(begun.session).remove()
    assert begun.said == OTHER_DATA
    begun.session.open(Circuit())
    assert begun.said == ""
