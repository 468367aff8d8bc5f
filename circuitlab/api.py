"""What `import circuitlab` offers: circuits from text and files, own gates, the passes, the check. No Qt.

All numbers are IEEE doubles without units; a value or gradient is one scalar. Values and gradients follow
the usual definitions of backpropagation: the gradient of a gate is the derivative of the objective by
that gate's output, times the seed (1 unless set). Kinks and ties follow PyTorch: max and min share the
gradient evenly at a tie, relu and abs have slope 0 at 0.
"""

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine import gradient_check, passes
from circuitlab.engine.gradient_check import Report
from circuitlab.engine.numbers import real
from circuitlab.engine.trace import Trace

if TYPE_CHECKING:
    from circuitlab.engine.forward_mode import Tangents
    from circuitlab.engine.paths import Paths
    from circuitlab.engine.prepared import EngineName, Prepared
    from circuitlab.gates.rules import Rule
    from circuitlab.learn.outcome import Outcome
    from circuitlab.learn.strategies import Difference, StrategyName


def parse(text: str, /, **values: float) -> Circuit:
    """The circuit that formula text describes.

    text: one assignment a line, such as "q = x + y"; the last line is the objective. A name that is used
        but never assigned is an input.
    values: what inputs and parameters hold, by name. An input that is given none has no value.

    Raises ValueError (FormulaError or CircuitError), with one line that names the place, and TypeError for a
    value that is no number.
    """
    from circuitlab.circuit.text import to_circuit

    return to_circuit(text, {name: real(value, name) for name, value in values.items()})


def from_micrograd(value: object) -> Circuit:
    """The circuit of a micrograd graph: of everything that `value`, its objective, was computed from.

    Leaves become inputs and hold their `data`; so do the numbers in micrograd's expressions, which it keeps
    as leaves too (x - y is x + y * -1 there). Gates are named by `label` where there is one that can be a
    name; other leaves are x1, x2 …, the result is f. Gradients are not taken over, `run` computes them.

    micrograd keeps two operands as a set. Their order is known from its `_backward` functions. For a graph
    that has lost them (a copy from a file, say) it is not: then a sum or product may have them the other way
    round, which changes no value and no gradient, and a UserWarning says so. Other graphs of the
    same make are taken too, with any function of one value that is a gate here.

    Raises TypeError for what is no micrograd Value, CircuitError, a ValueError, for an operation that is no
    gate, and where the order of `-` or `/`, which micrograd itself doesn't have, can't be known.
    """
    from circuitlab.circuit import micrograd

    return micrograd.to_circuit(value)


def load(path: str | PathLike[str]) -> Circuit:
    """The circuit in a `.circuit` or formula text (`.txt`) file.

    Raises FileError, a ValueError, with one line that names the file and the place in it.
    """
    from circuitlab.files import store

    return store.read(Path(path))


def save(circuit: Circuit, path: str | PathLike[str]) -> None:
    """Write a circuit: as formula text if the path ends in `.txt`, else as a `.circuit` file.

    The file is there completely or as it was before. Gates that have no position are given one in the
    `.circuit` file; `circuit` is not changed. Raises FileError, a ValueError.
    """
    from circuitlab.files import store

    store.save(_checked(circuit), Path(path))


def partials(rule: str) -> "Rule":
    """What a gate of one's own computes, and its local gradients: of "hill(x, y) = 100 - (x - y)**2".

    `partials(rule).partials` is a dict by input of text, {"x": "-2 * (x - y)", …}; `.latex` and
    `.partials_latex` are the equations. Slopes that jump, as those of max, min, abs and relu do, come in
    cases: "1 if x > 0; 0 otherwise". Printing it shows all of it.

    Raises ValueError (FormulaError or CircuitError), with one line that names the place, for what is no rule,
    and for slopes that differ from a central difference where both are finite and away from a kink.
    """
    from circuitlab.circuit.defining import from_line
    from circuitlab.gates.custom import custom_kind
    from circuitlab.gates.rules import rule_of

    made = from_line(rule)
    return rule_of(custom_kind(made.name, made.symbol, made.ports, made.formula or ""))


