"""Forward mode against reverse mode in words. Pure."""

import math
from fractions import Fraction

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.forward_mode import Count, TangentStep
from circuitlab.engine.race import Place, Race
from circuitlab.engine.trace import Trace
from circuitlab.teach.names import listed, name_of, typeset
from circuitlab.teach.numbers import text as number

TIMES = "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}"
"""A product stays on one line."""
NO_OBJECTIVE = "There is no objective: choose which gate is to be differentiated."


def obstacle(circuit: Circuit, trace: Trace) -> str:
    """Why there is nothing to compare; "" if there is something."""
    if trace.tape.objective is None or trace.objective is None:
        why = trace.obstacle()
        return NO_OBJECTIVE if why is None else f"There is nothing to differentiate: {why}."
    plan = trace.plan
    if all(slot in plan.constants for slot in plan.sources if slot in plan.ancestors):
        return f"{name_of(circuit, trace.objective)} depends on no input: no sweep begins anywhere."
    return ""


def sentence(circuit: Circuit, race: Race, place: Place) -> str:
    """What has just happened in forward mode."""
    sweep = race.sweep(place.sweep)
    source, goal = name_of(circuit, sweep.source), name_of(circuit, race.trace.objective or 0)
    if place.done and place.done == len(sweep):
        return f"{_step(circuit, sweep[place.done - 1], source)} {_whole(circuit, race, place)}"
    if place.done:
        return _step(circuit, sweep[place.done - 1], source)
    if not len(sweep):
        return f"{source} is the objective itself: no gate lies between, so its tangent is 1."
    seed = race.trace.seed
    if place.sweep == 0 and seed != 1:
        begun = f"reverse mode with the seed {number(seed)} at {goal}"
        return f"Forward mode begins with a 1 at {source}, {begun}."
    if place.sweep == 0:
        return f"Both begin with a 1: forward mode at {source}, reverse mode at {goal}."
    return f"Another sweep, only to ask how {goal} moves with {source}: it begins with a 1 there."


def _step(circuit: Circuit, step: TangentStep, source: str) -> str:
    """One gate of a sweep: local gradients times tangents, added up."""
    gate = name_of(circuit, step.gate)
    terms = " + ".join(f"{_factor(came.local)}{TIMES}{_factor(came.tangent)}" for came in step.arrivals)
    if step.arrivals[0].local < 0:  # nothing stands before it: it needs no parentheses
        terms = terms.replace("(", "", 1).replace(")", "", 1)
    relation = "=" if _agrees(step) else "≈"
    return f"For each 1 of {source}, {gate} moves {terms} {relation} {number(step.tangent)}."


def _factor(value: float) -> str:
    text = number(value)
    return f"({text})" if value < 0 or text.startswith("≈") else text


def _agrees(step: TangentStep) -> bool:
    """Whether the numbers as they are shown give the sum as it is shown."""
    from circuitlab.teach import numbers

    if not all(math.isfinite(n) for came in step.arrivals for n in (came.local, came.tangent, came.product)):
        return True
    products = (numbers.shown(came.local) * numbers.shown(came.tangent) for came in step.arrivals)
    exact = sum(products, Fraction(0))
    return numbers.agree(exact, step.tangent) == "=" if math.isfinite(step.tangent) else True


def _whole(circuit: Circuit, race: Race, place: Place) -> str:
    """What a sweep has brought, and which are still to come."""
    left = [name_of(circuit, source) for source in race.modes.sources[place.sweep + 1 :]]
    if left:
        need = "needs a sweep of its own" if len(left) == 1 else "need a sweep each"
        return f"That is this sweep: {listed(left)} still {need}."
    return "That was the last sweep." if race.count > 1 else "One sweep was all."


def meaning(circuit: Circuit, race: Race) -> str:
    """What the two cost, and when it is the other way round."""
    forward, reverse = race.modes.forward, race.modes.reverse
    goal = name_of(circuit, race.trace.objective or 0)
    if race.count == 1:
        return (
            "One source, one output: one sweep either way. With many outputs forward mode would still need "
            "one, reverse mode one for each."
        )
    times = forward.total / reverse.total if reverse.total else 1.0
    more = f", {times:.3g} times the operations" if times >= 1.05 else ""
    return typeset(
        f"{race.count} sources, one output: forward mode needs {race.count} sweeps{more}; reverse mode has "
        f"{goal}'s whole gradient in one. With one source and many outputs it is the other way round."
    )


def counted(count: Count) -> str:
    """Operations as text: "7 multiplications, 3 additions"."""
    pairs = (count.multiplications, "multiplication"), (count.additions, "addition")
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in pairs)
