"""The data of a document: what undo holds of them is bounded, and it forgets the oldest steps only."""

import pytest

from circuitlab.app import data_desk
from circuitlab.app.data_desk import FORGOTTEN, DataDesk
from circuitlab.app.lecture.slide import Slide
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.parts import BLOCK
from circuitlab.circuit.text import to_circuit

POINTS = 5_000
TABLE = 24 * POINTS
"""Bytes of so many rows of three doubles."""


@pytest.fixture
def session(qtbot, no_failures, monkeypatch):
    """With room for three tables and a block in its undo."""
    monkeypatch.setattr(data_desk, "MOST_BYTES", 3 * TABLE + 24 * BLOCK)
    session = Session()
    session.open(to_circuit("f = x * y", {"x": 1.0, "y": 2.0}))
    session.lines = []
    session.said.connect(session.lines.append)
    return session


def labels(session):
    stack = session.undo_stack
    return [stack.command(place).text() for place in range(stack.count())]


def name_x(session, name):
    x = session.circuit.gates[1].id
    session.edit(f"Call it {name}", lambda circuit: edits.rename(circuit, x, name))


def test_many_changes_of_many_data_do_not_fill_the_memory_and_the_newest_steps_stay(session):
    desk = DataDesk.of(session)
    for seed in range(3):
        desk.make("blobs", POINTS, 0.1, seed)
    desk.set_cell(0, 0, 1.0)  # shares all but one block with the table before
    assert (session.undo_stack.count(), session.lines) == (4, [])
    name_x(session, "z")
    desk.make("blobs", POINTS, 0.1, 4)
    assert (labels(session)[0], session.undo_stack.count(), session.lines) == (
        "Generate data",
        4,
        [FORGOTTEN],
    )
    for _ in range(4):
        session.undo()
    assert desk.data.source.endswith("seed 1")  # what the oldest step that is left found
    assert (session.circuit.gates[1].name, session.undo_stack.canUndo()) == ("x", False)
    for _ in range(4):
        session.redo()
    assert (desk.data.source, session.circuit.gates[1].name) == ("blobs, noise 0.1, seed 4", "z")


def test_small_data_after_large_ones_count_what_the_large_ones_hold(session):
    desk = DataDesk.of(session)
    for seed in range(3):
        desk.make("blobs", POINTS, 0.1, seed)
    desk.make("blobs", 3 * POINTS, 0.1, 3)
    assert labels(session) == ["Generate data"]  # the newest can always be taken back
    desk.remove()
    assert labels(session) == ["Remove the data"]
    session.undo()
    assert desk.data.count == 3 * POINTS


@pytest.mark.parametrize("steps_after_saving", [0, 1, 2, 4])
def test_what_was_saved_is_still_known_or_counts_as_changed(session, tmp_path, steps_after_saving):
    desk, told = DataDesk.of(session), []
    for seed in range(4):
        if seed == 4 - steps_after_saving:
            session.save(tmp_path / "a.circuit")
            session.document_changed.connect(lambda: told.append(session.modified))
        desk.make("blobs", POINTS, 0.1, seed)
    if not steps_after_saving:
        session.save(tmp_path / "a.circuit")
    assert session.lines.count(FORGOTTEN) == 1
    assert session.modified == bool(steps_after_saving)
    assert False not in told  # nobody takes work that was never saved for saved on the way
    for _ in range(steps_after_saving):
        session.undo()
    assert session.modified == (steps_after_saving == 4)  # then it was a step that is forgotten


def test_a_slide_finds_where_it_began_after_older_steps_were_forgotten(session):
    desk = DataDesk.of(session)
    for seed in range(3):
        desk.make("blobs", POINTS, 0.1, seed)
    slide = Slide(session)
    desk.make("blobs", POINTS, 0.1, 3)
    assert session.undo_stack.count() == 2
    slide.back()
    assert desk.data.source.endswith("seed 2")
    assert not slide.edited
