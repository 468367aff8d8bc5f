"""The items that move: pulses with their trails, and the cards of the gates that act.

Each is an item of its own, so that a frame of an animation repaints no more than what moved.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QRectF

from circuitlab.app.canvas import label_painter, wire_painter
from circuitlab.app.canvas.label_places import moving_scale
from circuitlab.app.canvas.motion_ways import Way, ways
from circuitlab.app.canvas.pulses import Card, Pulse
from circuitlab.app.canvas.sight import in_sight
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.surface import Surface

if TYPE_CHECKING:
    from circuitlab.app.canvas.items import WireItem
    from circuitlab.app.canvas.stage import Stage


class Moving(NamedTuple):
    """A pulse, and where it is."""

    pulse: Pulse
    way: Way


T = TypeVar("T", Moving, Card)


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


class PulseItem(MovingItem[Moving]):
    """A pulse, and the trail between it and where it came from."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(11)

    @property
    def pulse(self) -> Pulse | None:
        """What it shows."""
        return None if self._shown is None else self._shown.pulse

    @property
    def pill_scale(self) -> float:
        """Of the pill."""
        return moving_scale(self._owner.scale)

    def _extent(self, shown: Moving) -> QRectF:
        bounds = shown.way.rect.adjusted(-3, -3, 3, 3)
        for x, y in shown.way.trail:
            bounds = bounds.united(QRectF(x - 4, y - 4, 8, 8))
        asked = self._asked(shown.pulse)
        return bounds if asked is None else bounds.united(asked.branch.rect.adjusted(-4, -4, 4, 4))

    def _asked(self, pulse: Pulse) -> "WireItem | None":
        """The wire whose message is asked for, where this shows the way of it."""
        looks, wire = self._owner.looks, pulse.wire
        if looks is None or wire is None or looks.frame.covers.asked != ("message", wire):
            return None
        return self._owner.wires.get(wire)

    def paint_on(self, surface: Surface) -> None:
        """The trail, and over it the pill."""
        if self._shown is None:
            return
        pulse, way = self._shown
        wire_painter.paint_trail(surface, way.trail, label_painter.shade(pulse.role), pulse.opacity)
        if pulse.text is not None:
            label_painter.paint_pulse(surface, way.center, pulse.text, pulse.role, self.pill_scale)
        asked = self._asked(pulse)
        if asked is not None:  # its place is not struck out
            asked.branch.paint(surface, asked=True)


class CardItem(MovingItem[Card]):
    """The card under a gate that acts."""

    def __init__(self, owner: "Stage") -> None:
        super().__init__(owner)
        self.setZValue(10)
        self._place = QRectF(), 0.0

    def tell(self, shown: Card) -> None:
        """Show this from now on, also where only the view is another."""
        if self._rect(shown) != self._place:
            self._shown = None
        super().tell(shown)

    def _rect(self, card: Card) -> tuple[QRectF, float]:
        item = self._owner.gates[card.gate]
        size = self._owner.scale.px(label_painter.CARD_TEXT)
        below = item.places.bounds.bottom() if item.places.strip or item.state.caption else 0.0
        rect = label_painter.card_rect(item.face, card.rows, size, below).translated(item.pos())
        above = item.places.bounds.top() + item.pos().y() - label_painter.CARD_GAP - rect.height()
        scene = self.scene()
        for view in () if scene is None else scene.views():
            rect = in_sight(view, rect, above)
        return rect, size

    def _extent(self, shown: Card) -> QRectF:
        self._place = self._rect(shown)
        return self._place[0].adjusted(-2, -2, 2, 2)

    def paint_on(self, surface: Surface) -> None:
        """The card."""
        if self._shown is None:
            return
        rect, size = self._place
        surface.painter.setOpacity(self._shown.opacity)
        label_painter.paint_card(surface, rect, self._shown.rows, size)
        surface.painter.setOpacity(1.0)


def moving(stage: "Stage", shown: Sequence[Pulse]) -> list[Moving]:
    """These pulses, each where it is beside the others; none of a wire or gate that is no more there."""
    there = [pulse for pulse in shown if pulse.wire in stage.routes.runs or pulse.gate in stage.gates]
    return [Moving(pulse, way) for pulse, way in zip(there, ways(stage, there), strict=True)]


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
