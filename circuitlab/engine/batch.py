"""The engine for many points at once: each slot is a row of points, each operation a call on rows.

Rows are blocks of points, short enough that all rows of a circuit fit into a processor's cache, and
allocated once. For surfaces, training and gradient checks. Imports NumPy: import this module when needed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from circuitlab.engine.calls import Call, Scratch, is_one, perform
from circuitlab.engine.flat import Flat
from circuitlab.formula.arrays import Array, into
from circuitlab.formula.program import slopes

CACHE = 3_000_000
"""About how many bytes all rows together may take."""
POINTS = 256, 8192
"""The fewest and the most points in a block."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The prepared calls for one block of points.

    sources: the rows of the circuit's sources. gradients: by input and parameter, its row; None: always 0.
    value: the row of the objective; a number where it is one for all points. seed: the row of the seed.
    """

    flat: Flat
    sources: Array
    value: Any
    seed: Array
    gradients: Sequence[Array | None]
    forward: Sequence[Call]
    backward: Sequence[Call]

    def values(self, points: Array, constants: Sequence[float]) -> Array:
        """The objective at each point. points: of shape (number of points, inputs and parameters)."""
        found = np.empty(len(points))
        with np.errstate(all="ignore"):
            for block in self._blocks(points, constants):
                found[block] = self._value(block)
        return found

    def run(self, points: Array, constants: Sequence[float], seed: float | Array) -> tuple[Array, Array]:
        """The objective at each point, and its gradients there, of the shape of the points.

        seed: one for all points, or one each.
        """
        found, gradients = np.empty(len(points)), np.zeros(points.shape)
        seeds = np.broadcast_to(seed, len(points))
        with np.errstate(all="ignore"):
            for block in self._blocks(points, constants):
                found[block] = self._value(block)
                self.seed[: block.stop - block.start] = seeds[block]
                perform(self.backward)
                for place, row in enumerate(self.gradients):
                    if row is not None:
                        gradients[block, place] = row[: block.stop - block.start]
        return found, gradients

    def _blocks(self, points: Array, constants: Sequence[float]) -> Iterator[slice]:
        """Run the forward pass block by block. Rows keep old points behind a short last block."""
        settable, length = points.shape[1], self.sources.shape[1]
        self.sources[settable:] = np.reshape(constants, (-1, 1))
        for first in range(0, len(points), length):
            block = slice(first, min(first + length, len(points)))
            self.sources[:settable, : block.stop - first] = points[block].T
            perform(self.forward)
            yield block

    def _value(self, block: slice) -> Any:
        return self.value[: block.stop - block.start]


def batch(flat: Flat, points: int = POINTS[1]) -> Batch:
    """Allocate the rows and bind all calls to them. points: how many will be asked for at a time."""
    program = flat.program
    rows = 2 * program.slots()
    fewest, most = POINTS
    length = max(1, min(points, most, max(fewest, CACHE // (8 * rows))))
    sources = np.zeros((program.inputs, length))
    values: list[Any] = [*sources, *program.literals]
    forward = list[Call]()
    for operation, operands in program.steps:
        values.append(np.empty(length))
        arguments = (*[values[operand] for operand in operands], values[-1])
        forward.append((into(operation, len(operands)), arguments))
    seed = np.empty(length)
    gradients, backward = _backward(flat, values, seed)
    return Batch(flat, sources, values[program.output], seed, gradients, forward, backward)


def _backward(flat: Flat, values: Sequence[Any], seed: Array) -> tuple[list[Array | None], list[Call]]:
    """The rows of the gradients of inputs and parameters, and the calls that fill them."""
    program, length = flat.program, len(seed)
    expected = [0] * program.slots()
    for _, operands in program.steps:
        for operand in operands:
            expected[operand] += 1
    scratch, calls = Scratch(length), list[Call]()
    gradients: list[Array | None] = [None] * program.slots()
    gradients[program.output] = seed
    for slot in range(program.slots() - 1, program.first_step - 1, -1):
        operation, operands = program.steps[slot - program.first_step]
        arguments, upstream = [*[values[operand] for operand in operands], values[slot]], gradients[slot]
        asked = flat.asked[slot - program.first_step]
        for port, slope in enumerate(slopes(operation, len(operands))):
            if not asked[port]:
                continue
            local, computing = scratch.slope(slope, arguments, keep=False)
            calls += computing
            operand = operands[port]
            total = gradients[operand]
            if is_one(local) and expected[operand] == 1:
                gradients[operand] = upstream  # the only message, unchanged: the same row
            elif total is None:
                gradients[operand] = np.empty(length)
                calls.append((np.multiply, (upstream, local, gradients[operand])))
            elif is_one(local):
                calls.append((np.add, (total, upstream, total)))
            else:
                message = scratch.row(len(slope.steps))
                calls.append((np.multiply, (upstream, local, message)))
                calls.append((np.add, (total, message, total)))
    return gradients[: len(flat.settable)], calls
