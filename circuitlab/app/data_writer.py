"""The table written to a CSV file: in a thread, while the window goes on."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.one_each import one_of
from circuitlab.app.session import Session
from circuitlab.app.worker import Worker
from circuitlab.circuit.errors import complete
from circuitlab.engine.work import said
from circuitlab.files.disk import place
from circuitlab.files.errors import FileError


class DataWriter(QObject):
    """Attributes, read-only to others: `path` (the file, or None), `busy` (whether it is being written),
    `share` (how much of it is, from 0 to 1), `problem` (why it could not be written, "" for nothing)."""

    told = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.path: Path | None = None
        self.busy = False
        self.share, self.problem = 0.0, ""
        self._written = 0.0  # the share as the thread knows it
        self._worker = Worker(self)
        DataDesk.of(session).changed.connect(self._forget)
        session.closed.connect(self.cancel)

    @staticmethod
    def of(session: Session) -> "DataWriter":
        """The one of this session, made when first asked for."""
        return one_of(DataWriter, session)

    @property
    def progress(self) -> str:
        """How far it is, for people."""
        return f"Writing {'' if self.path is None else self.path.name}: {100 * self.share:.0f} %"

    def save(self, path: Path) -> None:
        """Write the table as it is now; without a suffix, the file gets that of CSV."""
        from circuitlab.files import tables

        table = DataDesk.of(self._session).table
        if table is None:
            return
        self.path = path if path.suffix else path.with_suffix(tables.SUFFIX)
        self.problem, self.share, self._written = "", 0.0, 0.0
        work = said(tables.saving(table, self.path, self._count), FileError)
        self.busy = self._worker.begin(work, self._end, self._fail, look=self._news, show=self._tell)
        self.told.emit()

    @guarded
    def cancel(self) -> None:
        """Write no further: what was in the file before is still there."""
        self._worker.stop()
        if self.busy:
            self._end(None)

    def _count(self, share: float) -> None:
        self._written = share

    def _news(self) -> float | None:
        """The share, where it is another percent: the thread waits until news are painted."""
        return self._written if self._written >= self.share + 0.01 else None

    @guarded
    def _tell(self, share: float) -> None:
        self.share = share
        self.told.emit()

    @guarded
    def _end(self, problem: str | None) -> None:
        self.busy, self.problem = False, complete(problem) if problem else ""
        self.told.emit()

    @guarded
    def _fail(self) -> None:
        where = "" if self.path is None else place(self.path)
        self._end(f"{where} could not be written: something went wrong")

    @guarded
    def _forget(self) -> None:
        """There are other data: what was wrong with writing some before is no news any more."""
        if self.problem:
            self._end(None)
