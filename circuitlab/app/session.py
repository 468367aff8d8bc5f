"""The one object that holds what is open: circuit, undo stack, trace, cursor and selection.

Everything that changes goes through it and is told by its signals; it decides, and draws nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QUndoStack

from circuitlab.app.place import Place, place_after
from circuitlab.app.undo import Edit
from circuitlab.circuit.changes import Changes, Touches, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.parts import SETTINGS_ID, Gate
from circuitlab.engine.cursor import Cursor
from circuitlab.files import store

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

UNDO_LIMIT = 500
"""Commands kept: an unlimited stack grows by more than a kilobyte a command."""
RESTARTED = "Circuit changed: the pass starts again"


class Session(QObject):
    """What is open, and the one way to change it.

    Attributes, all read-only to others: `circuit`, `undo_stack`, `path` (None: never saved), `place`,
    `selection` (ids of gates and wires), `direction` (+1: pulls that raise the objective, -1: lower).
    """

    changed = Signal(object)  # Changes, after they were applied: commits, previews, undo and redo alike
    reset = Signal()  # another circuit was put in the place of the one before
    trace_changed = Signal()  # values or structure: whatever was computed is out of date
    cursor_moved = Signal()  # also when it was only pinned or unpinned
    selection_changed = Signal()
    direction_changed = Signal()
    document_changed = Signal()  # path, name or modified
    said = Signal(str)  # one line for the coach
    nudged = Signal(int, float)  # a source, and what it held before
    preview_dropped = Signal()  # whoever was previewing is to stop
    refused = Signal(str, object)  # one line, and the QPointF in the scene where it happened, or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.circuit = Circuit()
        self.path: Path | None = None
        self._title = "Untitled"
        self.place = Place()
        self.selection: frozenset[int] = frozenset()
        self.direction = 1
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.undo_stack.cleanChanged.connect(self.document_changed)
        self._trace: Trace | None = None
        self._preview: tuple[Changes, Place] | None = None

    # What there is -------------------------------------------------------------------------------

    @property
    def trace(self) -> "Trace":
        """The whole trace of the circuit as it is now; computed when first asked for."""
        if self._trace is None:
            from circuitlab.engine.passes import run

            self._trace = run(self.circuit)
        return self._trace

    @property
    def cursor(self) -> Cursor:
        """How much of the trace is shown as done."""
        return self.place.cursor

    @property
    def pinned(self) -> bool:
        """Live: the cursor stays at the end, whatever is edited."""
        return self.place.pinned

    @property
    def name(self) -> str:
        """The document's name for people."""
        return self._title if self.path is None else self.path.stem

    @property
    def modified(self) -> bool:
        """Whether there is something that was not saved."""
        return not self.undo_stack.isClean()

    # Documents -----------------------------------------------------------------------------------

    def open(
        self, circuit: Circuit, path: Path | None = None, *, title: str = "Untitled", modified: bool = False
    ) -> None:
        """Put another document in the place of the one before; gates without a position are laid out.

        title: what a document is called that has no file yet.
        """
        self._title = title
        self._preview = None
        self.circuit, self.path, self._trace = store.laid_out(circuit), path, None
        self.selection, self.place = frozenset(), Place()
        self.undo_stack.clear()
        if modified:
            self.undo_stack.resetClean()
        self.reset.emit()
        self.trace_changed.emit()
        self.cursor_moved.emit()
        self.selection_changed.emit()
        self.document_changed.emit()

    def save(self, path: Path) -> None:
        """Write the document; what the file can't hold is said. After a FileError nothing has changed."""
        self.cancel_preview()
        lost = store.save(self.circuit, path)
        self.path = path
        self.undo_stack.setClean()
        self.document_changed.emit()
        if lost:
            self.said.emit(f"Not kept in {path.name}: {', '.join(lost)}.")

    # Changing the circuit ------------------------------------------------------------------------

    def edit(self, label: str, edit: Callable[[Circuit], Changes], run: object = None) -> None:
        """Run an edit and commit it. Raises the edit's CircuitError, and then nothing has changed."""
        self.cancel_preview()
        self.commit(label, edit(self.circuit), run)

    def attempt(
        self, label: str, edit: Callable[[Circuit], Changes], at: QPointF | None = None, run: object = None
    ) -> bool:
        """The same, but a refusal is told by `refused`, at the place where it happened; False then."""
        try:
            self.edit(label, edit, run)
        except CircuitError as refusal:
            self.refused.emit(str(refusal), at)
            return False
        return True

    def commit(self, label: str, changes: Changes, run: object = None) -> None:
        """Apply changes as one step of undo. No changes: nothing to undo either.

        Commits of the same `run`, one right after the other, are one step together.
        """
        self.cancel_preview()
        if not changes:
            return
        changes = _standing(self.circuit, changes)
        before, chosen = self.place, self.selection
        self._perform(changes)
        lost = chosen if chosen - self.selection else frozenset[int]()
        self.undo_stack.push(Edit(label, changes, before, partial(self._replay, lost), run))

    def preview(self, changes: Changes) -> None:
        """Apply changes of a gesture that is still going on: without undo until `release`."""
        if not changes:
            return
        so_far, before = self._preview or (Changes(), self.place)
        self._perform(changes)
        self._preview = so_far.then(changes), before

    def release(self, label: str) -> None:
        """End a gesture: the sum of its previews becomes one step of undo."""
        if self._preview is None:
            return
        (changes, before), self._preview = self._preview, None
        if changes:
            self.undo_stack.push(Edit(label, changes, before, partial(self._replay, frozenset())))

    def cancel_preview(self) -> None:
        """Drop a gesture: everything is as it was before."""
        if self._preview is None:
            return
        (changes, before), self._preview = self._preview, None
        if changes:
            self._perform(changes.inverse(), before)
        self.preview_dropped.emit()

    def undo(self) -> None:
        """Take the last edit back; in the middle of a gesture, that gesture."""
        if self._preview is not None:
            self.cancel_preview()
        else:
            self.undo_stack.undo()

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        self.cancel_preview()
        self.undo_stack.redo()

    def _replay(self, lost: frozenset[int], changes: Changes, back_to: Place | None) -> None:
        """Undo and redo; a gesture that is going on stands in their way and is dropped.

        lost: the selection that the edit broke up; undo brings it back.
        """
        self.cancel_preview()
        self._perform(changes, back_to)
        if lost and back_to is not None:
            self.select(lost)

    def _perform(self, changes: Changes, back_to: Place | None = None) -> None:
        old_trace, old_place = self._trace, self.place
        self.circuit.apply(changes)
        computes = bool(changes.touches & (Touches.VALUES | Touches.STRUCTURE))
        if computes:
            self._trace = None
            self.place = place_after(changes, self.place, back_to, old_trace, lambda: self.trace)
        gone = {key for key, (_, after) in changes.parts.items() if after is None} & self.selection
        self.changed.emit(changes)
        if computes:
            self.trace_changed.emit()
        if gone:
            self.select(self.selection - gone)
        if self.place != old_place:
            self.cursor_moved.emit()
            if back_to is None and not self.pinned:
                self.said.emit(RESTARTED)

    # Looking at it -------------------------------------------------------------------------------

    def move_cursor(self, cursor: Cursor, pinned: bool = False) -> None:
        """Show another place of the trace; `pinned` keeps it at the end from now on."""
        place = Place(cursor, pinned)
        if place != self.place:
            self.place = place
            self.cursor_moved.emit()

    def select(self, ids: Iterable[int]) -> None:
        """Select exactly these gates and wires; ids of other things are left out."""
        known = self.circuit.gates.keys() | self.circuit.wires.keys()
        selection = frozenset(known.intersection(ids) - {SETTINGS_ID})
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def set_direction(self, direction: int) -> None:
        """Let the pulls show what raises (+1) or what lowers (-1) the objective."""
        if direction != self.direction:
            self.direction = direction
            self.direction_changed.emit()


def _standing(circuit: Circuit, changes: Changes) -> Changes:
    """`changes`, and a position for every gate that would stand nowhere after them."""
    after = (part for _, part in changes.parts.values())
    if not any(isinstance(part, Gate) and part.position is None for part in after):
        return changes
    from circuitlab.files.store import places

    future = Circuit(circuit.parts)
    future.apply(changes)
    positions = places(future)
    homeless = [gate for gate in future.gates.values() if gate.position is None]
    placed = replacing((gate, replace(gate, position=positions[gate.id])) for gate in homeless)
    return changes.then(placed)
