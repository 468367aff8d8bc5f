"""How to train: which loss, in which steps, and in which order the examples come. Imports NumPy."""

from dataclasses import dataclass
from math import isfinite
from typing import Literal, TypeAlias, get_args

import numpy as np

from circuitlab.circuit.errors import quoted
from circuitlab.learn.losses import LOWERED, Loss, loss_of
from circuitlab.learn.schedules import Schedule, checked_size, schedule_of
from circuitlab.learn.table import DataError, Rows

Order: TypeAlias = Literal["given", "shuffled", "drawn"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""given: as the rows stand. shuffled: another order each epoch. drawn: each one at random, with returns."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. batch: how many examples a step takes; None: all of them. l2: see `losses`."""

    loss: Loss
    schedule: Schedule
    epochs: int = 100
    batch: int | None = None
    l2: float = 0.0
    order: Order = "shuffled"
    seed: int = 0


def plan_of(
    *,
    loss: str = "svm-force",
    step_size: float = 0.01,
    schedule: str = "constant",
    epochs: int = 100,
    batch: int | None = None,
    l2: float = 0.0,
    order: str = "shuffled",
    seed: int = 0,
) -> Plan:
    """A plan of what somebody gave. Raises ValueError with one line for what can't be."""
    checked_size(step_size)
    known = [each for each in ORDERS if each == order]
    if not known:
        raise DataError(f"no order is called {quoted(str(order))}: expected {', '.join(ORDERS)}")
    if epochs < 1:
        raise DataError(f"epochs: expected a whole number from 1, got {epochs}")
    if batch is not None and batch < 1:
        raise DataError(f"the batch: expected a whole number from 1, got {batch}")
    if not (isfinite(l2) and l2 >= 0):
        raise DataError(f"l2: expected a finite number from 0, got {l2:g}")
    if seed < 0:
        raise DataError(f"the seed: expected a whole number from 0, got {seed}")
    return Plan(loss_of(loss, LOWERED), schedule_of(step_size, schedule), epochs, batch, l2, known[0], seed)


def ordered(plan: Plan, count: int, epoch: int) -> Rows:
    """So many examples in the order of an epoch; one that is trained again has the same order."""
    if plan.order == "given":
        return np.arange(count)
    random = np.random.default_rng(np.random.SeedSequence(plan.seed, spawn_key=(epoch,)))
    return random.permutation(count) if plan.order == "shuffled" else random.integers(count, size=count)
