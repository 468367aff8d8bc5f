"""The far view: all gates and wires painted in bulk by one item, when none of them could be read anyway."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from circuitlab.app.canvas.gate_painter import body_rect
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.guard import guarded
from circuitlab.gates.kind import Shape

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage

FAR = 0.4
"""Under this zoom the far view takes over."""


class FarLayer(QGraphicsItem):
    """Bodies as filled boxes by state, wires as lines."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__()
        self._owner = owner
        self._lines: list[QLineF] | None = None
        self._boxes: dict[str, list[QRectF]] | None = None
        self._bounds = QRectF()
        self.setVisible(False)

    def moved(self) -> None:
        """Gates or wires are elsewhere now."""
        self._lines = None
        self.changed()

    def changed(self) -> None:
        """Gates are in other states now."""
        self._boxes = None
        if self.isVisible():
            bounds = self._owner.extent()
            if bounds != self._bounds:
                self.prepareGeometryChange()
                self._bounds = bounds
            self.update()

    def boundingRect(self) -> QRectF:
        """The whole circuit."""
        return self._bounds

    @guarded
    def paint(self, painter: QPainter, _: QStyleOptionGraphicsItem, __: QWidget | None = None) -> None:
        """Paint everything in a few calls."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.paint_on(self._owner.surface(painter))

    def paint_on(self, surface: Surface) -> None:
        """Wires first, then the boxes of each colour."""
        if self._lines is None:
            self._lines = [
                QLineF(*a, *b) for run in self._owner.routes.runs.values() for a, b in pairwise(run.points)
            ]
        if self._boxes is None:
            self._boxes = self._sorted_boxes()
        hairline = max(surface.theme.wire_width, 1.0 / surface.zoom)
        surface.stroke("wire", hairline)
        surface.painter.drawLines(self._lines)
        for role, boxes in self._boxes.items():
            ring = role in ("ink", "value", "gradient")
            surface.stroke(role if ring else "secondary", hairline * (3 if ring else 1))
            surface.painter.setBrush(surface.color("gate" if ring else role))
            surface.painter.drawRects(boxes)

    def _sorted_boxes(self) -> dict[str, list[QRectF]]:
        boxes: dict[str, list[QRectF]] = {}
        for item in self._owner.gates.values():
            rect = body_rect(item.face).translated(item.pos())
            state = self._owner.state(item.key)
            if state.origin or state.hatched:
                role = "non_finite"
            elif state.done:
                role = "gradient_tint"
            elif state.computed or item.face.shape is Shape.SQUARE:
                role = "value_tint"
            else:
                role = "gate"
            boxes.setdefault(role, []).append(rect)
            if state.current is not None:
                boxes.setdefault("value" if state.current == "forward" else "gradient", []).append(rect)
            if item.key in self._owner.selection:
                boxes.setdefault("ink", []).append(rect)
        return dict(sorted(boxes.items(), key=lambda entry: entry[0] in ("ink", "value", "gradient")))
