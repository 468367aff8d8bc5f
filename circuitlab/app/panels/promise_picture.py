"""The picture of a gradient's promise: the objective along one source, the tangent where the step began, and
two bars. Painted by hand, because it follows the pointer.

Filled dot and blue: what is. Hollow diamond and orange: what was promised.
"""

import math
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.teach.promise import Promise, heights, told_apart

WIDTH = 220
BEGAN, BARS = 16, 44
"""Of the bars: the height of the line that says from where they go, and of the two together."""
_DOT, _DIAMOND = 4.5, 5.5


class PromisePlot(QWidget):
    """Curve, tangent, and where the step is on both."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._step: Promise | None = None
        self._xs: Sequence[float] = ()
        self._ys: Sequence[float] = ()
        self._area = QRectF()
        self._low, self._high = 0.0, 1.0
        self.setFixedWidth(look.px(WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_step(self, step: Promise | None, xs: Sequence[float], ys: Sequence[float], said: str) -> None:
        """Show a step on its curve; without points only the tangent. said: for who can't see it."""
        self._step, self._xs, self._ys = step, xs, ys
        self.setAccessibleName("The objective along one source, and its tangent")
        self.setAccessibleDescription(said)
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        self._area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with QPainter(self) as painter:
            draw_box(painter, QRectF(self.rect()), look.color("canvas"), look.color("border"), look.px(8))
            if self._step is None or not self._xs:
                return
            self._low, self._high = heights(self._step, self._ys)
            painter.setClipRect(self._area)
            self._paint_guides(painter, self._step)
            self._paint_curve(painter)
            self._paint_step(painter, self._step)

    # Where things are ----------------------------------------------------------------------------

    def at(self, x: float, y: float) -> QPointF:
        """Where a point of the curve is; far outside the picture no farther than twice its height."""
        area = self._area
        across = (x - self._xs[0]) / (self._xs[-1] - self._xs[0])
        up = min(max((y - self._low) / (self._high - self._low), -2.0), 3.0)
        return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())

    def pieces(self) -> Iterator[list[QPointF]]:
        """The curve in pieces: it breaks where it is not finite, and where it leaves on the other side."""
        piece = list[QPointF]()
        for x, y in zip(self._xs, self._ys, strict=False):
            if not math.isfinite(y):
                yield piece
                piece = []
                continue
            point = self.at(x, y)
            if piece and abs(point.y() - piece[-1].y()) > 2 * self._area.height():
                yield piece
                piece = []
            piece.append(point)
        yield piece

    # What is painted -----------------------------------------------------------------------------

    def _pen(self, painter: QPainter, role: str, width: float, dashes: tuple[float, ...] = ()) -> None:
        pen = QPen(self._look.color(role), self._look.px(width * 2) / 2)
        if dashes:
            pen.setDashPattern(list(dashes))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_guides(self, painter: QPainter, step: Promise) -> None:
        """A hairline where the step began, and one where it is, each with the source's value at one end."""
        look, area = self._look, self._area
        texts = told_apart(step.start, step.now)
        painter.setFont(look.font(11))
        measure = look.metrics(11)
        side = 1 if step.now >= step.start else -1
        ends = (step.start, step.before, texts[0], -side), (step.now, step.after, texts[1], side)
        for x, y, text, way in ends:
            foot = self.at(x, self._low)
            self._pen(painter, "border", 1)
            painter.drawLine(QPointF(foot.x(), area.top()), QPointF(foot.x(), area.bottom()))
            width = measure.horizontalAdvance(text)
            left = foot.x() + look.px(8) if way > 0 else foot.x() - look.px(8) - width
            if area.left() + 2 <= left and left + width <= area.right() - 2:
                painter.setPen(look.color("secondary"))
                is_low = math.isfinite(y) and self.at(x, y).y() > area.center().y()
                baseline = area.top() + look.px(14) if is_low else area.bottom() - look.px(5)
                painter.drawText(QPointF(left, baseline), text)

    def _paint_curve(self, painter: QPainter) -> None:
        self._pen(painter, "value", 2)
        for piece in self.pieces():
            if len(piece) > 1:
                painter.drawPolyline(QPolygonF(piece))

    def _paint_step(self, painter: QPainter, step: Promise) -> None:
        start = self.at(step.start, step.before) if math.isfinite(step.before) else None
        if not step.kink and math.isfinite(step.slope) and start is not None:
            self._pen(painter, "gradient", 1.5)
            ends = (self._xs[0], self._xs[-1])
            first, last = (self._on_tangent(step, x) for x in ends)
            painter.drawLine(first, last)
        if step.comparable and step.error:
            self._pen(painter, "ink", 2)
            painter.drawLine(self.at(step.now, step.promised), self.at(step.now, step.after))
        if start is not None:
            self._pen(painter, "secondary", 1.5)
            painter.setBrush(self._look.color("canvas"))
            painter.drawEllipse(start, self._look.px(3.5), self._look.px(3.5))
        if math.isfinite(step.after):
            paint_dot(painter, self._look, self.at(step.now, step.after))
        if not step.kink and math.isfinite(step.promised):
            paint_diamond(painter, self._look, self.at(step.now, step.promised))

    def _on_tangent(self, step: Promise, x: float) -> QPointF:
        """A point of the tangent, without the bounds of `at`: it is a straight line wherever it ends."""
        up = (step.before + step.slope * (x - step.start) - self._low) / (self._high - self._low)
        far = 1e4  # painters take no larger numbers
        y = self._area.bottom() - max(-far, min(far, up)) * self._area.height()
        return QPointF(self.at(x, self._low).x(), y)


