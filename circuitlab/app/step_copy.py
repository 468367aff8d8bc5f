"""The equations of the current step for a document of one's own: as LaTeX, or as a picture."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from circuitlab.app import equations, fonts
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.theme import Theme

SIZE, GAP, MARGIN = 24.0, 18.0, 16.0
"""Of the picture: the text, between two equations, and around them, in px."""
HEAD, HEAD_ROOM, BETWEEN = 16.0, 34.0, 40.0
"""The text over a column, its room, and what is between two columns."""
SIDE_BY_SIDE = 2
"""Columns, as in the panel; more stand below these."""
SHARPNESS = 3.0
"""Pixels of the picture to one px: slides are large."""
NOTHING = "No step has been done yet: step forward first."


class Group(NamedTuple):
    """Equations one below the other, and the name of the gate that they lead to, "" for none."""

    to: str
    lines: tuple[str, ...]


def copy_latex(session: Session) -> None:
    """Copy the equations of the step at the cursor as LaTeX, without colours."""
    from circuitlab.teach.equations import plain_latex

    shown = _groups(session)
    if shown:
        lines = [line for group in shown for line in group.lines if line]
        QGuiApplication.clipboard().setText(plain_latex(lines))
        session.said.emit("Copied the equations of this step as LaTeX.")


def copy_picture(session: Session, theme: Theme) -> None:
    """Copy them as a picture, in the colours of the theme."""
    shown = _groups(session)
    if shown:
        QGuiApplication.clipboard().setPixmap(picture(shown, theme))
        session.said.emit("Copied the equations of this step as a picture.")


def fill_copies(menu: QMenu, session: Session, theme: Theme) -> None:
    """The entries of a menu."""
    menu.addAction("Copy as LaTeX").triggered.connect(guarded(lambda *_: copy_latex(session)))
    menu.addAction("Copy as Picture").triggered.connect(guarded(lambda *_: copy_picture(session, theme)))


def picture(groups: Sequence[Group], theme: Theme) -> QPixmap:
    """These equations on the ground of the canvas, in columns under their heads where there are heads."""
    bands = [groups[first : first + SIDE_BY_SIDE] for first in range(0, len(groups), SIDE_BY_SIDE)]
    set_bands = [_Band(band, theme) for band in bands]
    width = max(band.width for band in set_bands) + 2 * MARGIN
    height = sum(band.height for band in set_bands) + GAP * (len(bands) - 1) + 2 * MARGIN
    pixmap = QPixmap(round(width * SHARPNESS), round(height * SHARPNESS))
    pixmap.setDevicePixelRatio(SHARPNESS)
    pixmap.fill(theme.color("canvas"))
    with QPainter(pixmap) as painter:
        top = MARGIN
        for band in set_bands:
            band.paint(painter, (width - band.width) / 2, top)
            top += band.height + GAP
    return pixmap


class _Band:
    """Groups side by side; what is in one row of them stands on one baseline."""

    def __init__(self, groups: Sequence[Group], theme: Theme) -> None:
        self._theme = theme
        self._heads = [group.to for group in groups]
        columns = [_set(group.lines, theme) for group in groups]
        heads = [self._head_width(head) for head in self._heads]
        self._widths = [
            max(head, *(each.width for each in column)) for head, column in zip(heads, columns, strict=True)
        ]
        self._rows = [_Row(tuple(row)) for row in zip(*columns, strict=True)]
        self._top = HEAD_ROOM if any(self._heads) else 0.0
        self.width = sum(self._widths) + BETWEEN * (len(groups) - 1)
        self.height = self._top + sum(row.height for row in self._rows) + GAP * (len(self._rows) - 1)

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """The heads, and the rows below them."""
        x = left
        for head, width in zip(self._heads, self._widths, strict=True):
            if head:
                self._paint_head(painter, head, x + width / 2, top)
            x += width + BETWEEN
        y = top + self._top
        for row in self._rows:
            x = left
            for each, width in zip(row.equations, self._widths, strict=True):
                each.draw(painter, x + (width - each.width) / 2, y + row.ascent - each.ascent)
                x += width + BETWEEN
            y += row.height + GAP

    def _head_width(self, head: str) -> float:
        if not head:
            return 0.0
        return fonts.metrics(HEAD).horizontalAdvance("to ") + _strong().horizontalAdvance(head)

    def _paint_head(self, painter: QPainter, head: str, middle: float, top: float) -> None:
        """ "to x", the name standing out."""
        left, baseline = middle - self._head_width(head) / 2, top + HEAD
        painter.setPen(self._theme.color("secondary"))
        painter.setFont(fonts.font(HEAD))
        painter.drawText(QPointF(left, baseline), "to")
        painter.setPen(self._theme.color("ink"))
        painter.setFont(fonts.font(HEAD, fonts.SEMIBOLD))
        painter.drawText(QPointF(left + fonts.metrics(HEAD).horizontalAdvance("to "), baseline), head)


class _Row(NamedTuple):
    """Equations on one baseline."""

    equations: tuple[equations.Equation, ...]

    @property
    def ascent(self) -> float:
        """How far the baseline is below the top."""
        return max(each.ascent for each in self.equations)

    @property
    def height(self) -> float:
        """From the top of the tallest to the foot of the deepest."""
        return self.ascent + max(each.height - each.ascent for each in self.equations)


def _set(lines: Sequence[str], theme: Theme) -> list[equations.Equation]:
    return [equations.equation(line, theme, SIZE, SHARPNESS) for line in lines]


def _strong() -> QFontMetricsF:
    return fonts.metrics(HEAD, fonts.SEMIBOLD)


def _groups(session: Session) -> list[Group]:
    """The equations of the step at the cursor; none before the first, and that is said.

    What is covered is not in them.
    """
    from circuitlab.teach.covered import columns_of, latex_of_step

    if session.step is None:
        session.said.emit(NOTHING)
        return []
    given = session.circuit, session.trace, session.step, session.hidden.labels, session.notation
    if session.step.pass_ != "backward":
        return [Group("", latex_of_step(*given))]
    columns = columns_of(*given)
    rows = [(column.rule, column.slope, column.product, column.total) for column in columns]
    used = [any(row) for row in zip(*rows, strict=True)]
    return [
        Group(column.to, tuple(line for line, has in zip(row, used, strict=True) if has))
        for column, row in zip(columns, rows, strict=True)
    ]
