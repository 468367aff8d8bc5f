"""The passes: forward over every gate that can be computed, backward from the objective, into a trace.

IEEE doubles throughout: infinite and undefined numbers are results, never exceptions. No recursion.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import nan
from typing import NamedTuple

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.engine.plan import Plan, plan_of
from circuitlab.engine.tape import Tape
from circuitlab.engine.trace import Trace


class Pull(NamedTuple):
    """What the backward pass starts with in the place of the circuit's seed. by: who pulls, for people."""

    by: str
    seed: float


def run(circuit: Circuit, pull: Pull | None = None) -> Trace:
    """Run both passes. Cheap to repeat while only values change.

    Gates that wait for a wire or a value have no step. Without an objective that can be computed there
    is no backward pass. Raises CircuitError if the wires go round in a circle.
    """
    by, seed = ("", float(circuit.settings.seed)) if pull is None else pull
    return traced(plan_of(circuit), dict(circuit.gates), seed, circuit.revision, by)


def traced(plan: Plan, gates: Mapping[int, Gate], seed: float, revision: int, pulled_by: str = "") -> Trace:
    """Both passes over a plan with what these gates hold. revision: of the circuit that they are from."""
    tape = _forward(plan, gates, seed)
    if plan.objective is not None and plan.objective not in tape.missing:
        tape = _backward(plan, tape, plan.objective)
    return Trace(plan, tape, gates, revision, pulled_by)


def _forward(plan: Plan, gates: Mapping[int, Gate], seed: float) -> Tape:
    missing = _missing(plan, gates)
    operations = [slot for slot in plan.operations if slot not in missing] if missing else plan.operations
    values = [nan] * len(plan.ids)
    for slot in plan.sources:
        value = gates[plan.ids[slot]].value
        values[slot] = nan if value is None else float(value)
    evaluators, operands = plan.evaluators, plan.operands
    for slot in operations:
        values[slot] = evaluators[slot](*[values[operand] for operand in operands[slot]])
    return Tape(values, missing, operations, seed=seed)


def _missing(plan: Plan, gates: Mapping[int, Gate]) -> frozenset[int]:
    """The slots that get no value: empty inputs, gates without a wire or a kind, and all they feed."""
    missing = {slot for slot in plan.sources if gates[plan.ids[slot]].value is None}
    missing |= plan.incomplete
    if missing:
        for slot in plan.operations:
            if not missing.isdisjoint(plan.operands[slot]):
                missing.add(slot)
    return frozenset(missing)


def _backward(plan: Plan, forward: Tape, objective: int) -> Tape:
    """The tape of the forward pass with the messages added.

    Only ancestors of the objective take part: elsewhere 0 x infinity would make gradients undefined
    that are exactly 0.
    """
    values = forward.values
    gradients = [0.0] * len(values)
    gradients[objective] = forward.seed
    starts, targets = [0], list[int]()
    locals_, sent, befores, totals = list[float](), list[float](), list[float](), list[float]()
    for slot in plan.sweep:
        operands, upstream = plan.operands[slot], gradients[slot]
        arguments = [*[values[operand] for operand in operands], values[slot]]
        for port, slope in plan.slopes[slot]:
            target = operands[port]
            local = slope(*arguments)
            downstream = upstream * local
            before = gradients[target]
            gradients[target] = total = before + downstream
            targets.append(target)
            locals_.append(local)
            sent.append(downstream)
            befores.append(before)
            totals.append(total)
        starts.append(len(targets))
    return replace(
        forward,
        objective=objective,
        backward=plan.sweep,
        gradients=gradients,
        starts=starts,
        targets=targets,
        locals=locals_,
        downstream=sent,
        befores=befores,
        totals=totals,
    )
