"""Autosave: unsaved work goes into a recovery file, and what a crash left behind is offered again."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.worker import Worker
from circuitlab.circuit.changes import Changes
from circuitlab.engine.work import Work, done, said
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
        self._worker = Worker(self)
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
        if self._journal.path.is_file():
            recovery.drop()
        else:
            recovery.release()

    @guarded
    def write(self) -> None:
        """Write the recovery file now."""
        self.timer.stop()
        self._worker.stop()
        self._tell(done(self._writing()))

    def _writing(self) -> Work[str | None]:
        """Writes what is there now, and comes to what went wrong. Later edits don't reach it."""
        from circuitlab.files import schema

        contents, document = schema.written(self._session.document), self._session.path
        return said(self._journal.writing(contents.pieces(), document), FileError)

    @guarded
    def _tell(self, problem: str | None) -> None:
        if problem:
            self._session.said.emit(f"Autosave failed: {problem}")

    @guarded
    def clear(self) -> None:
        """Nothing is unsaved: forget it. Also to be called when the window closes."""
        self.timer.stop()
        self._worker.stop()
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
        """Write while the window goes on; a gesture that was dropped, or still is one, has left nothing."""
        self.timer.stop()
        if self._worker.busy:
            self.timer.start()
        elif self._session.modified:
            self._worker.begin(self._writing(), self._tell)
