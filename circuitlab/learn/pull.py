"""A pull: what the slopes promised of a step, and what came of it."""

from typing import NamedTuple

from circuitlab.learn.hill import Hill
from circuitlab.learn.iteration import Iteration


class Pull(NamedTuple):
    """How far the objective would have gone were it a plane, and how far it went. None: the seed is 0, and
    slopes times 0 tell nothing."""

    promised: float | None
    got: float


def pulled(hill: Hill, before: Iteration, after: Iteration) -> Pull:
    """Of one step, or of several at once. Measured slopes promise with what was measured."""
    got = after.objective - before.objective
    if not hill.seed:
        return Pull(None, got)
    slopes = after.gradient if after.number == before.number + 1 else None
    if slopes is None:
        slopes = hill.slopes(before.values)[1]
    moves = (after.values[place] - before.values[place] for place in hill.moving)
    promised = sum(slope * move for slope, move in zip(slopes, moves, strict=True))
    return Pull(promised / hill.seed, got)
