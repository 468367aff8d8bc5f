"""Equations as pictures: LaTeX, set by ziamath, in the colours of a theme. Kept once they are set.

ziamath is imported by `load`, not by a window's first painting. Its SVG comes from the program's own
equations, and from those of a lesson that `teach.lessons.latex` finds no fault with.
"""

import logging
import re
import sys
import warnings
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from circuitlab.app.theme import Theme

_ROLE = re.compile(r"\\textcolor\{([a-z_]+)\}")
_BOX = re.compile(r'width="([\d.]+)" height="([\d.]+)" viewBox="-?[\d.]+ (-?[\d.]+)')
_BRACKET = re.compile(r"\\(?:left|right)(?=[()|\[\]])")
_SIGN = re.compile(r"((?:^|[=({\[,]|\\(?:cdot|times|approx|le|ge|ne|pm)(?![A-Za-z]))\s*)-")
"""A minus that takes no place on its left: in braces it stands as close to its number as it should."""
_NESTING = re.compile(r"\\(left|right)\b|\\.|([{}])")
_MUCH, _TOO_MUCH = 500, 1500
"""From how much effort brackets no longer grow with what is in them, and an equation is not set at all."""
_TOO_LONG = r"\text{too long to be shown}"
log = logging.getLogger("circuitlab")


@dataclass(frozen=True, slots=True)
class Equation:
    """A set equation. width, height, and how far its baseline is below its top, in px of the widget."""

    pixmap: QPixmap
    width: float
    height: float
    ascent: float

    def draw(self, painter: QPainter, left: float, top: float, shrink: float = 1.0) -> None:
        """Draw it there; in full size on whole pixels, so that it stays sharp."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if shrink == 1.0:
            painter.drawPixmap(QPointF(round(left), round(top)), self.pixmap)
            return
        area = QRectF(left, top, self.width * shrink, self.height * shrink)
        painter.drawPixmap(area, self.pixmap, QRectF(self.pixmap.rect()))


def ready() -> bool:
    """Whether setting an equation needs no import any more."""
    return "ziamath" in sys.modules


def load() -> None:
    """Import what sets equations: about a tenth of a second, once."""
    with warnings.catch_warnings():  # its way of finding its own font is deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config

    config.svg2 = False


def can_set(latex: str) -> bool:
    """Whether an equation is set in less than about a second; of another, only the words that it is long."""
    return _effort(_plainer(latex)) <= _TOO_MUCH


def _plainer(latex: str) -> str:
    return _BRACKET.sub("", latex) if _effort(latex) > _MUCH else latex


def _effort(latex: str) -> int:
    """In half milliseconds. ziamath reads what is in brackets, or in braces, twice: what is deep is slow."""
    effort, depth, done = 0, 0, 0
    for match in _NESTING.finditer(latex):
        effort += (match.end() - done) << depth
        done = match.end()
        if match[1] == "left" or match[2] == "{":
            depth += 1
        elif match[1] == "right" or match[2] == "}":
            depth = max(0, depth - 1)
    return effort + len(latex) - done


@lru_cache(maxsize=1)
def nothing() -> QPixmap:
    """The picture of an equation that is not set yet."""
    return QPixmap()


@lru_cache(maxsize=512)
def equation(latex: str, theme: Theme, px: float, ratio: float = 1.0) -> Equation:
    """An equation at a text size in px, for a screen with `ratio` device pixels to one."""
    if not latex:
        return Equation(nothing(), 0.0, 0.0, 0.0)
    written = _SIGN.sub(r"\1{-}", _plainer(latex) if can_set(latex) else _TOO_LONG)
    coloured = _ROLE.sub(lambda match: rf"\textcolor{{{getattr(theme, match[1])}}}", written)
    svg = _set(coloured, theme.ink, px)
    match = _BOX.search(svg)
    if match is None:
        raise ValueError("an equation without a size")
    width, height, top = map(float, match.groups())
    pixmap = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
    pixmap.fill(QColor(0, 0, 0, 0))
    pixmap.setDevicePixelRatio(ratio)
    _render(svg, pixmap, QRectF(0, 0, width, height))
    return Equation(pixmap, width, height, -top)


def _render(svg: str, pixmap: QPixmap, area: QRectF) -> None:
    from PySide6.QtSvg import QSvgRenderer

    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter, area)


def _set(latex: str, ink: str, px: float) -> str:
    """The SVG of an equation; of one that can't be set, its text, and a line in the log."""
    load()
    from ziamath.zmath import Latex

    try:
        return str(Latex(latex, size=px, color=ink).svg())
    except Exception:  # whatever the parser of another package raises
        log.exception("an equation could not be set: %s", latex)
        plain = re.sub(r"[\\{}$%&#^~_]", " ", latex)
        return str(Latex(rf"\text{{{plain}}}", size=px, color=ink).svg())
