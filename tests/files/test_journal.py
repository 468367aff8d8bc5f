"""Recovery files: one window's work is offered after its crash, and never while it lives."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.files.errors import FileError
from circuitlab.files.journal import Journal, abandoned
from circuitlab.files.schema import encode

CRASH = """
import os, sys
from pathlib import Path
from circuitlab.files.journal import Journal
journal = Journal(Path(sys.argv[1]))
journal.write(sys.stdin.buffer.read(), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
os._exit(9)
"""


def crash(folder: Path, data: bytes, *document: str) -> None:
    """Another process writes its recovery file and dies."""
    command = [sys.executable, "-c", CRASH, str(folder), *document]
    assert subprocess.run(command, input=data, check=False).returncode == 9


@pytest.fixture
def circuit():
    return Circuit([Gate(1, "input", "x", 3.0)])


def test_nothing_is_on_disk_before_the_first_write(tmp_path):
    Journal(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert abandoned(tmp_path / "none") == []


def test_the_work_of_a_living_window_is_not_offered(tmp_path, circuit):
    journal = Journal(tmp_path)
    journal.write(encode(circuit), None)
    assert abandoned(tmp_path) == []
    journal.clear()
    assert list(tmp_path.iterdir()) == []


def test_the_work_of_a_crashed_window_is_offered_with_its_document(tmp_path, circuit):
    crash(tmp_path, encode(circuit), "/home/me/neuron ü.circuit")
    (found,) = abandoned(tmp_path)
    assert found.circuit().parts == circuit.parts
    assert found.document == Path("/home/me/neuron ü.circuit")
    found.drop()
    assert list(tmp_path.iterdir()) == []


def test_work_without_a_file_has_no_document(tmp_path, circuit):
    crash(tmp_path, encode(circuit))
    (found,) = abandoned(tmp_path)
    assert found.document is None
    found.release()


def test_work_is_offered_to_one_window_at_a_time(tmp_path, circuit):
    crash(tmp_path, encode(circuit))
    (found,) = abandoned(tmp_path)
    assert abandoned(tmp_path) == []
    found.release()
    (again,) = abandoned(tmp_path)
    again.drop()


def test_a_lock_without_work_is_swept_away(tmp_path):
    (tmp_path / "feed.lock").touch()
    assert abandoned(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_work_that_cannot_be_read_says_so(tmp_path):
    crash(tmp_path, b"{")
    (found,) = abandoned(tmp_path)
    with pytest.raises(FileError):
        found.circuit()
    found.release()


def test_a_second_write_replaces_the_first(tmp_path, circuit):
    journal = Journal(tmp_path)
    journal.write(b"first", Path("a.circuit"))
    journal.write(encode(circuit), None)
    assert journal.path.read_bytes() == encode(circuit)
    journal.clear()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match="can't be written"):
        Journal(tmp_path / "file" / "folder").write(b"", None)


def test_the_newest_work_is_offered_first(tmp_path, circuit):
    for document, saved_at in (("/b", 2_000), ("/c", 3_000), ("/a", 1_000)):
        before = set(tmp_path.glob("*.circuit"))
        crash(tmp_path, encode(circuit), document)
        (new,) = set(tmp_path.glob("*.circuit")) - before
        os.utime(new, (saved_at, saved_at))
    found = abandoned(tmp_path)
    assert [recovery.document.name for recovery in found] == ["c", "b", "a"]
    assert [recovery.saved_at for recovery in found] == [3_000, 2_000, 1_000]
    for recovery in found:
        recovery.release()
