"""Where a run that has diverged went wrong: the value that ran away, and the gate that could not bear it."""

from collections.abc import Iterator
from math import isfinite
from typing import NamedTuple

from circuitlab.engine.prepared import Origin
from circuitlab.learn.hill import Hill, Values
from circuitlab.learn.iteration import Iteration
from circuitlab.learn.run import Run


class Trouble(NamedTuple):
    """iteration: the one whose numbers are no longer finite. name, value: of the input or parameter there.

    gate: the id of the gate where it began; reason: why, in words. Both are None and "" where no gate is to
    blame: the step itself was longer than a double can hold.
    """

    iteration: int
    name: str
    value: float
    gate: int | None
    reason: str


def trouble(run: Run) -> Trouble | None:
    """What is wrong where the record of a run ends; None if all its numbers are finite."""
    hill, at = run.hill, run.history[-1]
    if at.finite:
        return None
    origin = next(filter(None, map(hill.prepared.origin, _points(run))), None)
    place = _culprit(hill, at, origin)
    gate, reason = (None, "") if origin is None else (origin.gate, origin.reason)
    return Trouble(at.number, hill.inputs[place], at.values[place], gate, reason)


def _points(run: Run) -> Iterator[Values]:
    """Where to look for the gate: at the end itself, or where the slopes that led to it were measured."""
    at = run.history[-1]
    if all(map(isfinite, at.values)):
        yield at.values
    elif run.strategy.measures and at.gradient is not None and at.tuning is not None:
        before = run.history[-2].values
        for place, slope in zip(run.hill.moving, at.gradient, strict=True):
            if not isfinite(slope):
                for h in (at.tuning.h, -at.tuning.h):
                    yield (*before[:place], before[place] + h, *before[place + 1 :])


def _culprit(hill: Hill, at: Iteration, origin: Origin | None) -> int:
    """The place of the value that ran away: one that is not finite, else one whose slope is not; else, of
    those that the gate depends on, the one that is farthest from 0."""
    for place in hill.moving:
        if not isfinite(at.values[place]):
            return place
    if isfinite(at.objective):
        for place, slope in zip(hill.moving, at.slopes, strict=True):
            if not isfinite(slope):
                return place
    feeding = [place for place in hill.moving if origin is not None and hill.feeds(place, origin.gate)]
    return max(feeding or hill.moving, key=lambda place: abs(at.values[place]))


def lost_step(run: Run) -> tuple[str, float, float] | None:
    """Name and value where the step h of a measured slope was lost in rounding, and h, if the last step of a
    run therefore gained nothing."""
    last, hill = run.history[-1], run.hill
    if not run.strategy.measures or len(run.history) < 2 or last.tuning is None or not last.finite:
        return None
    before, h = run.history[-2], last.tuning.h
    if last.objective != before.objective:
        return None
    lost = (place for place in hill.moving if before.values[place] + h == before.values[place])
    found = max(lost, key=lambda place: abs(before.values[place]), default=None)
    return None if found is None else (hill.inputs[found], before.values[found], h)
