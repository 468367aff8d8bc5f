"""Autosave: unsaved work survives a crash, saved work leaves nothing behind."""

from threading import current_thread, main_thread

import pytest

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.recovery import AUTOSAVE_MS, Autosave
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.files import data_records
from circuitlab.files.errors import FileError
from circuitlab.files.journal import Journal
from circuitlab.files.schema import decode, encode


@pytest.fixture
def session(qtbot, no_failures):
    session = Session()
    session.open(to_circuit("f = x * y", {"x": 2.0, "y": 3.0}))
    return session


@pytest.fixture
def watch(tmp_path):
    """Autosaves that let go of their files when the test is over."""
    made = []

    def start(session, folder):
        made.append(Autosave(session, folder))
        return made[-1]

    yield start
    for autosave in made:
        autosave.clear()


def change(session):
    x = session.circuit.named("x").id
    session.edit("Set x", lambda c: edits.set_value(c, x, session.circuit.gates[x].value + 1))


def files(folder):
    return sorted(path.suffix for path in folder.iterdir())


def test_a_change_is_written_within_half_a_minute(session, watch, tmp_path, qtbot):
    autosave = watch(session, tmp_path)
    assert not autosave.timer.isActive()
    change(session)
    assert autosave.timer.isActive()
    assert autosave.timer.interval() == AUTOSAVE_MS == 30_000
    autosave.timer.timeout.emit()
    qtbot.waitUntil(lambda: ".circuit" in files(tmp_path))
    assert not autosave.timer.isActive()


def test_many_data_are_written_beside_the_window_as_they_were_when_it_was_time(
    session, watch, tmp_path, qtbot, monkeypatch
):
    autosave, threads, pieces = watch(session, tmp_path), [], data_records.pieces

    def seen(data):
        threads.append(current_thread())
        yield from pieces(data)

    monkeypatch.setattr(data_records, "pieces", seen)
    desk = DataDesk.of(session)
    desk.make("blobs", 50_000, 0.1, 0)
    kept = session.document.data
    autosave.timer.timeout.emit()
    desk.set_cell(0, 0, 7.0)
    assert autosave.timer.isActive()  # what comes meanwhile is written the next time
    qtbot.waitUntil(lambda: ".circuit" in files(tmp_path))
    (path,) = tmp_path.glob("*.circuit")
    assert decode(path.read_bytes()).data == kept
    assert main_thread() not in threads
    autosave.timer.timeout.emit()
    session.save(tmp_path / "saved.circuit")  # ends what is being written: nothing is left behind
    assert [path.name for path in tmp_path.iterdir()] == ["saved.circuit"]


def test_work_that_a_crash_left_stays_until_it_is_kept_again(session, watch, tmp_path, monkeypatch):
    crashed = Journal(tmp_path)
    crashed.write(encode(session.circuit), None)
    crashed._lock.close()
    autosave, said = watch(Session(), tmp_path), []
    autosave._session.said.connect(said.append)
    (found,) = autosave.pending()

    def full(*_):
        yield
        raise FileError("the disk is full")

    monkeypatch.setattr(Journal, "writing", full)
    autosave.restore(found)
    assert said == ["Autosave failed: the disk is full"]
    assert found.path.is_file()


def test_saving_and_opening_something_else_leave_nothing_behind(session, watch, tmp_path):
    folder = tmp_path / "recovery"
    autosave = watch(session, folder)
    change(session)
    autosave.write()
    session.save(tmp_path / "a.circuit")
    assert files(folder) == []
    change(session)
    autosave.write()
    session.open(to_circuit("g = x"))
    assert files(folder) == []


def test_the_work_of_a_living_window_is_not_offered(session, watch, tmp_path):
    autosave = watch(session, tmp_path)
    change(session)
    autosave.write()
    assert watch(Session(), tmp_path).pending() == []


def test_what_a_crash_left_is_opened_as_unsaved_work(session, watch, tmp_path):
    change(session)
    crashed = Journal(tmp_path)
    crashed.write(encode(session.circuit), tmp_path / "lecture.circuit")
    crashed._lock.close()  # the system does this when a process dies
    fresh = Session()
    autosave = watch(fresh, tmp_path)
    (found,) = autosave.pending()
    autosave.restore(found)
    assert fresh.circuit.parts == session.circuit.parts
    assert fresh.path == tmp_path / "lecture.circuit"
    assert fresh.modified
    assert autosave.pending() == []
    autosave.clear()
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_said_and_nothing_breaks(session, watch, tmp_path):
    (tmp_path / "file").write_text("")
    said = []
    session.said.connect(said.append)
    watch(session, tmp_path / "file" / "folder").write()
    assert said
    assert said[0].startswith("Autosave failed")


def test_a_gesture_that_was_dropped_leaves_nothing_to_recover(session, watch, tmp_path):
    autosave = watch(session, tmp_path)
    x = session.circuit.named("x").id
    session.preview(edits.set_value(session.circuit, x, 9.0))
    session.cancel_preview()
    autosave.timer.timeout.emit()
    assert files(tmp_path) == []


def test_a_gesture_that_outlasts_the_wait_is_written_after_its_release(session, watch, tmp_path):
    autosave = watch(session, tmp_path)
    x = session.circuit.named("x").id
    session.preview(edits.set_value(session.circuit, x, 9.0))
    autosave.timer.stop()
    session.release("Set x")
    assert autosave.timer.isActive()
