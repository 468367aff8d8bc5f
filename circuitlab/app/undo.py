"""The one undo command of the program: changes with a label, and the place in the trace before them."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack

from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.place import Place
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.parts import Data


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

    def data(self) -> list[Data]:
        """The data before it and after it, where it changes them."""
        return [part for pair in self._changes.parts.values() for part in pair if isinstance(part, Data)]

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


def data_held(stack: QUndoStack) -> int:
    """How many bytes of data its commands hold: what several of them share counts once."""
    commands = (stack.command(place) for place in range(stack.count()))
    parts = (part for command in commands if isinstance(command, Edit) for part in command.data())
    return sum({id(block): len(block) for part in parts for block in part.blocks}.values())
