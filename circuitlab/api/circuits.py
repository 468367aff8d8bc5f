"""Circuits from text, from files and from micrograd, and into files."""

from os import PathLike
from pathlib import Path

from circuitlab.api.given import checked
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.numbers import real


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

    store.save(checked(circuit), Path(path))
