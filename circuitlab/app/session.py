"""The one object that holds what is open: what is shown of it, and the undo stack.

Everything that changes goes through it and is told by its signals; it decides, and draws nothing.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QUndoStack

from circuitlab.app.place import Place, place_after
from circuitlab.app.shown import Shown
from circuitlab.app.undo import Edit
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.data import following
from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.errors import label as called
from circuitlab.files import store

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

UNDO_LIMIT = 500
"""Commands kept: an unlimited stack grows by more than a kilobyte a command."""
INSIDE = "Inside {}: what it is fed, and the gradient at its output, come from outside. Escape leads out."
NEW_OUTPUT = "{} is the output of this gate now."
NO_OUTPUT = "This gate has no output now: choose it with the flag above."
RESTARTED = "Circuit changed: the pass starts again"


class Session(Shown):
    """What is open, and the one way to change it.

    Attributes, besides those of what is shown, all read-only to others: `undo_stack`, `path` (None: never
    saved).
    """

    changed = Signal(object)  # Changes, after they were applied: commits, previews, undo and redo alike
    opened = Signal()  # another document
    document_changed = Signal()  # path, name or modified
    said = Signal(str)  # one line for the coach
    nudged = Signal(object)  # the sources, a frozenset: they hold a little more or less than before
    preview_dropped = Signal()  # whoever was previewing is to stop
    preview_ended = Signal()  # what went by itself was interrupted, and kept
    settled = Signal()  # what went by itself has ended, interrupted or not, and is kept
    closed = Signal()  # the window is closed: nothing is to go on by itself
    refused = Signal(str, object)  # one line, and the QPointF in the scene where it happened, or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._title = "Untitled"
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.undo_stack.cleanChanged.connect(self.document_changed)
        self._preview: tuple[Changes, Place, Trace | None] | None = None
        """What a gesture did so far; where the cursor was, and which run was the previous one, before it."""
        self._kept_as = ""  # what is kept of what goes by itself is called so; "": nothing does

    @property
    def name(self) -> str:
        """The document's name for people."""
        return self._title if self.path is None else self.path.stem

    @property
    def modified(self) -> bool:
        """Whether there is something that was not saved."""
        return not self.undo_stack.isClean()

    @property
    def previewing(self) -> bool:
        """Whether a gesture that changes something is going on, and has changed something already."""
        return self._preview is not None

    @property
    def goes_by_itself(self) -> bool:
        """Whether something goes on without a hand, as a climb or a training does, changing it or not yet."""
        return bool(self._kept_as)

    # Documents -----------------------------------------------------------------------------------

    def open(
        self, circuit: Circuit, path: Path | None = None, *, title: str = "Untitled", modified: bool = False
    ) -> None:
        """Put another document in the place of the one before; gates without a position are laid out.

        title: what a document is called that has no file yet.
        """
        self._title, self.path = title, path
        self._preview, self._kept_as = None, ""
        self.undo_stack.clear()
        mark = self.undo_stack.resetClean if modified else self.undo_stack.setClean
        mark()  # clearing an empty stack marks nothing
        self.opened.emit()
        self._show((), store.laid_out(circuit), Place())
        self.document_changed.emit()

    def enter(self, gate: int) -> None:
        """As `Shown.enter`; a gesture that is going on is dropped."""
        self.cancel_preview()
        super().enter(gate)
        level = self.above[-1]
        self.said.emit(INSIDE.format(called(level.circuit, level.gate)))

    def leave(self, depth: int | None = None) -> None:
        """As `Shown.leave`; a gesture that is going on is dropped."""
        self.cancel_preview()
        super().leave(depth)

    def save(self, path: Path) -> None:
        """Write the document; what the file can't hold is said. After a FileError nothing has changed.

        What goes by itself goes on: so far it is a step of undo.
        """
        if self.goes_by_itself:
            self._keep(self._kept_as)
        else:
            self.cancel_preview()
        lost = store.save(self.document, path)
        self.path = path
        self.undo_stack.setClean()
        self.document_changed.emit()
        if lost:
            self.said.emit(f"Not kept in {path.name}: {', '.join(lost)}.")

    # Changing the circuit ------------------------------------------------------------------------

    def edit(
        self, label: str, edit: Callable[[Circuit], Changes], run: object = None, *, whole: bool = False
    ) -> None:
        """Run an edit and commit it. Raises the edit's CircuitError, and then nothing has changed.

        whole: it is an edit of the document, wherever one is.
        """
        self.cancel_preview()
        if whole:
            self._commit(label, edit(self.document), run)
        else:
            self.commit(label, edit(self.circuit), run)

    def attempt(
        self,
        label: str,
        edit: Callable[[Circuit], Changes],
        at: QPointF | None = None,
        run: object = None,
        *,
        whole: bool = False,
    ) -> bool:
        """The same, but a refusal is told by `refused`, at the place where it happened; False then."""
        try:
            self.edit(label, edit, run, whole=whole)
        except CircuitError as refusal:
            self.refused.emit(str(refusal), at)
            return False
        return True

    def commit(self, label: str, changes: Changes, run: object = None) -> None:
        """Apply changes of the shown circuit as one step of undo. No changes: nothing to undo either.

        Commits of the same `run`, one right after the other, are one step together. Raises CircuitError,
        inside a gate, for what can't be in one.
        """
        self.cancel_preview()
        self._commit(label, self._to_document(store.standing(self.circuit, changes)), run)

    def _commit(self, label: str, changes: Changes, run: object) -> None:
        if not changes:
            return
        changes = following(self.document, changes)
        before, chosen, entered, output = self.place, self.selection, self.entered, self.circuit.objective
        self._perform(changes, previous=self._trace)
        if entered and entered == self.entered and output not in (None, now := self.circuit.objective):
            self.said.emit(NEW_OUTPUT.format(called(self.circuit, now)) if now else NO_OUTPUT)
        lost = chosen if chosen - self.selection else frozenset[int]()
        run = None if run is None else (entered, run)
        self.undo_stack.push(Edit(label, changes, before, partial(self._replay, entered, lost), run))

    def _to_document(self, changes: Changes) -> Changes:
        if not self.above:
            return changes
        from circuitlab.app.levels import to_document

        return to_document(self.above, self.circuit, changes)

    def begin(self, kept_as: str) -> None:
        """Something goes by itself from now on until it is released; what else was going on ends.

        It may take its time before it changes anything: whatever interrupts it ends it all the same.
        kept_as: as for `preview`.
        """
        self.cancel_preview()
        self._kept_as = kept_as

    def preview(self, changes: Changes, *, kept_as: str = "") -> None:
        """Apply changes of a gesture that is still going on: without undo until `release`.

        kept_as: of what goes by itself, as a climb does, the label that it gets where something else
        interrupts it. It is not dropped then, but ends as a step of undo.
        """
        if bool(kept_as) != bool(self._kept_as):
            self.cancel_preview()
        self._kept_as = kept_as
        try:
            changes = self._to_document(changes)
        except CircuitError as refusal:
            self.refused.emit(str(refusal), None)
            return
        if not changes:
            return
        begins = self._preview is None
        so_far, before, previous = self._preview or (Changes(), self.place, self.previous)
        self._perform(changes, previous=self._trace if begins else self.previous)
        self._preview = so_far.then(changes), before, previous

    def release(self, label: str, run: object = None) -> None:
        """End a gesture: the sum of its previews becomes one step of undo; run: as for `commit`."""
        went_by_itself, self._kept_as = self.goes_by_itself, ""
        self._keep(label, run)
        if went_by_itself:
            self.settled.emit()

    def _keep(self, label: str, run: object = None) -> None:
        """What was previewed so far is a step of undo."""
        if self._preview is None:
            return
        (changes, before, _), self._preview = self._preview, None
        if changes:
            replay = partial(self._replay, self.entered, frozenset())
            run = None if run is None else (self.entered, run)
            self.undo_stack.push(Edit(label, changes, before, replay, run))

    def settle(self) -> None:
        """End and keep what goes by itself: somebody takes the circuit in hand."""
        if self.goes_by_itself:
            self.cancel_preview()

    def cancel_preview(self) -> None:
        """Drop a gesture: everything is as it was before. What goes by itself is ended and kept."""
        if self.goes_by_itself:
            self.release(self._kept_as)
            self.preview_ended.emit()
        else:
            self._drop_preview()

    def _drop_preview(self) -> None:
        if self._preview is None:
            return
        (changes, before, previous), self._preview = self._preview, None
        if changes:
            self._perform(changes.inverse(), before, previous=previous)
        self.preview_dropped.emit()

    def undo(self) -> None:
        """Take the last edit back; in the middle of a gesture, that gesture."""
        gesture = self.previewing and not self.goes_by_itself
        self.cancel_preview()
        if not gesture:
            self.undo_stack.undo()

    def redo(self) -> None:
        """Do the edit again that was taken back last."""
        self.cancel_preview()
        self.undo_stack.redo()

    def _replay(
        self, entered: tuple[int, ...], lost: frozenset[int], changes: Changes, back_to: Place | None
    ) -> None:
        """Undo and redo, where the edit was made.

        What is going on stands in the way and is dropped: nothing can be pushed now. lost: the selection
        that the edit broke up; undo brings it back.
        """
        went_by_itself, self._kept_as = self.goes_by_itself, ""
        self._drop_preview()
        if went_by_itself:
            self.preview_ended.emit()
        if entered != self.entered:
            self.go_to(entered)
        self._perform(changes, back_to, previous=self._trace)
        if lost and back_to is not None:
            self.select(lost)

    def _perform(self, changes: Changes, back_to: Place | None = None, *, previous: "Trace | None") -> None:
        """Apply changes of the document, and tell what they are to the circuit that is shown.

        previous: the run that values are compared with from now on.
        """
        old_trace, old_place = self._trace, self.place
        self.document.apply(changes)
        if self.above:
            from circuitlab.app.levels import caught_up

            standing, changes = caught_up(self.above, self.circuit, changes)
            if standing < len(self.above):
                self.leave(standing)
                self.changed.emit(changes)
                return
        computes = bool(changes.touches & Touches.NUMBERS)
        if computes:
            self._trace = None
            self.previous = None if Touches.STRUCTURE in changes.touches else previous
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
