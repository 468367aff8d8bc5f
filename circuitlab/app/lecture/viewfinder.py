"""The picture of a lecture: what of the scene is in it, and how much there is room for."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas.label_places import LECTURE_STRIP_BELOW
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView

MARGIN, NARROW_MARGIN = 28.0, 14.0
"""At 1,080 lines, between the edge of the picture and what stands nearest to it.

The narrow one is better than a part of the circuit.
"""
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Viewfinder:
    """A view on a screen of `unit` x 1,080 lines."""

    view: CanvasView
    unit: float

    @property
    def scene(self) -> CircuitScene:
        """What is looked at."""
        return self.view.circuit_scene

    @property
    def centre(self) -> QPointF:
        """The point of the scene in the middle of the picture."""
        return self.view.mapToScene(self.view.viewport().rect().center())

    def seen(self, margin: float = MARGIN) -> QRectF:
        """What is seen of the scene, without the margins."""
        view = self.view
        margin *= self.unit / view.transform().m11()
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        return seen.adjusted(margin, margin, -margin, -margin)

    def has_room(self, rect: QRectF) -> bool:
        """Whether this part of the scene fits into the picture."""
        room = self.seen(MARGIN / 2).size()
        return rect.width() <= room.width() and rect.height() <= room.height()

    def around(self, gates: Iterable[int]) -> QRectF:
        """The part of the scene that these gates take with their numbers."""
        around = QRectF()
        for gate in gates:
            around = around.united(self.scene.rect_of(gate))
        return around

    def set_zoom(self, zoom: float) -> None:
        """See it so large, with the room that its labels need then."""
        if not self.scene.gives_room:
            self.view.set_zoom(zoom)
            return
        with self.scene.stage.told_later():
            self.view.set_zoom(zoom)
        self.scene.settle()

    def look_at_all(self, zoom: float) -> None:
        """Have the middle of the circuit in the middle."""
        self.set_zoom(zoom)
        self.view.centerOn(self.scene.extent().center())

    def is_far_too_small(self) -> bool:
        """Whether nobody has to try how the labels of the whole circuit would stand in it."""
        view, extent = self.view, self.scene.extent()
        width, height = view.viewport().width(), view.viewport().height()
        least = view.text_scale * LECTURE_STRIP_BELOW / 2
        return extent.width() * least > width or extent.height() * least > height

    def zoom_to_fit(self, margin: float, least: float = LECTURE_STRIP_BELOW) -> float:
        """Zoom so that all of it is in the picture, by the largest zoom up to 1: that one.

        It is under the least one if none is large enough.
        """
        view, zoom = self.view, 1.0
        view.set_zoom(zoom)
        margin *= 2 * self.unit
        width, height = view.viewport().width() - margin, view.viewport().height() - margin
        for _ in range(_ROUNDS):  # its text keeps its size, so that it does not shrink as much as its gates
            extent = self.scene.extent()
            if extent.isEmpty():
                return 1.0
            fitting = min(width / extent.width(), height / extent.height()) / view.text_scale
            if fitting >= zoom or zoom < least:
                break
            zoom = fitting
            view.set_zoom(zoom)
        return zoom
