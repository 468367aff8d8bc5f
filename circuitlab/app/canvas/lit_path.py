"""A path along the wires that is lit: its wires under the gates, and its local gradients over them."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app import fonts
from circuitlab.app.canvas import wire_painter
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.surface import DETAILS_FROM, Surface, text_width

if TYPE_CHECKING:
    from circuitlab.app.canvas.items import GateItem, WireItem
    from circuitlab.app.canvas.routes import Run
    from circuitlab.app.canvas.stage import Stage

TEXT = 14.0
_HEIGHT, _PADDING, _GAP = 22.0, 7.0, 7.0
_LEAST_PX = 2.0
"""So thick its wires are on the screen at least, from however far."""
_ROUND_UP_TO = 500
"""Of a path along more wires than these, all lines are painted at once: corners stay sharp."""


class LitWires(StageItem):
    """The wires of the path that the frame lights."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(0.7)  # above all wires, under the gates and their labels

    def refresh(self) -> None:
        """Take over what the stage shows now."""
        bounds = QRectF()
        for run in self._runs():
            bounds = bounds.united(run.bounds)
        self._claim(bounds.adjusted(-30, -30, 30, 30) if not bounds.isEmpty() else bounds)

    def _runs(self) -> "Iterator[Run]":
        lit, runs = self._owner.lit, self._owner.routes.runs
        return (runs[wire] for wire in (() if lit is None else lit.wires) if wire in runs)

    def paint_on(self, surface: Surface) -> None:
        """Each wire in the gradient's colour, as thick as a current one."""
        runs, lit = list(self._runs()), self._owner.lit
        surface.stroke("gradient", max(surface.theme.current_width, _LEAST_PX / surface.zoom))
        if len(runs) > _ROUND_UP_TO or lit is None:
            surface.painter.drawLines(list(chain.from_iterable(run.lines for run in runs)))
            return
        for run in runs:
            surface.painter.drawPath(run.whole)
        for run in runs:
            wire_painter.paint_dots(surface, run.dots, "gradient")
        for wire in lit.wires:
            if wire in self._owner.wires:
                self._owner.wires[wire].branch.paint(surface)


class LitFactors(StageItem):
    """What the gates of that path multiply by, at each of them."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(10)

    def refresh(self) -> None:
        """Take over what the stage shows now."""
        bounds = QRectF()
        for rect, _ in self._chips():
            bounds = bounds.united(rect)
        self._claim(bounds.adjusted(-2, -2, 2, 2) if not bounds.isEmpty() else bounds)

    def _chips(self) -> Iterator[tuple[QRectF, str]]:
        stage, lit = self._owner, self._owner.lit
        if lit is None or stage.scale.zoom < DETAILS_FROM:
            return
        wire_into = dict(zip(lit.gates[1:], lit.wires, strict=True))
        for gate, text in lit.factors:
            if gate in stage.gates and wire_into[gate] in stage.wires:
                yield self._rect(stage.gates[gate], stage.wires[wire_into[gate]], text), text

    def _rect(self, item: "GateItem", wire: "WireItem", text: str) -> QRectF:
        """Under the gate; where its numbers stand there, on the wire before its port."""
        size = self._owner.scale.px(TEXT)
        scale = size / TEXT
        width = text_width(text, size, fonts.SEMIBOLD) + 2 * _PADDING * scale
        rect, body = QRectF(0, 0, width, _HEIGHT * scale), body_rect(item.face)
        if item.places.strip:
            message, (x, y) = wire.branch.rect, wire.run.points[-1]
            right = x - _GAP if message.isEmpty() else message.left()
            rect.moveCenter(QPointF(right - _GAP - width / 2, y))
            return rect
        bottom = item.places.caption.bottom() if item.state.caption else body.bottom()
        rect.moveCenter(QPointF(body.center().x(), max(bottom, body.bottom()) + _GAP + rect.height() / 2))
        return rect.translated(item.pos())

    def paint_on(self, surface: Surface) -> None:
        """A box with "× −4" for each."""
        size = surface.px(TEXT)
        for rect, text in self._chips():
            surface.stroke("gradient", 1.5)
            surface.painter.setBrush(surface.color("canvas"))
            surface.painter.drawRoundedRect(rect, 5 * size / TEXT, 5 * size / TEXT)
            ink = surface.color("ink")
            surface.text(rect.center(), text, size, ink, weight=fonts.SEMIBOLD, align="center")