def define(circuit: Circuit, rule: str, *, symbol: str = "") -> "Rule":
    """Add a gate of one's own to a circuit, which is changed: of a rule as `partials` takes it.

    Saved with the circuit, it is in its palette when the window opens it. In formula text the same is done by
    a line such as "gate hill(x, y) = 100 - (x - y)**2", whose gate the other lines then use.

    symbol: what stands in the gate, of at most 12 characters; its name if there is none.
    Returns its name, its inputs and its local gradients. Raises ValueError as `partials` does, and for a name
    that is taken; the circuit is as it was then.
    """
    from circuitlab.circuit import defining
    from circuitlab.gates.custom import custom_kind
    from circuitlab.gates.rules import rule_of

    _checked(circuit)
    made = defining.from_line(rule, symbol=symbol)
    circuit.apply(defining.define(circuit, made))
    return rule_of(custom_kind(made.name, made.symbol, made.ports, made.formula or ""))


def compose(
    circuit: Circuit,
    gates: Iterable[str | int],
    name: str,
    *,
    symbol: str = "",
    inside: Iterable[str | int] = (),
) -> None:
    """Make some gates of a circuit, which is changed, into one gate of the new kind `name`.

    gates: their names, or the ids of those that have none. One value may leave them; the gate that it comes
        from keeps its name and becomes the new gate. Inputs and parameters stay outside and feed it.
    inside: inputs and parameters among them that become part of it, with the value they have.
    symbol: what stands in the gate, of at most 12 characters; its name if there is none.

    Raises CircuitError, a ValueError, and changes nothing where they make no gate.
    """
    from circuitlab.circuit import composing

    kept = {_gate(circuit, gate) for gate in inside}
    chosen = kept.union(_gate(circuit, gate) for gate in gates)
    circuit.apply(composing.compose(circuit, chosen, name, symbol=symbol, inside=kept))


def expand(circuit: Circuit, gate: str | int) -> None:
    """Replace a gate of a circuit, which is changed, by the gates that it is made of.

    gate: its name, or its id. The gate inside that gives its value takes its name. The kind stays defined.
    Raises CircuitError, a ValueError, for a gate that is not made of gates.
    """
    from circuitlab.circuit import composing

    key = _gate(circuit, gate)
    circuit.apply(composing.expand(circuit, key))


def inside(circuit: Circuit, *gates: str | int) -> Circuit:
    """What is inside a gate that is made of gates, as a circuit of its own with the numbers of this moment.

    gates: its name or id; for a gate inside that one, its name or id there as well, and so on.

    The inputs of the inner circuit hold what its operands compute, its seed is the gradient that arrives at
    the gate (1 where none does). So its gradients are parts of the gradient outside. `circuit` is not
    changed, and does not follow when the inner one is. Raises CircuitError, a ValueError, for a gate that is
    not there or not made of gates.
    """
    from circuitlab.engine import inside

    _checked(circuit)
    for gate in gates:
        circuit = inside.inside(circuit, _gate(circuit, gate))
    return circuit


def _gate(circuit: Circuit, called: str | int) -> int:
    """The id of the gate of this name or id. Raises UnknownPart."""
    from circuitlab.circuit.errors import UnknownPart, quoted

    key = _checked(circuit).names.get(called) if isinstance(called, str) else called
    if key is None or key not in circuit.gates:
        raise UnknownPart(f"There is no gate {quoted(called) if isinstance(called, str) else called}.")
    return key


def _checked(circuit: Circuit) -> Circuit:
    """What was given for a circuit, which it has to be. Raises TypeError."""
    if not isinstance(circuit, Circuit):
        raise TypeError(f"expected a Circuit, got {type(circuit).__name__}")
    return circuit


