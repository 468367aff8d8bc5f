"""What a lesson is: frozen slides, each with a text, a circuit, a place in its passes, a view, a question.

resources/lessons/FORMAT.md documents the file.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from circuitlab.formula.errors import one_line

SUFFIX = ".lesson"

PlaceName: TypeAlias = Literal["start", "forward", "seed", "backward", "end", "live"]
Asked: TypeAlias = Literal["value", "gradient"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a slide's circuit comes from: a file (text is its name), formula text, or a `.circuit` text."""

    kind: Literal["file", "formula", "circuit"]
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in the passes: `count` steps of that pass are done (None: all), and `message` messages more.

    "live" is the end with the cursor pinned there: whatever is edited shows all its numbers at once.
    """

    where: PlaceName = "start"
    count: int | None = None
    message: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """What of the circuit is seen: the gate or the point in the middle, and the zoom (1 = 100 %)."""

    centre: str | tuple[float, float]
    zoom: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """The number that the class is to predict: a value or a gradient of a gate, by its name."""

    asked: Asked
    gate: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    text: paragraphs, plain, with $LaTeX$ and {=numbers}.
    circuit: None, that of the slide before. seed: None, as the circuit has it.
    cursor: None, the start, or where the slide before ended if its circuit goes on.
    steps: how much further Next goes before the next slide; None: to the end of the passes.
    view: None, the whole circuit. inside: the gates of gates that are entered, by name.
    notes: for whoever lectures, one paragraph, with {=numbers}; the class never sees it.
    """

    title: str
    text: tuple[str, ...] = ()
    circuit: Source | None = None
    seed: float | None = None
    cursor: Stop | None = None
    steps: int | None = 0
    view: View | None = None
    inside: tuple[str, ...] = ()
    question: Question | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The slides in order. about: one line for a list of lessons."""

    title: str
    slides: tuple[Slide, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a slide from being shown: its number from 1, the line in the file, and the reason."""

    reason: str
    slide: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        known = {"slide": self.slide, "line": self.line}
        place = ", ".join(f"{unit} {number}" for unit, number in known.items() if number is not None)
        return one_line(f"{place}: {self.reason}" if place else self.reason)
