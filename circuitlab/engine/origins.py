"""Where numbers stopped being finite: found by one sweep over a tape, each way. Never recursive."""

from collections.abc import Mapping
from math import isfinite

from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape


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


def gradient_origins(tape: Tape) -> Mapping[int, int]:
    """For each slot whose gradient is not finite, the slot where that began.

    It began at the gate that made the first such message of a finite upstream gradient, or where finite
    messages add up to more than a double holds, or with the seed.
    """
    origins: dict[int, int] = {}
    if tape.objective is not None and not isfinite(tape.seed):
        origins[tape.objective] = tape.objective
    for step, sender in enumerate(tape.backward):
        for number in range(tape.starts[step], tape.starts[step + 1]):
            target = tape.targets[number]
            if target in origins or isfinite(tape.totals[number]):
                continue
            sent = isfinite(tape.downstream[number])
            origins[target] = target if sent else origins.get(sender, sender)
    return origins
