"""Recovery: what a window keeps on disk of its unsaved work, and finding what a crash left behind.

Every window writes its own pair of files, `<token>.circuit` with the work and `<token>.lock` with the path
of the document. The lock is held by the operating system as long as the window lives, so another
window neither overwrites nor offers the work of a living one. No Qt.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.work import Work, done
from circuitlab.files.disk import place, read_bytes, writing
from circuitlab.files.errors import FileError, reason


def default_folder() -> Path:
    """Where recovery files belong on this system."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME", home / ".local" / "state"))
    return base / "circuitlab" / "recovery"


class Journal:
    """The recovery file of one window. Nothing is on disk until the first `write`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._token = os.urandom(8).hex()
        self._lock: IO[bytes] | None = None

    @property
    def path(self) -> Path:
        """The recovery file, whether or not it is there now."""
        return self._folder / f"{self._token}.circuit"

    def write(self, data: bytes, document: Path | None) -> None:
        """Keep `data`, the present contents of `document` (None: it has no file yet). Raises FileError."""
        done(self.writing((data,), document))

    def writing(self, pieces: Iterable[bytes], document: Path | None) -> Work[None]:
        """The same for contents that come in pieces, with a pause after each."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._lock is None:
                self._lock = _locked(self._lock_path)
            if self._lock is None:
                raise FileError(f"{place(self._lock_path)}: is locked by another program")
            _note(self._lock, "" if document is None else str(document.absolute()))
        except OSError as error:
            raise FileError(f"{place(self._folder)}: can't be written: {reason(error)}") from error
        yield from writing(self.path, pieces)

    def clear(self) -> None:
        """Forget the work: it was saved, or the user chose to drop it. Raises FileError."""
        lock, self._lock = self._lock, None
        if lock is not None:
            _remove(self.path, self._lock_path, lock)

    @property
    def _lock_path(self) -> Path:
        return self._folder / f"{self._token}.lock"


@dataclass(frozen=True, slots=True)
class Recovery:
    """Work that a crash left behind. It is held by this process until it is dropped or released."""

    path: Path
    document: Path | None  # the file it was work on; None: it had none yet
    saved_at: float  # seconds since the epoch
    _lock: IO[bytes]

    def circuit(self) -> Circuit:
        """The work. Raises FileError if it can't be read."""
        from circuitlab.files.schema import decode

        return decode(read_bytes(self.path))

    def drop(self) -> None:
        """Delete it: it was taken over, or isn't wanted. Raises FileError."""
        _remove(self.path, self.path.with_suffix(".lock"), self._lock)

    def release(self) -> None:
        """Leave it for the next start."""
        self._lock.close()


def abandoned(folder: Path) -> list[Recovery]:
    """The work in `folder` whose window is gone, the newest first. Each is then held by this process."""
    found = []
    for lock_path in sorted(folder.glob("*.lock")):
        lock = _claimed(lock_path)
        if lock is None:
            continue
        path = lock_path.with_suffix(".circuit")
        if path.is_file():
            found.append(_recovery(path, lock))
        else:  # the window crashed before it had written anything
            _remove(path, lock_path, lock)
    return sorted(found, key=lambda recovery: recovery.saved_at, reverse=True)


def _recovery(path: Path, lock: IO[bytes]) -> Recovery:
    lock.seek(0)
    document = lock.read().decode(errors="surrogateescape")
    return Recovery(path, Path(document) if document else None, path.stat().st_mtime, lock)


def _note(lock: IO[bytes], text: str) -> None:
    lock.seek(0)
    lock.truncate()
    lock.write(text.encode(errors="surrogateescape"))
    lock.flush()


def _claimed(path: Path) -> IO[bytes] | None:
    """The lock, if its window is gone and the file may be opened."""
    try:
        return _locked(path)
    except OSError:  # another window has removed it just now, or it belongs to another user
        return None


def _locked(path: Path) -> IO[bytes] | None:
    """The file, open and locked until it is closed; None if another process holds it."""
    file = path.open("a+b")
    try:
        _lock_now(file)
    except OSError:
        file.close()
        return None
    return file


if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 2**30  # far behind the text: Windows lets nobody read a locked byte

    def _lock_now(file: IO[bytes]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock_now(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(path: Path, lock_path: Path, lock: IO[bytes]) -> None:
    """The work first: a lock without work is swept away at the next start."""
    try:
        path.unlink(missing_ok=True)
        if os.name == "nt":  # an open file can't be deleted there
            lock.close()
        lock_path.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(f"{place(path)}: can't be deleted: {reason(error)}") from error
    finally:
        lock.close()
