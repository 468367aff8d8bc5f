"""What is seen of the scene in a view, and scrolling no further than it takes to see a part of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF
from PySide6.QtWidgets import QGraphicsView

from circuitlab.app.canvas.fitting import MARGIN

if TYPE_CHECKING:
    from circuitlab.app.canvas.scene import CircuitScene


def free_rect(view: QGraphicsView, corner: QRect) -> QRectF:
    """What is seen of the scene above the zoom box in the corner."""
    free = view.viewport().rect()
    if corner.isValid():
        free.setBottom(corner.top())
    return view.mapToScene(free).boundingRect()


def in_sight(view: QGraphicsView, rect: QRectF, above: float) -> QRectF:
    """The same rectangle where it is seen whole, and not under the zoom box: further left, or at `above`."""
    from circuitlab.app.canvas.view import CanvasView

    seen = view.mapToScene(view.viewport().rect()).boundingRect().adjusted(4, 4, -4, -4)
    box = view.corner if isinstance(view, CanvasView) else QRect()
    corner = view.mapToScene(box).boundingRect() if box.isValid() else QRectF()
    below = rect.translated(min(0.0, max(seen.left(), seen.right() - rect.width()) - rect.left()), 0)
    higher = below.translated(0, above - below.top())
    beside = below.translated(min(0.0, corner.left() - 4 - below.right()), 0)
    places = (below, higher, beside)
    return next((each for each in places if seen.contains(each) and not each.intersects(corner)), below)


def clear_corner(view: QGraphicsView, corner: QRect, rect: QRectF) -> None:
    """Scroll up no further than it takes to see this part of the scene beside the zoom box."""
    shown = view.mapFromScene(rect).boundingRect()
    if shown.intersects(corner):
        scroll(view, QPoint(0, shown.bottom() - corner.top() + round(MARGIN)))


def follow(view: QGraphicsView, rect: QRectF) -> None:
    """Scroll no further than it takes to see this part of the scene."""
    margin = round(MARGIN)
    view.ensureVisible(rect, margin, margin)


def with_what_feeds_it(scene: "CircuitScene", gate: int, room: QSizeF) -> QRectF:
    """The part of the scene that a gate takes, with what feeds it if that fits into this room."""
    alone = scene.rect_of(gate)
    around = alone
    for wire in scene.stage.circuit.incoming(gate):
        around = around.united(scene.rect_of(wire.source))
    fits = around.width() <= room.width() and around.height() <= room.height()
    return around if fits else alone


def scroll(view: QGraphicsView, by: QPoint) -> None:
    """Scroll by so many pixels."""
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + by.x())
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + by.y())
