"""What the passes over a circuit find, as numbers, as a function to call again, and as source code."""

from typing import TYPE_CHECKING

from circuitlab.api.given import checked, gate_id
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine import gradient_check, passes
from circuitlab.engine.gradient_check import Report
from circuitlab.engine.trace import Trace

if TYPE_CHECKING:
    from circuitlab.engine.forward_mode import Tangents
    from circuitlab.engine.paths import Paths
    from circuitlab.engine.prepared import EngineName, Prepared


def run(circuit: Circuit) -> Trace:
    """Both passes over the circuit as it is now, as an immutable trace.

    `trace.values` and `trace.gradients` are dicts by gate name, of floats; None means not computed, and
    for a gradient also that the gate is a constant. A gate without a way to the objective has gradient 0.0.
    `trace.steps` holds the steps: forward in topological order, the seed, then backward. Never raises for
    a result that is not finite: it is inf or nan, as in IEEE 754.
    """
    return passes.run(checked(circuit))


def paths(circuit: Circuit, gate: str | int, limit: int = 200) -> "Paths":
    """All paths along the wires from a gate to the objective: the chain rule, multiplied out.

    gate: its name, or its id.
    limit: so many paths are made at most, those with the largest |product|; up to 10,000.

    `.count` is how many there are, exactly, and may be astronomically large; `.paths` are those that were
    made, each with `gates`, `wires`, `locals` (the local gradient on each wire) and `product` (the seed times
    all of these). The products of all paths sum to the gradient: `.total`, `.gradient`, and `.agrees`, which
    is None where some paths are left out or a number is not finite. `.share` is how much of all |products|
    was made. A constant has no paths, and neither has a gate without a way to the objective.

    Raises CircuitError, a ValueError, for a gate that is not there; ValueError for a limit that is too large.
    """
    from circuitlab.engine.paths import find

    key = gate_id(circuit, gate)
    return find(passes.run(circuit), key, limit)


def prepare(circuit: Circuit, engine: "EngineName | None" = None) -> "Prepared":
    """The circuit as a function of its inputs and parameters, to be run again and again.

    `plan.inputs` names them in order; `plan(values) -> (value, gradients)` runs both passes at one point;
    `plan.batch(points) -> (values, gradients)` at every row of an array of shape (N, len(plan.inputs));
    `plan.batch_shared(points, shared)` the same with some of them alike at all points, and their gradients
    summed; `plan.shared(names)` that forward and backward apart, for a loss made of many outputs.
    `plan.origin(values)` says at which gate a result that is not finite began, and why; `plan.trace(values)`
    is the whole trace of that point.
    Gradients are those of the objective, times the seed. Constants and the seed are those that the circuit
    has now; after an edit of the structure prepare it again, which is cheap where nothing has changed.

    engine: "straight", "tape", "levels" or "exact", to stay with one; engines may differ in the last digit.

    Raises CircuitError, a ValueError, if there is no objective, or one that waits for a wire; ValueError for
    an engine that there is not.
    """
    from circuitlab.engine import prepared

    return prepared.Prepared(circuit, engine)


def tangents(circuit: Circuit, source: str | int) -> "Tangents":
    """How every gate moves with one of them: one sweep in forward mode, from there to the outputs.

    source: its name or its id; mostly an input or a parameter.

    `.tangents` is a dict by gate name of d gate / d source; `.derivative` is what `run` has as the gradient
    of the source, found the other way round; `.steps` are gate by gate what arrived along which wire;
    `.count` is how many multiplications and additions the sweep took, on top of the values and the local
    gradients. A whole gradient takes one sweep for each input, where the backward pass takes one for all.

    Raises CircuitError, a ValueError, for a gate that is not there, or a constant.
    """
    from circuitlab.circuit.errors import CircuitError
    from circuitlab.circuit.errors import label as called
    from circuitlab.circuit.parts import CONSTANT
    from circuitlab.engine import forward_mode

    key = gate_id(circuit, source)
    if circuit.gates[key].kind == CONSTANT:
        raise CircuitError(f"{called(circuit, key)} is a constant: nothing moves it.")
    return forward_mode.tangents(circuit, key)


def code(circuit: Circuit, dialect: str = "python") -> str:
    """The circuit as source code that runs, with the numbers that it holds now.

    dialect: "python" (both passes, one line a step), "numpy" (the same, for arrays too), "micrograd",
        "pytorch" or "jax" (these make the backward pass themselves).

    Values and gradients are those of `run` wherever they are finite. The source raises where Python does,
    at a division by zero for one. Raises ValueError for a dialect that there is not.
    """
    from circuitlab.share.code import code_of

    return code_of(checked(circuit), dialect=dialect).text


def check(circuit: Circuit) -> Report:
    """The gradient of every computed gate, constants excepted, against central differences.

    h = 1e-5; a row is "ok" when |numeric - analytic| <= 1e-7 max(1, |numeric|, |analytic|), "kink" where
    the slopes on the two sides differ, "undefined" where a value is not finite, else "mismatch".
    `report.ok` is False only if there is a mismatch.

    Where the two disagree, other steps are tried before it counts as a mismatch.
    """
    return gradient_check.check(checked(circuit))
