"""The inputs changed for the better."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from circuitlab.api.given import checked
from circuitlab.circuit.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.learn.outcome import Outcome
    from circuitlab.learn.strategies import Difference, StrategyName


def optimize(
    circuit: Circuit,
    strategy: "StrategyName" = "analytic",
    *,
    minimize: bool = False,
    step_size: float = 0.01,
    difference: "Difference" = "forward",
    h: float = 1e-4,
    tweak: float = 0.01,
    beta: float = 0.9,
    beta2: float = 0.999,
    max_steps: int = 1000,
    min_gain: float | None = None,
    target: float | None = None,
    seed: int = 0,
    moving: Iterable[str] | None = None,
) -> "Outcome":
    """Change the inputs step by step so that the objective grows; `circuit` is not changed.

    strategy: "random" (tweaks of at most `tweak`, kept if better, drawn by `seed`), "numerical" (difference
        quotients with the step `h`), "analytic", "momentum", "rmsprop" or "adam" (these three with `beta`,
        Adam with `beta2` too).
    max_steps, min_gain, target: it stops after so many steps, after the first step that gains less (which is
        taken; of random search, when its last 100 tweaks together do), when the objective has got there.
    moving: names of the inputs and parameters that move; None: all that the objective depends on.

    The outcome has `steps`, `stopped` ("steps", "gain", "target" or "diverged"), `evaluations` (runs of the
    circuit: n + 1 a step for a numerical gradient, 2 n + 1 with central differences, else one; and one at the
    start), `objective`, `values` by name, and `trajectory`, every iteration; where it diverged `trouble`
    names the value and the gate. The same arguments give the same run to the last bit.

    Raises ValueError for numbers that can't be, a step size of 0 or nan for one; CircuitError, a ValueError,
    if there is no objective, an input without a value, or nothing that moves.
    """
    from circuitlab.learn.outcome import outcome
    from circuitlab.learn.run import Run, Stops
    from circuitlab.learn.strategies import Tuning

    run = Run(
        checked(circuit),
        strategy,
        Tuning(step_size, tweak, difference, h, beta, beta2),
        stops=Stops(max_steps, min_gain, target),
        direction=-1 if minimize else 1,
        seed=seed,
        moving=None if moving is None else frozenset(moving),
    )
    return outcome(run, run.go())
