"""Which numbers may be read nowhere: those that are covered, and those that are still to be predicted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from circuitlab.app.shown import Shown
    from circuitlab.teach.predict.questions import Label

COVERED = "?"
"""What stands in the place of a number that is covered."""
IS_COVERED = "covered"
"""What a hover tells of it."""


class Hidden(QObject):
    """Attributes, read-only to others: `labels` (what is covered), `asking` (every number is asked for)."""

    changed = Signal()

    def __init__(self, shown: "Shown") -> None:
        super().__init__(shown)
        self._shown = shown
        self.labels: frozenset[Label] = frozenset()
        self.asking = False

    def hide(self, labels: "frozenset[Label]", *, asking: bool) -> None:
        """From now on it is these."""
        if (labels, asking) != (self.labels, self.asking):
            self.labels, self.asking = labels, asking
            self.changed.emit()

    @property
    def covers_any(self) -> bool:
        """Whether any number is covered or asked for, which a view of many numbers would tell."""
        return self.asking or bool(self.labels)

    def keeps_waiting(self, what: str) -> str:
        """Why something that would tell the numbers has to wait; "" where none is covered."""
        if not self.covers_any:
            return ""
        key = " (Q)" if self.asking else ""
        return f"Numbers are being predicted: {what} would tell them. It waits until that is over{key}."

    def value(self, gate: int) -> bool:
        """Whether the value of a gate is covered."""
        return ("value", gate) in self.labels

    def gradient(self, gate: int) -> bool:
        """Whether the gradient of a gate is covered."""
        return ("gradient", gate) in self.labels

    def to_come(self, gate: int) -> bool:
        """Whether its gradient may not be told though it is computed: covered, or asked for one day."""
        if self.gradient(gate) or not self.asking:
            return self.gradient(gate)
        partial = self._shown.trace.gradient_at(gate, self._shown.cursor)
        return partial.arrived < partial.expected
