"""The lessons that ship with the program, in the order in which they are taught."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from circuitlab import resources
from circuitlab.teach.lessons.lesson import SUFFIX

_HEAD_LINES = 10


class Shipped(NamedTuple):
    """A lesson file and what its first lines say."""

    path: Path
    title: str
    about: str


@cache
def shipped() -> tuple[Shipped, ...]:
    """All of them; the files' names give the order. Only their heads are read."""
    return tuple(_head(path) for path in sorted(resources.path("lessons").glob(f"*{SUFFIX}")))


def after(path: Path | None) -> Shipped | None:
    """The lesson that follows a shipped one; None after the last, and for any other file."""
    lessons = shipped()
    paths = [lesson.path for lesson in lessons]
    index = paths.index(path) + 1 if path in paths else len(paths)
    return lessons[index] if index < len(lessons) else None


def _head(path: Path) -> Shipped:
    from circuitlab.teach.lessons.reading import read

    with path.open(encoding="utf-8") as file:
        top = "".join(line for line, _ in zip(file, range(_HEAD_LINES), strict=False))
    found = read(top)
    return Shipped(path, found.title or path.stem, found.about)
