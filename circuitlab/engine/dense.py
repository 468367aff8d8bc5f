"""Networks found in a flat circuit: layers of sums of products, one factor shared by all points.

Of a circuit at many points, some sources are shared by all of them (the parameters, in training), and the
others are each point's own. A sum of products of one shared and one own factor, with shared numbers added to
it, is a row of the matrix product W X + b. A sum or a product that something else reads as well is no part of
another sum. It stays a step, and its value is one that others take.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from circuitlab.formula.program import Program

ONE = -1
"""Stands for the weight of what is added as it is."""
LEAST = 4
"""Sums that have fewer weights together are no layer: the calls would cost more than they save."""

SHARE = 0.5
"""Where layers make up less of a circuit, gate by gate is as quick."""


class Sum(NamedTuple):
    """A sum of products, by slot. values: the own ones that it takes, in order, each with a weight.

    biases: shared numbers that are added. inner: the steps that nobody needs beside it.
    """

    slot: int
    values: tuple[int, ...]
    weights: tuple[int, ...]
    biases: tuple[int, ...]
    inner: tuple[int, ...]


def layers_of(program: Program, varies: Sequence[int], share: float = SHARE) -> list[list[Sum]] | None:
    """The sums that take the same values, together: they are a layer. varies: see `varying`.

    None if this share of the steps that vary is more than what they make up.
    """
    products = _products(program, varies)
    steps = sum(varies[program.first_step :])
    if sum(products) < share * steps / 2:  # a sum has about as many products as additions
        return None
    layers = dict[tuple[int, ...], list[Sum]]()
    for found in _sums(program, varies, products):
        layers.setdefault(found.values, []).append(found)
    large = [sums for values, sums in layers.items() if len(values) * len(sums) >= LEAST]
    taken_in = sum(1 + len(found.inner) for sums in large for found in sums)
    return large if taken_in >= share * steps else None


def varying(program: Program, own: Iterable[int]) -> bytearray:
    """By slot, 1 where it depends on one of these sources, so that it is each point's own."""
    varies = bytearray(program.slots())
    for source in own:
        varies[source] = 1
    for slot, (_, operands) in enumerate(program.steps, program.first_step):
        for operand in operands:
            if varies[operand]:
                varies[slot] = 1
    return varies


def _products(program: Program, varies: Sequence[int]) -> bytearray:
    """By slot, 1 where a shared and an own number are multiplied."""
    found = bytearray(program.slots())
    for slot, (operation, operands) in enumerate(program.steps, program.first_step):
        if operation == "multiply" and len(operands) == 2 and varies[operands[0]] != varies[operands[1]]:
            found[slot] = 1
    return found


def _sums(program: Program, varies: Sequence[int], products: Sequence[int]) -> Iterator[Sum]:
    """The largest sums that have a product in them, the last one first."""
    first, inside, uses = program.first_step, set[int](), [0] * program.slots()
    for operand in chain.from_iterable([operands for _, operands in program.steps]):
        uses[operand] += 1
    alone = bytearray([count == 1 for count in uses])
    for slot in range(program.slots() - 1, first - 1, -1):
        if varies[slot] and program.steps[slot - first][0] == "add" and slot not in inside:
            found = _sum(program, slot, varies, products, alone)
            inside.update(found.inner)
            if any(products[part] for part in found.inner):
                yield found


def _sum(
    program: Program, slot: int, varies: Sequence[int], products: Sequence[int], alone: Sequence[int]
) -> Sum:
    """The sum in this slot. alone: by slot, 1 where one port reads it."""
    first, steps = program.first_step, program.steps
    terms, biases, inner = list[tuple[int, int]](), list[int](), list[int]()
    left = list(steps[slot - first][1])
    while left:
        part = left.pop()
        if not varies[part]:
            biases.append(part)
        elif alone[part] and products[part]:
            one, other = steps[part - first][1]
            terms.append((one, other) if varies[one] else (other, one))
            inner.append(part)
        elif alone[part] and part >= first and steps[part - first][0] == "add":
            left += steps[part - first][1]
            inner.append(part)
        else:
            terms.append((part, ONE))
    terms.sort()
    values, weights = zip(*terms, strict=True)
    return Sum(slot, values, weights, tuple(biases), tuple(inner))
