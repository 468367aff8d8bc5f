"""What a climb is told to a whole class: which step it is, how far the objective has come, and why. Pure."""

from dataclasses import dataclass

from circuitlab.learn.pull import pulled
from circuitlab.learn.run import Run
from circuitlab.teach import climbs
from circuitlab.teach.climbs import Ending
from circuitlab.teach.lessons.fields import Figure, Piece, Words
from circuitlab.teach.numbers import before_and_after, signed

Paragraph = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A heading, and paragraphs under it. heights: the objective at the start and after each step.

    ends: the first and the last of these as they are read. caption: of their curve.
    """

    heading: str
    said: tuple[Paragraph, ...]
    heights: tuple[float, ...] = ()
    ends: tuple[str, str] = ("", "")
    caption: str = ""


def line(said: str) -> Told:
    """A sentence alone: why nothing climbs."""
    return Told("", ((Words(said),),))


def pull(goal: str, run: Run, ending: Ending | None) -> Told:
    """What the step brought that a run has just taken, and what its slopes promised.

    ending: why the run goes no further.
    """
    now = run.now
    if not now.finite or not now.number:
        return so_far(goal, run, ending)
    before = run.history[now.number - 1]
    came = pulled(run.hill, before, now)
    if not now.kept:
        return _told(goal, run, (Words(climbs.rejected(goal)),))
    if came.promised is None or came.got == came.promised == 0:
        return _told(goal, run, (Words(climbs.pulled(goal, came)),))
    against = f"Its slopes promised {signed(came.promised)}; it got {signed(came.got)}."
    return _told(goal, run, _way(goal, before.objective, now.objective), (Words(against),))


def so_far(goal: str, run: Run, ending: Ending | None = None) -> Told:
    """How far a run has come from its start, and why it goes no further."""
    why = () if ending is None else ((Words(ending.sentence),),)
    if not run.now.finite and why:
        return _told(goal, run, *why)
    return _told(goal, run, _way(goal, run.history[0].objective, run.now.objective), *why)


def _told(goal: str, run: Run, *said: Paragraph) -> Told:
    heights = tuple(each.objective for each in run.history[: run.place + 1])
    ends = before_and_after(heights[0], heights[-1])
    return Told(climbs.heading(run), said, heights, ends, f"{goal} after each step")


def _way(goal: str, start: float, here: float) -> Paragraph:
    """ "f went from 99 to 99.0784."."""
    first, last = before_and_after(start, here)
    return (
        Words(f"{goal} went from "),
        Figure(first, "value"),
        Words(" to "),
        Figure(last, "value"),
        Words("."),
    )
