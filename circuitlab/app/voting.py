"""The class vote on the question that is open."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.app.predicting import Predicting

NOTHING_ASKED = "Nothing is asked yet: Next (N) asks for the next number."


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
