"""From far, where no number can be read: rings round the gates that a sweep in forward mode has reached."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.surface import Surface

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage

_GAP, _WIDTH, _LAST = 2.5, 1.5, 3.5
"""In pixels on the screen: from the gate, and how thick; that of the last gate is thicker."""


class TangentRings(StageItem):
    """One item for all of them: they are painted in one call."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(9)
        self.gates: Sequence[int] = ()
        """Those that were reached, the last one at the end."""
        self._rects: list[QRectF] = []

    def tell(self, gates: Sequence[int]) -> None:
        """Ring these, where they are now."""
        self.gates = gates
        stage, gap = self._owner, _GAP / self._owner.scale.zoom
        items = [stage.gates[gate] for gate in gates]
        self._rects = [
            body_rect(item.face).translated(item.pos()).adjusted(-gap, -gap, gap, gap) for item in items
        ]
        bounds = QRectF()
        for rect in self._rects:
            bounds = bounds.united(rect)
        thick = _LAST / stage.scale.zoom
        self._claim(bounds.adjusted(-thick, -thick, thick, thick) if self._rects else bounds)

    def paint_on(self, surface: Surface) -> None:
        """The rings."""
        if not self._rects:
            return
        surface.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        surface.stroke("gradient", _WIDTH / surface.zoom)
        surface.painter.drawRects(self._rects)
        surface.stroke("gradient", _LAST / surface.zoom)
        surface.painter.drawRect(self._rects[-1])
        surface.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
