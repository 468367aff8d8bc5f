"""The tape: the bare numbers of one run of the passes, by slot of the plan and by message. Plain data."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tape:
    """What the passes computed.

    values: output by slot (nan where it is missing). missing: slots that have no value.
    forward, backward: the slots that have a step, in the order of the steps.
    objective: the slot that gets the seed; None: there is no backward pass. seed: the gradient it gets.
    gradients: by slot, the sum of all messages.
    starts: by backward step, the number of its first message, and at last the number of all messages.
    targets, locals, downstream, befores, totals: by message, in the order of delivery: the slot that
        receives it, its local gradient, what is sent, and the receiver's sum before and after it.
    """

    values: Sequence[float]
    missing: frozenset[int]
    forward: Sequence[int]
    objective: int | None = None
    seed: float = 1.0
    backward: Sequence[int] = ()
    gradients: Sequence[float] = ()
    starts: Sequence[int] = (0,)
    targets: Sequence[int] = ()
    locals: Sequence[float] = ()
    downstream: Sequence[float] = ()
    befores: Sequence[float] = ()
    totals: Sequence[float] = ()
