"""Trainers without a window, of the published SVM circuit."""

from shiboken6 import delete
from support.at_once import worker_at_once
from support.lessons_data import PUBLISHED, SVM, with_data

from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.session import Session
from circuitlab.circuit.text import to_circuit


def made(data, text=SVM):
    """One that trains as it was published, a turn at a time."""
    session = Session()
    session.open(with_data(to_circuit(text, default=1.0), data))
    trainer = Trainer(session, worker_at_once(session))
    assert trainer.want(**PUBLISHED, order="given") == ""
    return trainer


def away(trainer):
    """It goes with its session, the one in the other: collected in any order they could end the process."""
    trainer.stop()
    delete(trainer.session)


def held(trainer):
    """The parameters on the canvas."""
    circuit = trainer.session.circuit
    return [circuit.named(name).value for name in "abc"]


def to_the_end(trainer, qtbot):
    """Train all epochs that are wanted."""
    trainer.start()
    qtbot.waitUntil(lambda: not trainer.running)


def steps(trainer):
    """What undo can take back, oldest first."""
    stack = trainer.session.undo_stack
    return [stack.text(place) for place in range(stack.count())]


def goes_on_from(trainer):
    """Where the next Train begins."""
    trainer.start()
    return trainer.begun.parameters.tolist()


def recorded(trainer, qtbot):
    """Wait until the history holds where it is."""
    qtbot.waitUntil(lambda: not trainer._worker.busy)
