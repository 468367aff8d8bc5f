"""What the gradient promises of a step along one source, against what the objective then is. Pure.

The promise is linear: f0 + slope x dx, with the slope where the step began.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach.names import name_of
from circuitlab.teach.numbers import DIGITS, NOT_FINITE
from circuitlab.teach.numbers import text as number

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

ROUNDING = 1e-12
"""A promise that is off by no more than this part of the numbers it is made of was exact."""
POINTS = 129
"""Of the curve; the middle one is where the step began."""
MARGIN = 1.25
STEEPEST = 2.5
"""The picture shows the curve so many times farther up and down than the step went, not more."""
_FINEST = 2.0**-12
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Promise:
    """A step along one source.

    start, now: what the source held and holds. before, after: what the objective was and is. slope: where
    the step began, without the seed. kink: no single slope there. crossed: whether a kink lies on the way;
    None: nobody has looked yet.
    """

    gate: int
    start: float
    now: float
    before: float
    after: float
    slope: float
    kink: bool = False
    crossed: bool | None = None

    @property
    def promised(self) -> float:
        """What the gradient says that the objective is now."""
        return self.before + self.slope * (self.now - self.start)

    @property
    def error(self) -> float:
        """How far the objective is from what was promised: exactly 0 where that is no more than rounding."""
        apart = self.after - self.promised
        if not math.isfinite(apart):
            return apart
        step = self.now - self.start
        scale = max(map(abs, (self.before, self.after, self.slope * step, self.slope * self.start)))
        return 0.0 if abs(apart) <= ROUNDING * scale else apart

    @property
    def comparable(self) -> bool:
        """Whether there is a promise, and something to hold against it."""
        return not self.kink and math.isfinite(self.error)


def begun(trace: "Trace", gate: int) -> Promise | None:
    """A step along one source that has not gone anywhere yet.

    None where there is nothing to be said: no objective, no value, a constant, or no way to the objective.
    """
    from circuitlab.engine import along

    goal = trace.objective
    if goal is None or not trace.is_ancestor(gate):
        return None
    slope, start, before = along.slope(trace, gate), trace.value(gate), trace.value(goal)
    if slope is None or start is None or before is None:
        return None
    return Promise(gate, start, start, before, before, slope, along.at_kink(trace, gate))


def gone(step: Promise, trace: "Trace", *, crossed: bool | None = None) -> Promise | None:
    """The same step, gone to where this trace of the same circuit is; None where that has no value."""
    now = trace.value(step.gate)
    after = None if trace.objective is None else trace.value(trace.objective)
    if now is None or after is None:
        return None
    return replace(step, now=now, after=after, crossed=crossed)


def headline(circuit: Circuit, step: Promise) -> str:
    """The step in a line: "x from 3 to 3.5"."""
    start, now = told_apart(step.start, step.now)
    return f"{name_of(circuit, step.gate)} from {start} to {now}"


def began(circuit: Circuit, objective: int, step: Promise) -> str:
    """What the objective was before the step: "f was 9"."""
    return f"{name_of(circuit, objective)} was {number(step.before)}"


def sentence(circuit: Circuit, objective: int, step: Promise) -> str:
    """What came of the promise, in one sentence or two."""
    name, goal = name_of(circuit, step.gate), name_of(circuit, objective)
    at = f"{name} = {number(step.start)}"
    if not math.isfinite(step.before):
        return f"{goal} was {number(step.before)} at {at}: from there no line leads anywhere."
    if step.kink:
        return (
            f"No single slope here: {goal} has a corner at {at}. The gradient, {number(step.slope)}, "
            f"is a convention there and promises nothing; {goal} is {number(step.after)} now."
        )
    if not math.isfinite(step.slope):
        return f"The slope at {at} is {number(step.slope)}: no line can be drawn with it."
    if step.now == step.start:
        return f"{name} is where it began: nothing is promised, and nothing has changed."
    if not step.comparable:
        said, there = number(step.promised), number(step.after)
        return f"The gradient promised {said}, but {goal} is {there} there: no line reaches that."
    if not step.error:
        said = number(step.promised)
        return f"The gradient promised {said}, and {said} it is: along {name}, {goal} is straight so far."
    promised, after = told_apart(step.promised, step.after)
    why = {True: f", because {goal} is not smooth on the way", False: f", because {goal} curves", None: ""}
    off = number(abs(step.error))
    return f"The gradient promised {promised}; the true output is {after}: off by {off}{why[step.crossed]}."


def tag(step: Promise, digits: int = DIGITS) -> str:
    """The same in a few words, for the canvas, with so many digits where these tell it."""
    if step.kink:
        return "no single slope here"
    if not math.isfinite(step.promised):
        return "nothing promised"
    promised, _ = told_apart(step.promised, step.after, digits)
    if not step.comparable:
        return f"promised {promised}"
    how = f"off by {number(abs(step.error), digits)}" if step.error else "exact"
    return f"promised {promised}, {how}"


def waits(circuit: Circuit, gate: int) -> str:
    """What is said while the gradient of the source that is moved is not there yet."""
    return f"{name_of(circuit, gate)} has no gradient yet, so nothing is promised: step backward first."


def no_way(circuit: Circuit, gate: int, objective: int | None) -> str:
    """What is said of a source that the objective does not depend on, or if there is none to depend on it."""
    if objective is None:
        return "There is no objective that can be computed: nothing is promised."
    name, goal = name_of(circuit, gate), name_of(circuit, objective)
    return f"{name} has no way to {goal}: whatever {name} is, {goal} stays."


def told_apart(one: float, other: float, least: int = DIGITS) -> tuple[str, str]:
    """Two numbers as text, with as many digits as it takes to see that they differ."""
    for digits in range(least, _MOST_DIGITS + 1):
        texts = number(one, digits), number(other, digits)
        if texts[0] != texts[1] or one == other or texts[0] in NOT_FINITE:
            break
    return texts


# The picture -------------------------------------------------------------------------------------


def reach(start: float, now: float, least: float = 0.0) -> float:
    """How far the picture goes to each side of the start: a few fixed sizes, so that it rarely changes.

    least: no less than this.
    """
    size = decade(start)
    needed = max(MARGIN * abs(now - start), least)
    if not needed or not all(map(math.isfinite, (2 * needed, 2 * needed / size))):
        return size
    return size * max(2.0 ** math.ceil(math.log2(needed / size) - 1e-9), _FINEST)


def decade(value: float) -> float:
    """The power of ten below a number's size; 1 for zero and what is not finite."""
    if not value or not math.isfinite(value):
        return 1.0
    return 10.0 ** max(-300, math.floor(math.log10(abs(value))))


def points(start: float, reach: float) -> tuple[float, ...]:
    """Where the curve is computed."""
    middle = POINTS // 2
    return tuple(start + reach * (place - middle) / middle for place in range(POINTS))


def heights(step: Promise, curve: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest number of the picture: both ends of the step, and the curve near it."""
    ends = [end for end in (step.before, step.after, step.promised) if math.isfinite(end)]
    if step.kink:
        ends = [end for end in (step.before, step.after) if math.isfinite(end)]
    drawn = [y for y in curve if math.isfinite(y)]
    if not ends:
        ends = drawn or [0.0]
    base, span = ends[0], max(ends) - min(ends)
    limit = STEEPEST * span if span else math.inf
    near = [min(max(y, base - limit), base + limit) for y in drawn]
    low, high = min(*ends, *near, base), max(*ends, *near, base)
    pad = 0.08 * (high - low) or 0.5 * (abs(low) or 1.0)
    return low - pad, high + pad
