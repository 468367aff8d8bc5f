"""Data that are read from CSV, a file's or a spreadsheet's: slice by slice, while the window goes on."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.one_each import one_of
from circuitlab.app.session import Session
from circuitlab.app.slices import Slices
from circuitlab.circuit.errors import complete
from circuitlab.engine.work import said
from circuitlab.files.disk import place

if TYPE_CHECKING:
    from circuitlab.engine.work import Work
    from circuitlab.learn.table import Table

CLIPBOARD = "clipboard"


class DataReader(QObject):
    """Attributes, read-only to others: `source` (what is being read), `share` (how much of it is, from 0 to
    1), `problem` (why data did not come in, "" for nothing), `path` (the file that it was in, or None)."""

    told = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._desk = DataDesk.of(session)
        self.source = self.problem = ""
        self.share = 0.0
        self.path: Path | None = None
        self._slices = Slices(self)
        self._desk.changed.connect(self._forget)
        session.opened.connect(self.cancel)
        session.closed.connect(self.cancel)

    @staticmethod
    def of(session: Session) -> "DataReader":
        """The one of this session, made when first asked for."""
        return one_of(DataReader, session)

    @property
    def busy(self) -> bool:
        """Whether data are being read."""
        return bool(self.source)

    @property
    def progress(self) -> str:
        """How far it is, for people."""
        return f"Reading {self.source}: {100 * self.share:.0f} %"

    def read(self, text: str, source: str = CLIPBOARD, label: str = "Paste data") -> None:
        """Read CSV text, as from a spreadsheet."""
        from circuitlab.learn import csv_text

        self._begin(csv_text.reading(text, self._tell), source, label)

    def open(self, path: Path) -> None:
        """Read a CSV file."""
        from circuitlab.files import tables

        self._begin(tables.reading(path, self._tell), path.name, "Import data", path)

    @guarded
    def cancel(self) -> None:
        """Read nothing any more; the data stay as they are."""
        self._slices.drop()
        self._end("")

    def complain(self, problem: str) -> None:
        """Say why something was not taken; the data stay as they are."""
        self.problem = problem
        self.told.emit()

    def _begin(self, work: "Work[Table]", source: str, label: str, path: Path | None = None) -> None:
        self.problem, self.source, self.share, self.path = "", source, 0.0, path
        self.told.emit()
        take, fail = partial(self._take, source, label), partial(self._fail, source)
        self._slices.begin(said(work, ValueError), take, fail)

    def _tell(self, share: float) -> None:
        self.share = share
        self.told.emit()

    def _fail(self, source: str) -> None:
        self._end(f"{source} could not be read: something went wrong. The data stay as they are.")

    @guarded
    def _take(self, source: str, label: str, read: "Table | str") -> None:
        if isinstance(read, str):
            where = "" if self.path is None else f"{place(self.path)}: "
            named = f"{source}: {read.removeprefix(where)}" if where and read.startswith(where) else read
            self._end(complete(named) if not where else f"{named}.")
        else:
            self._end("")
            self._desk.put(read, source, label)

    def _end(self, problem: str) -> None:
        self.source = ""
        self.complain(problem)

    @guarded
    def _forget(self) -> None:
        """Other data came in: what was wrong with some before is no news any more."""
        if self.problem:
            self.complain("")
