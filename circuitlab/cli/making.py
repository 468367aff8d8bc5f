"""`circuitlab data` and `circuitlab template`: examples and circuits that are made, not read."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from circuitlab.cli.answer import Answer, UsageError
from circuitlab.cli.typed import real, whole
from circuitlab.files import store
from circuitlab.files.disk import write_bytes
from circuitlab.files.errors import shown

DATA_SUFFIX = ".csv"


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be made. kind: of data, or a template. sizes, activation, loss: None for what is usual."""

    kind: str
    output: str
    seed: int
    points: int = 100
    noise: float = 0.1
    sizes: tuple[int, ...] | None = None
    activation: str | None = None
    loss: str | None = None
    l2: float = 0.0


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """What `data` or `template` take."""
    (_add_data if command == "data" else _add_template)(parser)


def _add_data(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("kind", metavar="KIND", help="moons, circles, xor, spiral, blobs or linear")
    add("--points", type=whole, default=100, metavar="N", help="how many; 100 if left out")
    add("--noise", type=real, default=0.1, metavar="S", help="standard deviation; 0.1 if left out")
    add("--seed", type=whole, default=0, metavar="K", help="0 if left out")
    add("-o", "--output", default="-", metavar="OUT.csv", help="the file to write; - prints it")


def _add_template(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("kind", metavar="NAME", help="neuron, svm, logistic, network or mlp")
    add("--sizes", type=_sizes, metavar="N,N,...", help="inputs first, such as 2,16,16,1 for an mlp")
    add("--activation", metavar="NAME", help="relu, tanh or sigmoid")
    add("--seed", type=whole, default=0, metavar="K", help="of the weights; 0 if left out")
    add("--loss", metavar="NAME", help="behind it, the loss as gates: svm-force, hinge, squared or logistic")
    add("--l2", type=real, metavar="A", help="of that loss: A / 2 x the sum of w**2; 0")
    add("-o", "--output", default="-", metavar="OUT", help="OUT.circuit or OUT.txt; - prints formula text")


def made(command: str, found: argparse.Namespace, refuse: Callable[[str], object]) -> Made:
    """The arguments as they were found. refuse: is told what is wrong with them together."""
    suffixes = (DATA_SUFFIX,) if command == "data" else (store.CIRCUIT_SUFFIX, store.TEXT_SUFFIX)
    if found.output != "-" and Path(found.output).suffix.lower() not in suffixes:
        refuse(f"-o {shown(found.output)}: expected a file name that ends in {' or '.join(suffixes)}")
    if command == "data":
        return Made(found.kind, found.output, found.seed, found.points, found.noise)
    if found.l2 is not None and found.loss is None:
        refuse("--l2 belongs to a loss: name one with --loss")
    return Made(
        found.kind,
        found.output,
        found.seed,
        sizes=found.sizes,
        activation=found.activation,
        loss=found.loss,
        l2=found.l2 or 0.0,
    )


def data(asked: Made) -> Answer:
    """Make the examples, and write or print them."""
    from circuitlab.learn import csv_text
    from circuitlab.learn.datasets import generate
    from circuitlab.learn.table import DataError

    try:
        found = csv_text.write(generate(asked.kind, asked.points, asked.noise, asked.seed))
    except DataError as error:
        raise UsageError(str(error)) from error
    if asked.output == "-":
        return Answer(found)
    write_bytes(Path(asked.output), found.encode())
    return Answer()


def template(asked: Made) -> Answer:
    """Make the circuit, and write or print it."""
    from circuitlab.circuit.text_print import to_text
    from circuitlab.learn.objectives import add_loss
    from circuitlab.learn.table import DataError
    from circuitlab.learn.templates import template

    try:
        circuit = template(asked.kind, asked.sizes, asked.activation, asked.seed)
        if asked.loss is not None:
            circuit.apply(add_loss(circuit, asked.loss, asked.l2))
    except DataError as error:
        raise UsageError(str(error)) from error
    if asked.output == "-":
        return Answer(to_text(circuit).text)
    lost = store.save(circuit, Path(asked.output))
    return Answer("".join(f"not kept in {shown(asked.output)}: {what}\n" for what in lost))


def _sizes(word: str) -> tuple[int, ...]:
    try:
        return tuple(int(size) for size in word.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected sizes such as 2,16,16,1, got {word[:40]!r}") from error
