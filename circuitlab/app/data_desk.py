"""The data of the session: what is trained on, how it came here, and which column feeds which input.

They belong to the session, not to the circuit's file: they stay when another circuit is opened, and until
they are replaced. What was there before a change can be brought back, change by change.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.slices import Slices

if TYPE_CHECKING:
    from circuitlab.engine.work import Work
    from circuitlab.learn.binding import Binding
    from circuitlab.learn.table import Table

MOST_KEPT = 20
MOST_NUMBERS = 20_000_000
"""Data before a change are kept up to so many, and so many numbers together."""


class Held(NamedTuple):
    """Data, and where they come from, for people."""

    table: "Table | None"
    source: str


class DataDesk(QObject):
    """Attributes, all read-only to others: `table` (None: no data yet), `source`, `columns` and `target` (as
    chosen by hand), `problem` (what was wrong with data that did not come in, "" for nothing)."""

    changed = Signal()  # other data, or other columns
    told = Signal()  # the problem, or how far reading is

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.table: Table | None = None
        self.source = ""
        self.columns: dict[str, str] = {}
        self.target: str | None = None
        self.problem = ""
        self.progress = ""
        self._before: list[Held] = []
        self._slices = Slices(self)

    @staticmethod
    def of(session: Session) -> "DataDesk":
        """The one of this session, made when first asked for."""
        known: DataDesk | None = session.findChild(DataDesk)
        return known or DataDesk(session)

    @property
    def busy(self) -> bool:
        """Whether data are being read."""
        return self._slices.isActive()

    @property
    def can_go_back(self) -> bool:
        """Whether there were other data before."""
        return bool(self._before)

    # Data come in --------------------------------------------------------------------------------

    def put(self, table: "Table", source: str) -> None:
        """Take these data in the place of the ones before."""
        if self.table is not None:
            self._before = [*self._before, Held(self.table, self.source)][-MOST_KEPT:]
            while sum(held.table.rows.size for held in self._before if held.table) > MOST_NUMBERS:
                del self._before[0]
        self._show(table, source)

    def back(self) -> None:
        """Bring back the data before the last change."""
        if self._before:
            held = self._before.pop()
            if held.table is not None:
                self._show(held.table, held.source)

    def _show(self, table: "Table", source: str) -> None:
        known = table.columns
        self.table, self.source, self.problem, self.progress = table, source, "", ""
        self.columns = {name: column for name, column in self.columns.items() if column in known}
        self.target = self.target if self.target in known else None
        self.changed.emit()

    def make(self, kind: str, points: int, noise: float, seed: int) -> str:
        """Generate data. Returns why that can't be, "" if it was done."""
        from circuitlab.learn.datasets import generate
        from circuitlab.learn.table import DataError

        try:
            table = generate(kind, points, noise, seed)
        except DataError as error:
            return f"{str(error)[:1].upper()}{str(error)[1:]}."
        self.put(table, f"{kind}, noise {noise:g}, seed {seed}")
        return ""

    def read(self, text: str, source: str) -> None:
        """Read CSV text, as from a spreadsheet, while the window goes on."""
        from circuitlab.learn import csv_text

        self._begin(csv_text.reading(text), source)

    def open(self, path: Path) -> None:
        """Read a CSV file, while the window goes on."""
        from circuitlab.files import tables

        self._begin(tables.reading(path), path.name)

    def _begin(self, work: "Work[Table]", source: str) -> None:
        self.problem, self.progress = "", f"Reading {source}…"
        self.told.emit()
        self._slices.begin(_said(work), partial(self._take, source), partial(self._fail, source))

    def _fail(self, source: str) -> None:
        self.progress = ""
        self.complain(f"{source} could not be read: something went wrong. The data stay as they are.")

    @guarded
    def _take(self, source: str, read: "Table | str") -> None:
        self.progress = ""
        if isinstance(read, str):
            self.problem = read
            self.told.emit()
        else:
            self.put(read, source)

    def complain(self, problem: str) -> None:
        """Say why something was not taken; the data stay as they are."""
        self.problem = problem
        self.told.emit()

    def set_cell(self, row: int, column: int, value: float) -> None:
        """Change one number."""
        if self.table is not None:
            edited = self.source if self.source.endswith(", edited") else f"{self.source}, edited"
            self.put(self.table.with_cell(row, column, value), edited)

    # Columns -------------------------------------------------------------------------------------

    def bind(self, name: str, column: str) -> None:
        """Feed an input by a column."""
        self.columns = self.columns | {name: column}
        self.changed.emit()

    def set_target(self, column: str) -> None:
        """Choose the column that the output is to meet."""
        self.target = column
        self.changed.emit()

    def binding(self, session: Session) -> "Binding":
        """What feeds what in the circuit that is shown. Raises ValueError with a line for people."""
        from circuitlab.learn.binding import bind, inputs_of
        from circuitlab.learn.table import DataError

        if self.table is None:
            raise DataError("there are no data yet")
        inputs = inputs_of(session.circuit)
        chosen: Mapping[str, str] = {name: self.columns[name] for name in inputs if name in self.columns}
        return bind(session.circuit, self.table, self.target, chosen)


def _said(work: "Work[Table]") -> "Work[Table | str]":
    """The work, and what was wrong with the data in the place of an error."""
    try:
        return (yield from work)
    except ValueError as error:
        return f"{str(error)[:1].upper()}{str(error)[1:]}."
