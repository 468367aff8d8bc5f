"""The items that move: pulses with their trails, and the cards of the gates that act.

Each is an item of its own, so that a frame of an animation repaints no more than what moved.
"""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas import label_painter, wire_painter
from circuitlab.app.canvas.items import STUB
from circuitlab.app.canvas.label_places import moving_scale, tangent_rect
from circuitlab.app.canvas.pulses import Card, Pulse
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.canvas.wire_painter import Point

if TYPE_CHECKING:
    from circuitlab.app.canvas.items import GateItem
    from circuitlab.app.canvas.stage import Stage

T = TypeVar("T", Pulse, Card)
_PORT = 7.0
"""Where a trail begins, from the centre of its port."""


class MovingItem(StageItem, Generic[T]):
    """One pulse or one card, where and as it is in this frame."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self._shown: T | None = None
        self._told_at = owner.scale

    def tell(self, shown: T) -> None:
        """Show this from now on."""
        scale = self._owner.scale
        if (shown, scale) == (self._shown, self._told_at):
            return
        self._shown, self._told_at = shown, scale
        self._claim(self._extent(shown))

    def _extent(self, shown: T) -> QRectF:
        raise NotImplementedError


class PulseItem(MovingItem[Pulse]):
    """A pulse, and the trail between it and where it came from."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(11)

    @property
    def _scale(self) -> float:
        """Of the pill."""
        return moving_scale(self._owner.scale)

    def _way(self, pulse: Pulse) -> tuple[QPointF, list[Point]]:
        """Where the pulse is, and the line behind it."""
        if pulse.wire is None:
            return self._way_at_port(pulse)
        run = self._owner.routes.runs[pulse.wire]
        if pulse.text is None:  # the path alone, from port to port
            return QPointF(*run.at(run.length)), wire_painter.part(run.points, _PORT, run.length - _PORT)
        source = self._owner.gates[self._owner.circuit.wires[pulse.wire].source]
        label = _label(source, pulse)
        onward = pulse.role != "gradient"
        near = min(max(label.x() - run.points[0][0], 0.0), run.length)
        port = run.at(near)
        drop = math.dist(port, (label.x(), label.y()))
        # The way begins, or ends, in the label, and takes the wire from below or above it.
        whole = drop + run.length - near
        share = pulse.share if onward else 1 - pulse.share
        distance = whole * share - drop + near
        if onward:
            trail = wire_painter.part(run.points, near, max(distance, near))
        else:
            trail = wire_painter.part(run.points, max(distance, near), run.length - _PORT)
        if distance >= near:
            return QPointF(*run.at(max(distance, near))), trail
        return label + (QPointF(*port) - label) * (whole * share / drop), trail

    def _way_at_port(self, pulse: Pulse) -> tuple[QPointF, list[Point]]:
        item = self._owner.gates[pulse.gate or 0]
        port = item.port(-1)
        label = _label(item, pulse)
        if pulse.role != "gradient":
            return port + (label - port) * pulse.share, []
        if not pulse.from_outside:
            return label + (port - label) * pulse.share, []
        outside = port + QPointF(STUB, 0)
        return outside + (label - outside) * pulse.share, []

    def _extent(self, shown: Pulse) -> QRectF:
        center, trail = self._way(shown)
        bounds = label_painter.pulse_rect(center, shown.text or "", self._scale).adjusted(-3, -3, 3, 3)
        for x, y in trail:
            bounds = bounds.united(QRectF(x - 4, y - 4, 8, 8))
        return bounds

    def paint_on(self, surface: Surface) -> None:
        """The trail, and over it the pill."""
        if self._shown is None:
            return
        center, trail = self._way(self._shown)
        wire_painter.paint_trail(surface, trail, label_painter.shade(self._shown.role), self._shown.opacity)
        if self._shown.text is not None:
            role = self._shown.role
            label_painter.paint_pulse(surface, center, self._shown.text, role, self._scale)


def _label(item: "GateItem", pulse: Pulse) -> QPointF:
    """The middle of where a gate's number stands that this is, or becomes."""
    places = item.places
    if pulse.role == "tangent":
        return item.pos() + tangent_rect(places, pulse.text or "").center()
    return item.pos() + (places.value if pulse.role == "value" else places.gradient).center()


class CardItem(MovingItem[Card]):
    """The card under a gate that acts."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(10)

    def _rect(self, card: Card) -> tuple[QRectF, float]:
        item = self._owner.gates[card.gate]
        size = self._owner.scale.px(label_painter.CARD_TEXT)
        below = item.places.bounds.bottom() if item.places.strip or item.state.caption else 0.0
        rect = label_painter.card_rect(item.face, card.rows, size, below)
        return rect.translated(item.pos()), size

    def _extent(self, shown: Card) -> QRectF:
        return self._rect(shown)[0].adjusted(-2, -2, 2, 2)

    def paint_on(self, surface: Surface) -> None:
        """The card."""
        if self._shown is None:
            return
        rect, size = self._rect(self._shown)
        surface.painter.setOpacity(self._shown.opacity)
        label_painter.paint_card(surface, rect, self._shown.rows, size)
        surface.painter.setOpacity(1.0)


class Pool(Generic[T]):
    """As many items as there are things to show: those left over are hidden and kept."""

    def __init__(self, make: Callable[[], MovingItem[T]]) -> None:
        self._make: Callable[[], MovingItem[T]] = make
        self._items: list[MovingItem[T]] = []
        self.used = 0

    def tell(self, shown: Sequence[T]) -> None:
        """Show these."""
        while len(self._items) < len(shown):
            self._items.append(self._make())
        for item, what in zip(self._items, shown, strict=False):
            item.tell(what)
            item.setVisible(True)
        for item in self._items[len(shown) : self.used]:
            item.setVisible(False)
        self.used = len(shown)

    @property
    def items(self) -> list[MovingItem[T]]:
        """Those that show something."""
        return self._items[: self.used]
