"""Why a training step can't be made: numbers that are not finite, by parameter and gate. Imports NumPy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.circuit.errors import label, short
from circuitlab.circuit.order import ancestors
from circuitlab.engine.work import Work
from circuitlab.formula.errors import one_line

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace
    from circuitlab.learn.history import Record
    from circuitlab.learn.task import Step, Task

MOST_TRIED = 64
"""Examples that are looked at for the gate where it began."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """step, epoch: the one that can't be made, counted from 0. row: of the data, the example that it began
    at; None where that is no single one. gate, reason: where the numbers stop being finite, and why, in
    words. name, value: of the parameter that has run away, and what it holds."""

    step: int
    epoch: int
    row: int | None
    gate: str
    reason: str
    name: str
    value: float

    def line(self, number: Callable[[float], str] = "{:.4g}".format) -> str:
        """One line for people. number: how they read numbers."""
        at = "" if self.row is None else f", example {self.row + 1}"
        return one_line(
            f"Stopped at step {self.step + 1}, epoch {self.epoch + 1}{at}: with {short(self.name)} at "
            f"{number(self.value)}, numbers stop being finite at {short(self.gate)}: {self.reason}."
        )


def divergence(task: "Task", step: "Step") -> Divergence:
    """What is wrong with a step whose numbers are not finite."""
    for place in _suspects(step).tolist():
        row = int(step.rows[place])
        trace = _trace(task, step, row, float(step.pulls[place]))
        gate = _origin(task, trace)
        if gate is not None:
            return _told(task, step, row, gate, trace.why(gate))
    place = int(np.argmax(np.abs(step.outputs)))  # the one that is farthest out
    row = int(step.rows[place])
    if not np.isfinite(step.loss) and task.circuit.objective is not None:
        return _told(task, step, row, task.circuit.objective, "its loss is too large for a double")
    trace = _trace(task, step, row, float(step.pulls[place]))
    key = task.ids[_farthest(step, range(len(task.ids)))]
    heard = [wire.target for wire in task.circuit.outgoing(key) if trace.is_ancestor(wire.target)]
    gate = max(heard, key=lambda each: abs(trace.gradient(each) or 0.0), default=key)
    return _told(task, step, None, gate, "what it sends back makes a step too large for a double")


def diverging_end(task: "Task", end: "Record") -> Work[Divergence | None]:
    """What is wrong with the last step of a run, which no other follows; None if its loss is finite."""
    if np.isfinite(end.train.loss):
        return None
    step = yield from task.foreseeing(end, np.arange(len(task.data)))
    return divergence(task, step._replace(number=end.step - 1, epoch=end.epoch - (end.position == 0)))


def _suspects(step: "Step") -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Places in the step, those first whose numbers are not finite already."""
    wrong = np.flatnonzero(~(np.isfinite(step.outputs) & np.isfinite(step.pulls)))
    return np.concatenate([wrong, np.arange(len(step.rows))])[:MOST_TRIED]


def _trace(task: "Task", step: "Step", row: int, pull: float) -> "Trace":
    """Both passes at an example, with its pull for a seed."""
    held = dict(zip(task.names, step.before.tolist(), strict=True)) | task.example(row)
    return task.prepared.trace([held[name] for name in task.prepared.inputs], pull)


def _origin(task: "Task", trace: "Trace") -> int | None:
    """Where the output, else the gradient of a parameter, stopped being finite."""
    objective = trace.objective
    began = None if objective is None else trace.value_origin(objective)
    if began is not None or not np.isfinite(trace.seed):  # a pull that is not finite is one of the loss
        return began
    return next(filter(None, map(trace.gradient_origin, task.ids)), None)


def _told(task: "Task", step: "Step", row: int | None, gate: int, reason: str) -> Divergence:
    feeds = ancestors(task.circuit, gate) | {gate}
    places = [place for place, key in enumerate(task.ids) if key in feeds] or range(len(task.ids))
    place = _farthest(step, places)
    name, value = label(task.circuit, gate), float(step.before[place])
    began = None if row is None else int(task.data.rows[row])
    return Divergence(step.number, step.epoch, began, name, reason, task.names[place], value)


def _farthest(step: "Step", places: "range | list[int]") -> int:
    """Of these parameters, the one that has run away: no finite number comes next, and it is far from 0."""
    lost = [place for place in places if not np.isfinite(step.after[place])]
    return max(lost or places, key=lambda place: abs(step.before[place]))
