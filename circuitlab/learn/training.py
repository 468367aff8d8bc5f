"""Training: the parameters of a circuit change so that its output comes nearer to the data, step by step.

A step takes some examples, sends each one's pull backward, and moves every parameter by step size x the mean.
The same seed gives the same run to the last bit: a run keeps to one engine. Imports NumPy.
"""

from collections.abc import Callable
from math import isfinite

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.work import Work, done
from circuitlab.learn.binding import Binding
from circuitlab.learn.divergence import Divergence, divergence, diverging_end
from circuitlab.learn.history import History, Moment, Record, Where
from circuitlab.learn.plans import Plan, ordered
from circuitlab.learn.table import Table
from circuitlab.learn.task import Step, Task


class Training(Task):
    """One run.

    Attributes, besides those of a task, all read-only to others: `where`, `history`, `diverged` (None, or why
    it stands still, at the last finite numbers, until it is rewound or goes by another plan).
    """

    def __init__(
        self, circuit: Circuit, data: Table, binding: Binding, plan: Plan, test: float = 0.0
    ) -> None:
        super().__init__(circuit, data, binding, plan, test)
        self.history = History()
        self._go_to(Where(0, 0, 0, self.start))

    @property
    def finished(self) -> bool:
        """Whether all epochs are done, or the numbers went out of bounds."""
        return self.where.epoch >= self.plan.epochs or self.diverged is not None

    def replan(self, plan: Plan) -> None:
        """Go on by another plan, whose loss takes the same targets; an epoch that goes on keeps its order."""
        super().replan(plan)
        self._go_to(self.where)

    def _go_to(self, where: Where) -> None:
        self.where = where
        self.diverged: Divergence | None = None
        self._rows = ordered(where.ordered_by or self.plan, len(self.data), where.epoch)

    # Steps ---------------------------------------------------------------------------------------

    def step(self, count: int | None = None) -> Step:
        """Make one step; count: of so many examples, in place of the plan's batch."""
        return self.take(self.next_step(count))

    def next_step(self, count: int | None = None) -> Step:
        """What the next step would do: nothing moves yet."""
        return done(self._next(count))

    def _next(self, count: int | None = None) -> Work[Step]:
        count = count or self.plan.batch or len(self.data)
        position = self.where.position
        return self.foreseeing(self.where, self._rows[position : position + count])  # fewer at the end

    def take(self, step: Step) -> Step:
        """Make the step that comes next, as it was foreseen. One that diverges moves nothing."""
        if not (np.isfinite(step.after).all() and isfinite(step.loss)):
            self.diverged = divergence(self, step)
            return step._replace(after=step.before)
        at = self.where
        self.history.latest.append(at)
        position = at.position + len(step.rows)
        if position < len(self.data):
            by = at.ordered_by or self.plan
            self.where = Where(at.epoch, at.step + 1, position, step.after, ordered_by=by)
        else:
            self._go_to(Where(at.epoch + 1, at.step + 1, 0, step.after))
        return step

    def running(self, told: Callable[[Record], object] = lambda _: None) -> Work[Record]:
        """Train to the end, or until the numbers are out of bounds; `told` of every epoch.

        Where they are, each of the latest steps is recorded too.
        """
        yield from self.recording(told)
        while not self.finished:
            epoch = self.where.epoch
            self.take((yield from self._next()))
            if self.where.epoch > epoch:
                yield from self.recording(told)
            yield
        if self.diverged is None:
            self.diverged = yield from diverging_end(self, (yield from self.recording(told)))
        for where in self.history.unrecorded if self.diverged is not None else ():
            self.history.add((yield from self.scored(where)))
        return (yield from self.recording(told))

    # The history ---------------------------------------------------------------------------------

    @property
    def out_of_date(self) -> bool:
        """Whether the history is scored by another loss or another L2 than the plan's."""
        last = self.history.last
        return last is not None and last.by != self.by

    def recording(self, told: Callable[[Record], object] = lambda _: None) -> Work[Record]:
        """Have the history hold where the run is now, and all scores by the loss that counts now."""
        if self.out_of_date:
            yield from self._score_anew()
        last = self.history.last
        if last is not None and last.step == self.where.step:
            return last
        record = yield from self.scored(self.where)
        self.history.add(record)
        told(record)
        return record

    def _score_anew(self) -> Work[None]:
        """All at once in the end: a curve is of one loss."""
        scored = list[Record]()
        for record in self.history.records:
            scored.append((yield from self.scored(record)))
            yield
        self.history.records = scored

    def moment(self) -> Moment:
        """Where it is now: a picture of it, which nothing changes any more."""
        at, records = self.where, tuple(self.history.records)
        return Moment(at.epoch, at.step, at.position, at.parameters, records, ordered_by=at.ordered_by)

    def rewind(self, place: int) -> None:
        """Go back to a record of the history, and forget what came after it."""
        to, records = self.history.records[place], tuple(self.history.records[: place + 1])
        self.resume(Moment(to.epoch, to.step, to.position, to.parameters, records, ordered_by=to.ordered_by))

    def resume(self, moment: Moment) -> None:
        """Go back to where it was at a moment of this run, and forget what came after it."""
        self.history.cut(moment.records, moment.step)
        place = moment.epoch, moment.step, moment.position, moment.parameters
        self._go_to(Where(*place, ordered_by=moment.ordered_by))
