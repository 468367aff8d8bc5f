"""One step of a run as a pure function: an iteration in, the next one out. Both are frozen.

What counts as an evaluation is one run of the circuit. A backward pass comes with it and is not counted
apart, so that with n values that move a step costs

- random local search: 1, the tweaked values, whether they are kept or not;
- numerical gradient: n + 1 with forward differences, one for each moved value and one for where the step
  leads; 2 n + 1 with central ones;
- analytic gradient, momentum, RMSProp, Adam: 1, whatever n is.

One more is counted once, for the values that a run starts from.
"""

from dataclasses import dataclass
from math import isfinite

from circuitlab.engine.work import Work
from circuitlab.learn.chance import drawn, seeded
from circuitlab.learn.hill import Hill, Values
from circuitlab.learn.strategies import Memory, Strategy, Tuning


@dataclass(frozen=True, slots=True)
class Iteration:
    """Where a run is after so many steps, with all that the next step needs.

    values: of all inputs and parameters, in order. evaluations: so far. gradient: seed x the slopes that
    the step here followed, taken where it came from; None at the start, and for random local search.
    slopes: seed x the slopes right here; () where the strategy has not asked for them. memory, chance: of
    the strategy, and of the random numbers. tuning: that the step here was made with; None at the start.
    kept: False for a random tweak that was no better.
    """

    number: int
    values: Values
    objective: float
    evaluations: int
    gradient: Values | None
    slopes: Values
    memory: Memory
    chance: int
    tuning: Tuning | None = None
    kept: bool = True

    @property
    def finite(self) -> bool:
        """Whether all its numbers are finite."""
        return isfinite(self.objective) and all(map(isfinite, (*self.values, *self.slopes)))


def first(hill: Hill, strategy: Strategy, seed: int) -> Iteration:
    """Before the first step."""
    objective, slopes = _looked_at(hill, strategy, hill.start)
    memory = strategy.memory(len(hill.moving))
    return Iteration(0, hill.start, objective, 1, None, slopes, memory, seeded(seed))


def following(
    hill: Hill, strategy: Strategy, tuning: Tuning, direction: int, now: Iteration
) -> Work[Iteration]:
    """After one more step. direction: +1 raises the objective, -1 lowers it."""
    if strategy.rule is None:
        return _tweaked(hill, tuning, direction, now)
    gradient, spent = now.slopes, 1
    if strategy.measures:
        gradient = yield from hill.measured(now.values, now.objective, tuning.difference, tuning.h)
        spent += hill.cost(tuning.difference)
    uphill = [direction * slope for slope in gradient]
    moves, memory = strategy.rule(uphill, now.memory, tuning, now.number + 1)
    values = hill.moved(now.values, moves)
    objective, slopes = _looked_at(hill, strategy, values)
    number, spent = now.number + 1, now.evaluations + spent
    return Iteration(number, values, objective, spent, gradient, slopes, memory, now.chance, tuning)


def _looked_at(hill: Hill, strategy: Strategy, values: Values) -> tuple[float, Values]:
    if strategy.rule is None or strategy.measures:
        return hill.value(values), ()
    return hill.slopes(values)


def _tweaked(hill: Hill, tuning: Tuning, direction: int, now: Iteration) -> Iteration:
    """All values moved at random; kept only where that is better."""
    numbers, chance = drawn(now.chance, len(hill.moving))
    values = hill.moved(now.values, [tuning.tweak * number for number in numbers])
    objective = hill.value(values)
    kept = isfinite(objective) and direction * (objective - now.objective) > 0
    if not kept:
        values, objective = now.values, now.objective
    number, spent = now.number + 1, now.evaluations + 1
    return Iteration(number, values, objective, spent, None, (), now.memory, chance, tuning, kept)
