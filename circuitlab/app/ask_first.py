"""Holds each leg of the passes back until its numbers were asked for, while numbers are predicted."""

from typing import TYPE_CHECKING

from circuitlab.app.legs import Leg
from circuitlab.app.within import Within
from circuitlab.engine.cursor import Cursor, Grain, next_cursor

if TYPE_CHECKING:
    from circuitlab.app.predicting import Predicting


class AskFirst:
    """What the player asks before each leg. `going`: whether it moves the cursor itself now."""

    def __init__(self, predicting: "Predicting") -> None:
        self._predicting = predicting
        self.going = Within()

    def hold(self, leg: Leg) -> bool:
        """A leg is to be gone: ask for its first number instead, or pass over what is asked."""
        from circuitlab.app.asking import Asking
        from circuitlab.teach.predict.questions import after

        predicting, session = self._predicting, self._predicting.session
        if predicting.asked is not None:
            predicting.done("skipped")
            return True
        trace, start = session.trace, leg.start
        if start != session.cursor:
            with self.going:
                session.move_cursor(start)
        if start == Cursor() and predicting.run.score.entries and not predicting.run.of_lesson:
            predicting.run.begin()
        piece = Leg(start, next_cursor(trace, start, "message"))
        questions = after(trace, start)
        if questions:
            predicting.open(Asking(questions[0], questions[1:], piece))
        else:
            self.go(piece, "message")
        return True

    def go(self, leg: Leg, grain: Grain) -> None:
        """Nothing is asked any more: go this leg."""
        predicting, player = self._predicting, self._predicting.player
        with self.going:
            # Not for a moment may what comes next be seen.
            player.frames.covers = predicting.covering.covers(leg.stop, None, on=predicting.on)
            player.go(leg, grain)
        predicting.left.emit()
        predicting.tell()
