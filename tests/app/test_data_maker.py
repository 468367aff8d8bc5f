"""Generating data: many points are made beside the window, and only for the document that asked for them."""

from threading import current_thread, main_thread

import pytest

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_maker import AT_ONCE, DataMaker
from circuitlab.app.session import Session
from circuitlab.circuit.text import to_circuit
from circuitlab.learn import datasets

MANY = AT_ONCE + 1
generate = datasets.generate


@pytest.fixture
def threads(monkeypatch):
    """In which points were generated."""
    seen = []

    def watched(*asked):
        seen.append(current_thread())
        return generate(*asked)

    monkeypatch.setattr(datasets, "generate", watched)
    return seen


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("f = x * y"))
    return session


def test_many_points_are_made_beside_the_window_and_are_the_same(session, qtbot, threads):
    maker, desk = DataMaker.of(session), DataDesk.of(session)
    maker.make("moons", MANY, 0.2, 7)
    assert (maker.busy, maker.progress, desk.data) == (True, "Generating 20 001 points", None)
    qtbot.waitUntil(lambda: not maker.busy)
    assert main_thread() not in threads
    beside = desk.data
    assert desk.make("moons", MANY, 0.2, 7) == ""
    assert (desk.data, session.undo_stack.count()) == (beside, 1)
    maker.make("moons", 10, 0.2, 7)
    assert (desk.data.count, maker.busy) == (10, False)


@pytest.mark.parametrize("leave", [lambda s: s.open(to_circuit("f = x * 2")), lambda s: s.closed.emit()])
def test_they_never_come_into_another_document(session, qtbot, threads, leave):
    maker, desk = DataMaker.of(session), DataDesk.of(session)
    maker.make("moons", MANY, 0.2, 7)
    leave(session)
    assert (maker.busy, desk.data) == (False, None)
    maker.make("blobs", MANY, 0.2, 7)
    qtbot.waitUntil(lambda: not maker.busy)
    assert desk.data.source == "blobs, noise 0.2, seed 7"
    assert session.undo_stack.count() == 1


def test_what_goes_wrong_is_said_and_nobody_waits(session, qtbot, no_failures, monkeypatch):
    def failing(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(datasets, "generate", failing)
    maker = DataMaker.of(session)
    maker.make("moons", MANY, 0.2, 7)
    qtbot.waitUntil(lambda: not maker.busy)
    assert maker.problem.startswith("No points could be generated")
    assert "ZeroDivisionError" in no_failures.pop()