def run(circuit: Circuit) -> Trace:
    """Both passes over the circuit as it is now, as an immutable trace.

    `trace.values` and `trace.gradients` are dicts by gate name, of floats; None means not computed, and
    for a gradient also that the gate is a constant. A gate without a way to the objective has gradient 0.0.
    `trace.steps` holds the steps: forward in topological order, the seed, then backward. Never raises for
    a result that is not finite: it is inf or nan, as in IEEE 754.
    """
    return passes.run(_checked(circuit))


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

    key = _gate(circuit, gate)
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

    key = _gate(circuit, source)
    if circuit.gates[key].kind == CONSTANT:
        raise CircuitError(f"{called(circuit, key)} is a constant: nothing moves it.")
    return forward_mode.tangents(circuit, key)


def optimize(
    circuit: Circuit,
    strategy: "StrategyName" = "analytic",
    *,
    minimize: bool = False,
    step_size: float = 0.01,
    difference: "Difference" = "forward",
    h: float = 1e-4,
    tweak: float = 0.01,
    beta: float = 0.9,
    beta2: float = 0.999,
    max_steps: int = 1000,
    min_gain: float | None = None,
    target: float | None = None,
    seed: int = 0,
    moving: Iterable[str] | None = None,
) -> "Outcome":
    """Change the inputs step by step so that the objective grows; `circuit` is not changed.

    strategy: "random" (tweaks of at most `tweak`, kept if better, drawn by `seed`), "numerical" (difference
        quotients with the step `h`), "analytic", "momentum", "rmsprop" or "adam" (these three with `beta`,
        Adam with `beta2` too).
    max_steps, min_gain, target: it stops after so many steps, after the first step that gains less (which is
        taken; of random search, when its last 100 tweaks together do), when the objective has got there.
    moving: names of the inputs and parameters that move; None: all that the objective depends on.

    The outcome has `steps`, `stopped` ("steps", "gain", "target" or "diverged"), `evaluations` (runs of the
    circuit: n + 1 a step for a numerical gradient, else one, and one at the start), `objective`, `values` by
    name, and `trajectory`, every iteration; where it diverged `trouble` names the value and the gate. The
    same arguments give the same run to the last bit.

    Raises ValueError for numbers that can't be, a step size of 0 or nan for one; CircuitError, a ValueError,
    if there is no objective, an input without a value, or nothing that moves.
    """
    from circuitlab.learn.outcome import outcome
    from circuitlab.learn.run import Run, Stops
    from circuitlab.learn.strategies import Tuning

    run = Run(
        _checked(circuit),
        strategy,
        Tuning(step_size, tweak, difference, h, beta, beta2),
        stops=Stops(max_steps, min_gain, target),
        direction=-1 if minimize else 1,
        seed=seed,
        moving=None if moving is None else frozenset(moving),
    )
    return outcome(run, run.go())


def code(circuit: Circuit, dialect: str = "python") -> str:
    """The circuit as source code that runs, with the numbers that it holds now.

    dialect: "python" (both passes, one line a step), "numpy" (the same, for arrays too), "micrograd",
        "pytorch" or "jax" (these make the backward pass themselves).

    Values and gradients are those of `run` wherever they are finite. The source raises where Python does,
    at a division by zero for one. Raises ValueError for a dialect that there is not.
    """
    from circuitlab.share.code import code_of

    return code_of(_checked(circuit), dialect=dialect).text


def check(circuit: Circuit) -> Report:
    """The gradient of every computed gate, constants excepted, against central differences.

    h = 1e-5; a row is "ok" when |numeric - analytic| <= 1e-7 max(1, |numeric|, |analytic|), "kink" where
    the slopes on the two sides differ, "undefined" where a value is not finite, else "mismatch".
    `report.ok` is False only if there is a mismatch.

    Where the two disagree, other steps are tried before it counts as a mismatch.
    """
    return gradient_check.check(_checked(circuit))
