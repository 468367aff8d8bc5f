"""Where numbers stopped being finite: found by one sweep over a tape, each way. Never recursive."""

from collections.abc import Mapping
from math import isfinite

from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape
from circuitlab.gates.computation import OVERFLOW, UNDEFINED


def value_origins(plan: Plan, tape: Tape) -> Mapping[int, int]:
    """For each slot whose value is not finite, the slot where that began.

    It began where nothing that came in was infinite or undefined; of several such beginnings, the one
    behind the first port counts.
    """
    origins: dict[int, int] = {}
    for slot in (*plan.sources, *tape.forward):
        if slot not in tape.missing and not isfinite(tape.values[slot]):
            earlier = (origins[operand] for operand in plan.operands[slot] if operand in origins)
            origins[slot] = next(earlier, slot)
    return origins


def gradient_origins(plan: Plan, tape: Tape, of_values: Mapping[int, int]) -> Mapping[int, int]:
    """For each slot whose gradient is not finite, the slot where that began.

    It began at the gate that made the first such message of a finite upstream gradient, or where the values
    that this gate works with stopped being finite, or where finite messages add up to more than a double
    holds, or with the seed. of_values: the origins of the values.
    """
    origins: dict[int, int] = {}
    if tape.objective is not None and not isfinite(tape.seed):
        origins[tape.objective] = tape.objective
    for step, sender in enumerate(tape.backward):
        for number in range(tape.starts[step], tape.starts[step + 1]):
            target = tape.targets[number]
            if target in origins or isfinite(tape.totals[number]):
                continue
            if isfinite(tape.downstream[number]):
                origins[target] = target
            elif sender in origins or isfinite(tape.locals[number]):
                origins[target] = origins.get(sender, sender)
            else:
                involved = (*plan.operands[sender], sender)
                origins[target] = next((of_values[slot] for slot in involved if slot in of_values), sender)
    return origins


def why(plan: Plan, tape: Tape, origin: int) -> str:
    """Why numbers stopped being finite at this slot, at which that began, in a student's words."""
    kind, value = plan.kinds[origin], tape.values[origin]
    inputs = [tape.values[operand] for operand in plan.operands[origin]]
    if not isfinite(value):
        given = "the value it was given is not finite"
        return given if kind is None or kind.is_source else kind.why_not_finite(inputs, value) or UNDEFINED
    if origin == tape.objective and not isfinite(tape.seed):
        return "the seed is not finite"
    if kind is not None and isfinite(tape.gradients[origin]):  # what arrives is finite, what is sent is not
        step = tape.backward.index(origin)
        for number, (port, _) in enumerate(plan.slopes[origin], tape.starts[step]):
            if not isfinite(tape.locals[number]):
                return f"no finite slope: {kind.why_no_slope(inputs, port) or UNDEFINED}"
    return OVERFLOW
