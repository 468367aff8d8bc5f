"""A run of predictions: its score, what the last question came to, and other numbers for another run."""

import random
from typing import TYPE_CHECKING

from circuitlab.app.session import Session
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.teach import numbers
from circuitlab.teach.predict.score import Result, Score

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking


class Run:
    """Attributes, read-only to others: `score`; `outcome` (of the last question, one line)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._drawn = 0
        self.score = Score()
        self.outcome = ""
        self.of_lesson = False
        """Whether it goes over all circuits of a lesson; else it is one of the circuit that is open."""

    def begin(self) -> None:
        """Count anew."""
        self.score = Score(self._session.name)
        self.outcome = ""

    def add(self, asked: "Asking", result: Result) -> None:
        """A question is done."""
        circuit, trace = self._session.circuit, self._session.trace
        self.score = self.score.plus(asked.entry(circuit, trace, result))
        self.outcome = ""
        if result in ("right", "shown"):
            from circuitlab.teach.predict import asking

            told = asking.told(circuit, trace, asked.question)
            right = "Right: " if result == "right" else ""
            self.outcome = f"{right}{told} {numbers.text(asked.question.right)}."

    def new_numbers(self) -> bool:
        """Give the inputs other numbers, for which the classic mistakes differ; False where that can't be."""
        from circuitlab.teach.predict import practice

        self._drawn += 1
        draw = random.Random(self._drawn)  # noqa: S311
        session = self._session

        def edit(circuit: Circuit) -> Changes:
            settable = frozenset(key for key in circuit.gates if not session.why_fixed(key))
            return practice.new_numbers(circuit, draw, settable)

        if not session.attempt("New numbers", edit):
            return False
        session.move_cursor(Cursor())
        self.begin()
        return True
