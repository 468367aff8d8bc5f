"""What a training came by: scores and parameters, for curves and for rewinding."""

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from circuitlab.learn.plans import Plan
    from circuitlab.learn.table import Array

MOST = 2_000
"""So many records are kept, and no more: see `History`."""
LATEST = 20
"""Of so many steps the parameters are kept, whether they end an epoch or not; and so many records."""


class Score(NamedTuple):
    """loss: the mean over the examples, and the penalty. accuracy: the share of examples on their side, where
    an output that is no finite number is on neither; None where the targets are no two classes."""

    loss: float
    accuracy: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Where a run is. epoch, step: how many are done. position: in the epoch that goes on, in examples.
    ordered_by: the plan that the examples of that epoch are ordered by; None between two epochs.

    Nothing writes to `parameters`.
    """

    epoch: int
    step: int
    position: int
    parameters: "Array"
    ordered_by: "Plan | None" = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True, eq=False)
class Record(Where):
    """The same, and how these parameters do, by which loss and which L2."""

    train: Score
    test: Score | None
    by: tuple[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Moment(Where):
    """The same, and what was recorded by then: enough to show it, and to put the run back there."""

    records: tuple[Record, ...]


class History:
    """The records, oldest first. A long run keeps fewer of its past, evenly spread: the first record, the
    latest ones, and between them the ends of every second epoch, every fourth …

    latest: where the run was before each of its last steps.
    """

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.latest = deque[Where](maxlen=LATEST)
        self._stride = 1  # in epochs

    @property
    def last(self) -> Record | None:
        """The newest one."""
        return self.records[-1] if self.records else None

    @property
    def unrecorded(self) -> list[Where]:
        """The latest steps that have no record, oldest first."""
        known = {record.step for record in self.records}
        return [where for where in self.latest if where.step not in known]

    def add(self, record: Record) -> None:
        """One more, in its place among the others."""
        while len(self.records) >= MOST:
            self._stride *= 2
            first, *past = self.records[:-LATEST]
            self.records = [first, *filter(self._stays, past), *self.records[-LATEST:]]
        self.records.append(record)
        if len(self.records) > 1 and self.records[-2].step > record.step:
            self.records.sort(key=lambda each: each.step)
        if len(self.records) > LATEST + 1 and not self._stays(self.records[-LATEST - 1]):
            del self.records[-LATEST - 1]  # it is none of the latest any more

    def _stays(self, record: Record) -> bool:
        """Whether a record of the past is kept."""
        return self._stride == 1 or (record.position == 0 and record.epoch % self._stride == 0)

    def cut(self, records: tuple[Record, ...], step: int) -> None:
        """Hold these records, and forget what came after this step: the run goes on from there."""
        self.records, self._stride = list(records), 1
        self.latest = deque((where for where in self.latest if where.step < step), LATEST)
