"""What is climbed: a circuit as a function of the values that move, with its engine fixed for good.

It counts nothing and remembers nothing: the same values give the same numbers to the last bit.
"""

from collections.abc import Collection, Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, quoted, short
from circuitlab.circuit.parts import SETTABLE
from circuitlab.engine.plan import plan_of
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.work import Work
from circuitlab.learn.strategies import Difference

Values = tuple[float, ...]
AT_ONCE = 16
"""So many slopes are measured between two pauses."""


class Hill:
    """The objective over all inputs and parameters; `moving` of them are climbed with, the others stay.

    Attributes, read-only: `inputs` (the names, in order of creation), `gates` (their ids), `start` (what
    they hold in the circuit), `moving` (the places, in these, of what moves), `seed`, `plan`, `prepared`.
    """

    def __init__(
        self, circuit: Circuit, moving: Collection[str] | None = None, *, lasting: bool = True
    ) -> None:
        """moving: names, or ids as text; None: all inputs and parameters that the objective depends on.

        lasting: it is for a run, whose engine never changes; else it is made sooner.

        Raises CircuitError if there is no objective, an input without a value, or nothing that moves.
        """
        self.prepared = Prepared(circuit)
        if lasting:
            self.prepared = Prepared(circuit, self.prepared.lasting)
        self.plan = plan_of(circuit)
        self.inputs = self.prepared.inputs
        gates = {gate.name or str(gate.id): gate for gate in circuit.gates.values() if gate.kind in SETTABLE}
        self.gates = tuple(gates[name].id for name in self.inputs)
        self.start: Values = tuple(_held(name, gates[name].value) for name in self.inputs)
        self.moving = _moving(circuit, self.inputs, self.gates, moving)
        self.seed = float(circuit.settings.seed)

    def value(self, values: Sequence[float]) -> float:
        """The objective."""
        return self.prepared(values)[0]

    def slopes(self, values: Sequence[float]) -> tuple[float, Values]:
        """The objective, and seed x its slope in each value that moves: one run of both passes."""
        found, gradients = self.prepared(values)
        return found, tuple([gradients[place] for place in self.moving])

    def measured(self, values: Values, here: float, difference: Difference, h: float) -> Work[Values]:
        """The same slopes as difference quotients: `cost` runs, with pauses where there are many.

        here: the objective at these values.
        """
        slopes = list[float]()
        for count, place in enumerate(self.moving, 1):
            up = self.value(_with(values, place, values[place] + h))
            if difference == "forward":
                slopes.append(self.seed * ((up - here) / h))
            else:
                down = self.value(_with(values, place, values[place] - h))
                slopes.append(self.seed * ((up - down) / (2 * h)))
            if not count % AT_ONCE:
                yield
        return tuple(slopes)

    def cost(self, difference: Difference) -> int:
        """How many runs a measured gradient takes, besides the one at the values themselves."""
        return len(self.moving) * (1 if difference == "forward" else 2)

    def moved(self, values: Values, by: Sequence[float]) -> Values:
        """The values after a step."""
        after = list(values)
        for place, distance in zip(self.moving, by, strict=True):
            after[place] += distance
        return tuple(after)

    def feeds(self, place: int, gate: int) -> bool:
        """Whether a gate's value depends on the value at a place."""
        source, slots = self.plan.slots[self.gates[place]], self.plan.slots
        reached = {slots[gate]}
        for slot in range(slots[gate], -1, -1):
            if slot in reached:
                reached.update(self.plan.operands[slot])
        return source in reached


def _held(name: str, value: float | None) -> float:
    if value is None:
        raise CircuitError(f"{short(name)} has no value to begin with.")
    return float(value)


def _with(values: Values, place: int, value: float) -> Values:
    return (*values[:place], value, *values[place + 1 :])


def _moving(
    circuit: Circuit, inputs: Sequence[str], gates: Sequence[int], chosen: Collection[str] | None
) -> tuple[int, ...]:
    """The places of what moves. Raises CircuitError for a name that is none of them, and if nothing moves."""
    if chosen is None:
        plan = plan_of(circuit)
        found = tuple(place for place, gate in enumerate(gates) if plan.slots[gate] in plan.ancestors)
    else:
        for name in chosen:
            if name not in inputs:
                raise CircuitError(f"There is no input or parameter {quoted(name)}.")
        found = tuple(place for place, name in enumerate(inputs) if name in chosen)
    if not found:
        raise CircuitError("Nothing moves: the objective depends on no input or parameter.")
    return found
