"""Random circuits by seed, with fan-out, repeated operands, ties and kinks, and autograd as their judge."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.order import ancestors, topological
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, Gate, Part, Settings, Wire
from circuitlab.gates.catalogue import KINDS

COMPUTED = sorted(name for name, kind in KINDS.items() if not kind.is_source)
TAME = (0.0, 0.0, 1.0, -1.0, 0.5, 2.0)
"""Values that meet each other and the kinks."""


def random_circuit(seed: int, most: int = 30) -> Circuit:
    """A whole circuit; deep or wide, with an objective that is its last gate."""
    draw = random.Random(seed)
    parts: list[Part] = []
    gates, wires = draw.randint(2, most), 1000
    deep, sources = draw.random() < 0.5, draw.randint(1, 4)
    for key in range(1, gates + 1):
        if key <= sources or draw.random() < 0.1:
            kind = draw.choice((INPUT, INPUT, PARAMETER, CONSTANT))
            value = draw.choice(TAME) if draw.random() < 0.4 else draw.uniform(-2.0, 2.0)
            parts.append(Gate(key, kind, None if kind == CONSTANT else f"x{key}", value))
            continue
        kind = draw.choice(COMPUTED)
        most_inputs = min(KINDS[kind].most, 4)
        parts.append(Gate(key, kind, None, None, draw.randint(len(KINDS[kind].ports), most_inputs)))
        for port in range(parts[-1].inputs):
            wires += 1
            first = max(1, key - 3) if deep else 1
            parts.append(Wire(wires, draw.randint(first, key - 1), key, port))
    return Circuit([Settings(gates, draw.choice((1.0, 1.0, 3.0, -0.5))), *parts])


def by_autograd(circuit: Circuit) -> tuple[float, dict[str, float]]:
    """The objective and seed x its gradient at every input and parameter, from HIPS autograd."""
    import autograd.numpy as anp
    from autograd import value_and_grad

    gates = circuit.gates
    asked = [key for key, gate in sorted(gates.items()) if gate.kind in (INPUT, PARAMETER)]
    faces = _faces(anp)
    wires = {key: [wire.source for wire in circuit.incoming(key)] for key in gates}
    objective = circuit.objective
    assert objective is not None
    needed = ancestors(circuit, objective)
    order = [key for key in topological(circuit) if gates[key].inputs and key in needed]

    def value(point: Any) -> Any:
        known: dict[int, Any] = {
            key: anp.float64(gate.value) for key, gate in gates.items() if not gate.inputs
        }
        known |= {key: point[place] for place, key in enumerate(asked)}
        for key in order:
            known[key] = faces[gates[key].kind]([known[source] for source in wires[key]])
        return known[objective] + 0.0 * anp.sum(point)  # also where it does not depend on them

    start = anp.array([gates[key].value for key in asked], dtype=float)
    with np.errstate(all="ignore"):
        found, slopes = value_and_grad(value)(start)
    seed = circuit.settings.seed
    return float(found), {str(gates[key].name): seed * float(s) for key, s in zip(asked, slopes, strict=True)}


def _faces(anp: Any) -> Mapping[str, Callable[[Sequence[Any]], Any]]:
    """Each kind as autograd has it; none of its own slopes are used."""
    unary = ("exp", "log", "sqrt", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh")

    def of_one(function: Callable[[Any], Any]) -> Callable[[Sequence[Any]], Any]:
        return lambda v: function(v[0])

    def product(v: Sequence[Any]) -> Any:
        result = v[0]
        for other in v[1:]:
            result = result * other
        return result

    def total(v: Sequence[Any]) -> Any:
        result = v[0]
        for other in v[1:]:
            result = result + other
        return result

    return {name: of_one(getattr(anp, name)) for name in unary} | {
        "add": total,
        "multiply": product,
        "subtract": lambda v: v[0] - v[1],
        "divide": lambda v: v[0] / v[1],
        "power": lambda v: v[0] ** v[1],
        "negate": lambda v: -v[0],
        "identity": lambda v: v[0],
        "reciprocal": lambda v: 1.0 / v[0],
        "square": lambda v: v[0] * v[0],
        "sigmoid": lambda v: 0.5 * (anp.tanh(0.5 * v[0]) + 1.0),
        "relu": lambda v: v[0] * (v[0] > 0),
        "softplus": lambda v: anp.logaddexp(0.0, v[0]),
        "abs": lambda v: anp.abs(v[0]),
        "max": lambda v: anp.max(anp.array(v)),
        "min": lambda v: anp.min(anp.array(v)),
    }
