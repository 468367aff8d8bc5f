"""The trainer without a window: where it stands is what the canvas shows, whatever came in between."""

import pytest
from support.trainers import goes_on_from, held, steps, to_the_end

from circuitlab.app.panels.train.by_others import OTHER_PARAMETERS
from circuitlab.app.panels.train.trainer import CANCEL, PUT_BACK
from circuitlab.circuit import edits
from circuitlab.engine.work import done

# Where it stands ---------------------------------------------------------------------------------


def test_cancelled_in_its_first_epoch_it_begins_anew(begun):
    before = begun.begun.parameters.tolist()
    begun.cancel()
    assert held(begun) == before == goes_on_from(begun)
    assert begun.begun.step == 0


def test_undone_in_mid_epoch_it_goes_on_from_what_undo_brought(begun):
    before = begun.begun.parameters.tolist()
    begun.pause()
    begun.session.undo()
    assert held(begun) == before == goes_on_from(begun)


def test_undone_and_done_again_in_mid_epoch_it_goes_on_from_there(begun):
    begun.pause()
    learnt, step = held(begun), begun.run.where.step
    begun.session.undo()
    begun.session.redo()
    assert held(begun) == learnt == goes_on_from(begun)
    assert begun.begun.step == step


def test_what_is_recorded_after_an_undo_does_not_move_the_place(begun, qtbot):
    begun.pause()
    begun.session.undo()
    qtbot.waitUntil(lambda: not begun._worker.busy)
    assert (begun.place, len(begun.records)) == (0, 2)


def test_an_undo_before_anything_was_seen_stops_it(trainer, qtbot):
    before = held(trainer)
    trainer.want(epochs=1)
    to_the_end(trainer, qtbot)
    trainer.start()
    assert not trainer.session.previewing
    trainer.session.undo()
    assert not trainer.running
    assert held(trainer) == before == goes_on_from(trainer)


def test_start_over_after_a_rewind_is_undone_to_what_was_rewound_to(trainer, qtbot):
    trainer.want(epochs=20)
    to_the_end(trainer, qtbot)
    trainer.rewind(10)
    there = held(trainer)
    trainer.start_over()
    assert steps(trainer) == ["Train: 20 epochs", "Rewind the training", "Start training over"]
    trainer.session.undo()
    assert held(trainer) == there


def test_undo_brings_back_what_start_over_has_left_and_redo_what_came_after_it(trainer, qtbot):
    trainer.want(epochs=3)
    to_the_end(trainer, qtbot)
    first, learnt = trainer.records, held(trainer)
    trainer.start_over()
    trainer.want(step_size=0.5, epochs=2)
    to_the_end(trainer, qtbot)
    second = trainer.records
    trainer.session.undo()
    trainer.session.undo()
    assert (trainer.records, trainer.place, trainer.said) == (first, 3, "")
    trainer.session.redo()
    trainer.session.redo()
    assert (trainer.records, trainer.place) == (second, 2)
    trainer.session.undo()
    trainer.session.undo()
    assert held(trainer) == learnt == goes_on_from(trainer)


def test_undo_brings_back_what_a_rewind_has_left(trainer, qtbot):
    trainer.want(epochs=3)
    to_the_end(trainer, qtbot)
    first = trainer.records
    trainer.rewind(1)
    trainer.want(step_size=0.5, epochs=2)
    to_the_end(trainer, qtbot)
    second = trainer.records
    assert len(second) == 3
    trainer.session.undo()
    trainer.session.undo()
    assert (trainer.records, trainer.place) == (first, 3)
    trainer.session.redo()
    trainer.session.redo()
    assert (trainer.records, trainer.place) == (second, 2)


def test_a_run_that_is_brought_back_is_scored_by_the_loss_that_counts_now(trainer, qtbot):
    trainer.want(epochs=2, l2=0.0)
    to_the_end(trainer, qtbot)
    trainer.start_over()
    trainer.want(l2=5.0)
    trainer.session.undo()
    qtbot.waitUntil(lambda: not trainer._worker.busy)
    assert [record.by for record in trainer.records] == [trainer.run.by] * 3
    assert trainer.place == 2