class PromiseBars(QWidget):
    """How far the objective was to go, and how far it went: a bar each, from where it was to where it led."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._step: Promise | None = None
        self._began = ""
        self.setFixedHeight(look.px(BEGAN + BARS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, step: Promise | None, began: str) -> None:
        """Show this step; None: nothing. began: what the objective was."""
        self._step, self._began = step, began
        self.setAccessibleName("Promised against true")
        said = "" if step is None else "{}, promised {}, true {}".format(began, *self._texts(step))
        self.setAccessibleDescription(said)
        self.update()

    @guarded_or(lambda *_: QSize(200, 60))
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(BEGAN + BARS))

    def _texts(self, step: Promise) -> tuple[str, str]:
        promised, after = told_apart(step.promised, step.after)
        return ("–" if step.kink else promised), after

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._step is None:
            return
        look, step = self._look, self._step
        texts = self._texts(step)
        changes = (0.0 if step.kink else step.promised - step.before, step.after - step.before)
        widest = max(look.metrics(14, fonts.SEMIBOLD).horizontalAdvance(text) for text in texts)
        left, right = look.px(90), self.width() - round(widest) - look.px(10)
        most = max((abs(change) for change in changes if math.isfinite(change)), default=0.0)
        top = look.px(BEGAN)
        high = (self.height() - top) / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rows = zip(("promised", "true"), ("gradient", "value"), texts, changes, strict=True)
            for row, (word, role, text, change) in enumerate(rows):
                band = QRectF(0, top + row * high, self.width(), high)
                self._paint_words(painter, band, word, role, text)
                if change and math.isfinite(change):
                    area = QRectF(left, band.top(), right - left, band.height())
                    self._paint_bar(painter, area, role, change / most)
            self._paint_beginning(painter, (left + right) / 2)

    def _paint_beginning(self, painter: QPainter, middle: float) -> None:
        """The line that both bars begin at, and over it what the objective was there."""
        look, top = self._look, self._look.px(BEGAN)
        painter.fillRect(QRectF(middle - 0.5, top, 1, self.height() - top), look.color("secondary"))
        half = min(middle, self.width() - middle)
        painter.setPen(look.color("secondary"))
        painter.setFont(look.font(12))
        measure = look.metrics(12)
        shown = measure.elidedText(self._began, Qt.TextElideMode.ElideLeft, 2 * half)
        painter.drawText(QRectF(middle - half, 0, 2 * half, top), Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_words(self, painter: QPainter, band: QRectF, word: str, role: str, text: str) -> None:
        look, middle = self._look, band.center().y()
        mark = paint_diamond if role == "gradient" else paint_dot
        mark(painter, look, QPointF(look.px(7), middle))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.color("secondary"))
        painter.setFont(look.font(13))
        painter.drawText(band.adjusted(look.px(18), 0, 0, 0), flags | Qt.AlignmentFlag.AlignLeft, word)
        painter.setPen(look.color(role))
        painter.setFont(look.font(14, fonts.SEMIBOLD))
        painter.drawText(band, flags | Qt.AlignmentFlag.AlignRight, text)

    def _paint_bar(self, painter: QPainter, area: QRectF, role: str, share: float) -> None:
        """A bar from the middle, to the right if the objective rises; the promise is only an outline."""
        look, middle = self._look, area.center()
        length, height = share * (area.width() / 2 - 2), look.px(10)
        bar = QRectF(middle.x(), middle.y() - height / 2, length, height).normalized()
        painter.setPen(QPen(look.color(role), 1.5))
        painter.setBrush(look.color(role if role == "value" else "gradient_tint"))
        painter.drawRect(bar)


def paint_dot(painter: QPainter, look: Look, at: QPointF) -> None:
    """The mark of what is."""
    painter.setPen(QPen(look.color("canvas"), 1))
    painter.setBrush(look.color("value"))
    size = _DOT * look.scale
    painter.drawEllipse(at, size, size)


def paint_diamond(painter: QPainter, look: Look, at: QPointF) -> None:
    """The mark of what was promised."""
    size = _DIAMOND * look.scale
    painter.setPen(QPen(look.color("gradient"), 1.75 * look.scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = ((0, -size), (size, 0), (0, size), (-size, 0))
    painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
