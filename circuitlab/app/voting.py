"""The class vote on the question that is open."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from circuitlab.app.predicting import Predicting

NOTHING_ASKED = "Nothing is asked yet: Next (N) asks for the next number."


_KEYS = (
    (Qt.Key.Key_A, Qt.Key.Key_1),
    (Qt.Key.Key_B, Qt.Key.Key_2),
    (Qt.Key.Key_C, Qt.Key.Key_3),
    (Qt.Key.Key_D, Qt.Key.Key_4),
)
"""Those that count a hand, for each choice."""


class Voting:
    """Begins, counts, leads on and ends; how it stands is kept with the question."""

    def __init__(self, predicting: "Predicting") -> None:
        self._predicting = predicting

    def toggle(self) -> None:
        """Begin a vote, or drop the one that is going on; hands that were counted stay in the score."""
        session, asked = self._predicting.session, self._predicting.asked
        if asked is None:
            session.said.emit(NOTHING_ASKED)
            return
        if asked.vote is not None:
            asked.hands, asked.vote = asked.vote.hands or asked.hands, None
        else:
            from circuitlab.teach.predict.vote import vote_on

            asked.vote = vote_on(session.circuit, session.trace, asked.question)
        self._predicting.tell()

    def count(self, choice: int, by: int = 1) -> None:
        """A hand more, or less, for a choice."""
        asked = self._predicting.asked
        if asked is not None and asked.vote is not None:
            asked.vote = asked.vote.counted(choice, by)
            self._predicting.changed.emit()

    def counts(self, event: QKeyEvent) -> bool:
        """A hand more by its key, with Shift one less; False for any other key."""
        choice = next((index for index, keys in enumerate(_KEYS) if event.key() in keys), None)
        if choice is None:
            return False
        self.count(choice, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        return True

    def go_on(self) -> None:
        """From the first round to the discussion, the second round, the answer, and on."""
        asked = self._predicting.asked
        if asked is None or asked.vote is None:
            return
        if asked.vote.phase == "revealed":
            self._predicting.show()
        else:
            asked.vote = asked.vote.next()
            self._predicting.tell()
