"""The one undo command of the program: changes with a label, and the place in the trace before them."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QUndoCommand, QUndoStack

from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.place import Place
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.parts import DATA_ID, Data, Part


class Edit(QUndoCommand):
    """Changes that have been applied already when the command is pushed: the push itself does nothing.

    `perform(changes, place)` applies changes; undo hands it the place in the trace to go back to. Edits of
    the same `run` that follow each other are one.
    """

    def __init__(
        self,
        label: str,
        changes: Changes,
        before: Place,
        perform: Callable[[Changes, Place | None], None],
        run: object = None,
    ) -> None:
        super().__init__(label)
        self._changes = changes
        self._before = before
        self._perform = perform
        self._run = run
        self._pushed = False
        self._brings: tuple[Changes, int] | None = None
        self.mark = object()
        """Stands for the step, also for its copy."""

    def again(self, *, closed: bool) -> "Edit":
        """A copy, to be pushed in its place. closed: no later edit joins it."""
        copy = Edit(self.text(), self._changes, self._before, self._perform, None if closed else self._run)
        copy.mark = self.mark
        return copy

    @property
    def found(self) -> int | None:
        """How many bytes of data it found, and keeps for its undo; None where it doesn't change them."""
        if DATA_ID not in self._changes.parts:
            return None
        return sum(map(len, _blocks(self._changes.parts[DATA_ID][0])))

    @property
    def brings(self) -> int:
        """How many bytes of data it holds besides those that it found: what is shared doesn't count."""
        if self._brings is None or self._brings[0] is not self._changes:
            before, after = map(_blocks, self._changes.parts.get(DATA_ID, (None, None)))
            there = set(map(id, before))
            self._brings = self._changes, sum(len(block) for block in after if id(block) not in there)
        return self._brings[1]

    @guarded_or(lambda *_: -1)
    def id(self) -> int:
        """-1 for an edit that no other joins."""
        return -1 if self._run is None else 1

    @guarded_or(lambda *_: False)
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take the next edit in, if it goes on with this one."""
        if not isinstance(other, Edit) or other._run != self._run:
            return False
        self._changes = self._changes.then(other._changes)
        self.setText(other.text())
        self.setObsolete(not self._changes)
        return True

    @guarded
    def redo(self) -> None:
        """Do it again; the first call comes from the push, when it is done already."""
        if self._pushed:
            self._perform(self._changes, None)
        self._pushed = True

    @guarded
    def undo(self) -> None:
        """Take it back, and the cursor with it."""
        self._perform(self._changes.inverse(), self._before)


def _blocks(part: Part | None) -> tuple[bytes, ...]:
    return part.blocks if isinstance(part, Data) else ()


def forget_oldest(stack: QUndoStack, most: int) -> bool:
    """Forget as many of the oldest steps as it takes for the others to hold at most so many bytes of data.

    The newest one is kept in any case. Nothing may have been taken back. Returns whether any was forgotten.
    """
    edits = [edit for place in range(stack.count()) if isinstance(edit := stack.command(place), Edit)]
    first, brought, before = len(edits), 0, 0
    for edit in reversed(edits):
        brought += edit.brings
        before = before if edit.found is None else edit.found
        if brought + before > most and first < len(edits):
            break
        first -= 1
    if first:
        _begin_with(stack, edits, first)
    return first > 0


def _begin_with(stack: QUndoStack, edits: list[Edit], first: int) -> None:
    """Qt lets nobody take the lowest step away: those above it are put on the empty stack again.

    Nobody is told, as the newest step, which is all that anybody shows, stays the same.
    """
    saved = stack.cleanIndex() - first
    copies = [edit.again(closed=edit is not edits[-1]) for edit in edits[first:]]
    with QSignalBlocker(stack):
        stack.clear()
        if saved < 0:
            stack.resetClean()
        for index, copy in enumerate(copies, 1):
            stack.push(copy)
            if index == saved:
                stack.setClean()


def step_below(stack: QUndoStack, index: int) -> object:
    """What stands for the step below an index, wherever it moves on the stack; None below the first."""
    edit = stack.command(index - 1) if index else None
    return edit.mark if isinstance(edit, Edit) else None
