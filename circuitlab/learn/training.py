"""Training: the parameters of a circuit change so that its output comes nearer to the data, step by step.

A step takes some examples, sends each one's pull backward, and moves every parameter by step size x the mean.
The same seed gives the same run to the last bit: a run keeps to one engine. Imports NumPy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, quoted
from circuitlab.circuit.parts import PARAMETER
from circuitlab.engine.prepared import Prepared
from circuitlab.engine.work import Work, done
from circuitlab.learn.binding import Binding, Examples, examples
from circuitlab.learn.divergence import divergence
from circuitlab.learn.history import History, Moment, Record, Score
from circuitlab.learn.losses import Loss, loss_of, weights
from circuitlab.learn.schedules import Schedule, checked_size, schedule_of
from circuitlab.learn.table import Array, DataError, Table

Order: TypeAlias = Literal["given", "shuffled", "drawn"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""given: as the rows stand. shuffled: another order each epoch. drawn: each one at random, with returns."""

PIECE = 4_000_000
"""Points times gates between two pauses."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. batch: how many examples a step takes; None: all of them. l2: see `losses`."""

    loss: Loss
    schedule: Schedule
    epochs: int = 100
    batch: int | None = None
    l2: float = 0.0
    order: Order = "shuffled"
    seed: int = 0


def plan_of(
    *,
    loss: str = "svm-force",
    step_size: float = 0.01,
    schedule: str = "constant",
    epochs: int = 100,
    batch: int | None = None,
    l2: float = 0.0,
    order: str = "shuffled",
    seed: int = 0,
) -> Plan:
    """A plan of what somebody gave. Raises ValueError with one line for what can't be."""
    checked_size(step_size)
    known = [each for each in ORDERS if each == order]
    if not known:
        raise DataError(f"no order is called {quoted(str(order))}: expected {', '.join(ORDERS)}")
    if epochs < 1:
        raise DataError(f"epochs: expected a whole number from 1, got {epochs}")
    if batch is not None and batch < 1:
        raise DataError(f"the batch: expected a whole number from 1, got {batch}")
    if not (isfinite(l2) and l2 >= 0):
        raise DataError(f"l2: expected a finite number from 0, got {l2:g}")
    if seed < 0:
        raise DataError(f"the seed: expected a whole number from 0, got {seed}")
    return Plan(loss_of(loss), schedule_of(step_size, schedule), epochs, batch, l2, known[0], seed)


class Step(NamedTuple):
    """What one step did. epoch, number: counted from 0, the number through all epochs. rows: the examples.
    outputs, pulls: at each of them, before the step. loss: over them, before the step. before, after: what
    the parameters held."""

    epoch: int
    number: int
    rows: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    outputs: Array
    pulls: Array
    loss: float
    before: Array
    after: Array


