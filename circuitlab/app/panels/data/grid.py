"""The table of the data, as it is seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.data.rows import Rows
from circuitlab.app.text_field import is_kept
from circuitlab.app.widgets import named

ROW_HEIGHT, HEAD_HEIGHT = 24, 26
COLUMN = 84
TABLE = 180
FEW_COLUMNS = 4
UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Grid(QTableView):
    """The table; Ctrl+V puts the rows of a spreadsheet in its place."""

    def __init__(self, look: Look, rows: Rows, paste: Callable[[], object]) -> None:
        super().__init__()
        named(self, "dataTable")
        self._look, self._paste = look, paste
        self.rows = rows
        self.setModel(rows)
        rows.modelReset.connect(self.fit_columns)
        self.setAccessibleName("The data")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setFixedHeight(look.px(HEAD_HEIGHT))
        across.setDefaultSectionSize(look.px(COLUMN))
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
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
        """Keys that would edit the circuit, or step through it, are the table's while it has the focus.

        Undo is the window's: the data are a part of its document.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    @guarded
    def fit_columns(self) -> None:
        """A few columns share the width; of more, each has its own and the table scrolls."""
        few = self.rows.columnCount() <= FEW_COLUMNS
        mode = QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive
        across = self.horizontalHeader()
        across.setSectionResizeMode(mode)
        for column in range(0 if few else self.rows.columnCount()):
            across.resizeSection(column, self._look.px(COLUMN))
        wide = self._look.metrics(13).horizontalAdvance("0" * len(str(self.rows.rowCount())))
        self.verticalHeader().setFixedWidth(round(wide) + self._look.px(20))

    @guarded_or(lambda *_: QSize(240, 160))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(TABLE))


def _is_own(event: QKeyEvent) -> bool:
    return is_kept(event) and not any(map(event.matches, UNDO))
