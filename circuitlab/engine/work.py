"""Long computations that pause: generators, so that a window can go on in between."""

from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Work: TypeAlias = Generator[None, None, T]
"""A computation that pauses every few milliseconds, so that a window can go on in between; `done` runs it."""


def done(work: Work[T], meanwhile: Callable[[], object] = lambda: None) -> T:
    """What a computation comes to, without pauses. meanwhile: called where it would pause."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
        meanwhile()


def said(work: Work[T], error: type[Exception]) -> Work[T | str]:
    """The computation, and in the place of its result what an error of this kind says that ends it."""
    try:
        return (yield from work)
    except error as what:
        return str(what)
