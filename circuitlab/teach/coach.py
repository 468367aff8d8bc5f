"""The coach: one line on what to do next, and the gate that its button would nudge. Pure."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.teach.names import listed, name_of
from circuitlab.teach.nudges import invitation, nudge, sources
from circuitlab.teach.numbers import text as number
from circuitlab.teach.sentences import does
from circuitlab.teach.trainings import pull_of, pulled

if TYPE_CHECKING:
    from circuitlab.engine.trace import Step, Trace
    from circuitlab.teach.predict.questions import Label

EMPTY = "Type f = (x + y) * z, or double-click to place a gate. Drag between ports to wire."
"""What stands on an empty canvas."""
BEGIN = "Begin with a formula above, a gate from the left, or an example."


@dataclass(frozen=True, slots=True)
class Advice:
    """One line, and the gate that its button would nudge (None: no button)."""

    text: str
    nudge: int | None = None


def advice(
    circuit: Circuit, trace: "Trace", cursor: Cursor, covered: "frozenset[Label]" = frozenset()
) -> Advice:
    """What to do next at this place of the trace. covered: the numbers that are not to be said."""
    if not circuit.gates:
        return Advice(BEGIN)
    if trace.waiting_gates:
        return Advice(f"{trace.waiting(trace.waiting_gates[0])}.")
    if len(trace) == 0:
        return Advice("Wire the output of an input to a gate: drag from one port to the other.")
    if cursor >= end(trace):
        return _at_end(circuit, trace, covered)
    if cursor.steps == trace.forward_count:
        return Advice(_at_turn(circuit, trace, covered))
    step = trace.steps[cursor.steps]
    if step.pass_ == "forward":
        return Advice(_forward(circuit, step, first=cursor.steps == 0))
    return Advice(_backward(circuit, step, covered))


def objective_lost(circuit: Circuit) -> str:
    """Why there is no objective any more: none was set, and several gates are the end of the circuit now."""
    ends = listed([name_of(circuit, gate) for gate in sorted(circuit.gates) if not circuit.outgoing(gate)])
    return f"{ends} feed no other gate now, so no single one is the objective: choose it with the flag above."


def done_inside(name: str) -> str:
    """Everything inside a gate has been stepped through."""
    return f"All of {name} is done in here. Escape leads out again, and the passes go on there."


def on_the_way(
    circuit: Circuit, step: "Step", covered: "frozenset[Label]" = frozenset(), pulled_by: str = ""
) -> str:
    """What a step does while it is to be seen. pulled_by: as of its trace."""
    name = name_of(circuit, step.gate)
    if step.pass_ == "forward":
        return f"{name} {does(circuit, step.gate)}."
    hidden = ("gradient", step.gate) in covered
    sent = "gradient" if hidden else number(step.upstream or 0.0)
    if step.pass_ == "seed":
        if hidden:
            return f"The backward pass starts at {name}."
        if pulled_by:
            return f"{pull_of(pulled_by, step.upstream or 0.0, name)}: start with {sent}."
        return f"If {name} grows by 1, {name} grows by 1: start with {sent}."
    receivers = list(dict.fromkeys(name_of(circuit, message.to) for message in step.messages))
    return f"{name} passes its {sent} on to {listed(receivers)}."


def _forward(circuit: Circuit, step: "Step", *, first: bool) -> str:
    call = "Press Next (N)" if first else "Next (N)"
    return f"{call}: {name_of(circuit, step.gate)} {does(circuit, step.gate)}."


def _at_turn(circuit: Circuit, trace: "Trace", covered: "frozenset[Label]") -> str:
    """The forward pass is over."""
    objective = trace.objective
    if objective is None:
        return "Choose an objective: the gate whose gradients are to be computed."
    value = None if ("value", objective) in covered else trace.value(objective)
    result = "" if value is None else f"{name_of(circuit, objective)} is {number(value)}. "
    if trace.pulled_by and ("gradient", objective) not in covered:
        pull = pull_of(trace.pulled_by, trace.seed, name_of(circuit, objective))
        return f"{result}{pull}. Which parameters move it, and how strongly? Step backward (F9)."
    return f"{result}Which inputs move it, and how strongly? Step backward (F9)."


def _backward(circuit: Circuit, step: "Step", covered: "frozenset[Label]") -> str:
    receivers = list(dict.fromkeys(name_of(circuit, message.to) for message in step.messages))
    name, sent = name_of(circuit, step.gate), number(step.upstream or 0.0)
    if ("gradient", step.gate) in covered:
        sent = "gradient"
    if not receivers:
        return f"Step backward (F9): {name} has only constants before it."
    return f"Step backward (F9): {name} passes its {sent} on to {listed(receivers)}."


def _at_end(circuit: Circuit, trace: "Trace", covered: "frozenset[Label]") -> Advice:
    objective = trace.objective
    if objective is None:
        return Advice("Everything is computed. Choose an objective for the gradients.")
    value = None if ("value", objective) in covered else trace.value(objective)
    if value is not None and not math.isfinite(value):
        origin = trace.origin(objective)
        goal, began = (name_of(circuit, gate) for gate in (objective, origin or objective))
        return Advice(f"{goal} is {number(value)}: it began at {began}. Change its inputs.")
    if trace.pulled_by:
        return Advice(pulled(circuit, trace, covered))
    for gate in sources(circuit):
        hidden = {("value", gate), ("gradient", gate)} & covered
        if gate != objective and not hidden and trace.gradient(gate):
            found = nudge(circuit, trace, gate)
            if found is not None:
                return Advice(invitation(circuit, trace, found), gate)
    goal = name_of(circuit, objective)
    return Advice(f"The pass is done. Drag a number on the canvas left or right and watch {goal}.")
