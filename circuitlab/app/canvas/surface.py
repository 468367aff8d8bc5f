"""Where the canvas is painted: a painter, a theme, and how text is written. Knows nothing of circuits.

On the screen text is text; in exported vector pictures it is outlines, so that they need no font.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from circuitlab.app import fonts
from circuitlab.app.theme import Theme, faded

LEAST_PX = 11.0
"""No text on the screen is smaller."""
LECTURE_PX = 17.6
"""In lecture mode, whose screen shows 2.5 pixels for one: 44 of 1,080 lines, for the farthest seat."""
LECTURE_LEAST_PX = 16.8
"""42 of 1,080 lines: less can't be read from there."""
CAP_HEIGHT = 0.727
"""Of the bundled font: height of a capital or a figure, as a part of its size."""

DETAILS_FROM = 0.42
"""Under this zoom there is no room for numbers: a gate shows its symbol, its name and its tints."""

Align = Literal["left", "center", "right"]
_TEXT_FLAGS = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Written:
    """A text that was written, and its size on the screen in px."""

    words: str
    px: float


_written: ContextVar[list[Written] | None] = ContextVar("written", default=None)


@contextmanager
def written() -> Iterator[list[Written]]:
    """Every text that is written in here, as it is written."""
    texts: list[Written] = []
    token = _written.set(texts)
    try:
        yield texts
    finally:
        _written.reset(token)


@dataclass(frozen=True, slots=True)
class Surface:
    """A painter in scene coordinates.

    zoom: pixels on the screen a unit of the scene has, at text size 100 %. text_factor: enlarges names
    and numbers beyond the shapes (lecture hall). outlines: write text as outlines. lecture: no text is
    smaller than the farthest seat can read.
    """

    painter: QPainter
    theme: Theme
    zoom: float = 1.0
    text_factor: float = 1.0
    outlines: bool = False
    lecture: bool = False

    @property
    def detailed(self) -> bool:
        """Whether the view is near enough for numbers, and for the names of ports and functions."""
        return self.zoom >= DETAILS_FROM

    def px(self, size: float) -> float:
        """A text size, enlarged so that it stays readable at this zoom."""
        return text_px(size, self.zoom, self.text_factor, least_px(lecture=self.lecture))

    @property
    def least(self) -> float:
        """The least size of a text, in scene units; a lecture's is a little under that of its numbers."""
        return math.ceil(LECTURE_LEAST_PX / self.zoom - 0.01) if self.lecture else 9.0

    def faded(self, opacity: float) -> "Surface":
        """The same, with every colour so far on its way from the canvas' own: nothing shines through."""
        return replace(self, theme=faded(self.theme, opacity))

    def color(self, role: str, opacity: float = 1.0) -> QColor:
        """A colour of the theme."""
        color = self.theme.color(role)
        if opacity >= 1:
            return color
        color = QColor(color)
        color.setAlphaF(max(0.0, opacity))
        return color

    def text(
        self,
        at: QPointF,
        words: str,
        size: float,
        color: QColor,
        *,
        weight: QFont.Weight = fonts.REGULAR,
        align: Align = "left",
        italic: bool = False,
    ) -> None:
        """Write one line; `at` is on its middle line (of capitals and figures), `size` is taken as it is."""
        font = fonts.font(size, weight, italic=italic)
        watched = _written.get()
        if watched is not None:
            watched.append(Written(words, font.pixelSize() * self.painter.worldTransform().m11()))
        x = at.x()
        if align != "left":
            x -= fonts.metrics(size, weight, italic=italic).horizontalAdvance(words) * _TEXT_FLAGS[align]
        baseline = QPointF(x, at.y() + font.pixelSize() * CAP_HEIGHT / 2)
        if self.outlines:
            path = QPainterPath()
            path.addText(baseline, font, words)
            self.painter.fillPath(path, color)
            return
        self.painter.setFont(font)
        self.painter.setPen(color)
        self.painter.drawText(baseline, words)

    def stroke(
        self,
        role: str,
        width: float,
        *,
        dashes: tuple[float, ...] = (),
        cap: Qt.PenCapStyle = Qt.PenCapStyle.FlatCap,
        opacity: float = 1.0,
    ) -> None:
        """Set the pen; `dashes` are lengths in scene units. The brush is taken away."""
        pen = QPen(self.color(role, opacity), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
        if dashes:
            pen.setDashPattern([length / width for length in dashes])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def fill(self, role: str, opacity: float = 1.0) -> None:
        """Set the brush; the pen is taken away."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QBrush(self.color(role, opacity)))

    def hatch(self, area: QPainterPath, role: str, width: float, pitch: float, opacity: float = 1.0) -> None:
        """Fill an area with slanted lines, no pattern and no clip, so that vector files show them too."""
        box = area.boundingRect()
        lines, slant = QPainterPath(), width * math.sqrt(0.5)
        for k in range(math.ceil((box.width() + box.height()) / pitch) + 1):
            x = box.left() + k * pitch
            top, bottom = QPointF(x, box.top()), QPointF(x - box.height(), box.bottom())
            aside = QPointF(2 * slant, 0)
            lines.addPolygon(QPolygonF([top, bottom, bottom + aside, top + aside, top]))
        self.painter.fillPath(area.intersected(lines), self.color(role, opacity))


def least_px(*, lecture: bool) -> float:
    """The least size of a text, in pixels at text size 100 %."""
    return LECTURE_PX if lecture else LEAST_PX


def text_px(size: float, zoom: float, factor: float = 1.0, least: float = LEAST_PX) -> float:
    """A text size in scene units that is at least `least` pixels on the screen."""
    return math.ceil(max(size * factor, least / zoom) - 0.01)


def label_zoom(zoom: float, text_scale: float) -> float:
    """The zoom by which labels are chosen and sized, in a view that shows text at this size.

    Large text may shrink with its gates under the zoom for details, until it is as small as any text is.
    """
    return max(zoom, min(DETAILS_FROM, zoom * text_scale))


@lru_cache(maxsize=8192)
def text_width(words: str, size: float, weight: QFont.Weight = fonts.REGULAR) -> float:
    """Width of one line."""
    return fonts.metrics(size, weight).horizontalAdvance(words)


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A rounded rectangle as a path."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path
