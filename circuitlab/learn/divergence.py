"""Why a training step can't be made: numbers that are not finite, by parameter and gate. Imports NumPy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import label, short
from circuitlab.engine.prepared import Origin, Prepared
from circuitlab.formula.errors import one_line
from circuitlab.learn.table import Array

if TYPE_CHECKING:
    from circuitlab.learn.training import Step

MOST_TRIED = 64
"""Examples that are looked at for the gate where it began."""


def divergence(
    circuit: Circuit, prepared: Prepared, names: Sequence[str], points: Array, step: "Step"
) -> str:
    """One line: the step, a parameter that left the finite numbers, and the gate where that began."""
    lost = np.flatnonzero(~np.isfinite(step.after))
    place = int(lost[0]) if len(lost) else int(np.argmax(np.abs(step.before)))
    name = names[place]
    where = f"step {step.number + 1}, epoch {step.epoch + 1}"
    found = _origin(prepared, names, points, step)
    if found is None and not len(lost):
        output = "the output" if circuit.objective is None else label(circuit, circuit.objective)
        grown = f"{short(name)} has grown to {step.before[place]:.4g}"
        return one_line(f"Stopped at {where}: the loss of {output} is too large for a double; {grown}.")
    if found is None:
        return one_line(f"Stopped at {where}: the step of {short(name)} is too large for a double.")
    row, origin = found
    gate = origin.name or label(circuit, origin.gate)
    began = f"it began at {short(gate)}, at example {row + 1}: {origin.reason}"
    return one_line(f"Stopped at {where}: {short(name)} is no finite number any more; {began}.")


def _origin(
    prepared: Prepared, names: Sequence[str], points: Array, step: "Step"
) -> tuple[int, Origin] | None:
    """The example, of those of the step, where it began, and the gate."""
    held = dict(zip(names, step.before.tolist(), strict=True))
    others = [name for name in prepared.inputs if name not in held]
    suspects = np.concatenate([np.flatnonzero(~np.isfinite(step.outputs)), np.arange(len(step.rows))])
    for place in suspects[:MOST_TRIED]:
        row = int(step.rows[place])
        values = held | dict(zip(others, points[row].tolist(), strict=True))
        origin = prepared.origin([values[name] for name in prepared.inputs])
        if origin is not None:
            return row, origin
    return None
