"""Step sizes that change as a training goes on."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeAlias, get_args

from circuitlab.circuit.errors import quoted
from circuitlab.formula.errors import one_line

ScheduleName: TypeAlias = Literal["constant", "linear", "decay"]
SCHEDULES: tuple[ScheduleName, ...] = get_args(ScheduleName)

FALL = 0.9
"""Of a linear schedule: how much of the step size is gone at the end, as a share."""
DECAY = 0.99
"""Of a decaying schedule: what an epoch leaves of the step size."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """constant: `size` always. linear: size (1 - fall k / epochs) in epoch k, counted from 0. decay: size x
    keep to the power k."""

    size: float
    name: ScheduleName = "constant"
    fall: float = FALL
    keep: float = DECAY

    def at(self, epoch: int, epochs: int) -> float:
        """The step size in this epoch, counted from 0."""
        if self.name == "linear":
            return self.size * (1.0 - self.fall * epoch / epochs)
        return self.size * self.keep**epoch if self.name == "decay" else self.size


def checked_size(size: float) -> float:
    """A step size that leads somewhere. Raises ValueError with one line for 0, nan and the like."""
    if not (isfinite(size) and size > 0):
        raise ValueError(f"The step size must be a finite number above 0, not {size:g}.")
    return size


def schedule_of(size: float, name: str) -> Schedule:
    """The schedule of this name. Raises ValueError with one line."""
    for known in SCHEDULES:
        if known == name:
            return Schedule(checked_size(size), known)
    raise ValueError(one_line(f"no schedule is called {quoted(name)}: expected {', '.join(SCHEDULES)}"))
