"""Training waits while numbers are covered: it would tell them."""

from typing import TYPE_CHECKING

from circuitlab.app.guard import guarded

if TYPE_CHECKING:
    from circuitlab.app.panels.train.trainer import Trainer


class Waiting:
    """Pauses a trainer when numbers are covered, and says why nothing begins until they are not."""

    def __init__(self, trainer: "Trainer") -> None:
        self._trainer, self._hidden, self._said = trainer, trainer.session.hidden, ""
        self._hidden.changed.connect(self._look)

    def asked(self, what: str) -> bool:
        """Whether something has to wait; then it is said."""
        self._said = self._hidden.keeps_waiting(what)
        if self._said:
            self._trainer.say(self._said)
            self._trainer.changed.emit()
        return bool(self._said)

    @guarded
    def _look(self) -> None:
        trainer = self._trainer
        if trainer.running and self._hidden.covers_any:
            trainer.pause()
        elif self._said and trainer.said == self._said:
            trainer.say("")
            trainer.changed.emit()
