"""The question that is open in a lecture: its answer is typed without a field, or Next shows it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from circuitlab.app.lecture.typed_number import TypedNumber
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.predicting import Predicting
from circuitlab.formula.reading import MINUS
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking

_BEGIN = f"0123456789-{MINUS}"
_GO_ON = f"{_BEGIN}.,/+eE"
MOST = 24
"""Characters of an answer: more have no room in the band."""
ON = "Predict is on: Next asks"
OFF = "Predict is off"
NOTHING_ASKED = "Nothing is asked yet: Q, then Next"
END_OF_LESSON, END_OF_PASSES = "End of the lesson", "End of the passes"


class Answering:
    """What the keys do to the question; `say` tells in the corner of the picture what came of it."""

    def __init__(self, predicting: Predicting, lessons: LessonSession, typed: TypedNumber) -> None:
        self._predicting, self._lessons, self._typed = predicting, lessons, typed

    @property
    def _asked(self) -> "Asking | None":
        return self._predicting.asked

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key counts a hand, or is part of an answer; then it is done."""
        asked = self._asked
        if asked is None or self._typed.open or self._typed.digits:
            return False
        if asked.vote is not None:
            return self._predicting.voting.counts(event)
        text, key = event.text(), event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if text and text in (_GO_ON if asked.text else _BEGIN):
            self._type((asked.text + text.replace("-", MINUS))[:MOST])
        elif key == Qt.Key.Key_Backspace and asked.text:
            self._type(asked.text[:-1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and asked.text:
            self._answer(asked)
        else:
            return False
        return True

    def _type(self, text: str) -> None:
        self._typed.forget()
        self._predicting.type(text)

    def _answer(self, asked: "Asking") -> None:
        """Judge it: right, and it is said; wrong, and the hint stands in the place of the answer."""
        with numbers.rounded_to(numbers.LECTURE_DIGITS):
            self._predicting.answer()
        if self._asked is not asked:
            self._typed.say(self._predicting.run.outcome)
        elif not asked.problem:
            self._predicting.type("")

    # What has a key of its own -------------------------------------------------------------------

    def next(self) -> None:
        """On with the vote; the number that is asked for; the next step or slide; or that there is none."""
        asked = self._asked
        if asked is not None and asked.vote is not None:
            with numbers.rounded_to(numbers.LECTURE_DIGITS):
                self._predicting.voting.go_on()
        elif asked is not None and asked.slide is None:
            with numbers.rounded_to(numbers.LECTURE_DIGITS):
                self._predicting.show()
        elif self._lessons.can_next:
            self._lessons.next()
        else:
            self._typed.say(END_OF_LESSON if self._lessons.active else END_OF_PASSES)

    def toggle(self) -> None:
        """Predict, or no more."""
        self._predicting.toggle()
        self._typed.say(ON if self._predicting.on else OFF)

    def hint(self) -> None:
        """One hint more."""
        if self._asked is None:
            self._typed.say(NOTHING_ASKED)
            return
        with numbers.rounded_to(numbers.LECTURE_DIGITS):
            self._predicting.hint()

    def vote(self) -> None:
        """Begin the vote, or end it."""
        if self._asked is None:
            self._typed.say(NOTHING_ASKED)
            return
        with numbers.rounded_to(numbers.LECTURE_DIGITS):
            self._predicting.voting.toggle()

    def count(self, choice: int, by: int) -> None:
        """A hand more, or less, for a choice of the vote, by the mouse."""
        self._predicting.voting.count(choice, by)

    def peel(self) -> bool:
        """Put away what is typed, the vote, or predicting; False where there is none of it."""
        asked = self._asked
        if asked is not None and asked.vote is not None:
            self.vote()
        elif asked is not None and asked.text:
            self._predicting.type("")
        elif self._predicting.on:
            self.toggle()
        else:
            return False
        return True
