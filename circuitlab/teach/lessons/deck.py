"""A lesson made ready to be shown: every slide with its circuit, the place in its passes, and its numbers.

What a slide names and is not there (a circuit, a gate, a step) leaves that slide out, with a `Problem`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.errors import CircuitError, clause, quoted
from circuitlab.engine.cursor import Cursor
from circuitlab.files.errors import FileError
from circuitlab.formula.errors import FormulaError
from circuitlab.teach import numbers
from circuitlab.teach.lessons import fields
from circuitlab.teach.lessons.lesson import Problem, Slide
from circuitlab.teach.lessons.reading import read
from circuitlab.teach.lessons.shelf import MOST_BYTES, Shelf
from circuitlab.teach.lessons.stops import cursor_at, last_of

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace


@dataclass(frozen=True)
class Page:
    """A slide that can be shown. Its circuit is not to be changed: whoever shows it copies it.

    number: in the file, from 1. inside: the gates that are entered. shown: the circuit inside the last one.
    first, last: where the cursor is when the slide comes, and how far Next goes on it.
    """

    slide: Slide
    number: int
    circuit: Circuit
    inside: tuple[int, ...]
    shown: Circuit
    first: Cursor
    last: Cursor

    @cached_property
    def text(self) -> tuple[tuple[fields.Piece, ...], ...]:
        """The paragraphs with their numbers, computed when the slide is first shown."""
        return self._filled()

    @cached_property
    def lecture_text(self) -> tuple[tuple[fields.Piece, ...], ...]:
        """The same for a lecture, with as few digits as the canvas has there."""
        with numbers.rounded_to(numbers.LECTURE_DIGITS):
            return self._filled()

    def _filled(self) -> tuple[tuple[fields.Piece, ...], ...]:
        known = fields.Known(self.shown)
        return tuple(fields.filled(paragraph, known) for paragraph in self.slide.text)

    @cached_property
    def notes(self) -> tuple[fields.Piece, ...]:
        """What is noted for whoever lectures, with its numbers."""
        return fields.filled(self.slide.notes, fields.Known(self.shown))

    @property
    def live(self) -> bool:
        """Whether the cursor is pinned to the end."""
        return self.slide.cursor is not None and self.slide.cursor.where == "live"


@dataclass(frozen=True)
class Deck:
    """The pages of a lesson, and a problem for each slide that was left out."""

    title: str
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    path: Path | None = None


def open_lesson(path: Path) -> Deck:
    """A lesson file. Raises FileError if it can't be read, or has no slide that can be shown."""
    from circuitlab.files.disk import place, read_bytes

    data = read_bytes(path)
    where = place(path)
    if len(data) > MOST_BYTES:
        raise FileError(f"{where}: is larger than {MOST_BYTES // 2**20} MB, too large for a lesson")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{where}: byte {error.start + 1}: expected UTF-8 text") from error
    if "\0" in text:
        raise FileError(f"{where}: a null byte; expected the text of a lesson")
    deck = prepared(text, path.parent, path.stem)
    if not deck.pages:
        why = deck.problems[0] if deck.problems else "expected a slide that begins with # and its title"
        raise FileError(f"{where}: {why}")
    return replace(deck, path=path)


def prepared(text: str, folder: Path, title: str = "Untitled") -> Deck:
    """The lesson that a text holds; circuit files are looked for in `folder`, then among the examples."""
    found = read(text)
    shelf = Shelf(folder)
    pages: list[Page] = []
    for placed in found.slides:
        try:
            if placed.slide.circuit is None and placed.number - 1 in found.failed:
                before = placed.number - 1
                raise _Unfit(f"goes on with the circuit of slide {before}, which is left out", "title")
            pages.append(_page(placed.slide, placed.number, pages[-1] if pages else None, shelf))
        except _Unfit as error:
            line = placed.lines.get(error.part, placed.lines["title"])
            found.fail(error.reason, placed.number, line + error.below)
    problems = sorted(found.problems, key=lambda problem: problem.line or 0)
    return Deck(found.title or title, tuple(pages), tuple(problems))


class _Unfit(Exception):
    """Why a slide can't be shown, the part of it where that is, and how many lines below its beginning."""

    def __init__(self, reason: str, part: str, below: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.part, self.below = reason, part, below


@contextmanager
def _in(part: str, *, named: bool = True) -> Iterator[None]:
    """What goes wrong in here is wrong with this part of the slide."""
    try:
        yield
    except FormulaError as error:
        raise _Unfit(f"{part}: {error.reason}" if named else str(error), part, error.line or 0) from error
    except CircuitError as error:
        raise _Unfit(f"{part}: {clause(str(error))}", part) from error
    except (ValueError, OSError) as error:
        raise _Unfit(f"{part}: {error}" if named else str(error), part) from error


def _page(slide: Slide, number: int, before: Page | None, shelf: Shelf) -> Page:
    with _in("circuit"):
        circuit = _circuit(slide, before, shelf)
    with _in("inside"):
        path, shown, trace = _entered(circuit, slide.inside)
    goes_on = before is not None and before.circuit is circuit and before.inside == path
    with _in("cursor"):
        first = Cursor() if slide.cursor is None else cursor_at(slide.cursor, trace)
    if goes_on and before is not None and slide.cursor is None:
        first = before.last
    with _in("steps"):
        last = last_of(first, slide.steps, trace)
    _check_gates(slide, shown)
    _check_text(slide, shown)
    return Page(slide, number, circuit, path, shown, first, last)


def _circuit(slide: Slide, before: Page | None, shelf: Shelf) -> Circuit:
    """The slide's own circuit, or that of the slide before; with the slide's seed."""
    if slide.circuit is not None:
        circuit = shelf.circuit(slide.circuit)
    elif before is not None:
        circuit = before.circuit
    else:
        raise ValueError("expected one on the first slide")
    if slide.seed is None or slide.seed == circuit.settings.seed:
        return circuit
    copy = Circuit(circuit.parts)
    copy.apply(set_seed(copy, slide.seed))
    return copy


def _entered(circuit: Circuit, names: tuple[str, ...]) -> "tuple[tuple[int, ...], Circuit, Trace]":
    """The ids of the gates to enter, and what is shown there."""
    from circuitlab.engine.inside import inside
    from circuitlab.engine.passes import run

    path: list[int] = []
    trace = run(circuit)
    for name in names:
        gate = circuit.names.get(name)
        if gate is None:
            raise ValueError(f"there is no gate {quoted(name)}")
        circuit = inside(circuit, gate, trace)
        trace = run(circuit)
        path.append(gate)
    return tuple(path), circuit, trace


def _check_gates(slide: Slide, circuit: Circuit) -> None:
    """The gates that a view and a question name must be there."""
    named = {
        "view": slide.view.centre if slide.view is not None else None,
        "question": slide.question.gate if slide.question is not None else None,
    }
    for part, name in named.items():
        if isinstance(name, str) and name not in circuit.names:
            raise _Unfit(f"{part}: there is no gate {quoted(name)}", part)


def _check_text(slide: Slide, circuit: Circuit) -> None:
    if sum(map(fields.count, (*slide.text, slide.notes))) > fields.MOST_FIELDS:
        raise _Unfit(f"more than {fields.MOST_FIELDS} numbers such as {{=f}} on a slide", "text")
    with _in("notes"):
        fields.check(slide.notes, circuit)
    for index, paragraph in enumerate(slide.text):
        with _in(f"text {index}", named=False):
            fields.check(paragraph, circuit)
