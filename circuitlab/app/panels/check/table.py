"""The table of a gradient check: a row for every gate, painted only where it is to be seen."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.icons import draw_icon
from circuitlab.app.panels.check.rows import (
    ANALYTIC,
    ERROR,
    GATE,
    HEADS,
    NUMERIC,
    VERDICT,
    Index,
    Rows,
    side_of,
)
from circuitlab.app.widgets import named
from circuitlab.teach import checks

TEXT, HEAD = 13, 12
ROW_HEIGHT, HEAD_HEIGHT = 26, 28
INSET, ICON, GAP = 16, 13, 4
FEWEST, MOST = 4, 40
"""Rows that are to be seen at least and at most, if there are so many."""
ICONS = {
    "ok": "tick",
    "mismatch": "error",
    "kink": "diamond",
    "undefined": "circle-dashed",
    "open": "circle-dashed",
}
WIDEST = "−1.2·10⁻¹²"


class Table(QTableView):
    """Shows the rows; a row that is clicked, or reached by the arrow keys, is asked for."""

    chosen = Signal(int)  # a gate

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__()
        named(self, "checkTable")
        self._look = look
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(_Painter(look, rows, self))
        self.setAccessibleName("The gradients of all gates")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_headers()
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.clicked.connect(self._choose)
        rows.modelReset.connect(self._fit)
        self._fit()

    def _set_headers(self) -> None:
        look, across, down = self._look, self.horizontalHeader(), self.verticalHeader()
        across.setFixedHeight(look.px(HEAD_HEIGHT))
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(look.px(30))
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(GATE, QHeaderView.ResizeMode.Stretch)
        number = max(look.metrics(TEXT).horizontalAdvance(text) for text in (WIDEST, HEADS[ANALYTIC]))
        for column in (ANALYTIC, NUMERIC, ERROR):
            self.setColumnWidth(column, round(number) + look.px(6))
        word = max(look.metrics(TEXT).horizontalAdvance(text) for text in checks.STATUS)
        self.setColumnWidth(VERDICT, round(word) + look.px(ICON + GAP + 12 + 8))
        down.hide()
        down.setDefaultSectionSize(look.px(ROW_HEIGHT))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @guarded
    def mark(self, gate: int | None) -> None:
        """Mark a gate's row, and no other, and bring it into sight."""
        place = None if gate is None else self._rows.place_of(gate)
        model = self.selectionModel()
        if place is None:
            model.clearSelection()
            model.clearCurrentIndex()
        elif not model.isRowSelected(place, QModelIndex()):
            way = QItemSelectionModel.SelectionFlag
            index = self._rows.index(place, 0)
            model.setCurrentIndex(index, way.ClearAndSelect | way.Rows)
            self.scrollTo(index)

    @guarded
    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if index.isValid():
            self.chosen.emit(self._rows.rows[index.row()].gate)

    @guarded_or(lambda *_: QSize(240, 160))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._height(FEWEST))

    @guarded_or(lambda *_: QSize(120, 80))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._height(FEWEST))

    def _height(self, most: int) -> int:
        shown = min(max(1, self._rows.rowCount()), most)
        half = 0.5 if self._rows.rowCount() > most else 0  # half a row says that there are more
        return 1 + self._look.px(HEAD_HEIGHT) + round(self._look.px(ROW_HEIGHT) * (shown + half))

    @guarded
    def _fit(self) -> None:
        self.setMaximumHeight(self._height(MOST))
        self.updateGeometry()


class _Painter(QStyledItemDelegate):
    """Paints a cell: gradients in their colour, the verdict with its sign."""

    def __init__(self, look: Look, rows: Rows, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = rows

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, QRectF(option.rect)
        state = option.state
        row, column = self._rows.rows[index.row()], index.column()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("border" if selected else "hover"))
        if selected and column == GATE:
            painter.fillRect(QRectF(rect.left(), rect.top(), look.px(3), rect.height()), look.color("ink"))
        weight = fonts.SEMIBOLD if selected and column == GATE else fonts.REGULAR
        inside, role = rect.adjusted(0, 0, -look.px(4), 0), "ink"
        if column == GATE:
            inside.setLeft(rect.left() + look.px(INSET))
        elif column in (ANALYTIC, NUMERIC):
            role = "gradient"
        elif column == VERDICT:
            status = self._rows.status(row)
            role = {"mismatch": "error", "ok": "secondary", "open": "secondary"}.get(status, "ink")
            inside.setLeft(rect.left() + look.px(12))
            self._paint_sign(painter, inside, ICONS[status], role)
            inside.setLeft(inside.left() + look.px(ICON + GAP))
        painter.setPen(look.color(role))
        painter.setFont(look.font(TEXT, weight))
        text = look.metrics(TEXT, weight).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inside.width() + 1
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | side_of(column), text)

    def _paint_sign(self, painter: QPainter, inside: QRectF, icon: str, role: str) -> None:
        size = self._look.px(ICON)
        place = QRectF(inside.left(), round(inside.center().y() - size / 2), size, size)
        draw_icon(painter, place, icon, self._look.color(role))
