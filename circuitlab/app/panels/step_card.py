"""The card of equations in the step panel: rows with a caption, one column an input, the last row tinted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import equations, fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.icons import draw_icon
from circuitlab.app.panels.typesetter import EQUATION, SMALLEST, Typesetter, paint_slot

COLUMN_ROOM = 144.0
"""An equation that is wider gets a card of its own."""
_HEAD, _SHORT, _TALL = 28.0, 58.0, 77.0
_INSET, _RADIUS = 14.0, 10.0
_FRACTION = 30.0
_CAPTION = 24.0


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an equation a column. slot: the place of a number that is not computed yet follows.

    short: by equation, what stands there instead where it does not fit; "" or nothing: it is clipped.
    """

    caption: str
    equations: tuple[str, ...]
    tinted: bool = False
    slot: bool = False
    short: tuple[str, ...] = ()

    def short_of(self, index: int) -> str:
        """What stands in the place of an equation that does not fit; "" if nothing does."""
        return self.short[index] if self.short else ""


class Card(QWidget):
    """Equations in rows. With heads it has columns, centred; without, one column that starts at the left.

    A folded card is one line: its head, and the message's equation.
    """

    pressed = Signal()

    def __init__(
        self, look: Look, role: str, lines: Sequence[Line], heads: Sequence[str] = (), *, folded: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self._role = role
        self._lines = list(lines)
        self._heads = list(heads)
        self._folded = folded
        self._type = Typesetter(look, self.devicePixelRatioF)
        self._heights = [self._row_height(line) for line in lines]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(self._top + (0 if folded else sum(self._heights))))
        said = "; ".join(f"{line.caption}: {', '.join(line.equations)}" for line in lines)
        self.setAccessibleName(f"{' and '.join(f'to {head}' for head in heads)} {said}".strip())
        if folded:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(312), self.height())

    @property
    def _top(self) -> float:
        """The height of the heads."""
        if not self._heads:
            return 0.0
        return self._look.px(38 if self._folded else _HEAD)

    def _row_height(self, line: Line) -> float:
        look = self._look
        tallest = max((self._type.set(latex).height for latex in line.equations), default=0.0)
        if not self._heads:
            return max(look.px(66 if line.tinted else 68), round(tallest) + look.px(38))
        least = look.px(_TALL if tallest > look.px(_FRACTION) else _SHORT)
        return max(least, round(tallest) + look.px(32))

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._folded and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_heads(painter)
            if self._folded:
                self._paint_summary(painter)
                return
            top = self._top
            for line, height in zip(self._lines, self._heights, strict=True):
                area = QRectF(0, top, self.width(), height)
                if self._heads:
                    self._paint_columns(painter, line, area)
                else:
                    self._paint_left(painter, line, area)
                top += height

    def _paint_ground(self, painter: QPainter) -> None:
        look = self._look
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, look.px(_RADIUS), look.px(_RADIUS))
        painter.fillPath(shape, look.color("gate"))
        top = self._top
        painter.save()
        painter.setClipPath(shape)
        for line, height in zip(self._lines, self._heights, strict=True):
            if self._folded:
                break
            if line.tinted:
                painter.fillRect(QRectF(0, top, self.width(), height), look.color(f"{self._role}_tint"))
            if top > 0:
                painter.fillRect(QRectF(0, round(top), self.width(), 1), look.color("border"))
            self._paint_dividers(painter, top + look.px(_CAPTION), top + height)
            top += height
        self._paint_dividers(painter, 0, self._top)
        painter.restore()
        painter.setPen(QPen(look.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _paint_dividers(self, painter: QPainter, top: float, bottom: float) -> None:
        """Between the columns; a row's caption, which is for all of them, is left free."""
        for index in range(1, len(self._heads)):
            column = round(index * self.width() / len(self._heads))
            painter.fillRect(QRectF(column, top, 1, bottom - top), self._look.color("border"))

    def _paint_heads(self, painter: QPainter) -> None:
        look = self._look
        if not self._heads:
            return
        width = self.width() / len(self._heads)
        for index, head in enumerate(self._heads):
            area = QRectF(index * width, 0, width, self._top)
            if self._folded:
                area.setLeft(look.px(_INSET))
                area.setWidth(look.px(90))
            self._paint_head(painter, area, head)

    def _paint_head(self, painter: QPainter, area: QRectF, head: str) -> None:
        """ "to x", the name standing out; centred, or at the left of a folded card."""
        look = self._look
        small, strong = look.metrics(13), look.metrics(13.5, fonts.SEMIBOLD)
        name = strong.elidedText(head, Qt.TextElideMode.ElideMiddle, area.width() - look.px(24))
        gap = look.px(6)
        width = small.horizontalAdvance("to") + gap + strong.horizontalAdvance(name)
        x = area.left() if self._folded else area.center().x() - width / 2
        baseline = area.center().y() + strong.capHeight() / 2
        painter.setPen(look.color("secondary"))
        painter.setFont(look.font(13))
        painter.drawText(QPointF(x, baseline), "to")
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(13.5, fonts.SEMIBOLD))
        painter.drawText(QPointF(x + small.horizontalAdvance("to") + gap, baseline), name)

    def _paint_summary(self, painter: QPainter) -> None:
        look = self._look
        chevron = look.px(16)
        middle = self.height() / 2
        area = QRectF(self.width() - look.px(_INSET) - chevron, middle - chevron / 2, chevron, chevron)
        draw_icon(painter, area, "chevron-down", look.color("secondary"))
        product = next((line.equations[0] for line in self._lines if line.tinted), "")
        room = QRectF(look.px(104), 0, area.left() - look.px(112), self.height())
        if product:
            self._type.paint(painter, product, room)

    def _paint_columns(self, painter: QPainter, line: Line, area: QRectF) -> None:
        look = self._look
        caption = QRectF(area.left(), area.top() + look.px(7), area.width(), look.px(16))
        self._paint_caption(painter, line, caption, Qt.AlignmentFlag.AlignCenter)
        width = area.width() / len(line.equations)
        for index, latex in enumerate(line.equations):
            if latex:
                box = QRectF(area.left() + index * width, area.top() + look.px(18), width, 0)
                box.setBottom(area.bottom())
                fitting = self._type.fitting(line.equations[index], line.short_of(index), width - look.px(8))
                self._type.paint(painter, fitting, box, line.equations)

    def _paint_left(self, painter: QPainter, line: Line, area: QRectF) -> None:
        look = self._look
        inset = look.px(15)
        caption = QRectF(inset, area.top() + look.px(8), area.width(), look.px(18))
        self._paint_caption(
            painter, line, caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        if not equations.ready():
            return
        room = area.width() - 2 * inset - (look.px(56) if line.slot else 0)
        drawn = self._type.set(self._type.fitting(line.equations[0], line.short_of(0), room))
        shrink = max(SMALLEST, min(1.0, room / drawn.width))
        middle = area.top() + (area.height() + look.px(20)) / 2
        drawn.draw(painter, inset - look.px(1), middle - drawn.height * shrink / 2, shrink)
        if line.slot:
            left = inset + drawn.width * shrink + look.px(11)
            paint_slot(painter, look, QRectF(left, middle - look.px(11), look.px(36), look.px(22)))

    def _paint_caption(self, painter: QPainter, line: Line, area: QRectF, align: Qt.AlignmentFlag) -> None:
        look = self._look
        painter.setPen(look.color(self._role if line.tinted else "secondary"))
        painter.setFont(look.font(12.5, fonts.MEDIUM))
        painter.drawText(area, align, line.caption)


def fit_side_by_side(look: Look, lines: Sequence[Line], ratio: float) -> bool:
    """Whether all equations are narrow enough for columns, two at most."""
    if any(len(line.equations) > 2 for line in lines):
        return False
    if not equations.ready() or len(lines[0].equations) < 2:
        return True
    return all(
        equations.equation(latex, look.theme, EQUATION * look.scale, ratio).width <= look.px(COLUMN_ROOM)
        for line in lines
        for latex in line.equations
        if latex
    )
