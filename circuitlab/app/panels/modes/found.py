"""What both modes have found so far: a row for each source. A row chooses whose tangent is carried."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or

ROW, HEAD = 28, 24
MOST, FEW = 6, 4
"""So many sources are seen at once; of more, a few around the chosen one: the counters need the room."""


class Found(NamedTuple):
    """One source. forward, reverse: its derivative as text; None: not found yet."""

    name: str
    forward: str | None
    reverse: str | None


class FoundRows(QWidget):
    """The chosen source is the one whose sweep goes on; a click, or Up and Down, choose another."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rows: Sequence[Found] = ()
        self._first = self._count = 0
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Source whose tangent is carried")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Found], first: int, count: int, current: int) -> None:
        """Show these of `count` sources, of which the first has this number; current: the chosen one."""
        self.rows, self._first, self._count, self._current = rows, first, count, current
        here = rows[current - first] if rows else None
        if here is not None:
            modes = f"forward mode {here.forward or 'not yet'}, reverse mode {here.reverse or 'not yet'}"
            self.setAccessibleDescription(f"{here.name}: {modes}")
        self.setToolTip("Carry this source's tangent (Up, Down)")
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def _rest(self) -> str:
        left = self._count - len(self.rows)
        return f"{left} more" if left else ""

    @guarded_or(lambda *_: QSize(200, 36))
    def sizeHint(self) -> QSize:
        lines = len(self.rows) + bool(self._rest)
        return QSize(self._look.px(240), self._look.px(HEAD) + lines * self._look.px(ROW))

    def row_rect(self, number: int) -> QRectF:
        """Where the row of a source is."""
        look = self._look
        top = look.px(HEAD) + (number - self._first) * look.px(ROW)
        return QRectF(0, top, self.width(), look.px(ROW))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for number in range(self._first, self._first + len(self.rows)):
            if self.row_rect(number).contains(event.position()):
                self.chosen.emit(number)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and 0 <= self._current + step < self._count:
            self.chosen.emit(self._current + step)
        elif not step:
            super().keyPressEvent(event)

    # Painting ------------------------------------------------------------------------------------

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            head = QRectF(0, 0, self.width(), look.px(HEAD))
            painter.setFont(look.font(12, fonts.MEDIUM))
            painter.setPen(look.color("secondary"))
            for text, left in zip(("Source", "Forward mode", "Reverse mode"), self._columns, strict=True):
                area = head.adjusted(left, 0, 0, 0)
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            for number, row in enumerate(self.rows, self._first):
                self._paint_row(painter, self.row_rect(number), row, on=number == self._current)
            if self._rest:
                rest = self.row_rect(self._first + len(self.rows)).adjusted(self._columns[0], 0, 0, 0)
                painter.setFont(look.font(13))
                painter.setPen(look.color("secondary"))
                painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._rest)
            if self.hasFocus():
                painter.setPen(QPen(look.color("ink"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    @property
    def _columns(self) -> tuple[float, float, float]:
        """Where the three columns begin."""
        inset = self._look.px(12)
        rest = self.width() - inset
        return inset, inset + rest * 0.3, inset + rest * 0.65

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Found, *, on: bool) -> None:
        look = self._look
        if on:
            painter.fillRect(rect, look.color("hover"))
            painter.fillRect(QRectF(0, rect.top(), look.px(3), rect.height()), look.color("ink"))
        weight = fonts.SEMIBOLD if on else fonts.REGULAR
        first, second, third = self._columns
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(14, weight))
        name = look.metrics(14, weight).elidedText(row.name, Qt.TextElideMode.ElideRight, second - first - 6)
        painter.drawText(
            rect.adjusted(first, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name
        )
        self._paint_number(painter, QRectF(second, rect.top(), third - second, rect.height()), row.forward, 1)
        last = QRectF(third, rect.top(), self.width() - third, rect.height())
        self._paint_number(painter, last, row.reverse, -1)

    def _paint_number(self, painter: QPainter, area: QRectF, text: str | None, way: int) -> None:
        """A triangle that points the way its mode goes, and the number; dashes where there is none yet."""
        look, middle = self._look, area.center().y()
        color = look.color("slot" if text is None else "gradient")
        size = look.px(4)
        x = area.left() + size
        tip = QPointF(x + way * size, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        base = x - way * size
        painter.drawPolygon(QPolygonF([tip, QPointF(base, middle - size), QPointF(base, middle + size)]))
        left = area.adjusted(look.px(14), 0, -look.px(4), 0)
        if text is None:
            pen = QPen(color, 1.5)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            slot = QRectF(left.left(), middle - look.px(8), look.px(34), look.px(16))
            painter.drawRoundedRect(slot, look.px(8), look.px(8))
            return
        painter.setPen(color)
        weight = fonts.SEMIBOLD
        size_px = 14.0
        while size_px > 11 and look.metrics(size_px, weight).horizontalAdvance(text) > left.width():
            size_px -= 0.5
        painter.setFont(look.font(size_px, weight))
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def window_of(count: int, current: int) -> tuple[int, int]:
    """Which of so many rows are to be seen: the first, and how many; the current one is among them."""
    shown = count if count <= MOST else FEW
    first = min(max(0, current - math.ceil(shown / 2) + 1), count - shown)
    return first, shown
