"""The tool at rest: a press on something begins the gesture that fits, a click selects, keys edit."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from circuitlab.app import commands
from circuitlab.app.canvas.scene import Hit
from circuitlab.app.canvas.tool import ADDING, CanvasEvent
from circuitlab.app.own_kinds import is_editable
from circuitlab.app.tools.desk import Desk
from circuitlab.circuit.circuit import Circuit
from circuitlab.layout.metrics import GRID

if TYPE_CHECKING:
    from circuitlab.app.tools.gesture import Gesture

DRAG_PIXELS = 4.0
"""A press that moves less is a click."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class SelectTool:
    """Selects, moves, wires, scrubs; what exactly is decided by what lies under the press."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pressed: tuple[Hit, CanvasEvent] | None = None
        self._fresh = False  # the press has selected what it hit
        self._gesture: Gesture | None = None

    def press(self, event: CanvasEvent) -> bool:
        """Select what is there, unless it is selected already: then all that is selected may be moved."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self._desk.session.settle()  # before there is a gesture that this would drop
        self._desk.say("", QPointF())
        hit = self._desk.scene.hit(event.scene_pos)
        self._pressed = (hit, event)
        selection = self._desk.session.selection
        self._fresh = hit.kind not in ("nothing", "input", "output") and hit.id not in selection
        if self._fresh:
            kept = selection if event.modifiers & ADDING else frozenset[int]()
            self._desk.session.select(kept | {hit.id})
        return True

    def move(self, event: CanvasEvent) -> bool:
        """Go on with the gesture, or begin one; without a button, show what is under the pointer."""
        if self._gesture is None and self._pressed is not None:
            hit, pressed = self._pressed
            if (event.view_pos - pressed.view_pos).manhattanLength() < DRAG_PIXELS:
                return True
            self._gesture = self._begin(hit, pressed)
        if self._gesture is not None:
            self._gesture.move(event)
        else:
            self._hover(self._desk.scene.hit(event.scene_pos))
        return True

    def release(self, event: CanvasEvent) -> bool:
        """End the gesture; without one it was a click."""
        if self._pressed is None or event.button != Qt.MouseButton.LeftButton:
            return False
        (hit, pressed), gesture = self._pressed, self._gesture
        self._pressed = self._gesture = None
        if gesture is not None:
            gesture.move(event)
            gesture.release()
        elif not self._desk.cover(hit):
            self._click(hit, pressed)
        return True

    def double_click(self, event: CanvasEvent) -> bool:
        """Edit the value, the rule or the name that is there, enter a gate of gates; on the ground, place."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        self.cancel()
        hit, circuit = self._desk.scene.hit(event.scene_pos), self._desk.session.circuit
        if hit.kind == "nothing":
            self._desk.quick_place(event.scene_pos)
        elif hit.kind == "value" or (hit.kind == "gate" and is_source(circuit, hit.id)):
            self.type_value(hit.id, None, event.scene_pos)
        elif hit.kind == "gate" and self._has_inside(hit.id):
            commands.enter(self._desk.session, hit.id)
        elif hit.kind == "gate" and is_editable(circuit, circuit.gates[hit.id].kind):
            self._desk.edit_kind(circuit.gates[hit.id].kind)
        elif hit.kind in ("gate", "name"):
            self._desk.rename(hit.id)
        return True

    def key(self, event: CanvasEvent) -> bool:
        """Escape, Delete, arrows, and what is typed onto a gate."""
        session = self._desk.session
        if event.key == Qt.Key.Key_Escape:
            return self.cancel() or self._deselect() or self._desk.stop_predicting() or self._go_out()
        if event.key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cancel()
            commands.delete(session)
        elif event.key in ARROWS and session.selection:
            dx, dy = ARROWS[Qt.Key(event.key)]
            commands.shift(session, dx * GRID, dy * GRID)
        elif len(session.selection) == 1:
            return self._key_on(next(iter(session.selection)), event)
        else:
            return False
        return True

    def leave(self) -> None:
        """The pointer has left: nothing is under it."""
        self._hover(Hit())

    def cancel(self) -> bool:
        """Drop the gesture that is going on; False if there is none."""
        gesture, self._gesture, self._pressed = self._gesture, None, None
        if gesture is None:
            return False
        gesture.cancel()
        return True

    def type_value(self, gate: int, text: str | None, at: QPointF) -> None:
        """Open a field for a source's value; a computed gate says what to change instead, and selects it."""
        circuit = self._desk.session.circuit
        if is_source(circuit, gate):
            fixed = self._desk.session.why_fixed(gate)
            if fixed:
                self._desk.say(fixed, at)
            else:
                self._desk.edit_value(gate, text)
            return
        self._desk.say(commands.computed_from(circuit, gate), at)
        self._desk.session.select(commands.sources_of(circuit, gate))

    # What a press becomes ------------------------------------------------------------------------

    def _begin(self, hit: Hit, pressed: CanvasEvent) -> "Gesture":
        from circuitlab.app.tools.gesture import MoveGates, RubberBand, ScrubValue
        from circuitlab.app.tools.wire import DrawWire

        circuit = self._desk.session.circuit
        if hit.kind in ("input", "output"):
            return DrawWire(self._desk, hit.id, hit.port)
        if hit.kind == "value" and is_source(circuit, hit.id) and circuit.gates[hit.id].value is not None:
            fixed = self._desk.session.why_fixed(hit.id)
            if not fixed:
                return ScrubValue(self._desk, hit.id, pressed)
            self._desk.say(fixed, pressed.scene_pos)
        if hit.kind in ("nothing", "wire"):
            return RubberBand(self._desk, pressed)
        return MoveGates(self._desk, hit.id, pressed.scene_pos)

    def _click(self, hit: Hit, pressed: CanvasEvent) -> None:
        session = self._desk.session
        if self._fresh:
            return
        if pressed.modifiers & ADDING:
            if hit.kind != "nothing":
                session.select(session.selection ^ {hit.id})
        else:
            session.select([] if hit.kind == "nothing" else [hit.id])

    def _deselect(self) -> bool:
        had = bool(self._desk.session.selection)
        self._desk.session.select([])
        return had

    def _go_out(self) -> bool:
        inside = bool(self._desk.session.above)
        self._desk.session.leave()
        return inside

    def _has_inside(self, gate: int) -> bool:
        from circuitlab.circuit.kinds import is_composite

        circuit = self._desk.session.circuit
        return is_composite(circuit.definitions, circuit.gates[gate].kind)

    def _key_on(self, gate: int, event: CanvasEvent) -> bool:
        if gate not in self._desk.session.circuit.gates:
            return False
        at = self._desk.scene.value_rect(gate).bottomLeft()
        if Qt.Key.Key_0 <= event.key <= Qt.Key.Key_9:
            self.type_value(gate, chr(event.key), at)
        elif event.key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._has_inside(gate):
            commands.enter(self._desk.session, gate)
        elif event.key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.type_value(gate, None, at)
        elif event.key == Qt.Key.Key_F2:
            self._desk.rename(gate)
        else:
            return False
        return True

    def _hover(self, hit: Hit) -> None:
        self._desk.point_with(self._shape(hit))
        under = None if hit.kind == "nothing" else hit.id
        if under != self._desk.scene.overlay.hover:
            self._desk.scene.overlay.hover = under
            self._desk.scene.overlay_changed()

    def _shape(self, hit: Hit) -> Qt.CursorShape:
        """What the pointer says of a press here: wire, scrub, or the usual."""
        if hit.kind in ("input", "output"):
            return Qt.CursorShape.CrossCursor
        session = self._desk.session
        if hit.kind == "value" and is_source(session.circuit, hit.id) and not session.why_fixed(hit.id):
            return Qt.CursorShape.SizeHorCursor
        return Qt.CursorShape.ArrowCursor


def is_source(circuit: Circuit, gate: int) -> bool:
    """Whether a gate holds a value that people set."""
    kind = circuit.kind(circuit.gates[gate].kind)
    return kind is not None and kind.is_source
