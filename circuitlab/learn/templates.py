"""Templates: neurons, classifiers and networks as real circuits, laid out, with parameters by seed.

Every weight is a parameter and a gate of its own, in columns: weights, products, sums, activations; a layer
is a group of columns. Weights are uniform in [-1, 1], biases 0. Imports NumPy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import quoted, spaced
from circuitlab.layout.metrics import PORT_PITCH
from circuitlab.learn.drafting import BRANCHES, COLUMN, ROOMY, ROW, Draft, Place, levels, sums
from circuitlab.learn.table import DataError

Activation: TypeAlias = Literal["relu", "tanh", "sigmoid"]
ACTIVATIONS: tuple[Activation, ...] = get_args(Activation)

MOST_INPUTS, MOST_UNITS, MOST_LAYERS, MOST_WEIGHTS = 100, 1_000, 12, 20_000
TALLEST = 72
"""Rows: a layer that has more is drawn as several stacks of units beside each other."""
FEW_ROWS = 13
"""A network whose layers have no more rows than this is seen as a whole, and gets room for its numbers."""
TWO, OUTPUT = ("x", "y"), "f"
"""What two inputs are called, and the output."""


@dataclass(frozen=True, slots=True)
class Template:
    """title, summary: for people. sizes: of a first one; inputs first. layers: how many sizes there are;
    None: two or more. activation: of the units of a first one; "": there is none to choose."""

    title: str
    summary: str
    sizes: tuple[int, ...]
    layers: int | None
    activation: Activation | Literal[""] = ""


TEMPLATES: Mapping[str, Template] = {
    "neuron": Template("Neuron", "Weighs its inputs, adds a bias, bends the sum.", (2,), 1, "sigmoid"),
    "svm": Template("Linear SVM", "A weighted sum and a bias: the sign is the class.", (2,), 1),
    "logistic": Template(
        "Logistic regression", "A weighted sum and a bias: the score, ln of the odds of +1.", (2,), 1
    ),
    "network": Template("Two-layer network", "Units that all see the inputs, and a sum.", (2, 3), 2, "relu"),
    "mlp": Template("MLP", "Layers of units, one after the other, and a sum.", (2, 16, 16, 1), None, "relu"),
}


def template(
    name: str, sizes: Sequence[int] | None = None, activation: str | None = None, seed: int = 0
) -> Circuit:
    """The circuit of a template. sizes: the inputs first. Raises DataError for what can't be made."""
    return _layers(name, sizes, activation, seed).circuit()


def gate_count(
    name: str, sizes: Sequence[int] | None = None, activation: str | None = None, seed: int = 0
) -> int:
    """How many gates its circuit has, without making it. Raises DataError as `template` does."""
    return _layers(name, sizes, activation, seed).gate_count()


def _layers(name: str, sizes: Sequence[int] | None, activation: str | None, seed: int) -> "_Layers":
    if name not in TEMPLATES:
        raise DataError(f"no template is called {quoted(name)}: expected {', '.join(TEMPLATES)}")
    known = TEMPLATES[name]
    sizes = known.sizes if sizes is None else tuple(sizes)
    bend = activation or known.activation
    if activation is not None and (not known.activation or activation not in ACTIVATIONS):
        expected = f"expected {', '.join(ACTIVATIONS)}" if known.activation else f"{name} has none"
        raise DataError(f"the activation {quoted(activation)}: {expected}")
    _check(known, sizes)
    if seed < 0:
        raise DataError(f"the seed: expected a whole number of 0 or more, got {seed}")
    if name in ("svm", "logistic"):
        layers, hidden = [sizes[0], 1], ""
    elif name == "neuron":
        layers, hidden = [sizes[0], 1], bend
    else:
        layers, hidden = [*sizes, *([1] if name == "network" else [])], bend
    return _Layers(layers, hidden, bend_last=name == "neuron", seed=seed)


_WANTED = {
    1: "one size, the number of inputs",
    2: "two sizes, the inputs and the units",
    None: "two sizes or more, the inputs first and the outputs last",
}
"""Which sizes a template takes, by how many."""


def _check(known: Template, sizes: Sequence[int]) -> None:
    """Raises DataError for sizes that make no circuit of this template, or too large a one."""
    name = known.title
    if len(sizes) != known.layers and (known.layers is not None or len(sizes) < 2):
        raise DataError(f"{name}: give {_WANTED[known.layers]}, not {len(sizes) or 'none'}")
    if len(sizes) > MOST_LAYERS:
        raise DataError(f"{name}: give at most {MOST_LAYERS} sizes, not {len(sizes)}")
    for place, size in enumerate(sizes):
        most = MOST_INPUTS if place == 0 else MOST_UNITS
        if not 1 <= size <= most:
            raise DataError(f"{name}: size {place + 1} must be from 1 to {most}, not {size}")
    weights = sum(before * after for before, after in pairwise(sizes))
    if weights > MOST_WEIGHTS:
        few = f"at most {spaced(MOST_WEIGHTS)}"
        raise DataError(f"{name}: {spaced(weights)} weights are too many to be drawn: {few}")


