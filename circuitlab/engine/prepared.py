"""A circuit prepared to run again and again: one interface to all engines.

Which of them runs is chosen by size and by how often: Python source for small circuits, NumPy by level for
wide ones, a flat tape for deep ones; source for middle-sized ones once they have run often enough to pay for
making it. Engines may differ in the last digit; `engine` fixes one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args
from weakref import WeakKeyDictionary

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, quoted, short
from circuitlab.engine.exact import Engine, exact
from circuitlab.engine.flat import flatten
from circuitlab.engine.interpreter import interpreter
from circuitlab.engine.numbers import real
from circuitlab.engine.passes import traced
from circuitlab.engine.plan import Plan, plan_of
from circuitlab.engine.straight import Maker, Point, maker
from circuitlab.engine.trace import Trace
from circuitlab.engine.waiting import reason
from circuitlab.engine.writing import RAISED
from circuitlab.formula.program import depths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from circuitlab.engine.batch import Batch
    from circuitlab.engine.shared import Shared

EngineName: TypeAlias = Literal["straight", "tape", "levels", "exact"]
"""straight: generated source. tape: a loop over steps. levels: NumPy. exact: as the trace computes."""
ENGINES: tuple[EngineName, ...] = get_args(EngineName)

SMALL = 64
"""Circuits of so many steps get their own source at once."""
MIDDLE, OFTEN = 3000, 200
"""Those of up to so many steps get it after so many runs: making it takes as long as some 150 runs."""
LASTING = 1000
"""Those of up to so many steps get it at once where they will certainly run often: in a run."""
WIDE = 100
"""From so many steps a level on, NumPy's calls cost less than Python's steps."""


class Engines:
    """All engines of one structure, each made when first asked for."""

    def __init__(self, plan: Plan) -> None:
        self.flat = flatten(plan)
        self._makers: dict[bool, Maker] = {}

    def maker(self, *, unit_seed: bool) -> Maker:
        """The generated source."""
        if unit_seed not in self._makers:
            self._makers[unit_seed] = maker(self.flat, unit_seed=unit_seed)
        return self._makers[unit_seed]

    @cached_property
    def exact(self) -> Engine:
        """As the trace computes."""
        return exact(self.flat)

    @cached_property
    def tape(self) -> Engine:
        """A loop over all steps; where Python raises, exactly."""
        quick = interpreter(self.flat)

        def engine(sources: Sequence[float], seed: float) -> tuple[float, tuple[float, ...]]:
            try:
                return quick.run(sources, seed)
            except RAISED:
                return self.exact(sources, seed)

        return engine

    @cached_property
    def levels(self) -> Engine:
        """NumPy, level by level."""
        from circuitlab.engine.levels import levels

        return levels(self.flat, self._depths).run

    @cached_property
    def batch(self) -> "Batch":
        """Many points at once."""
        from circuitlab.engine.batch import batch

        return batch(self.flat)

    @cached_property
    def is_wide(self) -> bool:
        """Whether NumPy pays."""
        return len(self.flat.program.steps) >= WIDE * max(self._depths, default=1)

    @cached_property
    def _depths(self) -> list[int]:
        return depths(self.flat.program)


_engines: WeakKeyDictionary[Plan, Engines] = WeakKeyDictionary()


class Origin(NamedTuple):
    """Where numbers stopped being finite. gate: its id. name: None if it has none. reason: in words."""

    gate: int
    name: str | None
    reason: str


class Prepared:
    """A circuit as a function: `plan(values) -> (value, gradients)`.

    inputs: the names of its inputs and parameters, in order of creation; an unnamed one by its id. Values
    are sequences of floats in this order, and gradients are too. Constants and the seed are those that the
    circuit had when it was prepared. All plans of a circuit share their arrays: one thread at a time.
    """

    def __init__(self, circuit: Circuit, engine: EngineName | None = None) -> None:
        if not isinstance(circuit, Circuit):
            raise TypeError(f"expected a Circuit, got {type(circuit).__name__}")
        if engine is not None and engine not in ENGINES:
            raise ValueError(f"no engine is called {quoted(str(engine))}: expected {', '.join(ENGINES)}")
        plan = plan_of(circuit)
        self._objective = _objective(circuit, plan)
        if plan not in _engines:
            _engines[plan] = Engines(plan)
        self._engines = _engines[plan]
        flat = self._engines.flat
        self._plan, self._gates, self._revision = plan, dict(circuit.gates), circuit.revision
        gates = [circuit.gates[plan.ids[slot]] for slot in flat.settable]
        self.inputs = tuple(gate.name or str(gate.id) for gate in gates)
        self._constants = tuple(float(circuit.gates[plan.ids[slot]].value or 0.0) for slot in flat.constants)
        self._seed = float(circuit.settings.seed)
        self._runs = 0
        self._bound: Shared | None = None
        self._point: Point = self._chosen(engine) if engine else self._suitable()

    def __call__(self, values: Sequence[float]) -> tuple[float, tuple[float, ...]]:
        """The objective's value at one point, and seed x its slope in each input and parameter.

        Infinite and undefined numbers are results. Raises ValueError for a wrong number of values, and
        TypeError for what is no number, ValueError for an integer that no double can hold.
        """
        return self._point(values)

    def trace(self, values: Sequence[float], seed: float | None = None) -> Trace:
        """Both passes at one point, step by step, on the circuit as it was when it was prepared.

        seed: another one than the circuit's.
        """
        at = [self._plan.ids[slot] for slot in self._engines.flat.settable]
        held = zip(at, self._checked(values), strict=True)
        gates = self._gates | {key: replace(self._gates[key], value=value) for key, value in held}
        return traced(self._plan, gates, self._seed if seed is None else seed, self._revision)

    def origin(self, values: Sequence[float]) -> Origin | None:
        """Where the first result at this point that is not finite began: the value, or a gradient.

        None if all of them are finite. Takes as long as a trace.
        """
        trace = self.trace(values)
        at = [self._plan.ids[slot] for slot in self._engines.flat.settable]
        began = [trace.value_origin(self._objective), *map(trace.gradient_origin, at)]
        for gate in began:
            if gate is not None:
                return Origin(gate, self._gates[gate].name, trace.why(gate))
        return None

    def batch(self, points: "ArrayLike") -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """As calling it for each row of `points`, an array of shape (N, number of inputs).

        Returns the values, of shape (N,), and the gradients, of shape (N, number of inputs). Raises
        ValueError for another shape, and TypeError for what are no real numbers.
        """
        from circuitlab.engine.points import rows_of

        rows = rows_of(points, self.inputs)
        return self._engines.batch.run(rows, self._constants, self._seed)

    def batch_shared(
        self, points: "ArrayLike", shared: Mapping[str, float]
    ) -> "tuple[NDArray[np.float64], NDArray[np.float64], dict[str, float]]":
        """As `batch`, with some inputs or parameters the same at all points, as parameters are in training.

        points: of shape (N, number of the other inputs), in the order of `inputs`. shared: values by name.
        Returns the values, the gradients of the other inputs at each point, and by name the sum over all
        points of the gradients of the shared ones. Networks run as matrix products: the last digits may
        differ from those of `batch`. Raises ValueError for another shape or an unknown name.
        """
        if self._bound is None or self._bound.names != tuple(shared):
            self._bound = self.shared(shared)
        known = self._bound
        values = known.forward(list(shared.values()), points)
        sums = known.backward([self._seed] * len(values))
        return values, known.at_points(), dict(zip(known.names, sums.tolist(), strict=True))

    def shared(self, names: Collection[str]) -> "Shared":
        """The circuit as a function of these inputs and parameters, the same at all points, and of points.

        For training: it runs forward and backward apart, so that a loss of the outputs can stand between.
        Raises ValueError for a name that is unknown or comes twice.
        """
        from circuitlab.engine.shared import Shared

        return Shared(self._engines.flat, self.inputs, names, self._constants)

    def values(self, points: "ArrayLike") -> "NDArray[np.float64]":
        """The objective alone at each row of `points`, as `batch` takes them: less than half the work."""
        from circuitlab.engine.points import rows_of

        return self._engines.batch.values(rows_of(points, self.inputs), self._constants)

    @property
    def lasting(self) -> EngineName:
        """The engine to stay with for as long as a run goes on, so that all of it is the same to the bit."""
        steps = len(self._engines.flat.program.steps)
        if steps > SMALL and self._engines.is_wide:
            return "levels"
        return "straight" if steps <= LASTING else "tape"

    def _suitable(self) -> Point:
        steps = len(self._engines.flat.program.steps)
        if steps <= SMALL:
            return self._chosen("straight")
        if self._engines.is_wide:
            return self._chosen("levels")
        return self._counted(self._chosen("tape")) if steps <= MIDDLE else self._chosen("tape")

    def _counted(self, point: Point) -> Point:
        """An engine that gives way to generated source once it has run often."""

        def run(values: Sequence[float]) -> tuple[float, tuple[float, ...]]:
            self._runs += 1
            if self._runs > OFTEN:
                self._point = self._chosen("straight")
                return self._point(values)
            return point(values)

        return run

    def _chosen(self, name: EngineName) -> Point:
        if name == "straight":
            make = self._engines.maker(unit_seed=self._seed == 1.0)
            return make(self._exactly, float, self._seed, *self._constants)
        engine: Engine = getattr(self._engines, name)
        return lambda values: engine([*self._checked(values), *self._constants], self._seed)

    def _exactly(self, values: Sequence[float]) -> tuple[float, tuple[float, ...]]:
        return self._engines.exact([*self._checked(values), *self._constants], self._seed)

    def _checked(self, values: Sequence[float]) -> list[float]:
        if len(values) != len(self.inputs):
            raise ValueError(_miscounted(self.inputs, len(values)))
        if set(map(type, values)) <= {float}:
            return list(values)
        return [real(value, name) for name, value in zip(self.inputs, values, strict=True)]


def _objective(circuit: Circuit, plan: Plan) -> int:
    """The objective's id. Raises CircuitError, which says what is missing, if it can't be computed."""
    if plan.objective is None:
        raise CircuitError("There is no objective to differentiate: choose one.")
    for slot in sorted(plan.incomplete & plan.ancestors):
        raise CircuitError(f"{reason(plan, plan.incomplete, circuit.gates, slot)}.")
    return plan.ids[plan.objective]


def _miscounted(inputs: Sequence[str], got: int) -> str:
    expected = f"expected {len(inputs)} values"
    if got < len(inputs):
        return f"{expected}, got {got}: {short(inputs[got])} has none"
    return f"{expected}, got {got}: there are no more inputs after {short(inputs[-1]) if inputs else 'none'}"
