"""Writing data to a CSV file: the window goes on, and a file is there completely or as it was before."""

import pytest

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_writer import DataWriter
from circuitlab.app.session import Session
from circuitlab.circuit.text import to_circuit
from circuitlab.files import tables

ROWS = 60_000


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("f = x * y"))
    DataDesk.of(session).make("blobs", ROWS, 0.1, 0)
    return session


def test_many_rows_are_written_while_the_window_goes_on(session, qtbot, tmp_path):
    writer, desk, shares = DataWriter.of(session), DataDesk.of(session), []
    writer.told.connect(lambda: shares.append(writer.share))
    table = desk.table
    writer.save(tmp_path / "many")
    assert (writer.busy, writer.progress) == (True, "Writing many.csv: 0 %")
    desk.set_cell(0, 0, 9.0)  # the file holds what there was when it was asked for
    qtbot.waitUntil(lambda: not writer.busy)
    assert shares[0] < shares[-2] < 1
    assert tables.read(tmp_path / "many.csv").rows.tobytes() == table.rows.tobytes()


@pytest.mark.parametrize(
    "leave", [lambda session: DataWriter.of(session).cancel(), lambda s: s.closed.emit()]
)
def test_what_is_cancelled_leaves_the_old_file(session, tmp_path, leave):
    path, writer = tmp_path / "a.csv", DataWriter.of(session)
    path.write_text("x\n1\n", "utf-8")
    writer.save(path)
    leave(session)
    assert (writer.busy, writer.problem) == (False, "")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("a.csv", "x\n1\n")]


def test_what_goes_wrong_is_said_until_there_are_other_data(session, qtbot, tmp_path):
    writer = DataWriter.of(session)
    writer.save(tmp_path / "none" / "a.csv")
    qtbot.waitUntil(lambda: not writer.busy)
    assert writer.problem.endswith("a.csv: can't be written: No such file or directory.")
    DataDesk.of(session).remove()
    assert writer.problem == ""
