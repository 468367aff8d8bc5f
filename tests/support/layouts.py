"""Circuits for the tests of the layout: the shipped examples laid out, random ones, deep ones."""

import random
from functools import cache

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.files.store import laid_out, read
from circuitlab.resources import path

EXAMPLES = sorted(file.stem for file in path("examples").glob("*.circuit"))


@cache
def example(name: str) -> Circuit:
    """A shipped example with its gates in their places."""
    return laid_out(read(path(f"examples/{name}.circuit")))


def random_circuit(gates: int, seed: int, source: str = "input") -> Circuit:
    """A random circuit of so many gates, without places. source: the kind of those without inputs."""
    chance = random.Random(seed)
    parts, wires = [], []
    for key in range(1, gates + 1):
        inputs = 0 if key <= max(1, gates // 10) else chance.choice([1, 2, 2, 3])
        kind = [source, "exp", "multiply", "add"][inputs]
        parts.append(Gate(key, kind, value=None if inputs else 0.0, inputs=inputs))
        wires += [(chance.randrange(max(1, key - 60), key), key, port) for port in range(inputs)]
    return Circuit(parts + [Wire(gates + 1 + k, *ends) for k, ends in enumerate(wires)])


def deep(levels: int) -> Circuit:
    """A chain of three gates a level, all of which two inputs feed: long wires, large fan-outs."""
    lines = ["t0 = a * b", *(f"t{k} = t{k - 1} * a + b * t{k - 1}" for k in range(1, levels + 1))]
    return to_circuit("\n".join(lines), {"a": 0.5, "b": 0.5})
