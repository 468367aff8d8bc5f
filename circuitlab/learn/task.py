"""What is trained, by which examples and how: the step that parameters would take, and how they do.

Nothing here moves. Imports NumPy.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, label
from circuitlab.circuit.kinds import used, users
from circuitlab.circuit.parts import PARAMETER, Gate
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.work import Work
from circuitlab.learn.binding import Binding, Examples
from circuitlab.learn.history import Record, Score, Where
from circuitlab.learn.losses import weights
from circuitlab.learn.plans import Plan
from circuitlab.learn.prediction import examples_for, other_loss, predicting, taken_of
from circuitlab.learn.table import Array, DataError, Rows, Table, split

if TYPE_CHECKING:
    from circuitlab.engine.shared import Shared

PIECE = 4_000_000
"""Points times gates between two pauses."""


class Step(NamedTuple):
    """What one step does. epoch, number: counted from 0, the number through all epochs. rows: the examples,
    by their places in the `data` of the task.
    outputs, pulls: at each of them, before the step. loss: over them, before the step. before, after: what
    the parameters held, and hold."""

    epoch: int
    number: int
    rows: Rows
    outputs: Array
    pulls: Array
    loss: float
    before: Array
    after: Array


class Task:
    """`names`, `ids` are those of the parameters, in one order; `start`: what they hold in the circuit.

    Attributes, all read-only to others: `circuit`, `prepared`, `plan`, `data` (the examples to train on),
    `test` (None, or those kept for testing), `loss` (the plan's, as it is taken of this output).
    """

    def __init__(
        self, circuit: Circuit, data: Table, binding: Binding, plan: Plan, test: float = 0.0
    ) -> None:
        """test: which share of the rows is kept for testing; the seed of the plan says which."""
        self.circuit, self.prepared = circuit, Prepared(circuit)
        self._bound = frozenset(binding.columns)
        gates = _trained(circuit)
        if not len(data):
            raise DataError("there are no rows to train on")
        if problem := other_loss(binding, plan.loss):
            raise DataError(problem)
        self.ids = tuple(gate.id for gate in gates)
        self.names = tuple(gate.name or str(gate.id) for gate in gates)
        self._shared = self.prepared.shared(self.names)
        predicted = predicting(circuit, binding, plan.loss)
        self._predicts = self._shared if predicted is circuit else _shared_of(predicted, self.names)
        self.data, self.test = examples_for(predicted, data, binding, plan.loss, self._shared.inputs), None
        if test:
            rows, kept = split(len(data), test, plan.seed)
            self.data, self.test = self.data.taken(rows), self.data.taken(kept)
        self.start = np.array([gate.value for gate in gates], dtype=np.float64)
        self._piece = max(256, PIECE // len(circuit.gates))
        Task.replan(self, plan)  # not that of a run, which is nowhere yet

    def replan(self, plan: Plan) -> None:
        """Go by another plan, whose loss takes the same targets."""
        self.plan, self.loss = plan, taken_of(self.circuit, plan.loss)
        pulled = weights(self.circuit)
        self._decay = np.array([plan.l2 if key in pulled else 0.0 for key in self.ids])

    def example(self, row: int) -> dict[str, float]:
        """What an example gives to each input, by its name; 0 where no column feeds it."""
        return dict(zip(self._shared.inputs, self.data.points[row].tolist(), strict=True))

    def inputs_of(self, row: int) -> dict[int, float]:
        """What an example puts on the inputs that are fed, by their ids."""
        by_name = {gate.name or str(gate.id): gate.id for gate in self.circuit.gates.values()}
        return {by_name[name]: value for name, value in self.example(row).items() if name in self._bound}

    def values(self, parameters: Array) -> Iterator[tuple[int, float]]:
        """Ids of the parameters, and what they hold."""
        return zip(self.ids, parameters.tolist(), strict=True)

    def foreseeing(self, at: Where, rows: Rows) -> Work[Step]:
        """The step that these examples make there, with pauses where there is much to compute."""
        if len(rows) == len(self.data) and self.plan.order != "drawn":  # all of them: in any order
            rows, points, targets = np.arange(len(rows)), self.data.points, self.data.targets
        else:
            points, targets = self.data.points[rows], self.data.targets[rows]
        pieces = list[Array]()
        sums = np.zeros(len(self.names))
        for first in range(0, len(rows), self._piece):
            piece = slice(first, first + self._piece)
            pieces.append(self._shared.forward(at.parameters, points[piece]))
            with np.errstate(all="ignore"):
                sums += self._shared.backward(self.loss.gradient(pieces[-1], targets[piece]))
            if len(rows) > self._piece:
                yield
        outputs = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        return self._step(at, rows, outputs, targets, sums)

    def _step(self, at: Where, rows: Rows, outputs: Array, targets: Array, sums: Array) -> Step:
        before, loss = at.parameters, self.loss
        with np.errstate(all="ignore"):
            size = self.plan.schedule.at(at.epoch, self.plan.epochs)
            after = before - size * (sums / len(rows) + self._decay * before)
            mean = float(loss.value(outputs, targets).mean()) + self._penalty(before)
            pulls = -loss.gradient(outputs, targets)
        return Step(at.epoch, at.step, rows, outputs, pulls, mean, before, after)

    def _penalty(self, parameters: Array) -> float:
        return 0.5 * float(self._decay @ np.square(parameters)) if self.plan.l2 else 0.0

    def outputs(self, parameters: Array, points: Array) -> Work[Array]:
        """The output at each of these points, with pauses."""
        return self._computed(self._shared, parameters, points)

    def _computed(self, shared: "Shared", parameters: Array, points: Array) -> Work[Array]:
        found = np.empty(len(points))
        for first in range(0, len(points), self._piece):
            piece = slice(first, first + self._piece)
            found[piece] = shared.forward(parameters, points[piece])
            if len(points) > self._piece:
                yield
        return found

    @property
    def by(self) -> tuple[str, float]:
        """What scores go by: the loss, and L2."""
        return self.plan.loss.name, self.plan.l2

    def scored(self, at: Where) -> Work[Record]:
        """How the parameters of a moment do, with pauses."""
        train = yield from self.scoring(self.data, at.parameters)
        test = None if self.test is None else (yield from self.scoring(self.test, at.parameters))
        place = at.epoch, at.step, at.position, at.parameters
        return Record(*place, train, test, self.by, ordered_by=at.ordered_by)

    def scoring(self, of: Examples, parameters: Array) -> Work[Score]:
        """Loss and accuracy of these parameters, with pauses."""
        outputs = yield from self.outputs(parameters, of.points)
        with np.errstate(all="ignore"):
            loss = float(self.loss.value(outputs, of.targets).mean()) + self._penalty(parameters)
        if of.threshold is None or self._predicts is None:
            return Score(loss, None)
        if self._predicts is not self._shared:
            outputs = yield from self._computed(self._predicts, parameters, of.points)
        right = (outputs > of.threshold) == (of.targets > of.threshold)
        return Score(loss, float((right & np.isfinite(outputs)).mean()))


def _trained(circuit: Circuit) -> list[Gate]:
    """The parameters. Raises CircuitError if there is none."""
    found = [gate for gate in circuit.gates.values() if gate.kind == PARAMETER]
    if found:
        return found
    way = "write one as w = parameter(0.5)."
    held = (each.name for each in circuit.definitions.values() if PARAMETER in used(each))
    around = {name for each in held for name in users(circuit.definitions, each)}
    for key, gate in circuit.gates.items():
        if gate.kind in around:
            name = label(circuit, key)
            raise CircuitError(
                f"There is no parameter to train: those inside {name} stay as they are. Expand it, or {way}"
            )
    raise CircuitError(f"There is no parameter to train: {way}")


def _shared_of(circuit: Circuit | None, names: Sequence[str]) -> "Shared | None":
    return None if circuit is None else Prepared(circuit).shared(names)
