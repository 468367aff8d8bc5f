"""What a training came by: scores and parameters, epoch by epoch, for curves and for rewinding."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from circuitlab.learn.table import Array

MOST = 2_000
"""Records that are kept; of more, every other one is dropped, but for the first and the last."""


class Score(NamedTuple):
    """loss: the mean over the examples, and the penalty. accuracy: the share of examples on their side; None
    where the targets are no two classes."""

    loss: float
    accuracy: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The parameters after so many epochs and steps, and how they do. position: in the epoch that goes on."""

    epoch: int
    step: int
    position: int
    train: Score
    test: Score | None
    parameters: "Array"


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Where a run is: enough to show it, and to put it back there. Nothing writes to `parameters`."""

    epoch: int
    step: int
    position: int
    parameters: "Array"
    records: tuple[Record, ...]


class History:
    """The records, oldest first. A long run keeps fewer of its past, evenly spread."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    @property
    def last(self) -> Record | None:
        """The newest one."""
        return self.records[-1] if self.records else None

    def add(self, record: Record) -> None:
        """A newer one."""
        if len(self.records) >= MOST:
            self.records = [*self.records[:-1:2], self.records[-1]]
        self.records.append(record)

    def cut(self, place: int) -> None:
        """Forget what came after this record: the run goes on from there."""
        del self.records[place + 1 :]
