"""Several runs side by side, from the same start: they step, rewind and stop together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import CONSTANT, SETTABLE
from circuitlab.engine.work import Work, done
from circuitlab.learn.hill import Hill, Values
from circuitlab.learn.iteration import Iteration
from circuitlab.learn.run import MOST_STEPS, Run, Stops
from circuitlab.learn.strategies import STRATEGIES, StrategyName, Tuning


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to run: which strategies, who of them leads, how each is tuned, when they stop, the seed."""

    names: tuple[StrategyName, ...] = ("random", "numerical", "analytic")
    leader: StrategyName = "numerical"
    tunings: Mapping[StrategyName, Tuning] = field(
        default_factory=lambda: dict.fromkeys(STRATEGIES, Tuning())
    )
    stops: Stops = Stops(min_gain=5e-6)  # noqa: RUF009 - frozen
    seed: int = 0

    @property
    def running(self) -> tuple[StrategyName, ...]:
        """The strategies that run: the chosen ones, and the leader in any case."""
        return tuple(name for name in STRATEGIES if name in self.names or name == self.leader)

    def tuned(self, name: StrategyName, **numbers: object) -> "Choice":
        """With other numbers for one strategy."""
        tuning = replace(self.tunings[name], **numbers)  # type: ignore[arg-type]
        return replace(self, tunings={**self.tunings, name: tuning})


class Team:
    """Attributes, read-only to others: `runs` by strategy, `place` (how many steps the farthest has taken,
    at the iteration that is shown), `about` (what the circuit was, apart from what moves)."""

    def __init__(
        self, circuit: Circuit, choice: Choice, direction: int, moving: Collection[str] | None = None
    ) -> None:
        """Raises as `Run` does."""
        hill = Hill(circuit, moving)  # it remembers nothing: one is enough for all of them
        self.runs = {
            name: Run(
                circuit,
                name,
                choice.tunings[name],
                stops=choice.stops,
                direction=direction,
                seed=choice.seed,
                hill=hill,
            )
            for name in choice.running
        }
        self.place = 0
        self._more = dict.fromkeys(self.runs, 0)  # steps that they were prolonged by
        self.direction = direction
        self.seed = choice.seed
        self.about = surroundings(circuit)

    @property
    def last(self) -> int:
        """The number of the last iteration that there is."""
        return max(run.last for run in self.runs.values())

    @property
    def done(self) -> bool:
        """Whether every run has stopped."""
        return all(run.stopped is not None for run in self.runs.values())

    @property
    def diverged(self) -> frozenset[StrategyName]:
        """The runs whose numbers are no longer finite."""
        return frozenset(name for name, run in self.runs.items() if not run.now.finite)

    def step(self, leader: StrategyName | None = None) -> None:
        """One step of each run: to the next of its record, else a new one unless it has stopped.

        leader: steps whatever its rules say, if it can.
        """
        done(self.stepping(leader))

    def stepping(self, leader: StrategyName | None = None) -> Work[None]:
        """The same with pauses; until its end no run has moved."""
        coming = list[tuple[Run, Iteration]]()
        for name, run in self.runs.items():
            if run.recorded or run.stopped is None or (name == leader and run.now.finite):
                coming.append((run, (yield from run.coming())))
        for run, after in coming:
            run.take(after)
        self.place = max(run.place for run in self.runs.values())

    def go_to(self, number: int) -> None:
        """Show an iteration; runs that stopped before it show their last one."""
        self.place = max(0, min(number, self.last))
        for run in self.runs.values():
            run.go_to(min(self.place, run.last))

    def change(self, choice: Choice) -> None:
        """Go on with other numbers from here; what runs were prolonged by they keep."""
        for name, run in self.runs.items():
            steps = min(choice.stops.max_steps + self._more[name], MOST_STEPS)
            run.change(choice.tunings[name], replace(choice.stops, max_steps=steps))

    def prolong(self, choice: Choice) -> None:
        """Give those that have stopped for their steps as many again."""
        for name, run in self.runs.items():
            if run.stopped == "steps":
                self._more[name] = run.place
        self.change(choice)

    def is_of(self, choice: Choice) -> bool:
        """Whether these are the runs that are chosen, whatever their numbers."""
        return tuple(self.runs) == choice.running and self.seed == choice.seed

    def goes_on(self, circuit: Circuit, choice: Choice, direction: int) -> bool:
        """Whether these runs can go on: the circuit is where the leader stands, and nothing else is new."""
        known = self.is_of(choice) and self.direction == direction
        if not known or surroundings(circuit) != self.about:
            return False
        return repr(held(circuit, self.runs[choice.leader])) == repr(self.runs[choice.leader].now.values)

    def find(self, leader: StrategyName, values: Values) -> int | None:
        """The iteration at which the leader held these values, the nearest to where it stands; None: none."""
        wanted, run = repr(values), self.runs[leader]
        candidates = [each.number for each in run.history if each.values == values or each.number == 0]
        fitting = [number for number in candidates if repr(run.history[number].values) == wanted]
        return min(fitting, key=lambda number: abs(number - run.place), default=None)


def held(circuit: Circuit, run: Run) -> tuple[float | None, ...]:
    """What the inputs and parameters of a run hold in a circuit now."""
    return tuple(circuit.gates[gate].value for gate in run.hill.gates)


def surroundings(circuit: Circuit) -> str:
    """All that a run takes for given: structure, objective, seed, constants, and which sources there are."""
    constants = [(gate.id, gate.value) for gate in circuit.gates.values() if gate.kind == CONSTANT]
    sources = [
        (gate.id, gate.name, gate.value is None) for gate in circuit.gates.values() if gate.kind in SETTABLE
    ]
    return repr((circuit.structure_revision, circuit.objective, circuit.settings.seed, constants, sources))
