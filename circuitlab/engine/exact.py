"""The engine that never raises: plain floats, operation by operation, as the trace computes them.

The faster engines hand over to it where Python raises and IEEE has an answer.
"""

from collections.abc import Callable, Sequence

from circuitlab.engine.flat import Flat
from circuitlab.formula.program import gradients, runner

Engine = Callable[[Sequence[float], float], tuple[float, tuple[float, ...]]]
"""(values of all sources in order, seed) -> the objective, and its gradients at inputs and parameters."""


def exact(flat: Flat) -> Engine:
    """The engine of a flat circuit."""
    program, settable = flat.program, len(flat.settable)
    run = runner(program)

    def engine(sources: Sequence[float], seed: float) -> tuple[float, tuple[float, ...]]:
        slots = run(*sources)
        return slots[program.output], tuple(gradients(program, slots, seed)[:settable])

    return engine
