"""Reading data: what is being read belongs to the document that was open when it began."""

import pytest

from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_reader import DataReader
from circuitlab.app.panels.data.binding_rows import TARGET, BindingRows
from circuitlab.app.panels.data.rows import Rows
from circuitlab.app.session import Session
from circuitlab.app.theme import LIGHT
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.learn import csv_text

LONG = "x,label\n" + "1.5,1\n" * 30_000


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("w = parameter(1)\nf = x * w"))
    return session


@pytest.mark.parametrize("leaves", [lambda s: s.open(to_circuit("f = x * 2")), lambda s: s.closed.emit()])
def test_data_never_go_into_the_next_document(session, qtbot, monkeypatch, leaves):
    monkeypatch.setattr(csv_text, "CHARACTERS", 2**15)
    reader, desk = DataReader.of(session), DataDesk.of(session)
    reader.read(LONG, "many.csv")
    qtbot.waitUntil(lambda: reader.share > 0)
    leaves(session)
    assert (reader.busy, reader.problem) == (False, "")
    reader.read("x,label\n2,1\n")  # so that nothing of the first is still to come
    qtbot.waitUntil(lambda: not reader.busy)
    assert desk.table.rows.tolist() == [[2, 1]]
    assert session.undo_stack.count() == 1


def test_one_number_is_painted_anew_where_one_looks_and_other_columns_begin_at_the_top(session, qtbot):
    desk, reader = DataDesk.of(session), DataReader.of(session)
    reader.read("x,label\n2,1\n3,0\n")
    qtbot.waitUntil(lambda: not reader.busy)
    rows = Rows(desk, reader, session)
    resets, changes = [], []
    rows.modelReset.connect(lambda: resets.append(rows.rowCount()))
    rows.dataChanged.connect(lambda *_: changes.append(rows.index(1, 0).data()))
    desk.set_cell(1, 0, 7.0)
    assert (changes, resets) == (["7"], [])
    desk.remove()
    assert (changes, resets) == (["7"], [0])


def test_a_renamed_input_keeps_its_column(session, qtbot):
    desk, reader = DataDesk.of(session), DataReader.of(session)
    reader.read("u,v,label\n2,1,1\n3,0,0\n")
    qtbot.waitUntil(lambda: not reader.busy)
    desk.feed("x", "v")
    x = session.circuit.named("x").id
    session.edit("Rename", lambda circuit: edits.rename(circuit, x, "z"))
    assert dict(desk.binding().columns) == {"z": "v"}
    session.undo()
    assert dict(desk.binding().columns) == {"x": "v"}


def test_data_that_come_later_have_their_target_chosen_even_for_a_circuit_without_inputs(session, qtbot):
    session.open(to_circuit("a = parameter(1)\nf = a * 2"))
    desk = DataDesk.of(session)
    shown = BindingRows(Look(LIGHT), session, desk)
    qtbot.addWidget(shown)
    assert shown.choices == {}
    desk.make("moons", 10, 0.1, 0)
    qtbot.waitUntil(lambda: set(shown.choices) == {TARGET})
    assert shown.choices[TARGET].key == "label"
    desk.remove()
    qtbot.waitUntil(lambda: shown.choices == {})
