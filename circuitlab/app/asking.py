"""One question that is open: what was typed so far, which hints were given, what it came to. No widgets."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circuitlab.app.legs import Leg
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.trace import Trace
from circuitlab.teach.predict import asking
from circuitlab.teach.predict.answers import Answer, as_written, read
from circuitlab.teach.predict.hints import NO_MISTAKE, TITLES, Verdict, judge, unanswered
from circuitlab.teach.predict.questions import Question
from circuitlab.teach.predict.score import Entry, Hands, Result

if TYPE_CHECKING:
    from circuitlab.teach.predict.vote import Vote


CHECKED = "That number was checked already. Try another one."
"""A wrong answer that comes again uses up no hint."""


@dataclass
class Asking:
    """The question, and after it others that the same leg of the trace waits for.

    leg: gone when all of them are done. told: the wire of the message that was asked before, and is known.
    slide: of a lesson that asks it, from 1; None, it is asked because it comes next.
    text: what is typed. answers, rules: what was answered, and which mistakes it was. level: how many hints
    are to be seen. verdict: on the last answer. problem: why a text is no answer. boxes: what was typed
    into the two boxes. vote: the class vote on it that goes on; hands: those of one that was ended.
    """

    question: Question
    then: tuple[Question, ...]
    leg: Leg
    told: int | None = None
    slide: int | None = None
    text: str = ""
    answers: list[str] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    level: int = 0
    verdict: Verdict | None = None
    problem: str = ""
    boxes: dict[int, str] = field(default_factory=dict)
    vote: "Vote | None" = None
    hands: Hands | None = None
    _refused: list[Answer] = field(default_factory=list)

    def following(self) -> "Asking | None":
        """The next question of the same leg."""
        if not self.then:
            return None
        told = self.question.wire if self.question.label[0] == "message" else None
        return Asking(self.then[0], self.then[1:], self.leg, told)

    def answer(self, circuit: Circuit, trace: Trace) -> bool:
        """Judge what is typed; True if it is right."""
        self.problem = ""
        try:
            answer = self._read()
        except ValueError as refusal:
            self.problem = str(refusal)
            return False
        if answer in self._refused:
            self.problem = CHECKED
            return False
        self.answers.append(self.text.strip())
        verdict = judge(circuit, trace, self.question, answer)
        if verdict.right:
            return True
        self._refused.append(answer)
        self.rules.append(verdict.rule)
        self.verdict = verdict
        self.level = min(self.level + 1, len(TITLES))
        return False

    def _read(self) -> Answer:
        if not self.text.strip():
            raise ValueError("Type a number first, or let it be shown.")
        return read(self.text)

    def hint(self, circuit: Circuit, trace: Trace) -> None:
        """One hint more."""
        if self.verdict is None:
            self.verdict = unanswered(circuit, trace, self.question)
        self.level = min(self.level + 1, len(TITLES))

    @property
    def hint_text(self) -> str:
        """The hint that is to be seen; "" while there is none."""
        return "" if self.verdict is None or not self.level else self.verdict.hints[self.level - 1]

    @property
    def hint_title(self) -> str:
        """What kind of hint it is, and to which answer."""
        if not self.level:
            return ""
        unnamed = self.verdict is not None and self.verdict.mistake is None
        title = NO_MISTAKE if self.level == 2 and unnamed else TITLES[self.level - 1]
        return f"{as_written(self.answers[-1])} is not it. {title}" if self.answers else title

    @property
    def has_more_hints(self) -> bool:
        """Whether the ladder goes on."""
        return self.level < len(TITLES)

    def is_box_right(self, box: int) -> bool | None:
        """Whether what was typed into a box is right; None while it is no number."""
        if self.verdict is None or box >= len(self.verdict.boxes):
            return None
        try:
            return self.verdict.boxes[box].takes(read(self.boxes.get(box, "")))
        except ValueError:
            return None

    def entry(self, circuit: Circuit, trace: Trace, result: Result) -> Entry:
        """The line of the score that it comes to."""
        if result == "right" and (self.level or len(self.answers) > 1):
            result = "hint"
        said = asking.headline(circuit, trace, self.question)
        tried = tuple(self.answers), self.level, tuple(self.rules)
        hands = self.hands if self.vote is None else self.vote.hands or self.hands
        step = self.question.step + 1
        return Entry(said, step, self.question.right, *tried, result, self.slide, hands)
