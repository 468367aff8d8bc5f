"""The circuit as a Qt scene: what tools, session and window need of it. Items hold ids and paint."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneHelpEvent

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.hits import OUTPUT, Hit, hit_at
from circuitlab.app.canvas.label_places import Scale
from circuitlab.app.canvas.lit_path import LitFactors, LitWires
from circuitlab.app.canvas.mirror import Mirror
from circuitlab.app.canvas.motion_layer import MotionLayer
from circuitlab.app.canvas.overlay import Overlay, OverlayItem
from circuitlab.app.canvas.promise_item import PromiseItem
from circuitlab.app.canvas.routes import LARGE
from circuitlab.app.canvas.stage import Stage
from circuitlab.app.canvas.tangents import TangentLayer
from circuitlab.app.canvas.tips import show_tip, tip_at
from circuitlab.app.guard import guarded
from circuitlab.app.theme import LIGHT, Theme
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.layout.ground import Point

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label

__all__ = ["OUTPUT", "CircuitScene", "Hit"]

LECTURE_SCALE = 2.75
_LECTURE_FACTOR = 1.1
"""In a lecture hall labels grow by 2.75 where gates grow by 2.5."""


class CircuitScene(QGraphicsScene):
    """All gates and wires of one circuit, and the overlay above them."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.stage = Stage(theme)
        self._mirror = Mirror(self.stage, self)
        self._overlay_item = OverlayItem(self.stage)
        self.addItem(self.stage.far)
        self.addItem(self._overlay_item)
        self.motion = MotionLayer(self.stage, self)
        self.promise = PromiseItem(self.stage)
        self.addItem(self.promise)
        self._lit = (LitWires(self.stage), LitFactors(self.stage))
        for item in self._lit:
            self.addItem(item)
        self.tangents = TangentLayer(self.stage, self)
        self._overlaid: frozenset[int] = frozenset()

    @property
    def overlay(self) -> Overlay:
        """What the tools lay over the circuit."""
        return self.stage.overlay

    @guarded
    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        """A tooltip is asked for."""
        show_tip(event, tip_at(self.stage, self.hit(event.scenePos(), 6.0)))

    # The mirror ----------------------------------------------------------------------------------

    def reset(self, circuit: Circuit) -> None:
        """Show another circuit; gates without a position stand at the origin."""
        self.motion.clear()
        self.tangents.tell(None)
        self._mirror.reset(circuit)
        self.overlay_changed()

    def apply(self, changes: Changes) -> None:
        """Take over changes that the circuit has just taken."""
        self.motion.clear()
        if changes.is_structural:
            self.tangents.tell(None)
        self._mirror.apply(changes)
        self._light()
        self.tangents.refresh()

    def show(self, frame: Frame | None) -> None:
        """Show the values and gradients of a frame; None: nothing is computed."""
        self.stage.show(frame)
        self._mirror.labels_told()
        self.motion.tell()
        self.promise.refresh()
        self._light()
        if frame is None or frame.motion is None:  # labels have their places
            self.tangents.refresh()

    def stand(self, places: Mapping[int, Point]) -> None:
        """Show the gates there instead of where the circuit has them; none: there again."""
        self._mirror.stand(places)
        self.motion.renew()

    def place_of(self, gate: int) -> Point:
        """Where a gate is shown."""
        return self.stage.standing.of(self.stage.circuit.gates[gate]) or (0.0, 0.0)

    def make_room(self) -> None:
        """The labels have another size: wires give them room, but for a circuit that takes long to route."""
        if self.gives_room:
            self.settle()

    @property
    def gives_room(self) -> bool:
        """Whether its wires are routed anew for every size of its labels."""
        return len(self.stage.wires) < LARGE

    def settle(self) -> None:
        """Route all wires anew, with the room that the labels of the frame need."""
        self._mirror.settle()
        self.motion.renew()

    def select(self, ids: Iterable[int]) -> None:
        """Ring these gates and highlight these wires."""
        before, self.stage.selection = self.stage.selection, frozenset(ids)
        self._tell(before ^ self.stage.selection)

    def overlay_changed(self) -> None:
        """Repaint what the tools have put into `overlay`."""
        marked = {gate for gate, _ in self.overlay.marks}
        hovered = {key for key in (self.overlay.hover, self.overlay.hidden_wire) if key is not None}
        now = frozenset(marked | hovered | self.overlay.stops)
        self._tell(now | self._overlaid)
        self._overlaid = now
        self._overlay_item.refresh()

    # How it looks --------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Repaint in other colours."""
        self.stage.theme = theme
        self.update()

    def set_text_scale(self, scale: float, *, lecture: bool = False) -> None:
        """Size of names and numbers: 1 is 100 %, 2.75 the lecture hall. The view enlarges with it.

        lecture: as lecture mode shows them, whatever the size of its screen makes of the scale.
        """
        share = 1.0 if lecture else min(1.0, max(0.0, scale - 1) / (LECTURE_SCALE - 1))
        self._rescale(Scale(self.stage.scale.zoom, 1 + share * (_LECTURE_FACTOR - 1), lecture))

    def set_zoom(self, zoom: float) -> None:
        """The view tells how many pixels a unit has, at text size 100 %."""
        self._rescale(replace(self.stage.scale, zoom=zoom))

    def _light(self) -> None:
        """The path that is lit is another one, or lies elsewhere."""
        for item in self._lit:
            item.refresh()

    def _rescale(self, scale: Scale) -> None:
        if scale == self.stage.scale:
            return
        self.stage.set_scale(scale)
        self.motion.renew()
        self._light()
        self._overlay_item.refresh()
        self.promise.refresh()
        self.tangents.refresh()

    # Where things are ----------------------------------------------------------------------------

    def hit(self, point: QPointF, tolerance: float = 12.0) -> Hit:
        """What is at a scene point; ports catch within `tolerance`."""
        return hit_at(self.stage, point, tolerance)

    def port_position(self, gate: int, port: int) -> QPointF:
        """Scene position of an input port, or with OUTPUT of the output port."""
        return self.stage.gates[gate].port(port)

    def value_rect(self, gate: int) -> QRectF:
        """Where the gate's value is written: an editor goes there."""
        item = self.stage.gates[gate]
        return item.places.value.translated(item.pos())

    def name_rect(self, gate: int) -> QRectF:
        """Where the gate's name is, or would be, written."""
        item = self.stage.gates[gate]
        return item.places.name.translated(item.pos())

    def gates_in(self, rect: QRectF) -> list[int]:
        """Ids of the gates whose bodies lie inside the rectangle."""
        rect = rect.normalized()
        gates = self.stage.gates.items()
        return [key for key, item in gates if rect.contains(body_rect(item.face).translated(item.pos()))]

    def label_rect(self, label: "Label") -> QRectF:
        """Where a number is written, or will be."""
        what, key = label
        if what == "message":
            wire = self.stage.wires[key]
            rect, (x, y) = wire.branch.rect, wire.run.points[-1]
            return QRectF(x - 60, y - 12, 48, 24) if rect.isEmpty() else rect
        item = self.stage.gates[key]
        rect = item.places.value if what == "value" else item.places.gradient
        return rect.translated(item.pos())

    def rect_of(self, gate: int) -> QRectF:
        """What a gate takes up, its labels included."""
        item = self.stage.gates[gate]
        return item.boundingRect().translated(item.pos())

    def extent(self) -> QRectF:
        """What the circuit takes up, labels included; empty without gates."""
        return self.stage.extent().adjusted(0, 0, 0, self.tangents.room)

    # Inner ---------------------------------------------------------------------------------------

    def _tell(self, ids: Iterable[int]) -> None:
        ids = set(ids)
        self.stage.tell_gates(ids & self.stage.gates.keys())
        self.stage.tell_wires(ids & self.stage.wires.keys())
        self.stage.far.changed(())
