"""What the painted items of a stage have in common: bounds that they claim, and a surface to paint on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from circuitlab.app.canvas.surface import Surface
from circuitlab.app.guard import guarded, guarded_or

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage


class StageItem(QGraphicsItem):
    """An item that paints on the surface of its stage."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__()
        self._owner = owner
        self._bounds = QRectF()

    def paint_on(self, surface: Surface) -> None:
        """Paint on any surface, also an exported one."""
        raise NotImplementedError

    @guarded_or(lambda *_: QRectF())
    def boundingRect(self) -> QRectF:
        """What it covers, as it was told last."""
        return self._bounds

    @guarded
    def paint(self, painter: QPainter, _: QStyleOptionGraphicsItem, __: QWidget | None = None) -> None:
        """Paint it on the screen."""
        self.paint_on(self._owner.surface(painter))

    def _claim(self, bounds: QRectF) -> None:
        """Cover this from now on, and paint it anew."""
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()
