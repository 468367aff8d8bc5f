"""All that moves over a circuit in one frame: a pool of pulses and a pool of cards."""

from typing import TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from circuitlab.app.canvas.motion_items import CardItem, Pool, PulseItem, moving
from circuitlab.app.canvas.pulses import cards, pulses
from circuitlab.app.canvas.stage import Stage

Item = TypeVar("Item", bound=QGraphicsItem)


class MotionLayer:
    """Adds to the scene as many items as are ever needed at once."""

    def __init__(self, stage: Stage, scene: QGraphicsScene) -> None:
        def added(item: Item) -> Item:
            scene.addItem(item)
            return item

        self._stage = stage
        self.pulses = Pool(lambda: added(PulseItem(stage)))
        self._cards = Pool(lambda: added(CardItem(stage)))

    def tell(self) -> None:
        """Show what moves in the frame that the stage shows."""
        looks = self._stage.looks
        self.pulses.tell([] if looks is None else moving(self._stage, pulses(looks)))
        self._cards.tell([] if looks is None else cards(looks))

    def renew(self) -> None:
        """The zoom is another, or wires run elsewhere: so do the pulses, and cards have their least size."""
        if self.pulses.used or self._cards.used:
            self.tell()

    def clear(self) -> None:
        """Show nothing."""
        self.pulses.tell([])
        self._cards.tell([])

    def cards_rect(self) -> QRectF:
        """What the cards of the gates that act take up."""
        rect = QRectF()
        for item in self._cards.items:
            rect = rect.united(item.boundingRect())
        return rect
