"""The ground of the canvas: its colour and the dots of its grid. Pure painting."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from circuitlab.app.theme import Theme

PITCH = 24.0
_NO_DOTS_BELOW = 0.45


def paint_ground(painter: QPainter, rect: QRectF, theme: Theme, zoom: float) -> None:
    """Dots of 2 every 24, over the canvas' colour; from far away they would be a haze, and are left out."""
    painter.fillRect(rect, theme.color("canvas"))
    if zoom < _NO_DOTS_BELOW:
        return
    pen = QPen(theme.color("dots"), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    columns = range(math.floor(rect.left() / PITCH), math.ceil(rect.right() / PITCH) + 1)
    rows = range(math.floor(rect.top() / PITCH), math.ceil(rect.bottom() / PITCH) + 1)
    painter.drawPoints([QPointF(x * PITCH, y * PITCH) for x in columns for y in rows])
