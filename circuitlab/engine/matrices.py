"""Stages bound to matrices: layers are matrix products, steps that are alike one call on all their rows.

Imports NumPy: import this module when needed.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from circuitlab.engine.calls import Call, Scratch, is_one
from circuitlab.engine.rows import Alike, Layer, Port
from circuitlab.formula.arrays import Array, into
from circuitlab.formula.program import slopes


class Matrices:
    """The values and gradients of some rows, a column a point, and the calls that fill them.

    picked, picked_slopes: the shared numbers that the stages use, and their gradients.
    """

    def __init__(
        self,
        values: Array,
        stages: Sequence[Layer | Alike],
        picked: Array,
        picked_slopes: Array,
        *,
        adds: bool,
    ) -> None:
        """adds: whether gradients add to what stands there already; else the first one overwrites it."""
        self.values, self.gradients = values, np.zeros_like(values)
        self.forward, self.backward = list[Call](), list[Call]()
        self._picked, self._picked_slopes = picked, picked_slopes
        self._written = bytearray([adds]) * len(values)
        self._scratch = Scratch(_widest(stages) * values.shape[1])
        bound = [self._layer(stage) if isinstance(stage, Layer) else self._alike(stage) for stage in stages]
        for back in reversed(bound):
            back()

    def _layer(self, stage: Layer) -> Callable[[], None]:
        """Bind a layer forward. Returns what binds it backward."""
        units, each, out = len(stage.units), stage.biases_each, _rows(self.values, stage.units)
        read = self._read(stage.columns, len(stage.columns))
        weights, weight_slopes = self._part(stage.weights, units, len(read))
        biases, bias_slopes = self._part(stage.biases, units, each)
        self.forward.append((np.matmul, (weights, read, out)))
        for bias in range(each):
            self.forward.append((np.add, (out, biases[:, bias : bias + 1], out)))

        def back() -> None:
            upstream = _rows(self.gradients, stage.units)
            self.backward.append((np.matmul, (upstream, read.T, weight_slopes)))
            for bias in range(each):
                self.backward.append((np.add.reduce, (upstream, 1, None, bias_slopes[:, bias])))
            self._send(stage.columns, np.matmul, [weights.T, upstream], 0)

        return back

    def _alike(self, stage: Alike) -> Callable[[], None]:
        """Bind alike steps forward. Returns what binds them backward."""
        units, out = len(stage.units), _rows(self.values, stage.units)
        arguments = [*[self._read(port, units) for port in stage.ports], out]
        self.forward.append((into(stage.operation, len(stage.ports)), tuple(arguments)))

        def back() -> None:
            upstream = _rows(self.gradients, stage.units)
            for port, slope in enumerate(slopes(stage.operation, len(stage.ports))):
                if stage.asked[port]:
                    local, computing = self._scratch.slope(slope, arguments, keep=False)
                    self.backward += computing
                    as_is = is_one(local)
                    sent = [upstream] if as_is else [upstream, local]
                    function = np.positive if as_is else np.multiply
                    self._send(stage.ports[port], function, sent, len(slope.steps))

        return back

    def _part(self, begun: int, units: int, each: int) -> tuple[Array, Array]:
        """So many picked numbers for each unit, and their gradients."""
        part = slice(begun, begun + units * each)
        shape = units, each
        return self._picked[part].reshape(shape), self._picked_slopes[part].reshape(shape)

    def _read(self, port: Port, units: int) -> Array:
        """What stands at a port, a row a unit: where it stands already, if it lies together."""
        if isinstance(port, int):
            return self._part(port, units, 1)[0]
        if list(port) == list(range(port[0], port[0] + units)):
            return self.values[port[0] : port[0] + units]
        taken = np.empty((units, self.values.shape[1]))
        self.forward.append((self.values.take, (np.array(port), 0, taken, "clip")))
        return taken

    def _send(self, port: Port, function: np.ufunc, arguments: Sequence[Any], row: int) -> None:
        """Bind what adds a message, the result of this call, to the gradients at a port. row: of scratch."""
        if isinstance(port, int):
            message = self._message(function, arguments, len(arguments[0]), row)
            found = self._picked_slopes[port : port + len(message)]
            self.backward.append((np.add.reduce, (message, 1, None, found)))
        elif self._run(port, 0) == len(port) and not self._written[port[0]]:
            self.backward.append((function, (*arguments, self._gradients(port))))
        else:
            message, begun = self._message(function, arguments, len(port), row), 0
            while begun < len(port):
                end = self._run(port, begun)
                written, part = self._written[port[begun]], message[begun:end]
                found = self._gradients(port[begun:end])
                self.backward.append(
                    (np.add, (found, part, found)) if written else (np.copyto, (found, part))
                )
                begun = end

    def _message(self, function: np.ufunc, arguments: Sequence[Any], units: int, row: int) -> Array:
        """Where a message stands before it is added to what is there."""
        if function is np.positive:
            upstream: Array = arguments[0]
            return upstream
        message = self._scratch.row(row)[: units * self.values.shape[1]].reshape(units, -1)
        self.backward.append((function, (*arguments, message)))
        return message

    def _run(self, rows: Sequence[int], begun: int) -> int:
        """The end of the run of rows, one after the other, of which all or none have a gradient already."""
        first, has, end = rows[begun], self._written[rows[begun]], begun + 1
        while end < len(rows) and rows[end] == first + end - begun and self._written[rows[end]] == has:
            end += 1
        return end

    def _gradients(self, run: Sequence[int]) -> Array:
        """The gradients of a run of rows, which have one from now on."""
        part = slice(run[0], run[0] + len(run))
        self._written[part] = b"\1" * len(run)
        return self.gradients[part]


def _rows(matrix: Array, units: range) -> Array:
    return matrix[units.start : units.stop]


def _widest(stages: Sequence[Layer | Alike]) -> int:
    """The most rows that a stage fills or reads at once."""
    read = [len(stage.columns) for stage in stages if isinstance(stage, Layer)]
    return max([*read, *[len(stage.units) for stage in stages]], default=0)
