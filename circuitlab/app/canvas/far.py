"""The far view: all gates and wires painted in bulk by one item, when none of them could be read anyway."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.guard import guarded, guarded_or

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage

FAR = 0.2
"""Under this zoom the far view takes over."""
TINTS = ("gate", "value_tint", "gradient_tint", "non_finite")
RINGS = ("value", "gradient", "ink")


class FarLayer(QGraphicsItem):
    """Bodies as filled boxes by state, wires as lines. What is asked for is made when it is first painted."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__()
        self._owner = owner
        self._bodies: dict[int, QRectF] = {}
        self._tints: dict[int, str] = {}
        self._lines: list[QLineF] | None = None
        self._boxes: dict[str, list[QRectF]] | None = None
        self._bounds = QRectF()
        self.setVisible(False)

    def moved(self, gates: Iterable[int] | None = None) -> None:
        """These gates and their wires are elsewhere now; None: all of them."""
        self._lines = self._boxes = None
        self._bodies.clear()
        if not self.isVisible():
            return
        self.prepareGeometryChange()
        if gates is None:
            self._bounds = self._owner.extent()
        for key in gates or ():
            item = self._owner.gates[key]
            self._bounds = self._bounds.united(item.boundingRect().translated(item.pos()))
        self.update()

    def changed(self, gates: Iterable[int] | None = None) -> None:
        """These gates are in other states now; None: all of them."""
        if gates is None:
            self._tints.clear()
        else:
            for key in gates:
                self._tints.pop(key, None)
        self._boxes = None
        self.update()

    @guarded_or(lambda *_: QRectF())
    def boundingRect(self) -> QRectF:
        """The whole circuit."""
        return self._bounds

    @guarded
    def paint(self, painter: QPainter, _: QStyleOptionGraphicsItem, __: QWidget | None = None) -> None:
        """Paint everything in a few calls: wires first, then the boxes of each colour."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        surface = self._owner.surface(painter)
        if self._lines is None:
            self._lines = list(chain.from_iterable(run.lines for run in self._owner.routes.runs.values()))
        if self._boxes is None:
            self._boxes = self._sorted_boxes()
        hairline = max(surface.theme.wire_width, 1.0 / surface.zoom)
        surface.stroke("wire", hairline)
        painter.drawLines(self._lines)
        for role in (*TINTS, *RINGS):
            ring = role in RINGS
            surface.stroke(role if ring else "secondary", hairline * (3 if ring else 1))
            if not ring:
                painter.setBrush(surface.color(role))
            painter.drawRects(self._boxes[role])

    def _sorted_boxes(self) -> dict[str, list[QRectF]]:
        """The bodies by tint, and those that wear a ring by its colour."""
        self._complete()
        bodies = self._bodies
        boxes: dict[str, list[QRectF]] = {role: [] for role in (*TINTS, *RINGS)}
        for key, rect in bodies.items():
            boxes[self._tints[key]].append(rect)
        looks = self._owner.looks
        for key, pass_ in ({} if looks is None else looks.cast.acting).items():
            if key in bodies:
                boxes["value" if pass_ == "forward" else "gradient"].append(bodies[key])
        boxes["ink"] += [bodies[key] for key in self._owner.selection if key in bodies]
        return boxes

    def _complete(self) -> None:
        """Find what was forgotten: scrubbing a large circuit asks for few of its gates anew."""
        owner, looks = self._owner, self._owner.looks
        if not self._bodies:
            for key, item in owner.gates.items():
                self._bodies[key] = body_rect(item.face).translated(item.pos())
        for key in owner.gates.keys() - self._tints.keys():
            self._tints[key] = "gate" if looks is None or not looks.knows(key) else looks.tint(key)
