"""What is seen of the scene in a view, and scrolling no further than it takes to see a part of it."""

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QGraphicsView

from circuitlab.app.canvas.fitting import MARGIN


def free_rect(view: QGraphicsView, corner: QRect) -> QRectF:
    """What is seen of the scene above the zoom box in the corner."""
    free = view.viewport().rect()
    if corner.isValid():
        free.setBottom(corner.top())
    return view.mapToScene(free).boundingRect()


def clear_corner(view: QGraphicsView, corner: QRect, rect: QRectF) -> None:
    """Scroll up no further than it takes to see this part of the scene beside the zoom box."""
    shown = view.mapFromScene(rect).boundingRect()
    if shown.intersects(corner):
        scroll(view, QPoint(0, shown.bottom() - corner.top() + round(MARGIN)))


def follow(view: QGraphicsView, rect: QRectF) -> None:
    """Scroll no further than it takes to see this part of the scene."""
    margin = round(MARGIN)
    view.ensureVisible(rect, margin, margin)


def scroll(view: QGraphicsView, by: QPoint) -> None:
    """Scroll by so many pixels."""
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + by.x())
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + by.y())
