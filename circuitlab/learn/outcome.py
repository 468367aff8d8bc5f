"""What a whole run came to, as one value: for the command line and for Python."""

from collections.abc import Mapping
from dataclasses import dataclass

from circuitlab.learn.iteration import Iteration
from circuitlab.learn.run import Run, Stopped
from circuitlab.learn.trouble import Trouble, trouble


@dataclass(frozen=True, slots=True)
class Outcome:
    """steps: how many were taken. stopped: why no more: "steps", "gain", "target" or "diverged".

    evaluations: how often the circuit ran. objective: its value at the end. values: what inputs and
    parameters hold there, by name. inputs: their names, in the order of the trajectory's values.
    trajectory: every iteration, the start first. trouble: where a run that has diverged went wrong.
    """

    steps: int
    stopped: Stopped
    evaluations: int
    objective: float
    values: Mapping[str, float]
    inputs: tuple[str, ...]
    trajectory: tuple[Iteration, ...]
    trouble: Trouble | None = None


def outcome(run: Run, stopped: Stopped) -> Outcome:
    """What a run that has stopped came to."""
    now, inputs = run.now, run.hill.inputs
    return Outcome(
        now.number,
        stopped,
        now.evaluations,
        now.objective,
        dict(zip(inputs, now.values, strict=True)),
        inputs,
        tuple(run.history),
        trouble(run),
    )
