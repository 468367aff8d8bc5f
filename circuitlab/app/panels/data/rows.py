"""The data as a model for a table view: it holds no copy, so that a million rows cost nothing."""

from math import isfinite
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_reader import DataReader
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.circuit.errors import complete
from circuitlab.teach import numbers

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Rows(QAbstractTableModel):
    """Shows the desk's data. Whole doubles in the tooltip; a number that is typed replaces the old one."""

    def __init__(self, desk: DataDesk, reader: DataReader, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._reader = desk, reader
        self._table = desk.table
        desk.changed.connect(self.refresh)

    @guarded
    def refresh(self) -> None:
        """Other data, or the same with one number changed."""
        old, new = self._table, self._desk.table
        if old is new:
            return
        if old is not None and new is not None and (len(old), old.columns) == (len(new), new.columns):
            self._table = new  # where somebody looks stays in sight
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(new.columns) - 1))
            return
        self.beginResetModel()
        self._table = new
        self.endResetModel()

    @guarded_or(lambda *_: 0)
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if self._table is None or parent.isValid() else len(self._table)

    @guarded_or(lambda *_: 0)
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if self._table is None or parent.isValid() else len(self._table.columns)

    @guarded_or(lambda *_: Qt.ItemFlag.NoItemFlags)
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    @guarded_or(lambda *_: None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._table is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return None
        value = float(self._table.rows[index.row(), index.column()])
        return numbers.text(value) if role == Qt.ItemDataRole.DisplayRole else numbers.full(value)

    @guarded_or(lambda *_: None)
    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._table is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if way == Qt.Orientation.Vertical:
            return str(section + 1)
        name = self._table.columns[section]
        return plain_tip(name) if role == Qt.ItemDataRole.ToolTipRole else name

    @guarded_or(lambda *_: False)
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if self._table is None or role != Qt.ItemDataRole.EditRole:
            return False
        from circuitlab.learn.table import at

        where = at(index.row(), self._table.columns[index.column()])
        try:
            number = numbers.read(str(value))
        except ValueError as error:
            self._reader.complain(complete(f"{where}: {error}"))
            return False
        if not isfinite(number):
            self._reader.complain(complete(f"{where}: expected a finite number, got {numbers.text(number)}"))
            return False
        if number == self._table.rows[index.row(), index.column()]:
            self._reader.complain("")
        else:
            self._desk.set_cell(index.row(), index.column(), number)
        return True
