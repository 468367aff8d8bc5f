"""The model of a gradient check's table: the report as text, cell by cell. Nothing is kept for a cell."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.hidden import COVERED, IS_COVERED
from circuitlab.app.panels.check.checker import Checker
from circuitlab.app.session import Session
from circuitlab.engine.gradient_check import Row
from circuitlab.teach import checks, numbers
from circuitlab.teach.names import name_of

HEADS = ("Gate", "Analytic", "Numeric", "Error", "Verdict")
GATE, ANALYTIC, NUMERIC, ERROR, VERDICT = range(5)
Index = QModelIndex | QPersistentModelIndex
Part = Qt.ItemDataRole


def _nothing(*_: object) -> object:
    """What a cell shows where a bug has kept it from being filled."""
    return None


class Rows(QAbstractTableModel):
    """The report, row by row, as text. Numeric and error are those of exactly the step that is chosen."""

    def __init__(self, session: Session, checker: Checker, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._checker = checker
        self.rows: tuple[Row, ...] = ()
        self._places: dict[int, int] = {}
        session.hidden.changed.connect(self.repaint)
        session.cursor_moved.connect(self.repaint)

    @guarded
    def refresh(self) -> None:
        """Show what was reported last. Where the gates are the same, only the numbers change."""
        report = self._checker.report
        rows = () if report is None else report.rows
        if [row.gate for row in rows] == [row.gate for row in self.rows]:
            self.rows = rows
            self.repaint()
            return
        self.beginResetModel()
        self.rows = rows
        self._places = {row.gate: place for place, row in enumerate(rows)}
        self.endResetModel()

    @guarded
    def repaint(self) -> None:
        """Names or numbers have changed."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, VERDICT))

    def place_of(self, gate: int) -> int | None:
        """In which row a gate stands."""
        return self._places.get(gate)

    def status(self, row: Row) -> str:
        """The verdict on a row; "open" where there is none yet."""
        return "open" if row.gate in self._checker.open else row.status

    @guarded_or(lambda *_: 0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @guarded_or(lambda *_: 0)
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    @guarded_or(_nothing)
    def headerData(self, section: int, way: Qt.Orientation, role: int = Part.DisplayRole) -> object:
        if way == Qt.Orientation.Horizontal and role == Part.DisplayRole:
            return HEADS[section]
        if way == Qt.Orientation.Horizontal and role == Part.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | side_of(section)
        return None

    @guarded_or(_nothing)
    def data(self, index: Index, role: int = Part.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Part.DisplayRole:
            return self._text(row, index.column())
        if role == Part.ToolTipRole:
            return plain_tip(self._tip(row, index.column()))
        if role == Part.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {self._text(row, index.column())}"
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == GATE:
            circuit = self._session.circuit  # its gate may be gone a moment before its row is
            return name_of(circuit, row.gate) if row.gate in circuit.gates else ""
        if column == VERDICT:
            status = self.status(row)
            return "…" if status == "open" else status
        return COVERED if self._is_covered(row, column) else _short(self._number(row, column))

    def _is_covered(self, row: Row, column: int) -> bool:
        return column in (ANALYTIC, NUMERIC) and self._session.hidden.to_come(row.gate)

    def _tip(self, row: Row, column: int) -> str:
        if column == GATE:
            return self._text(row, column)
        if column == VERDICT:
            return checks.MEANING[self.status(row)]
        return IS_COVERED if self._is_covered(row, column) else numbers.full(self._number(row, column))

    @staticmethod
    def _number(row: Row, column: int) -> float:
        if column == ERROR:
            return abs(row.raw - row.analytic)
        return row.analytic if column == ANALYTIC else row.raw


def side_of(column: int) -> Qt.AlignmentFlag:
    """Numbers stand on the right of their column, words on the left."""
    number = column in (ANALYTIC, NUMERIC, ERROR)
    return Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft


def _short(number: float) -> str:
    """A number that fits into its column: two digits where it needs a power of ten."""
    text = numbers.text(number)
    return numbers.text(number, 2).replace(" ", "") if "10" in text and "·" in text else text
