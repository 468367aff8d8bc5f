"""The graphics items of gates and wires: each holds an id and what it was last told to show, and paints."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas import label_painter, wire_painter
from circuitlab.app.canvas.branch_message import BranchMessage, PortPlace
from circuitlab.app.canvas.face import Face
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.gate_painter import IDLE, Touch, paint_gate
from circuitlab.app.canvas.ghosts import paint_ghosts, placed
from circuitlab.app.canvas.label_blocks import Spot
from circuitlab.app.canvas.label_places import Places, Scale, places_of, pull_room, room_on_the_left
from circuitlab.app.canvas.routes import Run
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.state import State, WireState
from circuitlab.app.canvas.surface import DETAILS_FROM, Surface
from circuitlab.app.canvas.wide_square import with_room
from circuitlab.layout import metrics

if TYPE_CHECKING:
    from circuitlab.app.canvas.stage import Stage

STUB = 73.0
"""Length of the wire at an output that feeds nothing."""
SHAPES_ASIDE, WORDS_ASIDE = 0.6, 0.8
"""Opacity of what steps back in a lecture: its shapes, and its numbers and names, which stay readable."""


class GateItem(StageItem):
    """One gate with its labels."""

    def __init__(self, key: int, owner: "Stage", face: Face) -> None:
        super().__init__(owner)
        self.key = key
        self.face = face
        self.state = State()
        self.touch = IDLE
        self.places: Places = places_of(face, self.state, Scale())
        self._scale = Scale()
        self.setZValue(1)

    def tell(self, face: Face, state: State, touch: Touch, scale: Scale, *, spot: Spot, room: float) -> None:
        """Show this from now on. room: how far its wires run straight."""
        self.face = face = with_room(face, scale)
        self.state, self.touch, self._scale = state, touch, scale
        room = STUB if face.loose else room
        self.places = placed(places_of(face, state, scale, spot), face, state, scale, room)
        far = scale.zoom < DETAILS_FROM
        self.setZValue(2 if far and state.from_far else 1)  # its numbers may reach over others
        self._claim(self._extent())

    def _extent(self) -> QRectF:
        body = body_rect(self.face).adjusted(-10, -10, 12, 8)
        body.adjust(-self.room_of_pull() - room_on_the_left(self.face, self._scale.zoom), 0, 0, 0)
        if self.face.objective:
            body.adjust(0, -20, 0, 0)
        flag = (self._scale.px(20) if self._scale.lecture else 20) if self.face.objective else 0
        labels = self.places.bounds.adjusted(-3, -6, 3 + flag, 4)
        bounds = body.united(labels)
        return bounds.united(self._stub_rect()) if self.face.loose else bounds

    def room_of_pull(self) -> float:
        """What its pull takes on its left in the end."""
        looks = self._owner.looks
        in_words = looks is not None and looks.knows(self.key) and looks.ends_without_pull(self.key)
        return pull_room(self.face, self._owner.scale, in_words=in_words)

    def _stub_rect(self) -> QRectF:
        start, end = self.stub
        return QRectF(start.x(), start.y() - 3, end.x() - start.x(), 6)

    @property
    def stub(self) -> tuple[QPointF, QPointF]:
        """Both ends of the wire at an output that feeds nothing."""
        out = QPointF(*metrics.output_port(self.face.shape, self.face.inputs, objective=self.face.objective))
        labels = 0.0 if self.places.strip else max(self.places.value.width(), self.places.gradient.width())
        return out, QPointF(out.x() + max(STUB, labels + 2 * metrics.LABEL_INSET), out.y())

    def port(self, port: int) -> QPointF:
        """Scene position of an input port, or with -1 of the output port."""
        face = self.face
        if port < 0:
            local = metrics.output_port(face.shape, face.inputs, objective=face.objective)
        else:
            local = metrics.input_port(face.shape, face.inputs, port)
        return self.pos() + QPointF(*local)

    def paint_on(self, surface: Surface) -> None:
        """Paint on any surface, also an exported one."""
        if self.face.loose:
            surface.stroke("wire", surface.theme.wire_width)
            surface.painter.drawLine(*self.stub)
        words = surface
        far = self._scale.zoom < DETAILS_FROM
        if self.state.aside and not (far and self.state.spoken):
            surface, words = surface.faded(SHAPES_ASIDE), surface.faded(WORDS_ASIDE)
        paint_gate(surface, self.face, self.state, self.touch, words)
        label_painter.paint_labels(words, self.face, self.state, self.places)
        paint_ghosts(words, self.state, self.places)


class WireItem(StageItem):
    """One wire, in scene coordinates, with the message of its branch at a fan-out."""

    def __init__(self, key: int, owner: "Stage") -> None:
        super().__init__(owner)
        self.key = key
        self.run = Run(((0.0, 0.0), (0.0, 0.0)))
        self.state = WireState()
        self._zoom = 1.0
        self.selected = False
        self.hovered = False
        self.hidden = False
        self.setZValue(0)

    def follow(self, run: Run) -> None:
        """Run there from now on."""
        self.run = run
        labels = self.branch.bounds if self.state.tells else QRectF()
        self._claim(run.bounds.united(labels).adjusted(-6, -6, 6, 6))

    def tell(self, state: WireState) -> None:
        """Show this from now on."""
        zoom = self._owner.scale.zoom
        if state != self.state or (state.tells and zoom != self._zoom):
            self.state, self._zoom = state, zoom
            self.follow(self.run)

    def touch(self, *, selected: bool, hovered: bool, visible: bool) -> None:
        """Show what a gesture does with it. Hidden, it still shows what it draws for others."""
        if (selected, hovered, not visible) != (self.selected, self.hovered, self.hidden):
            self.selected, self.hovered, self.hidden = selected, hovered, not visible
            self.setZValue(0.5 if selected or hovered else 0)  # above the wires that it shares its way with
            self.update()

    @property
    def branch(self) -> BranchMessage:
        """The message of its branch, before the consumer's port."""
        return BranchMessage(self.state, self.run.points[-1], self._owner.scale, self._port())

    def _port(self) -> PortPlace:
        """Where the consumer's port is among its ports; a wire that has just gone has none."""
        circuit = self._owner.circuit
        wire = circuit.wires.get(self.key)
        if wire is None or wire.port not in (0, circuit.gates[wire.target].inputs - 1):
            return "between"
        return "first" if wire.port == 0 else "last"

    def paint_on(self, surface: Surface) -> None:
        """Paint on any surface, also an exported one."""
        words = surface
        if self.state.aside:
            surface, words = surface.faded(SHAPES_ASIDE), surface.faded(WORDS_ASIDE)
        width = surface.theme.wire_width + (1.0 if self.hovered or self.selected else 0.0)
        role = "ink" if self.selected else "wire"
        if self.hidden:
            wire_painter.paint_wire(surface, self.run.stem, role, width)
            return
        path = self.run.whole if self.hovered or self.selected else self.run.path
        wire_painter.paint_wire(surface, path, role, width)
        wire_painter.paint_dots(surface, self.run.dots)
        if self.state.tells:
            self.branch.paint(words)
