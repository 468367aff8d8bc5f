"""The objective along one source, all others staying as they are: its kinks, and many points in one go.

NumPy is imported when a curve is computed.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from circuitlab.engine.trace import Trace

if TYPE_CHECKING:
    from circuitlab.engine.work import Work


MANY = 256
"""Between two pauses, so many gates are looked at."""


def slope(trace: Trace, gate: int) -> float | None:
    """d objective / d source without the seed; None without an objective, and for a constant."""
    gradient = trace.gradient(gate)
    if gradient is None or trace.seed:
        return None if gradient is None else gradient / trace.seed
    from circuitlab.engine.forward_mode import Modes

    objective = trace.objective  # a seed of 0 hides the slope: forward mode needs no seed
    return None if objective is None else Modes(trace).sweep(gate).tangent(objective)


def at_kink(trace: Trace, gate: int) -> bool:
    """Whether the objective has no single slope along this source: a gate on the way is at a kink."""
    plan, values = trace.plan, trace.tape.values
    for slot, ports in _moving(trace, gate):
        kind = plan.kinds[slot]
        inputs = [values[operand] for operand in plan.operands[slot]]
        heard = not trace.seed or trace.tape.gradients[slot] != 0.0
        if kind is not None and heard and kind.at_kink(inputs, ports):
            return True
    return False


def kink_between(one: Trace, other: Trace, gate: int) -> bool:
    """Whether a gate on the way from this source is on different smooth pieces in two traces of one plan."""
    from circuitlab.engine.work import done

    return done(crossing(one, other, gate))


def crossing(one: Trace, other: Trace, gate: int) -> "Work[bool]":
    """`kink_between`, with pauses in which a window can go on."""
    plan = one.plan
    for number, (slot, _) in enumerate(_moving(one, gate)):
        if number % MANY == MANY - 1:
            yield
        kind, operands = plan.kinds[slot], plan.operands[slot]
        if kind is not None:
            branch = kind.computation(len(operands)).branch
            here, there = ([trace.tape.values[operand] for operand in operands] for trace in (one, other))
            if branch(here) != branch(there):
                return True
    return False


def _moving(trace: Trace, gate: int) -> Iterator[tuple[int, list[int]]]:
    """The slots on the way from a source to the objective, each with the ports at which it is moved."""
    plan = trace.plan
    moved = {plan.slots[gate]}
    for slot in trace.tape.forward:
        if slot in plan.ancestors and not moved.isdisjoint(plan.operands[slot]):
            moved.add(slot)
            yield slot, [port for port, operand in enumerate(plan.operands[slot]) if operand in moved]


def curve(trace: Trace, gate: int, xs: Sequence[float]) -> tuple[float, ...]:
    """The objective where the source holds each of these. KeyError for a gate that is not there."""
    from circuitlab.engine.work import done

    return done(curving(trace, gate, xs))


def curving(trace: Trace, gate: int, xs: Sequence[float]) -> "Work[tuple[float, ...]]":
    """`curve`, with pauses in which a window can go on."""
    import numpy as np

    from circuitlab.engine.probes import OVERHEAD, PIECE, on_arrays

    plan, values = trace.plan, trace.tape.values
    objective = plan.objective
    moved: dict[int, Any] = {plan.slots[gate]: np.array(xs, dtype=float)}
    piece = PIECE // (OVERHEAD + len(xs))
    for number, (slot, _) in enumerate(_moving(trace, gate)):
        if number % piece == piece - 1:
            yield
        inputs = [moved.get(operand, values[operand]) for operand in plan.operands[slot]]
        with np.errstate(all="ignore"):  # not across a pause: it would hold for whoever runs then
            moved[slot] = on_arrays(plan.kinds[slot], len(inputs))[0](*inputs)
    yield
    found = np.nan if objective is None else moved.get(objective, values[objective])
    return tuple(np.broadcast_to(found, len(xs)).tolist())
