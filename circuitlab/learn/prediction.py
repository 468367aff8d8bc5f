"""What a circuit predicts, where its objective is itself a loss, and what losses make of a sigmoid's output.

A circuit whose objective is itself the loss takes the target as an input. What it predicts is the one value
that depends on other inputs, not on the target, and meets it: that goes into a gate which depends on the
target. Imports NumPy.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.data import fed_as
from circuitlab.circuit.edits import set_objective
from circuitlab.circuit.errors import label, short
from circuitlab.circuit.order import ancestors
from circuitlab.circuit.parts import INPUT
from circuitlab.learn.binding import Binding, Examples, examples, threshold
from circuitlab.learn.losses import OBJECTIVE, ON_CHANCES, Loss
from circuitlab.learn.plans import Plan
from circuitlab.learn.table import Table

_SIGMOID = "sigmoid"
"""The kind of gate whose output is a chance: from 0 to 1."""


def fitting(plan: Plan, binding: Binding) -> Plan:
    """The plan, with the objective itself as the loss where the circuit takes the target."""
    return replace(plan, loss=OBJECTIVE) if binding.aims else plan


def other_loss(binding: Binding, loss: Loss) -> str:
    """Why this loss can't be taken of the objective; "" if it can. An output that knows its target would be
    right whatever was learnt."""
    if loss is OBJECTIVE or not binding.aims:
        return ""
    return "the objective is a loss already, which sees the target: train with loss objective"


def by_itself(binding: Binding) -> str:
    """Why the loss is the objective itself, as a sentence."""
    aims = " and ".join(map(short, binding.aims))
    return f"The objective is the loss: column {short(binding.target)} feeds {aims}."


def predicting(circuit: Circuit, binding: Binding, loss: Loss) -> Circuit | None:
    """The circuit with what it predicts as its objective; None where that is no single value."""
    if loss is not OBJECTIVE:
        return circuit
    found = _meeting(circuit, binding.aims)
    if len(found) != 1:
        return None
    other = Circuit(circuit.parts)
    other.apply(set_objective(other, found[0]))
    return other


def _meeting(circuit: Circuit, aims: Collection[str]) -> list[int]:
    """What depends on other inputs than these, not on these, and goes into what does."""
    if circuit.objective is None:
        return []
    among = ancestors(circuit, circuit.objective)
    inputs = [circuit.gates[key] for key in among if circuit.gates[key].kind == INPUT]
    late = _behind(circuit, {gate.id for gate in inputs if fed_as(gate) in aims}, among)
    fed = _behind(circuit, {gate.id for gate in inputs if fed_as(gate) not in aims}, among)
    return [key for key in sorted(fed - late) if any(w.target in late for w in circuit.outgoing(key))]


def _behind(circuit: Circuit, first: set[int], among: set[int]) -> set[int]:
    """These gates, and all that depend on them."""
    found, front = set(first), list(first)
    while front:
        for wire in circuit.outgoing(front.pop()):
            if wire.target in among and wire.target not in found:
                found.add(wire.target)
                front.append(wire.target)
    return found


def unpredicted(circuit: Circuit, binding: Binding) -> str:
    """Why no single value is the prediction, so that nothing can be called right or wrong: a sentence."""
    start, found = "No accuracy, no boundary", _meeting(circuit, binding.aims)
    if not binding.aims:
        return f"{start}: no input of the objective is fed by the target, {short(binding.target)}."
    aims = " and ".join(map(short, binding.aims))
    if not found:
        return f"{start}: nothing that depends on other inputs meets {aims}."
    names = " and ".join(label(circuit, key) for key in found[:4])
    return f"{start}: {aims} is met by {names}, and only one value can be the prediction."


def examples_for(
    predicted: Circuit | None, data: Table, binding: Binding, loss: Loss, inputs: Sequence[str]
) -> Examples:
    """The data as the circuit takes them. predicted: as `predicting` found it.

    An output from 0 to 1 parts two classes at 0.5, and squared error takes it to 0 for a label of -1.
    """
    found = examples(data, binding, loss, inputs)
    if predicted is None:
        return replace(found, threshold=None)
    if found.threshold is None or not is_chance(predicted):
        return found
    targets = found.targets.clip(min=0.0) if loss.name == "squared" else found.targets
    return replace(found, targets=targets, threshold=0.5)


def is_chance(circuit: Circuit) -> bool:
    """Whether the objective lies between 0 and 1, as a sigmoid does."""
    return circuit.objective is not None and circuit.gates[circuit.objective].kind == _SIGMOID


def taken_of(circuit: Circuit, loss: Loss) -> Loss:
    """The loss as it is taken of what this circuit puts out."""
    return ON_CHANCES.get(loss.name, loss) if is_chance(circuit) else loss


def remarks(circuit: Circuit, binding: Binding, loss: Loss, data: Table) -> list[str]:
    """Sentences about what the loss makes of the output, where that is not plain."""
    predicted = predicting(circuit, binding, loss)
    if predicted is None:
        return [unpredicted(circuit, binding)]
    if predicted.objective is None or loss is OBJECTIVE or not is_chance(predicted):
        return []
    output = label(predicted, predicted.objective)
    if loss.name == "squared" and threshold(data.column(binding.target)) == 0.0:
        return [f"{output} is never below 0: labels of −1 count as 0."]
    if loss.name in ("hinge", "svm-force"):
        other = "take squared error or logistic loss"
        return [f"{output} is never below 0, so no row of the lower class can reach its margin: {other}."]
    return []
