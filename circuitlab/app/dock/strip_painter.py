"""Paints the timeline: titles, chips or bars, and the playhead, from plain data."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look
from circuitlab.app.dock.chips import ROLES, TITLES, Stretch, Strip

CHIP_TOP, CHIP_HEIGHT, HEAD_TOP, HEIGHT = 18, 28, 15, 59
LABEL_PX = 13
_TOUCHING = 5
GLYPH_ROOM = 36
"""What the glyph before a label takes, with its margins; a chip without that room shows the label alone."""


@dataclass(frozen=True, slots=True)
class StripLook:
    """What is painted: the chips, their labels (none: too narrow), and how far the cursor is.

    done: steps done. current: the step that is outlined. playhead: its place in px, None without steps.
    stops: the steps that have a breakpoint before them.
    """

    strip: Strip
    labels: Sequence[str]
    done: int
    current: int | None
    playhead: float | None
    stops: frozenset[int] = frozenset()


def paint_strip(painter: QPainter, look: Look, shown: StripLook) -> None:
    """Paint all of it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_titles(painter, look, shown.strip.stretches)
    for stretch in shown.strip.stretches:
        if shown.strip.merged:
            _paint_bar(painter, look, stretch, shown.done)
        else:
            for index in range(stretch.first, stretch.last + 1):
                _paint_chip(painter, look, shown, stretch.part, index)
    if shown.playhead is not None:
        _paint_playhead(painter, look, shown.playhead)
    for index in sorted(shown.stops):  # over the playhead, which stands at one that it has stopped at
        _paint_stop(painter, look, shown.strip.span(index)[0], shown.playhead)


def _paint_titles(painter: QPainter, look: Look, stretches: Sequence[Stretch]) -> None:
    """The passes' names. In a long trace the seed is narrower than its name, which then gives way."""
    painter.setPen(look.color("secondary"))
    painter.setFont(look.font(12, fonts.MEDIUM))
    advance = look.metrics(12, fonts.MEDIUM).horizontalAdvance
    ends = [following.left for following in stretches[1:]] + [math.inf]
    for stretch, end in zip(stretches, ends, strict=False):  # an empty strip has no titles
        title = TITLES[stretch.part]
        if stretch.left + advance(title) < end:
            painter.drawText(QPointF(stretch.left, look.px(11)), title)


def _paint_chip(painter: QPainter, look: Look, shown: StripLook, part: str, index: int) -> None:
    left, right = shown.strip.span(index)
    rect = QRectF(left, look.px(CHIP_TOP), right - left, look.px(CHIP_HEIGHT))
    current = index == shown.current
    done = index < shown.done or current
    _paint_box(painter, look, rect, ROLES[part], done=done, current=current)
    if shown.labels:
        _paint_label(painter, look, rect, part, shown.labels[index], ROLES[part] if done else "secondary")


def _paint_box(
    painter: QPainter, look: Look, rect: QRectF, role: str, *, done: bool, current: bool = False
) -> None:
    radius = look.px(6)
    if done:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(f"{role}_tint"))
        painter.drawRoundedRect(rect, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if current:
        painter.setPen(QPen(look.color(role), 3))
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), radius - 1, radius - 1)
    elif not done:
        pen = QPen(look.color("slot"), 1.5)
        pen.setDashPattern([3, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)


def _paint_label(painter: QPainter, look: Look, rect: QRectF, part: str, text: str, ink: str) -> None:
    painter.setFont(look.font(LABEL_PX, fonts.SEMIBOLD))
    painter.setPen(look.color(ink))
    if look.metrics(LABEL_PX, fonts.SEMIBOLD).horizontalAdvance(text) > rect.width() - look.px(GLYPH_ROOM):
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        return
    box = rect.adjusted(look.px(26), 0, -look.px(4), 0)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    left, middle, size = rect.left() + look.px(12), rect.center().y(), look.px(4.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(ink))
    if part == "seed":
        painter.drawEllipse(QPointF(left + size * 0.9, middle), size * 0.95, size * 0.95)
    else:
        far = left + size * 1.8
        tip, back = (far, left) if part == "forward" else (left, far)
        points = [QPointF(back, middle - size), QPointF(tip, middle), QPointF(back, middle + size)]
        painter.drawPolygon(QPolygonF(points))


def _paint_bar(painter: QPainter, look: Look, stretch: Stretch, done: int) -> None:
    width = max(3.0, stretch.right - stretch.left)
    rect = QRectF(stretch.left, look.px(CHIP_TOP), width, look.px(CHIP_HEIGHT))
    reached = min(max(0, done - stretch.first), stretch.count)
    _paint_box(painter, look, rect, ROLES[stretch.part], done=reached == stretch.count)
    if 0 < reached < stretch.count:
        rect.setWidth(width * reached / stretch.count)
        _paint_box(painter, look, rect, ROLES[stretch.part], done=True)


def _paint_stop(painter: QPainter, look: Look, left: float, playhead: float | None) -> None:
    """A bar with a head, at the left edge of the chip that a run stops before.

    The rim of its head parts it from the playhead, whose bar stands for its own where both would touch.
    """
    top, foot, head = look.px(CHIP_TOP - 1), look.px(CHIP_TOP + CHIP_HEIGHT), look.px(4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("panel"))
    painter.drawEllipse(QPointF(left, top), head + look.px(1.5), head + look.px(1.5))
    painter.setBrush(look.color("ink"))
    if playhead is None or abs(playhead - left) > look.px(_TOUCHING):
        painter.drawRect(QRectF(left - 1, top, 2, foot - top))
    painter.drawEllipse(QPointF(left, top), head, head)


def _paint_playhead(painter: QPainter, look: Look, x: float) -> None:
    bottom, half, top = look.px(HEIGHT), look.px(5), look.px(HEIGHT - 9)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("ink"))
    painter.drawRect(QRectF(x - 1, look.px(HEAD_TOP), 2, bottom - look.px(HEAD_TOP) - 6))
    corners = [(-half, bottom - 1), (-half, top + 4), (0, top - 1), (half, top + 4), (half, bottom - 1)]
    painter.drawPolygon(QPolygonF([QPointF(x + dx, y) for dx, y in corners]))
