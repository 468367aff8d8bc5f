"""Random circuits by seed, with fan-out, repeated operands, ties and kinks, and libraries as judges."""

import random
from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from importlib.util import find_spec
from operator import add, mul
from typing import Any, TypeAlias

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.order import ancestors, topological
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, Gate, Part, Settings, Wire
from circuitlab.gates.catalogue import KINDS

COMPUTED = sorted(name for name, kind in KINDS.items() if not kind.is_source)
TAME = (0.0, 0.0, 1.0, -1.0, 0.5, 2.0)
"""Values that meet each other and the kinks."""

Face: TypeAlias = Callable[[Sequence[Any]], Any]
Faces: TypeAlias = Mapping[str, Face]


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


Oracle: TypeAlias = Callable[[Circuit], tuple[float, dict[str, float]]]
"""A circuit -> its objective, and seed x the gradient at every input and parameter, by name."""


def by_autograd(circuit: Circuit) -> tuple[float, dict[str, float]]:
    """What HIPS autograd says."""
    import autograd.numpy as anp
    from autograd import value_and_grad

    asked, value = _asked(circuit), _objective(circuit, _faces_of_autograd(anp), anp.float64)
    start = anp.array([circuit.gates[key].value for key in asked], dtype=float)
    with np.errstate(all="ignore"):
        # The sum, times 0, is for an objective that does not depend on them.
        found, slopes = value_and_grad(lambda point: value(point) + 0.0 * anp.sum(point))(start)
    return float(found), _by_name(circuit, asked, slopes)


def by_torch(circuit: Circuit) -> tuple[float, dict[str, float]]:
    """What PyTorch says, in doubles."""
    import torch

    number = partial(torch.tensor, dtype=torch.float64)
    asked, value = _asked(circuit), _objective(circuit, _faces_of_torch(torch), number)
    start = number([circuit.gates[key].value for key in asked], requires_grad=True)
    found = value(start) + 0.0 * start.sum()
    found.backward()
    return found.item(), _by_name(circuit, asked, start.grad)


ORACLES: dict[str, Oracle] = {"autograd": by_autograd}
"""Who can be asked on this machine: PyTorch only where it is installed, as it is no dependency."""
if find_spec("torch"):
    ORACLES["torch"] = by_torch


def _asked(circuit: Circuit) -> list[int]:
    return [key for key, gate in sorted(circuit.gates.items()) if gate.kind in (INPUT, PARAMETER)]


def _by_name(circuit: Circuit, asked: Sequence[int], slopes: Any) -> dict[str, float]:
    seed = circuit.settings.seed
    return {str(circuit.gates[key].name): seed * float(s) for key, s in zip(asked, slopes, strict=True)}


def _objective(circuit: Circuit, faces: Faces, number: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The objective as a function of the array of all inputs and parameters. number: makes a constant."""
    gates, asked = circuit.gates, _asked(circuit)
    wires = {key: [wire.source for wire in circuit.incoming(key)] for key in gates}
    objective = circuit.objective
    assert objective is not None
    needed = ancestors(circuit, objective)
    order = [key for key in topological(circuit) if gates[key].inputs and key in needed]

    def value(point: Any) -> Any:
        known = {key: number(gate.value) for key, gate in gates.items() if not gate.inputs}
        known |= {key: point[place] for place, key in enumerate(asked)}
        for key in order:
            known[key] = faces[gates[key].kind]([known[source] for source in wires[key]])
        return known[objective]

    return value


def _faces(library: Any) -> dict[str, Face]:
    """Each kind as a library has it, as far as two of them call it the same; our slopes are not used."""
    unary = ("exp", "log", "sqrt", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh")
    unary += ("abs",)

    def of_one(function: Callable[[Any], Any]) -> Face:
        return lambda v: function(v[0])

    return {name: of_one(getattr(library, name)) for name in unary} | {
        "add": lambda v: reduce(add, v),
        "multiply": lambda v: reduce(mul, v),
        "subtract": lambda v: v[0] - v[1],
        "divide": lambda v: v[0] / v[1],
        "power": lambda v: v[0] ** v[1],
        "negate": lambda v: -v[0],
        "identity": lambda v: v[0],
        "reciprocal": lambda v: 1.0 / v[0],
        "square": lambda v: v[0] * v[0],
    }


def _faces_of_autograd(anp: Any) -> Faces:
    return _faces(anp) | {
        "sigmoid": lambda v: 0.5 * (anp.tanh(0.5 * v[0]) + 1.0),
        "relu": lambda v: v[0] * (v[0] > 0),
        "softplus": lambda v: anp.logaddexp(0.0, v[0]),
        "max": lambda v: anp.max(anp.array(v)),
        "min": lambda v: anp.min(anp.array(v)),
    }


def _faces_of_torch(torch: Any) -> Faces:
    return _faces(torch) | {
        "sigmoid": lambda v: torch.sigmoid(v[0]),
        "relu": lambda v: torch.relu(v[0]),
        "softplus": lambda v: torch.logaddexp(torch.zeros_like(v[0]), v[0]),
        "max": lambda v: torch.amax(torch.stack(tuple(v)), 0),
        "min": lambda v: torch.amin(torch.stack(tuple(v)), 0),
    }
