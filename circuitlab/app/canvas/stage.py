"""The stage: the items of the canvas by id, and what the current frame makes them show."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from circuitlab.app.canvas.far import FAR, FarLayer
from circuitlab.app.canvas.frame import Frame, Lit
from circuitlab.app.canvas.gate_painter import Touch
from circuitlab.app.canvas.items import GateItem, WireItem
from circuitlab.app.canvas.label_places import Scale
from circuitlab.app.canvas.label_spots import Spots
from circuitlab.app.canvas.looks import Looks
from circuitlab.app.canvas.overlay import Overlay
from circuitlab.app.canvas.routes import Routes
from circuitlab.app.canvas.standing import Standing
from circuitlab.app.canvas.state import State, WireState
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.theme import Theme
from circuitlab.circuit.circuit import Circuit

_NOTHING, _PLAIN = State(), WireState()


class Stage:
    """Who is on the canvas and what they show.

    gates, wires: items by id. looks: the current frame, None while nothing has run. In the far view the
    items are hidden and are told nothing; they are told when they come back.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.scale = Scale()
        self.overlay = Overlay()
        self.selection: frozenset[int] = frozenset()
        self.looks: Looks | None = None
        self.circuit = Circuit()
        self.gates: dict[int, GateItem] = {}
        self.wires: dict[int, WireItem] = {}
        self.standing = Standing()
        self.routes = Routes(self.circuit, self.standing)
        self.far = FarLayer(self)
        self.spots = Spots(self)
        self._late = False

    @property
    def is_far(self) -> bool:
        """Whether the far view shows the circuit instead of the items."""
        return self.scale.zoom < FAR

    @property
    def lit(self) -> Lit | None:
        """The path that is lit in the current frame."""
        return None if self.looks is None else self.looks.frame.lit

    def surface(self, painter: QPainter) -> Surface:
        """What the items paint on."""
        return Surface(painter, self.theme, self.scale.zoom, self.scale.factor, lecture=self.scale.lecture)

    def state(self, key: int) -> State:
        """What a gate shows in the current frame."""
        if self.looks is None or not self.looks.knows(key):
            return _NOTHING
        return self.looks.gate(key)

    def show(self, frame: Frame | None) -> None:
        """Show another frame; only what differs is told."""
        before = None if self.looks is None else self.looks.frame
        if frame is None:
            self.looks = None
        elif self.looks is None or frame != before:
            self.looks = Looks(self.circuit, frame)
        else:
            return
        gates = differing(before, frame)
        if gates is None or (not self.is_far and self.spots.refresh()):
            self.tell_everyone()
            return
        gates &= self.gates.keys()
        gates |= {wire.source for key in gates for wire in self.circuit.incoming(key)}  # partners of a step
        self.tell_gates(gates)
        self.tell_wires(wire.id for key in gates for wire in self.circuit.outgoing(key))
        if gates:
            self.far.changed(gates)

    @contextmanager
    def told_later(self) -> Iterator[None]:
        """Nobody is told of what changes meanwhile: whoever asks for that settles the scene then."""
        self._late = True
        try:
            yield
        finally:
            self._late = False

    def tell_everyone(self) -> None:
        """All items take over what they are to show."""
        if self._late:
            return
        if not self.is_far:
            self.spots.refresh()
        self.tell_gates(self.gates)
        self.tell_wires(self.wires)
        self.far.changed()

    def tell_gates(self, keys: Iterable[int]) -> None:
        """These gates take over what they are to show."""
        if self.is_far:
            return
        for key in keys:
            item = self.gates[key]
            spot, room = self.spots.of(key), self._ghost_room(key)
            item.tell(item.face, self.state(key), self._touch(key), self.scale, spot=spot, room=room)

    def tell_wires(self, keys: Iterable[int]) -> None:
        """These wires take over what they are to show."""
        if self.is_far:
            return
        for key in keys:
            item = self.wires[key]
            item.tell(_PLAIN if self.looks is None else self.looks.wire(key))
            hidden = key == self.overlay.hidden_wire
            item.touch(selected=key in self.selection, hovered=key == self.overlay.hover, visible=not hidden)

    def _ghost_room(self, key: int) -> float:
        """How far right of a gate's port a ghost may reach: to the first turn, or to a message."""
        if self.looks is None or self.looks.frame.ghost is None:
            return 0.0
        room, port = self.routes.room(key), self.gates[key].port(-1).x()
        for wire in self.circuit.outgoing(key):
            for other in self.circuit.incoming(wire.target):
                rect = self.wires[other.id].branch.rect if other.id in self.wires else QRectF()
                if not rect.isEmpty():
                    room = min(room, rect.left() - port)
        return room

    def _touch(self, key: int) -> Touch:
        marks = {port: accepts for (gate, port), accepts in self.overlay.marks.items() if gate == key}
        overlay = self.overlay
        return Touch(key in self.selection, key == overlay.hover, marks, key in overlay.stops)

    def set_scale(self, scale: Scale) -> None:
        """The view shows the scene larger or smaller: texts keep their least size, far away items hide."""
        was_far = self.is_far
        if scale == self.scale:
            return
        self.scale = scale
        if self.is_far != was_far:
            self.far.setVisible(self.is_far)
            self.far.moved()
            for item in (*self.wires.values(), *self.gates.values()):
                item.setVisible(not self.is_far)
        self.tell_everyone()

    def extent(self) -> QRectF:
        """What the circuit takes up, labels included; empty without gates."""
        extent = QRectF()
        for item in self.gates.values():
            extent = extent.united(item.boundingRect().translated(item.pos()))
        for run in self.routes.runs.values():
            extent = extent.united(run.bounds)
        return extent


def differing(before: Frame | None, after: Frame | None) -> set[int] | None:
    """The gates that may look different in two frames of one trace; None: all of them."""
    if before is None or after is None or before.trace is not after.trace:
        return None
    if (before.direction, before.is_over, before.lecture) != (after.direction, after.is_over, after.lecture):
        return None
    if (before.covers, before.ghost, before.spoken) != (after.covers, after.ghost, after.spoken):
        return None
    if before.by_itself != after.by_itself:
        return None
    if (before.alone is None) != (after.alone is None):
        return None
    if after.lecture and not (before.cursor.steps and after.cursor.steps):
        return None  # the spotlight is switched on or off: everyone steps back, or comes forth
    trace = after.trace
    low, high = sorted((before.cursor, after.cursor))
    if low.steps <= trace.forward_count < high.steps or high.steps - low.steps > len(trace) // 2:
        return None  # past the seed, every gate without a way to the objective shows so
    first, last = low.steps - 1, min(high.steps, len(trace) - 1)
    indices = {index for index in range(max(0, first), last + 1) if low != high}
    for frame in (before, after):
        if frame.motion is not None:
            indices.update(range(frame.motion.first, min(frame.motion.last, len(trace) - 1) + 1))
    gates = lit_anew(before.alone, after.alone)
    for index in indices:
        step = trace.steps[index]
        gates.add(step.gate)
        gates.update(message.to for message in step.messages)
    return gates


def lit_anew(before: Lit | None, after: Lit | None) -> set[int]:
    """The gates that step back, or come forth, or that a wire leads on from that does, in the other frame."""
    if before is None or after is None or before == after:
        return set()
    changed = before.all_wires ^ after.all_wires
    ends = (pair for lit in (before, after) for pair in zip(lit.gates, lit.wires, strict=False))
    return set(before.all_gates ^ after.all_gates) | {gate for gate, wire in ends if wire in changed}
