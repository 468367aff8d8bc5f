"""Training in a thread of its own: the same bits, and no thread is left by anything that ends it."""

import threading

import pytest
from support.lessons_data import SVM, six_points, with_data

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.train.going_run import INTERRUPTED
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.slices import FAILED
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.training import Training

GUIDE = {"loss": "svm-force", "l2": 1.0, "batch": 1, "step_size": 0.01, "order": "given"}
ENDLESS = 1_000_000


@pytest.fixture
def no_thread_left():
    """No thread is left behind."""
    yield
    assert [each.name for each in threading.enumerate() if each.name == "circuitlab-work"] == []


@pytest.fixture
def window(no_thread_left, window_on):
    """A window on the SVM circuit and the six points."""
    window = window_on(with_data(to_circuit(SVM, default=1.0), six_points()), "svm")
    assert Trainer.of(window.session).want(**GUIDE) == ""
    yield window
    Trainer.of(window.session).pause()
    Trainer.of(window.session).stop()


@pytest.fixture
def trainer(window, qtbot):
    """One that goes on and on, and has been seen on the canvas."""
    trainer = Trainer.of(window.session)
    trainer.want(epochs=ENDLESS)
    trainer.start()
    with qtbot.waitSignals([trainer.moved] * 2, timeout=30_000):
        pass
    return trainer


def held(window):
    circuit = window.session.circuit
    return [circuit.named(name).value for name in "abc"]


def test_a_hundred_epochs_are_those_of_a_run_without_a_window(window, qtbot):
    trainer = Trainer.of(window.session)
    trainer.start()
    qtbot.waitUntil(lambda: not trainer.running, timeout=30_000)
    assert held(window)[:2] == [0.6369910977673935, -0.14978309325540778]
    assert window.session.undo_stack.undoText() == "Train: 100 epochs"


def test_other_plans_and_pauses_on_the_way_keep_the_bits(window, trainer, qtbot):
    """The same epochs, whatever stopped the thread between two steps."""
    trainer.want(test=0.0, epochs=ENDLESS - 1)
    assert trainer.running
    trainer.pause()
    trainer.start()
    with qtbot.waitSignal(trainer.moved, timeout=30_000):
        pass
    trainer.pause()
    qtbot.waitUntil(lambda: not trainer._worker.busy, timeout=30_000)
    run = trainer.run
    other = Training(run.circuit, six_points(), DataDesk.of(window.session).binding(), run.plan)
    while other.where.step < run.where.step:
        other.step()
    assert other.where.parameters.tolist() == run.where.parameters.tolist() == held(window)


def test_an_edit_keeps_what_the_canvas_showed_and_the_run_goes_on_from_there(window, trainer, qtbot):
    shown = held(window)
    window.session.edit("Move", lambda c: edits.move(c, {c.names["a"]: (0.0, 0.0)}))
    assert not trainer.running
    assert (trainer.said, held(window)) == (INTERRUPTED, shown)
    qtbot.waitUntil(lambda: not trainer._worker.busy, timeout=30_000)
    assert trainer.place == len(trainer.records) - 1
    assert trainer.records[trainer.place].parameters.tolist() == shown
    trainer.start()
    assert trainer.running
    trainer.pause()  # what goes on is work to be saved, and closing would ask


@pytest.mark.parametrize(
    "end",
    [
        lambda window: window.session.edit("Delete c", lambda c: edits.delete(c, [c.names["c"]])),
        lambda window: window.session.edit("Set a", lambda c: edits.set_value(c, c.names["a"], 9.0)),
        lambda window: window.session.open(to_circuit("f = x"), title="other"),
        lambda window: DataDesk.of(window.session).put(six_points(), "others"),
        lambda window: Trainer.of(window.session).cancel(),
        lambda window: Trainer.of(window.session).start_over(),
    ],
    ids=["structure", "by hand", "another circuit", "other data", "cancel", "start over"],
)
def test_what_ends_it_ends_the_thread(window, trainer, end):
    end(window)
    assert not trainer.running
    assert not trainer._worker.busy


def test_undo_in_mid_run(window, trainer, qtbot):
    before = trainer.records[0].parameters.tolist()
    window.session.undo()
    qtbot.waitUntil(lambda: not trainer._worker.busy, timeout=30_000)
    assert held(window) == before
    assert trainer.place == 0


def test_a_window_that_is_closed_takes_its_thread_with_it(window, qtbot):
    trainer = Trainer.of(window.session)
    trainer.want(epochs=ENDLESS)
    trainer.start()  # nothing of it was seen yet: there is nothing to save
    window.session.undo_stack.setClean()
    assert window.close()
    assert not trainer._worker.busy


def test_a_failure_in_the_thread_is_logged_said_and_ends_the_training(
    window, qtbot, monkeypatch, no_failures
):
    def broken(self, at, rows):
        raise RuntimeError("planted")
        yield

    monkeypatch.setattr(Training, "foreseeing", broken)
    trainer = Trainer.of(window.session)
    trainer.start()
    qtbot.waitUntil(lambda: not trainer.running, timeout=30_000)
    assert (trainer.said, trainer.problem, trainer.run) == (FAILED, True, None)
    assert "RuntimeError: planted" in no_failures.pop()
