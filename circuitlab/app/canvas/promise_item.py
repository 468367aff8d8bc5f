"""What the gradient promised of the objective, in a tag above its name and value."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app import fonts
from circuitlab.app.canvas.items import STUB
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.surface import Surface, text_width

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage

TEXT = 13.0
_PADDING, _HEIGHT, _GAP = 8.0, 22.0, 4.0


class PromiseItem(StageItem):
    """Shows one tag at one gate, or nothing."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(12)
        self.shown: tuple[int, str] | None = None
        """The gate, and what is said at it."""

    def tell(self, shown: tuple[int, str] | None) -> None:
        """Show this from now on."""
        self.shown = shown
        self.refresh()

    def refresh(self) -> None:
        """The gate or the zoom may be another."""
        self._claim(self.rect().adjusted(-2, -2, 2, 2))

    def rect(self) -> QRectF:
        """Where the tag stands: above all labels, or, where these stand under the gate, below them."""
        item = None if self.shown is None else self._owner.gates.get(self.shown[0])
        if self.shown is None or item is None or self._owner.is_far:
            return QRectF()
        size = self._owner.scale.px(TEXT)
        scale = size / TEXT
        width = text_width(self.shown[1], size, fonts.SEMIBOLD) + 2 * _PADDING * scale
        height, places = _HEIGHT * scale, item.places
        if places.strip:
            place = QRectF(-width / 2, places.bounds.bottom() + _GAP, width, height)
        else:  # it ends where the labels do: beside them there may be no more canvas
            right = max(places.value.right(), places.gradient.right(), item.port(-1).x() - item.x() + STUB)
            top = min(places.value.top(), places.name.top()) - _GAP - height
            place = QRectF(right - width, top, width, height)
        return place.translated(item.pos())

    def paint_on(self, surface: Surface) -> None:
        """The tag."""
        rect = self.rect()
        if self.shown is None or rect.isEmpty():
            return
        size = self._owner.scale.px(TEXT)
        surface.stroke("gradient", 1.0)
        surface.painter.setBrush(surface.color("gradient_tint"))
        surface.painter.drawRoundedRect(rect, 6 * size / TEXT, 6 * size / TEXT)
        at = QPointF(rect.center())
        ink = surface.color("gradient")
        surface.text(at, self.shown[1], size, ink, weight=fonts.SEMIBOLD, align="center")
