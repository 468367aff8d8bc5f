"""A run: the iterations of one strategy from the circuit as it is, until a rule stops it.

It can be rewound to any iteration, and goes on from there along its record; where other numbers or the end
of the record ask for a new step, each iteration holds all that the next one follows from, and the engine is
fixed when the run begins: the same seed is the same run to the last bit.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import inf, isfinite
from typing import Literal, TypeAlias

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.work import Work, done
from circuitlab.learn.hill import Hill
from circuitlab.learn.iteration import Iteration, first, following
from circuitlab.learn.strategies import Tuning, checked, strategy_named

Stopped: TypeAlias = Literal["steps", "gain", "target", "diverged"]

PATIENCE = 100
"""Most random tweaks gain nothing: they stop for want of gain only once so many together gain too little."""
MOST_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Stops:
    """When a run stops: after so many steps; after the first step that gains less than `min_gain`, which is
    taken; when the objective has reached `target`. None: there is no such rule.

    A step that loses gains less than any tolerance. Of random local search the last 100 tweaks together
    are looked at. A run whose numbers are no longer finite stops always.
    """

    max_steps: int = 1000
    min_gain: float | None = None
    target: float | None = None


def stops_problem(stops: Stops) -> str:
    """Why these can be no rules, as a sentence; "" if they can."""
    if not 0 <= stops.max_steps <= MOST_STEPS:
        return f"The number of steps must be from 0 to {MOST_STEPS}."
    if stops.min_gain is not None and not (isfinite(stops.min_gain) and stops.min_gain >= 0):
        return "The least gain must be a finite number, 0 or above."
    if stops.target is not None and not isfinite(stops.target):
        return "The target must be a finite number."
    return ""


def seed_problem(seed: int) -> str:
    """Why this can be no seed, as a sentence; "" if it can."""
    return "" if seed >= 0 else f"The seed must be a whole number from 0, not {seed}."


class Run:
    """Attributes, read-only to others: `hill`, `strategy`, `tuning`, `direction`, `history`, `place` (the
    number of the iteration that it stands at).
    """

    def __init__(
        self,
        circuit: Circuit,
        strategy: str = "analytic",
        tuning: Tuning | None = None,
        *,
        stops: Stops | None = None,
        direction: int = 1,
        seed: int = 0,
        moving: Collection[str] | None = None,
        hill: Hill | None = None,
    ) -> None:
        """direction: +1 raises the objective, -1 lowers it. moving: as `Hill` takes it. hill: one of this
        circuit that is there already, with what moves.

        Raises ValueError for a strategy that there is not and for numbers that can't be, CircuitError as
        `Hill` does.
        """
        self.strategy = strategy_named(strategy)
        self.tuning = checked(tuning or Tuning())
        self.stops = stops or Stops()
        if said := stops_problem(self.stops) or seed_problem(seed):
            raise ValueError(said)
        self.direction = direction
        self.hill = hill or Hill(circuit, moving)
        self.history = [first(self.hill, self.strategy, seed)]
        self.place = 0

    @property
    def now(self) -> Iteration:
        """The iteration that it stands at."""
        return self.history[self.place]

    @property
    def last(self) -> int:
        """The number of the last iteration that there is."""
        return len(self.history) - 1

    @property
    def stopped(self) -> Stopped | None:
        """Why it goes no further from here; None if it does."""
        return self._stopped_at(self.place)

    @property
    def ended(self) -> Stopped | None:
        """Why it goes no further than its record, wherever it stands now; None if it does."""
        return self._stopped_at(self.last)

    @property
    def recorded(self) -> bool:
        """Whether the next step is there already, made with the numbers of now."""
        return self.place < self.last and self.history[self.place + 1].tuning == self.tuning

    def step(self) -> Iteration:
        """Go one step on, whatever the rules say: to the next that is recorded, else to a new one.

        With a new one, what came after this place is forgotten. From numbers that are not finite it leads
        nowhere: raises ValueError.
        """
        self.take(done(self.coming()))
        return self.now

    def coming(self) -> Work[Iteration]:
        """The iteration that a step leads to; the step is not taken yet."""
        if not self.now.finite:
            raise ValueError("the run has diverged: rewind it first")
        if self.recorded:
            return self.history[self.place + 1]
        return (yield from following(self.hill, self.strategy, self.tuning, self.direction, self.now))

    def take(self, after: Iteration) -> None:
        """Step to what is coming."""
        if self.place == self.last or self.history[self.place + 1] is not after:
            del self.history[self.place + 1 :]
            self.history.append(after)
        self.place += 1

    def go(self) -> Stopped:
        """Step until a rule stops it."""
        while (why := self.stopped) is None:
            self.step()
        return why

    def go_to(self, number: int) -> None:
        """Rewind to an iteration, or wind forward to one that is there already."""
        if not 0 <= number <= self.last:
            raise ValueError(f"there is no iteration {number}: the last one is {self.last}")
        self.place = number

    def change(self, tuning: Tuning | None = None, stops: Stops | None = None) -> None:
        """Go on with other numbers from here. Raises ValueError for some that can't be."""
        if stops is not None and (said := stops_problem(stops)):
            raise ValueError(said)
        self.tuning = self.tuning if tuning is None else checked(tuning)
        self.stops = self.stops if stops is None else stops

    def _stopped_at(self, number: int) -> Stopped | None:
        """The rule that stops it at an iteration."""
        at, stops = self.history[number], self.stops
        if not at.finite:
            return "diverged"
        if stops.target is not None and self.direction * (at.objective - stops.target) >= 0:
            return "target"
        if stops.min_gain is not None and self._gain_of_late(number) < stops.min_gain:
            return "gain"
        return "steps" if number >= stops.max_steps else None

    def _gain_of_late(self, number: int) -> float:
        """What the last step gained, or the last tweaks together; inf where it is too early to say."""
        patience = PATIENCE if self.strategy.rule is None else 1
        if number < patience:
            return inf
        return self.direction * (self.history[number].objective - self.history[number - patience].objective)
