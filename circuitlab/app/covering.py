"""Which numbers are covered: those still to be asked for, a slide's, and those that were clicked on."""

from typing import TYPE_CHECKING

from circuitlab.app.canvas.frame import OPEN, Covers
from circuitlab.app.session import Session
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking
    from circuitlab.teach.predict.questions import Label, Question


class Covering:
    """Remembers what was covered by hand, and works out the rest for a place in the passes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_hand: frozenset[Label] = frozenset()

    def forget(self) -> None:
        """What was covered by hand is so no more."""
        self._by_hand = frozenset()

    def toggle(self, label: "Label") -> bool:
        """Cover a number that is to be seen, or uncover one that was covered so; False: there is none."""
        if not self._is_seen(label):
            return False
        self._by_hand = self._by_hand ^ {label}
        return True

    def _is_seen(self, label: "Label") -> bool:
        what, key = label
        trace, cursor = self._session.trace, self._session.cursor
        if what == "message":
            return trace.message_at(key, cursor) is not None
        if what == "value":
            return trace.value_at(key, cursor) is not None
        return trace.gradient_at(key, cursor).arrived > 0

    def covers(self, cursor: Cursor, asked: "Asking | None", *, on: bool) -> Covers:
        """What is not to be seen at this place. on: whether every number is asked for."""
        if asked is not None and asked.slide is not None:
            return self._of_slide(cursor, asked)
        if not on:
            return OPEN
        trace = self._session.trace
        waiting: list[Question] = []
        if (asked is not None or cursor.messages) and cursor.steps < len(trace):
            from circuitlab.teach.predict.questions import of_step

            waiting = [q for q in of_step(trace, cursor.steps, cursor.messages) if q.sort != "total"]
        labels = {question.label for question in waiting}
        if asked is None:
            return Covers(self._by_hand | labels)
        label = asked.question.label
        labels -= {("message", asked.told)}
        if label[0] != "message":
            labels -= {label}
        wires = self._wires(asked.question)
        return Covers(self._by_hand | labels, asked.question.step, wires, asked.told, label)

    def _of_slide(self, cursor: Cursor, asked: "Asking") -> Covers:
        """Its number alone; the step that brings it is marked when it is the next one."""
        labels, question = frozenset({asked.question.label}), asked.question
        if question.step != cursor.steps:
            return Covers(labels, asked=question.label)
        return Covers(labels, question.step, self._wires(question), asked=question.label)

    def _wires(self, question: "Question") -> tuple[int, ...]:
        """Those that bring the number."""
        if question.sort == "value":
            return tuple(wire.id for wire in self._session.circuit.incoming(question.gate))
        return () if question.wire is None else (question.wire,)
