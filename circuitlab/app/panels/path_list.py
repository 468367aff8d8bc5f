"""The list of paths: a row each, with its gates, what they multiply by, and the product."""

from itertools import chain
from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, plain_tip
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.pathing import Pathing, Told
from circuitlab.app.widgets import named
from circuitlab.teach import numbers, paths

if TYPE_CHECKING:
    from circuitlab.engine.paths import Path

TEXT, SMALL = 14, 13
ROW, BARE_ROW = 48, 30
"""Height of a row with numbers, and of one that has none to tell."""
INSET = 16
WHOLE, TIP = 60, 72
"""Gates that are named where there is more room than in a row; characters of a line there."""
FEWEST = 3
"""Rows that are to be seen at least, if there are so many."""
Index = QModelIndex | QPersistentModelIndex
Part = Qt.ItemDataRole


def _nothing(*_: object) -> object:
    """What a row shows where a bug has kept it from being filled."""
    return None


class Rows(QAbstractListModel):
    """The paths as text. Nothing is kept for a row."""

    def __init__(self, pathing: Pathing, parent: QObject) -> None:
        super().__init__(parent)
        self._pathing = pathing
        self.paths: tuple[Path, ...] = ()
        self.told: Told = "names"

    @guarded
    def refresh(self) -> None:
        """Show the paths that were found last, as far as they may be told."""
        found = self._pathing.found
        after, told = () if found is None else found.paths, self._pathing.told
        same = len(after) == len(self.paths) and told == self.told
        if same:
            self.paths = after
            self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
            return
        self.beginResetModel()
        self.paths, self.told = after, told
        self.endResetModel()

    @guarded_or(lambda *_: 0)
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.paths)

    @guarded_or(_nothing)
    def data(self, index: Index, role: int = Part.DisplayRole) -> object:
        if role not in (Part.DisplayRole, Part.ToolTipRole, Part.AccessibleTextRole):
            return None
        parts = self.parts(index.row(), most=WHOLE)
        if role != Part.ToolTipRole:
            return "  ".join(parts)
        lines = chain.from_iterable(wrap(part, TIP, break_long_words=False) for part in parts)
        return plain_tip("\n".join(lines))

    def parts(self, row: int, most: int = paths.LONGEST) -> tuple[str, str, str]:
        """The gates of a path, what they multiply by, and "= −4"; empty what is not to be told."""
        return self.way(row, most=most), self.factors(row, most=most), self.product(row)

    def way(self, row: int, fits: paths.Fits | None = None, most: int = paths.LONGEST) -> str:
        """The gates of a path, as many as fit."""
        is_there = self._is_there(row)
        return paths.way(self._pathing.session.circuit, self.paths[row], fits, most) if is_there else ""

    def factors(self, row: int, fits: paths.Fits | None = None, most: int = paths.LONGEST) -> str:
        """What they multiply by, as many as fit; "" while that is not to be told."""
        if self.told == "names" or not self._is_there(row):
            return ""
        return paths.product(self._pathing.session.trace, self.paths[row], fits, most)

    def product(self, row: int) -> str:
        """The product with its sign: "= −4"; "" while that is not to be told."""
        if self.told != "all" or not self._is_there(row):
            return ""
        path = self.paths[row]
        return f"{paths.relation(self._pathing.session.trace, path)} {numbers.text(path.product)}"

    def _is_there(self, row: int) -> bool:
        """A gate may be gone a moment before its path is."""
        circuit = self._pathing.session.circuit
        return all(gate in circuit.gates for gate in self.paths[row].gates)


