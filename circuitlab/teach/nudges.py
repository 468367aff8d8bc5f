"""The meaning of a gradient, made visible: raise a source a little, see how far the objective goes. Pure."""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circuitlab.circuit.changes import replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.teach.names import name_of
from circuitlab.teach.numbers import text as number

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

AMOUNT = 0.01
_TRIED = 500
"""Up to this many gates the nudge is tried on a copy, to see whether the gradient foretells it exactly."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """What a gradient says about raising one source.

    gradient: as it stands at the source, the seed in it. change: how far the objective goes for it.
    exact: whether it goes just there, to the digits shown.
    """

    gate: int
    amount: float
    gradient: float
    change: float
    exact: bool


def nudge(circuit: Circuit, trace: "Trace", gate: int, amount: float = AMOUNT) -> Nudge | None:
    """What raising a source by `amount` does; None where that can't be said: no value, no finite gradient."""
    gradient, value = trace.gradient(gate), circuit.gates[gate].value
    if gradient is None or value is None or not math.isfinite(gradient * amount) or not trace.seed:
        return None
    change = gradient / trace.seed * amount
    tried = _tried(circuit, trace, gate, value + amount)
    return Nudge(gate, amount, gradient, change, tried is not None and number(tried) == number(change))


def nudged(value: float, amount: float) -> float:
    """The value after a nudge, without the dust of binary fractions: -4 and 0.01 make -3.99."""
    return float(f"{value + amount:.12g}")


def consequence(circuit: Circuit, trace: "Trace", nudge: Nudge) -> str:
    """Where the objective goes: "f falls by 0.04"."""
    goal = name_of(circuit, nudge.gate if trace.objective is None else trace.objective)
    if nudge.change == 0:
        return f"{goal} stays where it is"
    way = "rises" if nudge.change > 0 else "falls"
    size = abs(nudge.change)
    return f"{goal} {way} by {number(size) if nudge.exact else f'about {number(size, digits=2)}'}"


def of_seed(trace: "Trace", nudge: Nudge) -> str:
    """Where a seed makes the gradient another number than the slope: " (seed 3 times −6)"."""
    if trace.seed == 1 or not nudge.gradient:
        return ""
    return f" (seed {number(trace.seed)} times {number(nudge.gradient / trace.seed)})"


def invitation(circuit: Circuit, trace: "Trace", nudge: Nudge) -> str:
    """The whole sentence: "x gets −4: nudge x up by 0.01 and f falls by 0.04."."""
    name = name_of(circuit, nudge.gate)
    way = f"{'up' if nudge.amount >= 0 else 'down'} by {number(abs(nudge.amount))}"
    return (
        f"{name} gets {number(nudge.gradient)}{of_seed(trace, nudge)}: "
        f"nudge {name} {way} and {consequence(circuit, trace, nudge)}."
    )


def sources(circuit: Circuit) -> list[int]:
    """What can be nudged: inputs and parameters, oldest first."""
    kinds = ((key, circuit.kind(circuit.gates[key].kind)) for key in sorted(circuit.gates))
    return [key for key, kind in kinds if kind is not None and kind.is_settable]


def _tried(circuit: Circuit, trace: "Trace", gate: int, value: float) -> float | None:
    """How far the objective really goes."""
    if trace.objective is None or len(circuit.gates) > _TRIED:
        return None
    from circuitlab.engine.passes import run

    copy = Circuit(circuit.parts)
    source = copy.gates[gate]
    copy.apply(replacing([(source, replace(source, value=value))]))
    before, after = trace.value(trace.objective), run(copy).value(trace.objective)
    return None if before is None or after is None else float(f"{after - before:.9g}")
