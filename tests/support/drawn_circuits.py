"""Circuits for the tests of the canvas, laid out."""

import random

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.files.store import laid_out

PRODUCT = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
FAN_OUT = "x = 3\na = x * x\nf = a + x"


def placed(text: str) -> Circuit:
    """A formula text as a circuit whose gates have places."""
    return laid_out(to_circuit(text))


def many(gates: int) -> Circuit:
    """A random circuit of so many gates."""
    choose = random.Random(1)
    names = [f"x{k}" for k in range(40)]
    lines = [f"{name} = {k % 7 - 3}" for k, name in enumerate(names)]
    for k in range(gates - len(names)):
        left, right = choose.choice(names[-60:]), choose.choice(names[-60:])
        names.append(f"g{k}")
        lines.append(f"g{k} = {left} {choose.choice('+-*')} {right}")
    return placed("\n".join(lines))