def input_names(count: int) -> tuple[str, ...]:
    """What so many inputs are called: x and y, else x1, x2 …"""
    return TWO[:count] if count <= len(TWO) else tuple(f"x{place + 1}" for place in range(count))


class _Layers:
    """Draws the layers of one network from left to right."""

    def __init__(self, sizes: Sequence[int], activation: str, *, bend_last: bool, seed: int) -> None:
        self._sizes, self._activation, self._bend_last = sizes, activation, bend_last
        self._random = np.random.default_rng(seed)
        self._draft = Draft()
        highest = max(units * (feeding + 1) for feeding, units in pairwise(sizes))
        self._row = ROOMY if highest <= FEW_ROWS else ROW

    def circuit(self) -> Circuit:
        """The whole network; the first output is the objective."""
        x, inputs = 0.0, self._sizes[0]
        feeding = [
            self._draft.input(name, (x, self._row * (place - (inputs - 1) / 2)))
            for place, name in enumerate(input_names(inputs))
        ]
        for layer, size in enumerate(self._sizes[1:], 1):
            x, feeding = self._layer(layer, size, feeding, x)
        return self._draft.circuit(feeding[0])

    def gate_count(self) -> int:
        """How many gates `circuit` makes: of each unit weights, products, a bias, sums, and what bends."""
        found = self._sizes[0]
        for layer, (before, size) in enumerate(pairwise(self._sizes), 1):
            bends = bool(self._bends(layer) and self._activation)
            found += size * (2 * before + 1 + sums(before, 1) + bends)
        return found

    def _bends(self, layer: int) -> bool:
        return layer < len(self._sizes) - 1 or self._bend_last

    def _layer(self, layer: int, size: int, feeding: Sequence[int], x: float) -> tuple[float, list[int]]:
        """One layer, and the x of its last column."""
        is_last = layer == len(self._sizes) - 1
        rows = len(feeding) + 1
        stacks = -(-size * rows // TALLEST)
        high = -(-size // stacks)
        found = list[int]()
        left = end = x
        for unit in range(size):
            stack, place = divmod(unit, high)
            if not place:
                left = end  # beside the units before
            units = min(high, size - stack * high)
            at = self._row * (rows * place - (units * rows - 1) / 2)
            name = self._name(layer, unit, is_last)
            end, made = self._unit(name, (layer, unit), feeding, (left, at), bend=self._bends(layer))
            found.append(made)
        return end, found

    def _name(self, layer: int, unit: int, is_last: bool) -> str:
        if is_last:
            return OUTPUT if self._sizes[-1] == 1 else f"{OUTPUT}{unit + 1}"
        return f"h{unit + 1}" if len(self._sizes) == 3 else f"h{layer}_{unit + 1}"

    def _unit(
        self,
        name: str,
        at: tuple[int, int],
        feeding: Sequence[int],
        corner: Place,
        *,
        bend: bool,
    ) -> tuple[float, int]:
        """One unit, with its upper left corner here; and the x of its last column."""
        draft, (x, y) = self._draft, corner
        weights, bias = self._parameter_names(at, len(feeding))
        held_at = x + COLUMN
        product_at = held_at + COLUMN + self._branches(at[0])
        products = list[int]()
        for place, (source, weight) in enumerate(zip(feeding, weights, strict=True)):
            row = y + self._row * place
            held = draft.parameter(
                weight, float(self._random.uniform(-1, 1)), (held_at, row - PORT_PITCH / 2)
            )
            products.append(draft.gate("multiply", (held, source), (product_at, row)))
        shift = draft.parameter(bias, 0.0, (product_at, y + self._row * len(feeding)))
        end = product_at + COLUMN * (1 + levels(len(products), 1))
        middle = y + self._row * len(feeding) / 2
        bent = bend and self._activation
        total = draft.total(products, [shift], (end, middle), None if bent else name)
        if bent:
            end += COLUMN
            total = draft.gate(self._activation, [total], (end, middle), name)
        return end, total

    def _branches(self, layer: int) -> float:
        """What the messages of branches take before the products of a layer that has room for numbers."""
        return BRANCHES if self._row == ROOMY and self._sizes[layer] > 1 else 0.0

    def _parameter_names(self, at: tuple[int, int], inputs: int) -> tuple[list[str], str]:
        """The names of the weights and of the bias: a, b and c; w1, w2 … and b; w1_2_3 … and b1_2."""
        layer, unit = at
        if len(self._sizes) == 2 and self._sizes[1] == 1:
            if inputs == 2 and not self._bend_last:
                return ["a", "b"], "c"
            return [f"w{place + 1}" for place in range(inputs)], "b"
        stem = f"{layer}_{unit + 1}"
        return [f"w{stem}_{place + 1}" for place in range(inputs)], f"b{stem}"
