"""What happens between press and release: moving gates, a rubber band, scrubbing a value.

A gesture is a preview until it is released; `cancel` drops it, and everything is as before.
"""

import math
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from circuitlab.app import commands
from circuitlab.app.canvas.tool import ADDING, CanvasEvent
from circuitlab.app.tools import insert
from circuitlab.app.tools.desk import Desk
from circuitlab.circuit import edits
from circuitlab.circuit.errors import label

SCRUB_PIXELS = 4.0
"""So far the pointer goes for one step of the value."""


class Gesture(Protocol):
    """From press to release."""

    def move(self, event: CanvasEvent) -> None: ...
    def release(self) -> None: ...
    def cancel(self) -> None: ...


class MoveGates:
    """The selected gates follow the pointer; the grabbed one stands on the grid, the others beside it."""

    def __init__(self, desk: Desk, grabbed: int, start: QPointF) -> None:
        self._desk = desk
        self._grabbed = grabbed
        self._start = start
        gates = desk.session.circuit.gates
        self._from = {key: desk.scene.place_of(key) for key in desk.session.selection if key in gates}
        self._to = self._from

    def move(self, event: CanvasEvent) -> None:
        """Preview them where the pointer has them."""
        x, y = self._from[self._grabbed]
        to_x, to_y = commands.snapped(QPointF(x, y) + event.scene_pos - self._start)
        self._to = {key: (at[0] + to_x - x, at[1] + to_y - y) for key, at in self._from.items()}
        session = self._desk.session
        session.preview(edits.move(session.circuit, self._to))

    def release(self) -> None:
        """One move, undone as one; a lone gate put onto a wire goes into it."""
        session = self._desk.session
        name = f"Move {commands.described(session.circuit, self._from)}"
        if len(self._to) == 1 and insert.fits(session.circuit, self._grabbed):
            session.cancel_preview()
            wire = insert.wire_at(self._desk.scene, QPointF(*self._to[self._grabbed]))
            session.edit(name, lambda c: insert.inserting(c, edits.move(c, self._to), self._grabbed, wire))
        else:
            session.release(name)

    def cancel(self) -> None:
        """Back to where they were."""
        self._desk.session.cancel_preview()


class RubberBand:
    """A rectangle that selects the gates inside, and the wires between them; Shift or Ctrl adds."""

    def __init__(self, desk: Desk, event: CanvasEvent) -> None:
        self._desk = desk
        self._start = event.scene_pos
        self._before = desk.session.selection if event.modifiers & ADDING else frozenset[int]()
        desk.session.select(self._before)

    def move(self, event: CanvasEvent) -> None:
        """Select what is inside so far."""
        band = QRectF(self._start, event.scene_pos).normalized()
        self._show(band)
        gates = set(self._desk.scene.gates_in(band))
        outgoing = self._desk.session.circuit.outgoing
        wires = {wire.id for key in gates for wire in outgoing(key) if wire.target in gates}
        self._desk.session.select(self._before | gates | wires)

    def release(self) -> None:
        """Keep the selection."""
        self._show(None)

    def cancel(self) -> None:
        """The selection of before."""
        self._show(None)
        self._desk.session.select(self._before)

    def _show(self, band: QRectF | None) -> None:
        self._desk.scene.overlay.rubber = band
        self._desk.scene.overlay_changed()


class ScrubValue:
    """Dragging on the value of a source changes it, in steps that go with its size; Shift: finer."""

    def __init__(self, desk: Desk, gate: int, event: CanvasEvent) -> None:
        self._desk = desk
        self._gate = gate
        self._from = desk.session.circuit.gates[gate].value or 0.0
        self._start = event.view_pos.x()

    def move(self, event: CanvasEvent) -> None:
        """Preview the value; the cursor stays, and what it shows is computed anew."""
        steps = round((event.view_pos.x() - self._start) / SCRUB_PIXELS)
        fine = bool(event.modifiers & Qt.KeyboardModifier.ShiftModifier)
        session = self._desk.session
        value = scrubbed(self._from, steps, fine=fine)
        session.preview(edits.set_value(session.circuit, self._gate, value))

    def release(self) -> None:
        """One change of the value, undone as one."""
        session = self._desk.session
        session.release(f"Set {label(session.circuit, self._gate)}")

    def cancel(self) -> None:
        """The value of before."""
        self._desk.session.cancel_preview()


def scrubbed(start: float, steps: int, *, fine: bool = False) -> float:
    """`start` and so many steps of a tenth of its decade (a hundredth, when `fine`), without stray digits."""
    if not math.isfinite(start) or not steps:
        return start
    decade = math.floor(math.log10(abs(start))) if start else 0
    exponent = max(decade - (2 if fine else 1), -300)
    value = start + steps * 10.0**exponent
    return round(value, -exponent) if -exponent < 300 else value
