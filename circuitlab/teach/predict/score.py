"""The score of a run of predictions, and its text as CSV and JSON. Pure.

A run has an entry a question; it ends when the questions begin anew or other numbers are set.
"""

from dataclasses import asdict, dataclass, replace
from typing import Literal, TypeAlias

Result: TypeAlias = Literal["right", "hint", "shown", "skipped"]
"""Right at once; right after a hint or a wrong answer; shown on request; passed over."""
COLUMNS = (
    *("question", "slide", "step", "right", "answers", "hints", "rules"),
    *("choices", "first vote", "second vote", "result"),
)


@dataclass(frozen=True, slots=True)
class Hands:
    """What a class voted. choices: the numbers as they were shown; first, second: hands for each."""

    choices: tuple[str, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of a run. answers: as they were typed; rules: which mistake each wrong one was.

    slide: of the lesson that asks it, from 1. hands: None, there was no vote on it.
    """

    question: str
    step: int
    right: float
    answers: tuple[str, ...] = ()
    hints: int = 0
    rules: tuple[int, ...] = ()
    result: Result = "skipped"
    slide: int | None = None
    hands: Hands | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The entries of a run, in the order in which the questions were asked."""

    document: str = ""
    entries: tuple[Entry, ...] = ()

    def plus(self, entry: Entry) -> "Score":
        """The same with one entry more.

        A slide's question counts once, however often the slide is shown: an answer takes the place of the
        one before, and passing it over changes nothing.
        """
        same = [old for old in self.entries if old.slide is not None and old.slide == entry.slide]
        if same and entry.result == "skipped":
            return self
        return replace(self, entries=(*(old for old in self.entries if old not in same), entry))

    def count(self, *results: Result) -> int:
        """How many questions ended so."""
        return sum(entry.result in results for entry in self.entries)

    @property
    def summary(self) -> str:
        """ "2 right, 1 with a hint"; "" before the first question is done."""
        parts = [
            (self.count("right"), "right"),
            (self.count("hint"), "with a hint"),
            (self.count("shown", "skipped"), "shown"),
        ]
        return ", ".join(f"{count} {word}" for count, word in parts if count)


def to_json(score: Score) -> str:
    """The whole score, counts first."""
    import json  # the first window does not wait for it

    counts = {result: score.count(result) for result in ("right", "hint", "shown", "skipped")}
    whole = {"document": score.document, **counts, "questions": [asdict(entry) for entry in score.entries]}
    return json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_csv(score: Score) -> str:
    """A row a question under a row of headings; several answers in one cell are parted by "; "."""
    import csv
    import io

    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for entry in score.entries:
        rows.writerow(_row(entry))
    return out.getvalue()


def _row(entry: Entry) -> tuple[object, ...]:
    hands = entry.hands or Hands((), (), ())
    asked = (entry.question, entry.slide, entry.step, repr(entry.right))
    several = [entry.answers, (entry.hints,), entry.rules, hands.choices, hands.first, hands.second]
    return (*asked, *("; ".join(map(str, each)) for each in several), entry.result)
