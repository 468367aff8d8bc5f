"""The text of a lesson file to slides. The other direction is `writing`.

A slide that can't be read is left out, and a `Problem` says where and why: nothing raises for a bad slide.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from circuitlab.circuit.errors import quoted
from circuitlab.teach.lessons import keys
from circuitlab.teach.lessons.lesson import Lesson, Problem, Slide, Source

MOST_SLIDES = 200
MOST_TEXT = 6_000
"""Characters on one slide: nobody reads more."""
RULE = "---"
FENCE = "```"
_HEAD = ("lesson", "about")
_SOURCES: Mapping[str, Any] = {"": "formula", "circuit": "circuit"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A slide, its number from 1 in the file, and the lines where its parts stand."""

    slide: Slide
    number: int
    lines: Mapping[str, int]


@dataclass(slots=True)
class Read:
    """What a text gave: slides in order, and what was wrong with the others. `failed`: their numbers."""

    title: str = ""
    about: str = ""
    slides: list[Placed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)

    def fail(self, reason: str, slide: int, line: int | None) -> None:
        """Leave a slide out."""
        self.problems.append(Problem(reason, slide, line))
        self.failed.add(slide)


class _Wrong(Exception):
    """A line that can't be read: the slide is left out."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def parse(text: str, title: str = "Untitled") -> tuple[Lesson, tuple[Problem, ...]]:
    """The lesson that a text holds, without its bad slides, and a problem for each of those.

    title: what it is called if the text does not say.
    """
    found = read(text)
    slides = tuple(placed.slide for placed in found.slides)
    return Lesson(found.title or title, slides, found.about), tuple(found.problems)


def read(text: str) -> Read:
    """The same, with the places in the file."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = Read()
    numbered = _without_head(found, list(enumerate(lines, 1)))
    for number, block in enumerate(_blocks(numbered), 1):
        if number > MOST_SLIDES:
            reason = f"more than {MOST_SLIDES} slides: the rest is left out"
            found.problems.append(Problem(reason, None, block[0][0]))
            break
        try:
            found.slides.append(_slide(block, number))
        except _Wrong as wrong:
            found.fail(wrong.reason, number, wrong.line)
    return found


def _without_head(found: Read, lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Take `lesson:` and `about:` off the top."""
    for index, (number, line) in enumerate(lines):
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or key.strip() not in _HEAD:
            return lines[index:]
        if key.strip() == "lesson":
            found.title = " ".join(value.split())
        else:
            found.about = " ".join(value.split())
        if not value.strip():
            found.problems.append(Problem(f"{key.strip()}: expected something after the colon", None, number))
    return []


def _blocks(lines: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The lines of each slide, without empty ones at its ends; empty blocks are no slides."""
    block: list[tuple[int, str]] = []
    for number, line in [*lines, (0, RULE)]:
        if line.rstrip() != RULE:
            if line.strip() or block:
                block.append((number, line.rstrip()))
            continue
        while block and not block[-1][1]:
            block.pop()
        if block:
            yield block
        block = []


def _slide(block: list[tuple[int, str]], number: int) -> Placed:
    first, line = block[0]
    title = " ".join(line.removeprefix("#").split())
    if not line.startswith("# ") or not title:
        raise _Wrong(f"expected a title such as # Two gates, not {quoted(line.strip())}", first)
    given: dict[str, Any] = {}
    places = {"title": first}
    rest = _read_keys(block[1:], given, places)
    text = _read_body(rest, given, places)
    if sum(map(len, text)) > MOST_TEXT:
        raise _Wrong(f"more than {MOST_TEXT} characters of text", places["text"])
    return Placed(Slide(title, tuple(text), **given), number, places)


def _read_keys(
    lines: list[tuple[int, str]], given: dict[str, Any], places: dict[str, int]
) -> list[tuple[int, str]]:
    """The keys right below the title, up to the first empty line; what is after that."""
    for index, (number, line) in enumerate(lines):
        if not line or line.startswith(FENCE):
            return lines[index:]
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon or not key.isidentifier():
            raise _Wrong(
                f"{quoted(line)}: expected a key such as circuit: or an empty line before the text", number
            )
        if key in given:
            raise _Wrong(f"{key} is given already in line {places[key]}", number)
        try:
            given[key] = keys.read(key, value.strip())
        except ValueError as error:
            raise _Wrong(str(error), number) from None
        places[key] = number
    return []


def _read_body(lines: list[tuple[int, str]], given: dict[str, Any], places: dict[str, int]) -> list[str]:
    """The paragraphs; a fenced circuit goes to `given`."""
    paragraphs: list[list[str]] = [[]]
    waiting = iter(lines)
    for number, line in waiting:
        if line.startswith(FENCE):
            source = _fenced(waiting, line, number)
            if "circuit" in given:
                raise _Wrong(f"the circuit is given already in line {places['circuit']}", number)
            given["circuit"], places["circuit"] = source, number
            paragraphs.append([])
            continue
        if not line or line.startswith("- "):
            paragraphs.append([])
        if line:
            places.setdefault("text", number)
            places.setdefault(f"text {sum(map(bool, paragraphs[:-1]))}", number)
            paragraphs[-1].append(line)
    return [" ".join(" ".join(paragraph).split()) for paragraph in paragraphs if paragraph]


def _fenced(waiting: Iterator[tuple[int, str]], opening: str, number: int) -> Source:
    kind = _SOURCES.get(opening.removeprefix(FENCE).strip())
    if kind is None:
        raise _Wrong(f"{quoted(opening)}: expected {FENCE} or {FENCE}circuit", number)
    inside: list[str] = []
    for _, line in waiting:
        if line == FENCE:
            return Source(kind, "\n".join(inside))
        inside.append(line)
    raise _Wrong(f"expected {FENCE} after the circuit that begins here", number)
