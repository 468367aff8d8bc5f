"""Which loss training lowers: the one that was chosen, for as long as the circuit fits it, and a note on it.

Where an input takes the target, the objective is itself the loss, and no other can be chosen.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.circuit.changes import Changes, renames
from circuitlab.circuit.errors import complete

if TYPE_CHECKING:
    from circuitlab.app.panels.train.trainer import Trainer


class ChosenLoss(QObject):
    """`changed` tells that the circuit or the data may want another one."""

    changed = Signal()

    def __init__(self, trainer: "Trainer") -> None:
        super().__init__(trainer)
        self._trainer, self._session = trainer, trainer.session
        self._desk = DataDesk.of(trainer.session)
        self._known: tuple[bool, str, str] | None = None
        self._late = Late(self, lambda: self.changed.emit())
        self._session.changed.connect(self._look)
        for other in (self._session.reset, self._desk.changed):
            other.connect(self.forget)

    @property
    def is_given(self) -> bool:
        """Whether the circuit leaves no choice."""
        return self._found()[0]

    def problem(self, name: str) -> str:
        """Why training can't lower this one, as a sentence; "" if it can."""
        if not self.is_given:
            return ""
        from circuitlab.learn.losses import LOWERED, loss_of
        from circuitlab.learn.prediction import other_loss

        said = other_loss(self._desk.binding(), loss_of(name, LOWERED))
        return complete(said) if said else ""

    @property
    def name(self) -> str:
        """What training lowers."""
        return self._found()[1]

    @property
    def note(self) -> str:
        """What should be known of it; "" for nothing."""
        return self._found()[2]

    @guarded
    def forget(self, *_: object) -> None:
        """Look anew when asked the next time."""
        self._known = None
        self._late.soon()

    @guarded
    def _look(self, changes: Changes) -> None:
        if changes.is_structural or renames(changes):
            self.forget()

    def _found(self) -> tuple[bool, str, str]:
        """Whether an input takes the target, the loss, and the note."""
        if self._known is None:
            self._known = self._looked()
        return self._known

    def _looked(self) -> tuple[bool, str, str]:
        data, wanted = self._desk.table, self._trainer.wanted
        if data is None:
            return False, wanted.loss, ""
        from circuitlab.learn.losses import LOWERED, OBJECTIVE, loss_of
        from circuitlab.learn.prediction import by_itself, remarks

        circuit = self._session.circuit
        try:
            binding = self._desk.binding()
        except ValueError:  # the data panel and Train say it
            return False, wanted.loss, ""
        takes = bool(binding.aims)
        loss = OBJECTIVE if takes else loss_of(wanted.loss, LOWERED)
        said = [by_itself(binding)] if takes else []
        return takes, loss.name, "\n".join((*said, *remarks(circuit, binding, loss, data)))