class Training:
    """One run. `names`, `ids` are those of the parameters, in the order of `parameters`.

    Attributes, all read-only to others: `plan`, `parameters`, `epoch` (how many are done), `steps` (how many
    were made), `history`, `diverged` ("" or one line: it stands still then, at the last finite numbers).
    """

    def __init__(
        self, circuit: Circuit, data: Table, binding: Binding, plan: Plan, test: Table | None = None
    ) -> None:
        self.circuit, self._prepared = circuit, Prepared(circuit)
        self._bound = frozenset(binding.columns)
        gates = [gate for gate in circuit.gates.values() if gate.kind == PARAMETER]
        if not gates:
            raise CircuitError("There is no parameter to train: write one as w = parameter(0.5).")
        if not len(data):
            raise DataError("there are no rows to train on")
        self.ids = tuple(gate.id for gate in gates)
        self.names = tuple(gate.name or str(gate.id) for gate in gates)
        self._shared = self._prepared.shared(self.names)
        self.data = examples(data, binding, plan.loss, self._shared.inputs)
        self.test = examples(test, binding, plan.loss, self._shared.inputs) if test else None
        self.parameters = np.array([gate.value for gate in gates], dtype=np.float64)
        self.replan(plan)
        self._piece = max(256, PIECE // len(circuit.gates))
        self._all = np.arange(len(self.data))
        self.epoch = self.steps = self.position = 0
        self._rows = self._ordered()
        self.diverged = ""
        self.history = History()

    @property
    def finished(self) -> bool:
        """Whether all epochs are done, or the numbers went out of bounds."""
        return self.epoch >= self.plan.epochs or bool(self.diverged)

    @property
    def next_row(self) -> int:
        """The example that comes next."""
        return int(self._rows[self.position])

    def _ordered(self) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """The examples of this epoch in their order; an epoch that is trained again has the same one."""
        if self.plan.order == "given":
            return self._all
        seed = np.random.SeedSequence(self.plan.seed, spawn_key=(self.epoch,))
        random = np.random.default_rng(seed)
        if self.plan.order == "shuffled":
            return random.permutation(len(self._all))
        return random.integers(len(self._all), size=len(self._all))

    def replan(self, plan: Plan) -> None:
        """Go on by another plan, whose loss takes the same targets; the order counts from the next epoch."""
        self.plan = plan
        pulled = weights(self.circuit)
        self._decay = np.array([plan.l2 if key in pulled else 0.0 for key in self.ids])

    def inputs_of(self, row: int) -> dict[int, float]:
        """What an example puts on the inputs, by their ids."""
        by_name = {gate.name or str(gate.id): gate.id for gate in self.circuit.gates.values()}
        held = zip(self._shared.inputs, self.data.points[row].tolist(), strict=True)
        return {by_name[name]: value for name, value in held if name in self._bound}

    # Steps ---------------------------------------------------------------------------------------

    def step(self, count: int | None = None) -> Step:
        """Make one step; count: of so many examples, in place of the plan's batch."""
        return done(self.stepping(count))

    def stepping(self, count: int | None = None) -> Work[Step]:
        """The same, with pauses where there is much to compute. A step that diverges moves nothing."""
        rows = self._taken(count)
        whole = len(rows) == len(self._all) and self.plan.order != "drawn"
        points = self.data.points if whole else self.data.points[rows]
        targets = self.data.targets if whole else self.data.targets[rows]
        pieces = list[Array]()
        sums = np.zeros(len(self.names))
        for first in range(0, len(rows), self._piece):
            piece = slice(first, first + self._piece)
            pieces.append(self._shared.forward(self.parameters, points[piece]))
            with np.errstate(all="ignore"):
                sums += self._shared.backward(self.plan.loss.gradient(pieces[-1], targets[piece]))
            if len(rows) > self._piece:
                yield
        outputs = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        return self._moved(rows, outputs, targets, sums)

    def _taken(self, count: int | None) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """The examples of the next step; at the end of an epoch there may be fewer."""
        count = count or self.plan.batch or len(self._all)
        return self._rows[self.position : self.position + count]

    def _moved(
        self, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]", outputs: Array, targets: Array, sums: Array
    ) -> Step:
        before = self.parameters
        with np.errstate(all="ignore"):
            size = self.plan.schedule.at(self.epoch, self.plan.epochs)
            gradients = sums / len(rows) + self._decay * before
            after = before - size * gradients
            loss = float(self.plan.loss.value(outputs, targets).mean()) + self._penalty(before)
            pulls = -self.plan.loss.gradient(outputs, targets)
        made = Step(self.epoch, self.steps, rows, outputs, pulls, loss, before, after)
        if not (np.isfinite(after).all() and isfinite(loss)):
            self.diverged = divergence(self.circuit, self._prepared, self.names, self.data.points, made)
            return made._replace(after=before)
        self.parameters = after
        self.steps += 1
        self.position += len(rows)
        if self.position >= len(self._all):
            self.epoch += 1
            self.position = 0
            if not self.finished:
                self._rows = self._ordered()
        return made

    def _penalty(self, parameters: Array) -> float:
        return 0.5 * float(self._decay @ np.square(parameters)) if self.plan.l2 else 0.0

    # Scores --------------------------------------------------------------------------------------

    def outputs(self, parameters: Array, points: Array) -> Work[Array]:
        """The output at each of these points, with pauses."""
        found = np.empty(len(points))
        for first in range(0, len(points), self._piece):
            piece = slice(first, first + self._piece)
            found[piece] = self._shared.forward(parameters, points[piece])
            if len(points) > self._piece:
                yield
        return found

    def scoring(self, of: Examples) -> Work[Score]:
        """Loss and accuracy of the parameters as they are now."""
        outputs = yield from self.outputs(self.parameters, of.points)
        with np.errstate(all="ignore"):
            values = self.plan.loss.value(outputs, of.targets)
            loss = float(values.mean()) + self._penalty(self.parameters)
        if of.threshold is None:
            return Score(loss, None)
        right = (outputs > of.threshold) == (of.targets > of.threshold)
        return Score(loss, float(right.mean()))

    def recording(self) -> Work[Record]:
        """Put the parameters as they are now, and their scores, into the history."""
        train = yield from self.scoring(self.data)
        test = None if self.test is None else (yield from self.scoring(self.test))
        record = Record(self.epoch, self.steps, self.position, train, test, self.parameters)
        self.history.add(record)
        return record

    def rewind(self, place: int) -> None:
        """Go back to a record of the history, and forget what came after it."""
        self.history.cut(place)
        self._go_to(self.history.records[place])

    def moment(self) -> Moment:
        """Where it is now: a picture of it, which nothing changes any more."""
        records = tuple(self.history.records)
        return Moment(self.epoch, self.steps, self.position, self.parameters, records)

    def resume(self, moment: Moment) -> None:
        """Go back to where it was at a moment of this run, and forget what came after it."""
        self.history.records = list(moment.records)
        self._go_to(moment)

    def _go_to(self, at: Record | Moment) -> None:
        self.parameters, self.diverged = at.parameters, ""
        self.epoch, self.steps, self.position = at.epoch, at.step, at.position
        if not self.finished:
            self._rows = self._ordered()

    def running(self, told: Callable[[Record], object] = lambda _: None) -> Work[Record]:
        """Train to the end, or until the numbers are out of bounds; `told` of every epoch."""
        yield from self._recorded(told)
        while not self.finished:
            epoch = self.epoch
            yield from self.stepping()
            if self.epoch > epoch:
                yield from self._recorded(told)
            yield
        return (yield from self._recorded(told))

    def _recorded(self, told: Callable[[Record], object]) -> Work[Record]:
        last = self.history.last
        if last is not None and last.step == self.steps:
            return last
        record = yield from self.recording()
        told(record)
        return record

    def values(self, parameters: Array) -> Iterator[tuple[int, float]]:
        """Ids of the parameters, and what they hold."""
        return zip(self.ids, parameters.tolist(), strict=True)
