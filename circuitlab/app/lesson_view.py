"""The view of a slide: shown on the canvas, and read off it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from circuitlab.app.canvas.view import CanvasView
from circuitlab.circuit.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.teach.lessons.lesson import View


def show_view(canvas: CanvasView, circuit: Circuit, wanted: "View | None") -> None:
    """Look at what a slide wants to be looked at; None: the whole circuit."""
    if wanted is None:
        canvas.fitting.show_circuit()
        return
    canvas.set_zoom(wanted.zoom)
    if isinstance(wanted.centre, tuple):
        canvas.centerOn(QPointF(*wanted.centre))
        return
    gate = circuit.names.get(wanted.centre)
    if gate is not None:
        canvas.centerOn(canvas.circuit_scene.rect_of(gate).center())


def seen_view(canvas: CanvasView) -> "View | None":
    """What is looked at now, for a slide; None where the circuit is fitted into the view."""
    from circuitlab.teach.lessons.lesson import View

    sight = canvas.fitting.sight
    if sight.again is not None:
        return None
    return View((round(sight.centre.x(), 1), round(sight.centre.y(), 1)), round(sight.zoom, 4))