class PathList(QListView):
    """A row that is pointed at lights its path; one that is clicked or reached by arrow keys keeps it."""

    chosen = Signal(object)  # a row, or None
    hovered = Signal(object)

    def __init__(self, look: Look, rows: Rows) -> None:
        super().__init__()
        named(self, "pathList")
        self._look = look
        self._rows = rows
        self.setModel(rows)
        self.setItemDelegate(_Painter(look, rows, self))
        self.setAccessibleName("Paths to the objective")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentRowChanged.connect(self._current)
        self.clicked.connect(guarded(lambda index: self.chosen.emit(index.row())))
        rows.modelReset.connect(self._fit)
        self._fit()

    @property
    def row_height(self) -> int:
        """A row without numbers is flat."""
        return self._look.px(BARE_ROW if self._rows.told == "names" else ROW)

    @guarded
    def mark(self, row: int | None) -> None:
        """Mark this row, and no other, and bring it into sight."""
        model = self.selectionModel()
        blocked = model.blockSignals(True)
        if row is None or row >= self._rows.rowCount():
            model.clearSelection()
            model.clearCurrentIndex()
        else:
            index = self._rows.index(row)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)
        model.blockSignals(blocked)
        self.viewport().update()

    @guarded
    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self.hovered.emit(index.row() if index.isValid() else None)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the light out, if any is on."""
        if event.key() == Qt.Key.Key_Escape and self.currentIndex().isValid():
            self.chosen.emit(None)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # it plays, as everywhere
        else:
            super().keyPressEvent(event)

    @guarded_or(lambda *_: QSize(240, 120))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._height(FEWEST))

    @guarded_or(lambda *_: QSize(120, 60))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._height(FEWEST))

    def _height(self, most: int) -> int:
        return 2 + self.row_height * min(max(1, self._rows.rowCount()), most)

    @guarded
    def _fit(self) -> None:
        self.setMaximumHeight(2 + self.row_height * max(1, self._rows.rowCount()))
        self.updateGeometry()


class _Painter(QStyledItemDelegate):
    """Paints a row: the gates; under them the factors, and on the right the product in its colour."""

    def __init__(self, look: Look, rows: Rows, parent: PathList) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = rows
        self._list = parent

    @guarded_or(lambda *_: QSize(240, ROW))
    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), self._list.row_height)

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, state = self._look, QRectF(option.rect), option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.color("border" if selected else "hover"))
        if selected:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), look.px(3), rect.height()), look.color("gradient")
            )
        inside = rect.adjusted(look.px(INSET), look.px(5), -look.px(INSET), -look.px(5))
        self._paint_row(painter, inside, index.row(), fonts.SEMIBOLD if selected else fonts.REGULAR)

    def _paint_row(self, painter: QPainter, inside: QRectF, row: int, weight: QFont.Weight) -> None:
        look, rows = self._look, self._rows
        upper, lower = QRectF(inside), QRectF(inside)
        if rows.told != "names":
            upper.setHeight(inside.height() / 2)
            lower.setTop(inside.center().y())
        way = rows.way(row, self._fits(upper, TEXT, weight))
        self._write(painter, upper, way, TEXT, "ink", weight)
        product = rows.product(row)
        if product:
            width = look.metrics(TEXT, fonts.SEMIBOLD).horizontalAdvance(product) + look.px(2)
            right = QRectF(lower.right() - width, lower.top(), width, lower.height())
            self._write(painter, right, product, TEXT, "gradient", fonts.SEMIBOLD)
            lower.setRight(right.left() - look.px(8))
        factors = rows.factors(row, self._fits(lower, SMALL, fonts.REGULAR))
        self._write(painter, lower, factors, SMALL, "secondary", fonts.REGULAR)

    def _fits(self, rect: QRectF, size: float, weight: QFont.Weight) -> paths.Fits:
        measure = self._look.metrics(size, weight)
        return lambda text: measure.horizontalAdvance(text) <= rect.width() + 1

    def _write(
        self, painter: QPainter, rect: QRectF, text: str, size: float, role: str, weight: QFont.Weight
    ) -> None:
        measure = self._look.metrics(size, weight)
        painter.setPen(self._look.color(role))
        painter.setFont(self._look.font(size, weight))
        shown = measure.elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width() + 1)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
