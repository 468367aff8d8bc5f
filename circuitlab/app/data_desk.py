"""The data of the document as the panels use them: the table, its columns, and what feeds what.

They are a part of the document: every change of them is an edit like any other, undone by the same key, and
saved with the circuit.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.one_each import one_of
from circuitlab.app.session import Session
from circuitlab.app.undo import forget_oldest
from circuitlab.circuit import data as edits
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import complete
from circuitlab.circuit.parts import Data

if TYPE_CHECKING:
    from circuitlab.learn.binding import Binding
    from circuitlab.learn.table import Table

EDITED = ", edited"
GENERATE = "Generate data"
MOST_BYTES = 256 * 2**20
"""What the steps of undo may hold of data; with more, the oldest can't be taken back any more."""
FORGOTTEN = "The oldest steps can't be undone any more: their data took too much memory."


class DataDesk(QObject):
    """Shows the document's data, and changes them."""

    changed = Signal()  # other data, or other columns

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._data: Data | None = session.document.data
        self._table: Table | None = None
        session.changed.connect(self._look)
        session.reset.connect(self._look)

    @staticmethod
    def of(session: Session) -> "DataDesk":
        """The one of this session, made when first asked for."""
        return one_of(DataDesk, session)

    # What there is -------------------------------------------------------------------------------

    @property
    def data(self) -> Data | None:
        """The data as the document keeps them; None if it has none."""
        return self._data

    @property
    def table(self) -> "Table | None":
        """The data as a table; None if there are none."""
        if self._data is not None and self._table is None:
            from circuitlab.learn.table import of_data

            self._table = of_data(self._data)
        return self._table

    def binding(self) -> "Binding":
        """What feeds what in the circuit that is shown. Raises ValueError with a line for people."""
        from circuitlab.learn.binding import bind, inputs_of
        from circuitlab.learn.table import DataError

        if self._data is None or self.table is None:
            raise DataError("there are no data yet")
        inputs = inputs_of(self._session.circuit)
        chosen = {name: column for name, column in self._data.feeds if name in inputs}
        return bind(self._session.circuit, self.table, self._data.target, chosen)

    @guarded
    def _look(self, *_: object) -> None:
        now = self._session.document.data
        if now is not self._data:
            before, self._data = self._data, now
            if before is None or now is None or before.blocks != now.blocks or before.columns != now.columns:
                self._table = None
            self.changed.emit()

    # Changing it ---------------------------------------------------------------------------------

    def make(self, kind: str, points: int, noise: float, seed: int) -> str:
        """Generate data. Returns why that can't be, "" if it was done."""
        from circuitlab.learn.datasets import generate
        from circuitlab.learn.table import DataError

        try:
            table = generate(kind, points, noise, seed)
        except DataError as error:
            return complete(str(error))
        self.put(table, source_of(kind, noise, seed), GENERATE)
        return ""

    def put(self, table: "Table", source: str, label: str = "Import data") -> None:
        """Take these data in the place of the ones before; the columns chosen by hand stay chosen."""
        from circuitlab.learn.table import kept

        self.take(kept(table, source), label)

    def take(self, data: Data, label: str) -> None:
        """The same for data in the form in which a document keeps them."""
        self._commit(label, edits.like(self._data, data))

    def remove(self) -> None:
        """No data any more."""
        self._commit("Remove the data", None)

    def set_cell(self, row: int, column: int, value: float) -> None:
        """Change one number."""
        if self._data is not None:
            source = self._data.source.removesuffix(EDITED) + EDITED
            changed = replace(edits.with_cell(self._data, row, column, value), source=source)
            self._commit("Change a number of the data", changed)

    def feed(self, name: str, column: str) -> None:
        """Feed an input by a column."""
        if self._data is not None:
            self._commit("Choose a column", edits.feeding(self._data, name, column))

    def set_target(self, column: str) -> None:
        """Choose the column that the output is to meet."""
        if self._data is not None:
            self._commit("Choose the target", edits.meeting(self._data, column))

    def _commit(self, label: str, data: Data | None) -> None:
        def edit(document: Circuit) -> Changes:
            return edits.put(document, data)

        self._session.edit(label, edit, whole=True)
        if forget_oldest(self._session.undo_stack, MOST_BYTES):
            self._session.said.emit(FORGOTTEN)


def source_of(kind: str, noise: float, seed: int) -> str:
    """Where generated data come from, for people."""
    return f"{kind}, noise {noise:g}, seed {seed}"
