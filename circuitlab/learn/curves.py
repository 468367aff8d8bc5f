"""What runs look like over their iterations: the objective, the gradients, the values. Pure data to plot."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal, TypeAlias

from circuitlab.learn.iteration import Iteration
from circuitlab.learn.run import Run
from circuitlab.learn.strategies import StrategyName
from circuitlab.learn.team import Team

What: TypeAlias = Literal["steps", "evaluations", "gradients", "values"]

MOST_POINTS = 1000
"""A curve has hardly more: a screen shows no more."""
MOST_INPUTS = 8
"""Curves of so many values at most: of those that go farthest."""
ALIKE = 1e-3
"""Curves that are nowhere so far apart, as a part of their heights, are nearly equal."""
LARGEST = 1e100
"""Beyond it a curve is of no use, and plots lose their way."""


@dataclass(frozen=True, slots=True)
class Curve:
    """name: of the strategy, or of the value. xs, ys: as far as they are finite. here: where the shown
    iteration is on it; None: nowhere. leads: whether it is the leader's, or the value that moves most."""

    name: str
    label: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    here: tuple[float, float] | None
    leads: bool


EARLIER = "earlier"
"""The name of the curve of a run that is over; its label says how it was tuned."""


def curves(team: Team, leader: StrategyName, what: What, earlier: Sequence[Run] = ()) -> list[Curve]:
    """The curves to plot: one a run, or one a value of the leader's run. earlier: runs to compare with."""
    if what not in ("steps", "evaluations"):
        return _of_values(team.runs[leader], gradients=what == "gradients")
    over = what == "evaluations"
    before = (
        replace(_of_run(run, False, over), name=EARLIER, label=tuned(run), here=None) for run in earlier
    )
    return [*(_of_run(run, name == leader, over) for name, run in team.runs.items()), *before]


def tuned(run: Run) -> str:
    """A run by its strategy and the first of its numbers: "numerical, 0.001"."""
    return f"{run.strategy.short}, {getattr(run.tuning, run.strategy.needs[0]):g}"


def joined(curves: Sequence[Curve]) -> str:
    """One name for curves that lie on each other in a plot: "=" only between those that are equal.

    "≈": they are so nearly, all the way; "and": they only look like one beside what is larger.
    """
    first, *others = curves
    apart = max((_apart(first, other) for other in others), default=0.0)
    sign = " = " if apart == 0 else " ≈ " if apart < ALIKE else " and "
    return sign.join(each.label for each in curves)


def _apart(one: Curve, other: Curve) -> float:
    """How far two curves are apart at most, as a part of their heights; 0 only where they are equal."""
    if (one.xs, one.ys) == (other.xs, other.ys):
        return 0.0
    known, size = dict(zip(one.xs, one.ys, strict=True)), max(map(abs, (*one.ys, *other.ys)))
    gaps = (abs(known[x] - y) for x, y in zip(other.xs, other.ys, strict=True) if x in known)
    return max(gaps, default=size) / (size or 1.0) or ALIKE / 2


def _of_run(run: Run, leads: bool, over_evaluations: bool) -> Curve:
    def x(each: Iteration) -> float:
        return float(each.evaluations if over_evaluations else each.number)

    some = thinned(run.history)
    points = [(x(each), each.objective) for each in some if drawable(each.objective)]
    here = (x(run.now), run.now.objective) if drawable(run.now.objective) else None
    return _curve(run.strategy.name, run.strategy.short, points, here, leads)


def _of_values(run: Run, *, gradients: bool) -> list[Curve]:
    some, hill = thinned(run.history), run.hill
    found = list[Curve]()
    for column, place in _most_moving(run):

        def y(each: Iteration, column: int = column, place: int = place) -> float | None:
            if not gradients:
                return each.values[place]
            return None if each.gradient is None else each.gradient[column]

        points = [(float(each.number), value) for each in some if drawable(value := y(each))]
        now = y(run.now)
        here = (float(run.now.number), now) if now is not None and drawable(now) else None
        found.append(_curve(hill.inputs[place], hill.inputs[place], points, here, leads=False))  # type: ignore[arg-type]
    return found


def _curve(
    name: str,
    label: str,
    points: Sequence[tuple[float, float]],
    here: tuple[float, float] | None,
    leads: bool,
) -> Curve:
    xs, ys = zip(*points, strict=True) if points else ((), ())
    return Curve(name, label, xs, ys, here, leads)


def _most_moving(run: Run) -> list[tuple[int, int]]:
    """The values that have gone farthest, as (place among those that move, place among all)."""
    first, last = run.history[0].values, run.history[-1].values
    places = list(enumerate(run.hill.moving))
    if len(places) > MOST_INPUTS:
        places.sort(key=lambda pair: -abs(last[pair[1]] - first[pair[1]]))
    return places[:MOST_INPUTS]


def drawable(value: float | None) -> bool:
    """Whether a number can be shown in a plot."""
    return value is not None and isfinite(value) and abs(value) < LARGEST


def thinned(history: Sequence[Iteration]) -> Sequence[Iteration]:
    """Evenly some of many iterations, the first and the last among them."""
    stride = len(history) // MOST_POINTS + 1
    some = history[::stride]
    return some if some[-1] is history[-1] else [*some, history[-1]]
