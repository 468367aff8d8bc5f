"""Autosave: unsaved work goes into a recovery file, and what a crash left behind is offered again."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.circuit.changes import Changes
from circuitlab.files import journal
from circuitlab.files.errors import FileError
from circuitlab.files.journal import Journal, Recovery, abandoned

AUTOSAVE_MS = 30_000


class Autosave(QObject):
    """Keeps the unsaved work of one session. Saving, opening another document and closing clear it."""

    def __init__(self, session: Session, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder or journal.default_folder()
        self._session = session
        self._journal = Journal(self.folder)
        self.timer = QTimer(self, interval=AUTOSAVE_MS, singleShot=True)
        self.timer.timeout.connect(self._due)
        session.changed.connect(self._changed)
        session.document_changed.connect(self._document_changed)
        session.opened.connect(self.clear)

    def pending(self) -> list[Recovery]:
        """The work that crashed windows left behind, the newest first. Drop or release each."""
        return abandoned(self.folder)

    def restore(self, recovery: Recovery) -> None:
        """Open recovered work, as unsaved; its old file goes when a new one is there. Raises FileError."""
        self._session.open(recovery.circuit(), recovery.document, modified=True)
        self.write()
        recovery.drop()

    @guarded
    def write(self) -> None:
        """Write the recovery file now."""
        from circuitlab.files import schema

        self.timer.stop()
        try:
            self._journal.write(schema.encode(self._session.document), self._session.path)
        except FileError as error:
            self._session.said.emit(f"Autosave failed: {error}")

    @guarded
    def clear(self) -> None:
        """Nothing is unsaved: forget it. Also to be called when the window closes."""
        self.timer.stop()
        try:
            self._journal.clear()
        except FileError as error:
            self._session.said.emit(str(error))

    @guarded
    def _changed(self, _changes: Changes) -> None:
        """The first change after a write starts the wait; later ones do not put it off."""
        if not self.timer.isActive():
            self.timer.start()

    @guarded
    def _document_changed(self) -> None:
        if not self._session.modified:
            self.clear()
        elif not self.timer.isActive():  # a gesture that began before the last write ends now
            self.timer.start()

    @guarded
    def _due(self) -> None:
        """A gesture that was dropped, or still goes on, has left nothing to write."""
        if self._session.modified:
            self.write()
