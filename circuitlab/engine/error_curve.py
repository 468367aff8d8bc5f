"""How far a difference quotient of one gate is off, over the size of its step: one batched run.

Large steps are off by curvature (truncation, which falls with h² where the difference is central, with h
where it looks forward only), small ones by rounding (which grows with 1/h). Imports NumPy: import this module
when needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan
from statistics import median

from circuitlab.engine.gradient_check import rounding_of
from circuitlab.engine.plan import Plan
from circuitlab.engine.probes import Probe, probing
from circuitlab.engine.trace import Trace
from circuitlab.engine.work import Work, done

CLEAR = 30.0
"""An error counts as truncation where it is so many times larger than what rounding can do."""
CURVED = 2.0
"""An error that is not so many times what truncation makes of it says nothing of rounding."""
NEARLY = 0.1
"""How far the error over its power of h may stray from one step to the next, relative to itself: settled."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The errors of one gate's differences, central or forward.

    hs: the steps, ascending. errors: |difference quotient − analytic gradient| at each; nan where one of
    them is not finite, or where the step is too small to move the gate's output at all.
    split: whether the two ends of a difference are on different smooth pieces, so that it is no slope.
    rounding: r, where rounding alone may move a difference by about r/h. truncation: t, where curvature
    moves it by about t·h^order as h becomes small; None where no curvature is to be seen. level: what r is
    seen to be where rounding rules, most often far below what it may be; None where it rules nowhere.
    order: 2 of a central difference, 1 of a forward one.
    """

    hs: tuple[float, ...]
    errors: tuple[float, ...]
    split: tuple[bool, ...]
    rounding: float
    truncation: float | None
    level: float | None = None
    order: int = 2


def error_curve(trace: Trace, gate: int, hs: Sequence[float]) -> Curve:
    """The error at each of these steps. hs: positive, ascending.

    Raises KeyError for an unknown gate, ValueError for one whose gradient is not checked: a constant, or a
    gate without a way to the objective.
    """
    return done(error_curving(trace, gate, hs))


def error_curving(trace: Trace, gate: int, hs: Sequence[float], *, forward: bool = False) -> Work[Curve]:
    """`error_curve`, with pauses in which a window can go on. forward: not of central differences."""
    slot = trace.plan.slots[gate]
    if trace.tape.objective is None or slot in trace.plan.constants or slot not in trace.plan.ancestors:
        raise ValueError("the objective does not depend on this gate, or has no gradient toward it")
    analytic = trace.tape.gradients[slot]
    probes = yield from probing(trace.plan, trace.tape, [slot] * len(hs), hs)
    apart = [abs((_forward(found) if forward else found.slope) - analytic) for found in probes]
    errors = tuple(error if isfinite(error) else nan for error in apart)
    order = 1 if forward else 2
    rounding = rounding_of(trace.tape, _moving(trace.plan, slot)) * 2 / order  # the ends are as many h apart
    split = tuple(found.split for found in probes)
    truncation = _truncation(hs, errors, rounding, order)
    curved = [(truncation or 0.0) * h**order for h in hs]
    level = _level(hs, errors, split, rounding, curved)
    return Curve(tuple(hs), errors, split, rounding, truncation, level, order)


def _forward(found: Probe) -> float:
    """The slope on the upper side alone: by half the bend more than that over both."""
    return found.slope + found.bend / 2


def _moving(plan: Plan, slot: int) -> list[int]:
    """The slots that are computed again when this one moves: no other rounding differs between the ends."""
    moving, found = {slot}, []
    for later in sorted(plan.ancestors):
        if later > slot and not moving.isdisjoint(plan.operands[later]):
            moving.add(later)
            found.append(later)
    return found


def _truncation(hs: Sequence[float], errors: Sequence[float], rounding: float, order: int) -> float | None:
    """The factor before h^order, from where the error falls so and rounding is still far below it."""
    pairs = zip(hs, errors, strict=True)
    clear = [error / h**order for h, error in pairs if isfinite(error) and error > CLEAR * rounding / h]
    steady = [factor for factor, other in pairwise(clear) if abs(factor - other) <= NEARLY * factor]
    return median(steady) if len(steady) > 1 else None


def _level(
    hs: Sequence[float],
    errors: Sequence[float],
    split: Sequence[bool],
    rounding: float,
    curved: Sequence[float],  # what truncation makes of each error
) -> float | None:
    """The median of error times h, of the errors that rounding may have made and truncation has not."""
    ruled = [
        error * h
        for h, error, over, bent in zip(hs, errors, split, curved, strict=True)
        if not over and CURVED * bent < error <= CLEAR * rounding / h and error > 0
    ]
    return median(ruled) if len(ruled) > 1 else None
