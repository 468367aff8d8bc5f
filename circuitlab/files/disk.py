"""Files on disk: read a whole one, bounded; write one so that it is there completely or not at all.

No Qt, and no knowledge of what the bytes mean.
"""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from circuitlab.engine.work import Work, done
from circuitlab.files.errors import FileError, reason, shown

SIZE_LIMIT = 32 * 2**20
"""Bytes; a circuit of 100,000 gates takes about 20 MB."""

_AGAIN = 2**20
"""Bytes that are read at once to see whether they arrived."""

_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The contents of a regular file.

    Raises FileError if there is none, it can't be read, or it has more than `limit` bytes
    (None: `SIZE_LIMIT`). A pipe
    or a device is refused without waiting for it.
    """
    limit = SIZE_LIMIT if limit is None else limit
    try:
        descriptor = os.open(path, _READ_FLAGS)
    except OSError as error:
        raise FileError(f"{place(path)}: can't be read: {reason(error)}") from error
    except ValueError as error:  # a null byte
        raise FileError(f"{place(path)}: is no name of a file") from error
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise FileError(f"{place(path)}: expected a file, this is {_what(mode)}")
        data = _read_all(descriptor, limit)
    except OSError as error:
        raise FileError(f"{place(path)}: can't be read: {reason(error)}") from error
    finally:
        os.close(descriptor)
    return bounded(data, place(path), limit)


def bounded(data: bytes, where: str, limit: int | None = None) -> bytes:
    """`data`, or FileError if it has more than `limit` bytes
    (None: `SIZE_LIMIT`)."""
    what = "a circuit" if limit in (None, SIZE_LIMIT) else "data"
    limit = SIZE_LIMIT if limit is None else limit
    if len(data) > limit:
        raise FileError(f"{where}: is larger than {limit // 2**20} MB, too large for {what}")
    return data


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` into the file in one step: after a failure, what was there before is still there.

    A link is followed. Raises FileError, also for a read-only file and for what is no regular file.
    """
    done(writing(path, (data,)))


def writing(path: Path, pieces: Iterable[bytes]) -> Work[None]:
    """The same for what comes in pieces, with a pause after each. Ended early, it leaves what was before."""
    try:
        target = _target(path)
        yield from _replacing(target, pieces, _replaceable_mode(target))
        _sync_folder(target.parent)
    except OSError as error:
        raise FileError(f"{place(path)}: can't be written: {reason(error)}") from error


def _target(path: Path) -> Path:
    """Where the links lead that a path goes through."""
    try:
        return path.resolve()
    except RuntimeError as error:
        raise FileError(f"{place(path)}: can't be written: its links lead in a circle") from error
    except ValueError as error:  # a null byte
        raise FileError(f"{place(path)}: is no name of a file") from error


def place(path: Path) -> str:
    """The path as it is named in a message."""
    return shown(str(path), 80)


def _read_all(descriptor: int, limit: int) -> bytes:
    """All bytes, but no more than one above the limit: enough to see that there are too many."""
    with open(descriptor, "rb", closefd=False) as file:
        return file.read(limit + 1)


def _replaceable_mode(target: Path) -> int | None:
    """The permissions of the file that will be replaced; None if there is none yet."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise FileError(f"{place(target)}: can't be written: this is {_what(mode)}")
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise FileError(f"{place(target)}: can't be written: the file is read-only")
    return stat.S_IMODE(mode)


def _replacing(target: Path, pieces: Iterable[bytes], mode: int | None) -> Work[None]:
    temporary = target.with_name(f".circuitlab-{os.urandom(8).hex()}.tmp")
    try:
        yield from _writing_new(temporary, pieces)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _writing_new(temporary: Path, pieces: Iterable[bytes]) -> Work[None]:
    """Every byte is read again: a full disk may cut a file short without an error."""
    with temporary.open("x+b") as file:
        written = found = 0
        for piece in pieces:
            file.write(piece)
            written = crc32(piece, written)
            yield
        length = file.tell()
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        while piece := file.read(_AGAIN):
            found = crc32(piece, found)
            yield
        if (file.tell(), found) != (length, written):
            raise FileError(f"{place(temporary.parent)}: not every byte arrived there; the disk may be full")


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where there is a way to ask for it.

    Windows and some network file systems have none. The file is there by now: that is no failure.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _what(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"
