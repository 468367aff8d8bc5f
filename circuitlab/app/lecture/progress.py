"""How far the passes are, in dashes at the foot of the lecture's band: one a step; of many steps one bar."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, draw_box
from circuitlab.app.dock.chips import ROLES
from circuitlab.app.session import Session
from circuitlab.app.theme import faded

WIDTH, HEIGHT, GAP, FOOT = 38.0, 6.0, 8.0, 12.0
_DONE = 0.4
"""Opacity of the steps that were."""
_BAR = 640.0
_SHARE = 0.6
"""Of the band's width the dashes take up no more."""
COUNTER, _COUNTER_LINE, _MARGIN = 42.0, 52.0, 60.0


def paint_progress(painter: QPainter, look: Look, band: QRectF, session: Session) -> None:
    """Paint it into the band."""
    count, scale = len(session.trace), look.scale
    if not count:
        return
    pitch = (WIDTH + GAP) * scale
    width = count * pitch - GAP * scale
    top = band.bottom() - (FOOT + HEIGHT) * scale
    if width > band.width() * _SHARE:
        _paint_bar(painter, look, QRectF(0, top, _BAR * scale, HEIGHT * scale), band, session)
        return
    left = band.center().x() - width / 2
    for index in range(count):
        dash = QRectF(left + index * pitch, top, WIDTH * scale, HEIGHT * scale)
        draw_box(painter, dash, dash_color(look, session, index), None, dash.height() / 2)


def paint_counter(painter: QPainter, look: Look, band: QRectF, text: str) -> None:
    """Which slide it is, of how many, in the corner."""
    line, margin = _COUNTER_LINE * look.scale, _MARGIN * look.scale
    place = QRectF(band.left(), band.bottom() - line - FOOT / 2 * look.scale, band.width() - margin, line)
    painter.setFont(look.font(COUNTER, fonts.MEDIUM))
    painter.setPen(look.color("secondary"))
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def dash_color(look: Look, session: Session, index: int) -> QColor:
    """Of a step's dash: the current one in full, those before it pale, those to come grey."""
    current = session.cursor.current
    if index > current:
        return look.color("field")
    theme = look.theme if index == current else faded(look.theme, _DONE)
    return theme.color(ROLES[session.trace.steps[index].pass_])


def _paint_bar(painter: QPainter, look: Look, bar: QRectF, band: QRectF, session: Session) -> None:
    bar.moveLeft(band.center().x() - bar.width() / 2)
    trace, radius = session.trace, bar.height() / 2
    draw_box(painter, bar, look.color("field"), None, radius)
    done = max(bar.height(), bar.width() * session.cursor.steps / len(trace)) if session.cursor.steps else 0.0
    forward = bar.width() * trace.forward_count / len(trace)
    if done > forward:
        reached = QRectF(bar.left(), bar.top(), done, bar.height())
        draw_box(painter, reached, look.color("gradient"), None, radius)
    reached = QRectF(bar.left(), bar.top(), min(done, forward), bar.height())
    draw_box(painter, reached, look.color("value"), None, radius)
