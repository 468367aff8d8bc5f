"""The data panel: where the data come from, what their columns feed, and the table."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.data.binding_rows import BindingRows
from circuitlab.app.panels.data.make_row import MakeRow
from circuitlab.app.panels.data.rows import Rows
from circuitlab.app.session import Session
from circuitlab.app.text_field import is_kept
from circuitlab.app.widgets import label, named, scroll_down_only
from circuitlab.teach.numbers import counted

INSET, GAP = 16, 10
ROW_HEIGHT, HEAD_HEIGHT = 24, 26
COLUMN = 84
TABLE = 180
FEW_COLUMNS = 4
NOTHING = "No data yet: generate some, import a CSV file, or paste rows from a spreadsheet."


class Grid(QTableView):
    """The table; Ctrl+V puts the rows of a spreadsheet in its place."""

    def __init__(self, look: Look, desk: DataDesk, make: MakeRow) -> None:
        super().__init__()
        named(self, "dataTable")
        self._look, self._make = look, make
        self.rows = Rows(desk, self)
        self.setModel(self.rows)
        self.setAccessibleName("The data")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setFixedHeight(look.px(HEAD_HEIGHT))
        across.setDefaultSectionSize(look.px(COLUMN))
        across.setHighlightSections(False)
        across.setMinimumSectionSize(look.px(48))
        across.setSectionsClickable(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        down.setDefaultSectionSize(look.px(ROW_HEIGHT))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setHighlightSections(False)
        down.setSectionsClickable(False)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(look.px(TABLE))

    @guarded_or(lambda *_: False)
    def event(self, event: QEvent) -> bool:
        """Keys that would edit the circuit, or step through it, are the table's while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_kept(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._make.paste()
        else:
            super().keyPressEvent(event)

    @guarded_or(lambda *_: QSize(240, 160))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(TABLE))


class DataPanel(QScrollArea):
    """The content of the panel."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self._desk = desk = DataDesk.of(session)
        self.make = MakeRow(look, desk)
        self.binding = BindingRows(look, session, desk)
        self.fact = label("checkSummary")
        self.fact.setWordWrap(True)
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self.grid = Grid(look, desk, self.make)
        self.make.judged.connect(self._judge)
        desk.changed.connect(self._show)
        self.grid.rows.modelReset.connect(self._fit_columns)
        desk.told.connect(self._show)
        self._lay_out()
        self._fit_columns()
        self._show()

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        scroll_down_only(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(inset, look.px(12), inset, look.px(12))
        column.setSpacing(look.px(GAP))
        fact = QHBoxLayout()
        fact.addWidget(self.fact, 1)
        fact.addWidget(self.make.buttons["back"])
        column.addWidget(self.make)
        column.addWidget(self.problem)
        column.addLayout(fact)
        column.addWidget(self.binding)
        column.addWidget(self.grid, 1)
        column.addStretch(0)
        self.setWidget(inside)

    @guarded
    def _judge(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    @guarded
    def _fit_columns(self) -> None:
        """A few columns share the width; of more, each has its own and the table scrolls."""
        few = self.grid.rows.columnCount() <= FEW_COLUMNS
        mode = QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive
        self.grid.horizontalHeader().setSectionResizeMode(mode)

    @guarded
    def _show(self) -> None:
        """What there is, or why something did not come in."""
        desk = self._desk
        self._judge(desk.problem)
        there = desk.table is not None
        for part in (self.grid, self.binding):
            part.setVisible(there)
        if desk.progress:
            self.fact.setText(desk.progress)
        elif desk.table is None:
            self.fact.setText(NOTHING)
        else:
            rows = counted(len(desk.table))
            self.fact.setText(f"{rows} row{'s' * (len(desk.table) != 1)}: {desk.source}")
            digits = len(str(len(desk.table)))
            wide = self._look.metrics(13).horizontalAdvance("0" * digits)
            self.grid.verticalHeader().setFixedWidth(round(wide) + self._look.px(20))

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))