def test_of_another_run_nothing_is_brought_back(trainer, qtbot):
    trainer.want(epochs=2)
    to_the_end(trainer, qtbot)
    trainer.start_over()
    trainer.want(test=0.5)
    to_the_end(trainer, qtbot)
    trainer.session.undo()
    trainer.session.undo()
    assert (trainer.run, trainer.said) == (None, OTHER_PARAMETERS)


def test_rewound_while_it_goes_on_it_shows_that_record(trainer, qtbot):
    trainer.want(epochs=1_000_000)
    trainer.start()
    qtbot.waitUntil(lambda: len(trainer.records) > 4)
    second, far = trainer.records[2].parameters.tolist(), trainer.epoch
    trainer.rewind(2)
    assert held(trainer) == second
    assert (trainer.running, trainer.place) == (False, 2)
    trainer.session.undo()
    assert trainer.place >= far
    assert goes_on_from(trainer) == held(trainer)


def test_another_field_does_not_shorten_what_goes_on(trainer, qtbot):
    trainer.want(epochs=3)
    to_the_end(trainer, qtbot)
    trainer.start()
    assert trainer.want(step_size=0.5) == ""
    qtbot.waitUntil(lambda: not trainer.running)
    assert trainer.epoch == 6
    trainer.start()
    trainer.want(epochs=8)
    qtbot.waitUntil(lambda: not trainer.running)
    assert trainer.epoch == 8


@pytest.mark.parametrize("plan", [{"loss": "logistic"}, {"l2": 5.0}], ids=["loss", "L2"])
def test_a_curve_is_of_one_loss(trainer, qtbot, plan):
    """Also of what was recorded before, of a run that goes on, and of one that is led back."""
    trainer.want(epochs=3, loss="hinge", l2=0.0)
    to_the_end(trainer, qtbot)
    before = trainer.records
    trainer.want(**plan)
    qtbot.waitUntil(lambda: not trainer._worker.busy)
    run, records = trainer.run, trainer.records
    assert [record.train for record in records] == [
        done(run.scoring(run.data, record.parameters)) for record in before
    ]
    assert records[1].train.loss != before[1].train.loss
    trainer.want(loss="hinge", l2=0.0)
    to_the_end(trainer, qtbot)
    assert [record.train for record in trainer.records[:4]] == [record.train for record in before]


# What it is in the way of ------------------------------------------------------------------------


def test_it_goes_on_while_it_is_saved_and_what_was_saved_can_be_come_back_to(begun, tmp_path, qtbot):
    before = begun.begun.parameters.tolist()
    begun.session.save(tmp_path / "svm.circuit")
    saved = held(begun)
    assert begun.running
    assert not begun.session.modified
    qtbot.waitUntil(lambda: held(begun) != saved)
    begun.cancel()
    assert held(begun) == before
    assert (begun.said, begun.session.modified, steps(begun)[1:]) == (PUT_BACK, True, [CANCEL])
    begun.session.undo()
    assert held(begun) == saved
    assert not begun.session.modified


def test_a_cancel_after_an_edit_is_called_one(begun, qtbot):
    session, before = begun.session, begun.begun.parameters.tolist()
    session.edit("Move", lambda c: edits.move(c, {c.names["a"]: (0.0, 0.0)}))
    shown = held(begun)
    begun.start()
    qtbot.waitUntil(lambda: held(begun) != shown)
    begun.cancel()
    assert held(begun) == before
    assert steps(begun) == ["Train: 0 epochs", "Move", CANCEL]


def test_it_waits_while_numbers_are_covered(trainer):
    session = trainer.session
    session.hidden.hide(frozenset({("value", session.circuit.objective)}), asking=False)
    trainer.start()
    assert not trainer.running
    assert trainer.said.startswith("Numbers are being predicted: a training would tell them.")
    trainer.one.press()
    assert trainer.said.startswith("Numbers are being predicted: an example would tell them.")
    assert trainer.run is None
    session.hidden.hide(frozenset(), asking=False)
    assert trainer.said == ""
    trainer.start()
    assert trainer.running


def test_it_pauses_when_numbers_are_covered(begun):
    begun.session.hidden.hide(frozenset(), asking=True)
    assert begun.paused
