"""A class vote: four choices made from the classic mistakes, two rounds of hands, then the answer. Pure."""

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach import numbers
from circuitlab.teach.predict.answers import Answer
from circuitlab.teach.predict.mistakes import Mistake, mistakes
from circuitlab.teach.predict.questions import Question
from circuitlab.teach.predict.score import Hands

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

LETTERS = "ABCD"
Phase: TypeAlias = Literal["first", "discuss", "second", "revealed"]
PHASES: tuple[Phase, ...] = ("first", "discuss", "second", "revealed")
MOST = 999
"""More hands are counted nowhere."""
_TELLING = (1, 2, 4, 6, 3, 7, 5, 9, 8)
"""The rules, those first whose mistakes tell most of how one thinks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A number to vote for, and what is said of it when the answer is shown."""

    value: float
    said: str = ""

    @property
    def text(self) -> str:
        """The number as it is shown."""
        return numbers.text(self.value)


@dataclass(frozen=True, slots=True)
class Vote:
    """How a vote stands. right: index of the right choice. rounds: hands by choice, first and second."""

    choices: tuple[Choice, ...]
    right: int
    phase: Phase = "first"
    rounds: tuple[tuple[int, ...], tuple[int, ...]] = ((0,) * 4, (0,) * 4)

    @property
    def counting(self) -> int | None:
        """The round in which hands are counted now: 0, 1 or None."""
        return {"first": 0, "second": 1}.get(self.phase)

    def counted(self, choice: int, by: int = 1) -> "Vote":
        """One hand more, or less, for a choice; the same when no hands are counted."""
        if self.counting is None or not 0 <= choice < len(self.choices):
            return self
        rounds = [list(hands) for hands in self.rounds]
        hands = rounds[self.counting]
        hands[choice] = min(max(0, hands[choice] + by), MOST)
        return replace(self, rounds=(tuple(rounds[0]), tuple(rounds[1])))

    @property
    def begun(self) -> tuple[tuple[int, ...], ...]:
        """The hands of the rounds so far."""
        return self.rounds if self.phase in ("second", "revealed") else self.rounds[:1]

    @property
    def hands(self) -> Hands | None:
        """What was voted so far, for the score; None before the first hand."""
        shown = tuple(choice.text for choice in self.choices)
        return Hands(shown, *self.rounds) if any(map(any, self.rounds)) else None

    def next(self) -> "Vote":
        """The next phase; the last one stays."""
        place = min(PHASES.index(self.phase) + 1, len(PHASES) - 1)
        return replace(self, phase=PHASES[place])


def most_wrong(vote: Vote) -> int | None:
    """The wrong choice that most hands went to in the end, if there is something to be said of it."""
    hands = vote.rounds[1]
    wrong = [index for index in range(len(vote.choices)) if index != vote.right]
    most = max(wrong, key=lambda index: hands[index])
    return most if hands[most] and vote.choices[most].said else None


def vote_on(circuit: Circuit, trace: "Trace", question: Question) -> Vote:
    """The vote on a question: the same choices in the same order whenever it is asked."""
    right = Choice(question.right)
    chosen = _differing(right, [Choice(one.value, one.said) for one in _telling(circuit, trace, question)])
    choices = [right, *chosen]
    random.Random(f"{question.step}.{question.message}.{question.sort}").shuffle(choices)  # noqa: S311
    return Vote(tuple(choices), choices.index(right))


def _telling(circuit: Circuit, trace: "Trace", question: Question) -> list[Mistake]:
    found = mistakes(circuit, trace, question)
    return sorted(found, key=lambda one: _TELLING.index(one.rule))


def _differing(right: Choice, offered: list[Choice]) -> list[Choice]:
    """Three that differ, from the right one too, for everyone who reads them; with slips of arithmetic
    where there are too few."""
    value = right.value
    slipped = [2 * value, value / 2, 10 * value, -value, value + 1, value - 1, value + 2]
    chosen: list[Choice] = []
    for choice in (*offered, *(Choice(number, "The arithmetic slipped.") for number in slipped)):
        taken = [right, *chosen]
        is_new = choice.text not in [other.text for other in taken]
        if is_new and not any(Answer(choice.value).means(other.value) for other in taken):
            chosen.append(choice)
        if len(chosen) == len(LETTERS) - 1:
            break
    return chosen
