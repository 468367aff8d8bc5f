"""A loss as gates behind the output of a circuit, so that it can be seen, stepped through and climbed down.

For one example: the target is an input. The gates are those of the catalogue.
"""

from circuitlab.circuit.changes import Changes, adding
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_objective
from circuitlab.circuit.errors import CircuitError, label
from circuitlab.circuit.naming import FreeNames
from circuitlab.circuit.parts import CONSTANT, INPUT, Gate, Wire
from circuitlab.gates.kind import MOST
from circuitlab.learn.losses import loss_of, weights
from circuitlab.learn.table import DataError


class _Gates:
    """New gates of a circuit; the layout finds places for them."""

    def __init__(self, circuit: Circuit) -> None:
        self._next = circuit.next_id
        self.parts: list[Gate | Wire] = []
        self._names = FreeNames(circuit.names)

    def source(self, kind: str, value: float, wish: str | None = None) -> int:
        """An input or a constant."""
        name = None if wish is None else self._names.take(wish)
        return self._add(Gate(self._next, kind, name, value))

    def gate(self, kind: str, *feeding: int, wish: str | None = None) -> int:
        """A gate that computes, and the wires into it."""
        name = None if wish is None else self._names.take(wish)
        key = self._add(Gate(self._next, kind, name, None, len(feeding)))
        for port, source in enumerate(feeding):
            self._add(Wire(self._next, source, key, port))
        return key

    def total(self, terms: list[int]) -> int:
        """The sum of these, in gates of as many ports as there are."""
        while len(terms) > 1:
            groups = [terms[first : first + MOST] for first in range(0, len(terms), MOST)]
            terms = [group[0] if len(group) == 1 else self.gate("add", *group) for group in groups]
        return terms[0]

    def _add(self, part: Gate | Wire) -> int:
        self.parts.append(part)
        self._next += 1
        return part.id


def add_loss(circuit: Circuit, loss: str, l2: float = 0.0, target: float = 1.0) -> Changes:
    """The gates of a loss behind the objective, and the loss as the objective in its place.

    loss: its name. l2: with weights and an l2 above 0, their penalty is added. target: what the new input
    holds. Raises CircuitError where there is no objective, DataError for a loss that there is not.
    """
    name = loss_of(loss).name
    if not 0 <= l2 < float("inf"):
        raise DataError(f"l2: expected a finite number from 0, got {l2:g}")
    if circuit.objective is None:
        raise CircuitError("There is no objective whose loss could be taken: choose one.")
    made = _Gates(circuit)
    aim = made.source(INPUT, target, "target")
    pulled = sorted(weights(circuit)) if l2 else []
    wish = None if pulled else "loss"
    last = _loss(made, name, circuit.objective, aim, wish)
    if pulled:
        squares = made.total([made.gate("square", key) for key in pulled])
        penalty = made.gate("multiply", made.source(CONSTANT, l2 / 2), squares, wish="penalty")
        last = made.gate("add", last, penalty, wish="loss")
    changes = adding(*made.parts)
    future = Circuit(circuit.parts)
    future.apply(changes)
    return changes.then(set_objective(future, last))


def loss_gates(loss: str) -> int:
    """How many gates `add_loss` adds without L2. Raises DataError for a loss that there is not."""
    made = _Gates(Circuit())
    target = made.source(INPUT, 1.0)
    _loss(made, loss_of(loss).name, 0, target, None)
    return sum(isinstance(part, Gate) for part in made.parts)


def _loss(made: _Gates, name: str, output: int, target: int, wish: str | None) -> int:
    """The loss of one example."""
    if name == "squared":
        return made.gate("square", made.gate("subtract", output, target), wish=wish)
    score = made.gate("multiply", target, output)
    if name == "logistic":
        return made.gate("softplus", made.gate("negate", score), wish=wish)
    margin = made.gate("subtract", made.source(CONSTANT, 1.0), score)
    return made.gate("relu", margin, wish=wish)


def said(circuit: Circuit, loss: str) -> str:
    """What an undo label calls it."""
    objective = circuit.objective
    return f"Loss of {label(circuit, objective)}" if objective is not None else loss_of(loss).title
