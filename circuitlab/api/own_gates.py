"""Gates of one's own: of a rule, or made of other gates."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from circuitlab.api.given import checked, gate_id
from circuitlab.circuit.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.circuit.parts import Definition
    from circuitlab.gates.rules import Rule


def partials(rule: str) -> "Rule":
    """What a gate of one's own computes, and its local gradients: of "hill(x, y) = 100 - (x - y)**2".

    `partials(rule).partials` is a dict by input of text, {"x": "-2 * (x - y)", …}; `.latex` and
    `.partials_latex` are the equations. Slopes that jump, as those of max, min, abs and relu do, come in
    cases: "1 if x > 0; 0 otherwise". Printing it shows all of it.

    Raises ValueError (FormulaError or CircuitError), with one line that names the place, for what is no rule,
    and for slopes that differ from a central difference where both are finite and away from a kink.
    """
    from circuitlab.circuit.defining import from_line

    return _rule(from_line(rule))


def define(circuit: Circuit, rule: str, *, symbol: str = "") -> "Rule":
    """Add a gate of one's own to a circuit, which is changed: of a rule as `partials` takes it.

    Saved with the circuit, it is in its palette when the window opens it. In formula text the same is done by
    a line such as "gate hill(x, y) = 100 - (x - y)**2", whose gate the other lines then use.

    symbol: what stands in the gate, of at most 12 characters; its name if there is none.
    Returns its name, its inputs and its local gradients. Raises ValueError as `partials` does, and for a name
    that is taken; the circuit is as it was then.
    """
    from circuitlab.circuit import defining

    checked(circuit)
    made = defining.from_line(rule, symbol=symbol)
    circuit.apply(defining.define(circuit, made))
    return _rule(made)


def _rule(made: "Definition") -> "Rule":
    """What a gate of this definition computes, and its local gradients."""
    from circuitlab.gates.custom import custom_kind
    from circuitlab.gates.rules import rule_of

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

    kept = {gate_id(circuit, gate) for gate in inside}
    chosen = kept.union(gate_id(circuit, gate) for gate in gates)
    circuit.apply(composing.compose(circuit, chosen, name, symbol=symbol, inside=kept))


def expand(circuit: Circuit, gate: str | int) -> None:
    """Replace a gate of a circuit, which is changed, by the gates that it is made of.

    gate: its name, or its id. The gate inside that gives its value takes its name. The kind stays defined.
    Raises CircuitError, a ValueError, for a gate that is not made of gates.
    """
    from circuitlab.circuit import composing

    key = gate_id(circuit, gate)
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

    checked(circuit)
    for gate in gates:
        circuit = inside.inside(circuit, gate_id(circuit, gate))
    return circuit
