"""Files are read whole or refused, and written completely or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from circuitlab.engine.work import done
from circuitlab.files import disk
from circuitlab.files.disk import read_bytes, write_bytes, writing
from circuitlab.files.errors import FileError

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def test_what_is_written_is_read(tmp_path):
    write_bytes(tmp_path / "a", b"one")
    write_bytes(tmp_path / "a", b"two")
    assert read_bytes(tmp_path / "a") == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("name", ["missing", ".", "nul\0l", "x" * 300])
def test_what_is_no_file_is_not_read(tmp_path, name):
    with pytest.raises(FileError) as caught:
        read_bytes(tmp_path / name)
    assert len(str(caught.value)) <= 240
    assert str(caught.value).isprintable()


@posix
@pytest.mark.timeout(10)
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match="a pipe"):
        read_bytes(tmp_path / "pipe")
    with pytest.raises(FileError, match="a pipe"):
        write_bytes(tmp_path / "pipe", b"")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@posix
def test_a_device_is_refused():
    with pytest.raises(FileError, match="a device"):
        read_bytes(Path("/dev/zero"))


def test_a_huge_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "SIZE_LIMIT", 2)
    (tmp_path / "huge").write_bytes(b"abc")
    with pytest.raises(FileError, match="too large"):
        read_bytes(tmp_path / "huge")


def test_a_folder_is_not_overwritten(tmp_path):
    with pytest.raises(FileError, match="a folder"):
        write_bytes(tmp_path, b"")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileError, match="No such file"):
        write_bytes(tmp_path / "none" / "a", b"")


def test_a_read_only_file_stays(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"kept")
    path.chmod(0o444)
    with pytest.raises(FileError, match="read-only"):
        write_bytes(path, b"lost")
    assert path.read_bytes() == b"kept"


@posix
def test_permissions_and_links_stay(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(FileError):
        write_bytes(tmp_path / "a", b"")


def test_after_a_full_disk_the_old_file_is_there(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"kept")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="No space left"):
        write_bytes(path, b"lost")
    assert path.read_bytes() == b"kept"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@posix
def test_a_folder_that_cannot_be_synced_does_not_undo_the_write(tmp_path, monkeypatch):
    def without_folders(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):  # as some network file systems answer
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", without_folders)
    write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_file_that_was_cut_short_does_not_replace_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"kept")
    monkeypatch.setattr(os, "fsync", lambda descriptor: os.truncate(descriptor, 2))
    with pytest.raises(FileError, match="not every byte"):
        write_bytes(path, b"lost")
    assert path.read_bytes() == b"kept"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_what_comes_in_pieces_is_there_completely_or_not_at_all(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"kept")
    work = writing(path, iter([b"one", b"two"]))
    next(work)
    assert path.read_bytes() == b"kept"
    work.close()
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"kept")]
    done(writing(path, iter([b"one", b"two"])))
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"onetwo")]
