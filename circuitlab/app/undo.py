"""The one undo command of the program: changes with a label, and the place in the trace before them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from circuitlab.app.guard import guarded
from circuitlab.circuit.changes import Changes

if TYPE_CHECKING:
    from circuitlab.app.session import Place


class Edit(QUndoCommand):
    """Changes that have been applied already when the command is pushed: the push itself does nothing.

    `perform(changes, place)` applies changes; undo hands it the place in the trace to go back to.
    """

    def __init__(
        self,
        label: str,
        changes: Changes,
        before: "Place",
        perform: Callable[[Changes, "Place | None"], None],
    ) -> None:
        super().__init__(label)
        self._changes = changes
        self._before = before
        self._perform = perform
        self._pushed = False

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
