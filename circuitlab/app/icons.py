"""The program's own icons: small SVG files in resources/icons, drawn in a colour of the theme.

Only files that ship with the program are ever rendered, and each only when it is first painted.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from circuitlab import resources
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded

WIDE = {
    "step-forward": 32 / 24,
    "step-backward": 32 / 24,
    "chevron-left": 0.5,
    "chevron-right": 0.5,
    "chevron-down": 0.75,
}
"""Icons that are no squares: width by height."""


def draw_icon(painter: QPainter, rect: QRectF, name: str, color: QColor) -> None:
    """Draw an icon into a rectangle of a widget's painter."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    painter.drawPixmap(rect.topLeft(), _pixmap(name, color.name(), rect.width(), rect.height(), ratio))


class Icon(QWidget):
    """An icon that stands by itself, in the colour of a role."""

    def __init__(self, look: Look, name: str, role: str = "ink", size: float = 18) -> None:
        super().__init__()
        self._look = look
        self.change(name, role)
        self.setFixedSize(look.px(size), look.px(size))

    def change(self, name: str, role: str = "ink") -> None:
        """Show another icon."""
        self._name = name
        self._color = self._look.color(role)
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_icon(painter, QRectF(self.rect()), self._name, self._color)


def icon_width(name: str, height: float) -> float:
    """How wide an icon of this height is."""
    return round(height * WIDE.get(name, 1.0))


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, width: float, height: float, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    text = resources.path(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.fill(QColor(0, 0, 0, 0))
    pixmap.setDevicePixelRatio(ratio)
    with QPainter(pixmap) as painter:
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, width, height))
    return pixmap
