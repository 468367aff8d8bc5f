"""Placing gates: a ghost follows the pointer, a click puts the gate there. Shift: one more; Escape ends."""

from PySide6.QtCore import QPointF, Qt

from circuitlab.app import commands
from circuitlab.app.canvas.tool import CanvasEvent
from circuitlab.app.tools import insert
from circuitlab.app.tools.desk import Desk
from circuitlab.circuit import edits
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit


class PlaceTool:
    """Places gates of one kind."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self._desk = desk
        self.kind = kind

    def press(self, event: CanvasEvent) -> bool:
        """The left button will place; any other ends."""
        if event.button != Qt.MouseButton.LeftButton:
            self._desk.done()
            return False
        self._ghost(event.scene_pos)
        return True

    def move(self, event: CanvasEvent) -> bool:
        """The ghost follows."""
        self._ghost(event.scene_pos)
        return True

    def release(self, event: CanvasEvent) -> bool:
        """Place it here."""
        if event.button != Qt.MouseButton.LeftButton:
            return False
        placed(self._desk, self.kind, event.scene_pos)
        if not event.modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._desk.done()
        return True

    def double_click(self, event: CanvasEvent) -> bool:
        """The second press of two quick clicks is a press."""
        return self.press(event)

    def key(self, event: CanvasEvent) -> bool:
        """Escape ends it."""
        if event.key != Qt.Key.Key_Escape:
            return False
        self._desk.done()
        return True

    def leave(self) -> None:
        """No ghost where there is no pointer."""
        self._desk.scene.overlay.ghost = None
        self._desk.scene.overlay_changed()

    def _ghost(self, at: QPointF) -> None:
        self._desk.scene.overlay.ghost = (self.kind, QPointF(*commands.snapped(at)))
        self._desk.scene.overlay_changed()


def placed(desk: Desk, kind: str, at: QPointF) -> int | None:
    """A new gate at the grid point nearest to `at`, put into the wire that runs there; None: refused."""
    session = desk.session
    centre = commands.snapped(at)
    gate = session.circuit.next_id
    wire = insert.wire_at(desk.scene, QPointF(*centre))

    def edit(circuit: Circuit) -> Changes:
        return insert.inserting(circuit, edits.place_gate(circuit, kind, centre), gate, wire)

    declared = session.circuit.kind(kind)
    if not session.attempt(f"Place {kind if declared is None else declared.title}", edit, at):
        return None
    session.select([gate])
    return gate
