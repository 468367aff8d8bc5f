"""How far the central difference of one gate is off, over the size of its step: one batched run.

Large steps are off by curvature (truncation, which falls with h²), small ones by rounding (which grows with
1/h). Imports NumPy: import this module when needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan
from statistics import median

from circuitlab.engine.gradient_check import rounding_of
from circuitlab.engine.plan import Plan
from circuitlab.engine.probes import probing
from circuitlab.engine.trace import Trace
from circuitlab.engine.work import Work, done

CLEAR = 30.0
"""An error counts as truncation where it is so many times larger than what rounding can do."""
CURVED = 2.0
"""An error that is not so many times what truncation makes of it says nothing of rounding."""
NEARLY = 0.1
"""How far the error over h² may stray from one step to the next, relative to itself, to count as settled."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The errors of one gate's central differences.

    hs: the steps, ascending. errors: |central difference − analytic gradient| at each; nan where one of
    them is not finite, or where the step is too small to move the gate's output at all.
    split: whether the two ends of a difference are on different smooth pieces, so that it is no slope.
    rounding: r, where rounding alone may move a difference by about r/h. truncation: t, where curvature
    moves it by about t·h² as h becomes small; None where no curvature is to be seen. level: what r is seen
    to be where rounding rules, most often far below what it may be; None where it rules nowhere.
    """

    hs: tuple[float, ...]
    errors: tuple[float, ...]
    split: tuple[bool, ...]
    rounding: float
    truncation: float | None
    level: float | None = None


def error_curve(trace: Trace, gate: int, hs: Sequence[float]) -> Curve:
    """The error at each of these steps. hs: positive, ascending.

    Raises KeyError for an unknown gate, ValueError for one whose gradient is not checked: a constant, or a
    gate without a way to the objective.
    """
    return done(error_curving(trace, gate, hs))


def error_curving(trace: Trace, gate: int, hs: Sequence[float]) -> Work[Curve]:
    """`error_curve`, with pauses in which a window can go on."""
    slot = trace.plan.slots[gate]
    if trace.tape.objective is None or slot in trace.plan.constants or slot not in trace.plan.ancestors:
        raise ValueError("the objective does not depend on this gate, or has no gradient toward it")
    analytic = trace.tape.gradients[slot]
    probes = yield from probing(trace.plan, trace.tape, [slot] * len(hs), hs)
    apart = [abs(found.slope - analytic) for found in probes]
    errors = tuple(error if isfinite(error) else nan for error in apart)
    rounding = rounding_of(trace.tape, _moving(trace.plan, slot))
    split = tuple(found.split for found in probes)
    truncation = _truncation(hs, errors, rounding)
    level = _level(hs, errors, split, rounding, truncation or 0.0)
    return Curve(tuple(hs), errors, split, rounding, truncation, level)


def _moving(plan: Plan, slot: int) -> list[int]:
    """The slots that are computed again when this one moves: no other rounding differs between the ends."""
    moving, found = {slot}, []
    for later in sorted(plan.ancestors):
        if later > slot and not moving.isdisjoint(plan.operands[later]):
            moving.add(later)
            found.append(later)
    return found


def _truncation(hs: Sequence[float], errors: Sequence[float], rounding: float) -> float | None:
    """The factor before h², from where the error falls with h² and rounding is still far below it."""
    pairs = zip(hs, errors, strict=True)
    clear = [error / h**2 for h, error in pairs if isfinite(error) and error > CLEAR * rounding / h]
    steady = [factor for factor, other in pairwise(clear) if abs(factor - other) <= NEARLY * factor]
    return median(steady) if len(steady) > 1 else None


def _level(
    hs: Sequence[float], errors: Sequence[float], split: Sequence[bool], rounding: float, truncation: float
) -> float | None:
    """The median of error times h, of the errors that rounding may have made and truncation has not."""
    ruled = [
        error * h
        for h, error, over in zip(hs, errors, split, strict=True)
        if not over and CURVED * truncation * h**2 < error <= CLEAR * rounding / h and error > 0
    ]
    return median(ruled) if len(ruled) > 1 else None
