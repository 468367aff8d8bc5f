"""What a gate that has no value waits for, in words for the user."""

from collections.abc import Container, Mapping

from circuitlab.circuit.errors import ordinal, short
from circuitlab.circuit.parts import Gate
from circuitlab.engine.plan import UNWIRED, Plan


def reason(plan: Plan, missing: Container[int], gates: Mapping[int, Gate], slot: int) -> str | None:
    """The first thing that this slot's gate waits for; None if it has its value."""
    if slot not in missing:
        return None
    who = _called(plan, gates, slot)
    kind = plan.kinds[slot]
    if kind is None:
        return f"{who} can't compute: no gate kind is called {short(gates[plan.ids[slot]].kind)}"
    if kind.is_source:
        return f"{who} waits for a value"
    if kind.missing:
        return f"{who} can't compute: {kind.missing}"
    operands = plan.operands[slot]
    if UNWIRED in operands:
        which = "" if len(operands) == 1 else f"{ordinal(operands.index(UNWIRED))} "
        return f"{who} waits for its {which}input"
    return next(f"{who} waits for {_called(plan, gates, slot)}" for slot in operands if slot in missing)


def cause(plan: Plan, missing: Container[int], slot: int) -> int:
    """The slot where what this one waits for begins: it waits for no other gate."""
    while True:
        kind, operands = plan.kinds[slot], plan.operands[slot]
        if kind is None or kind.is_source or kind.missing or UNWIRED in operands:
            return slot
        slot = next(operand for operand in operands if operand in missing)


def _called(plan: Plan, gates: Mapping[int, Gate], slot: int) -> str:
    """The name of a gate, else the symbol drawn in it."""
    gate, kind = gates[plan.ids[slot]], plan.kinds[slot]
    if gate.name is not None:
        return short(gate.name)
    return short(gate.kind) if kind is None else kind.symbol or kind.name
