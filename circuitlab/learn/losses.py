"""Losses: how far an output is from its target, and how hard it is pulled. Imports NumPy.

A loss has a value and a gradient d loss / d output at each point; training lowers the mean of the values.
To that comes l2 / 2 x the sum of the squares of the weights, so that each weight w is pulled by -l2 w. A
parameter that is only added or subtracted is a bias, and left alone; so is one that the output doesn't
depend on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import quoted
from circuitlab.circuit.order import ancestors
from circuitlab.circuit.parts import PARAMETER
from circuitlab.learn.table import Array, DataError

LossName: TypeAlias = Literal["svm-force", "hinge", "squared", "logistic"]
LOSS_NAMES: tuple[LossName, ...] = get_args(LossName)
LoweredName: TypeAlias = Literal["svm-force", "hinge", "squared", "logistic", "objective"]
LOWERED_NAMES: tuple[LoweredName, ...] = get_args(LoweredName)
"""What training can lower: a loss of the output, or the objective itself, if that is a loss."""

_SUMS = frozenset({"add", "subtract"})
_NEGATE = "negate"

OnArrays: TypeAlias = Callable[[Array, Array], Array]
"""Outputs and targets -> a number at each point."""


@dataclass(frozen=True, slots=True)
class Loss:
    """name: as `--loss` takes it. title, formula: for people; f is the output, t the target.

    value, gradient: of outputs and targets. pulls: whether it goes by labels of +1 and -1.
    """

    name: LoweredName
    title: str
    formula: str
    value: OnArrays
    gradient: OnArrays
    pulls: bool


def _margin(outputs: Array, targets: Array) -> Array:
    return 1.0 - targets * outputs


def _hinge(outputs: Array, targets: Array) -> Array:
    return np.maximum(_margin(outputs, targets), 0.0)


def _force(outputs: Array, targets: Array) -> Array:
    """The pull of the force rule, turned round: +1 below +1 for a label of +1, -1 above -1 for one of -1."""
    up, down = (targets > 0) & (outputs < 1.0), (targets < 0) & (outputs > -1.0)
    return np.where(up, -1.0, np.where(down, 1.0, 0.0))


def _hinge_slope(outputs: Array, targets: Array) -> Array:
    return np.where(_margin(outputs, targets) > 0, -targets, 0.0)


def _squared(outputs: Array, targets: Array) -> Array:
    return np.square(outputs - targets)


def _squared_slope(outputs: Array, targets: Array) -> Array:
    return 2.0 * (outputs - targets)


def _logistic(outputs: Array, targets: Array) -> Array:
    return np.logaddexp(0.0, -targets * outputs)


def _logistic_slope(outputs: Array, targets: Array) -> Array:
    """-t sigmoid(-t f), in the branch that can't overflow."""
    score = targets * outputs
    small = np.exp(-np.abs(score))
    return -targets * np.where(score > 0, small, 1.0) / (1.0 + small)


def _surprise(chances: Array, targets: Array) -> Array:
    return -np.log(_given(chances, targets))


def _surprise_slope(chances: Array, targets: Array) -> Array:
    return -np.sign(targets) / _given(chances, targets)


def _given(chances: Array, targets: Array) -> Array:
    """The chance that is given to the label which is right, never quite 0: 1 / it stays finite."""
    return np.maximum(np.where(targets > 0, chances, 1.0 - chances), np.finfo(np.float64).tiny)


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("svm-force", "SVM force rule", "pull +1 or −1 until t f ≥ 1", _hinge, _force, pulls=True),
        Loss("hinge", "Hinge (max margin)", "max(0, 1 − t f)", _hinge, _hinge_slope, pulls=True),
        Loss("squared", "Squared error", "(f − t)²", _squared, _squared_slope, pulls=False),
        Loss("logistic", "Logistic", "ln(1 + exp(−t f))", _logistic, _logistic_slope, pulls=True),
    )
}
OBJECTIVE = Loss(
    "objective", "The objective itself", "f", lambda f, _: f, lambda f, _: np.ones_like(f), pulls=False
)
LOWERED = LOSSES | {OBJECTIVE.name: OBJECTIVE}
ON_CHANCES = {
    "logistic": Loss("logistic", "Logistic", "−ln f or −ln(1 − f)", _surprise, _surprise_slope, pulls=True)
}
"""What a loss is of an output that is itself the chance of the upper class."""


def loss_of(name: str, known: Mapping[LoweredName, Loss] = LOSSES) -> Loss:
    """The loss of this name. known: among which. Raises DataError if there is none."""
    for each, loss in known.items():
        if each == name:
            return loss
    raise DataError(f"no loss is called {quoted(name)}: expected {', '.join(known)}")


def weights(circuit: Circuit) -> frozenset[int]:
    """The ids of the parameters that l2 pulls towards 0: those that the objective depends on and that are not
    only added or subtracted."""
    if circuit.objective is None:
        return frozenset()
    among = ancestors(circuit, circuit.objective)
    parameters = (key for key in among if circuit.gates[key].kind == PARAMETER)
    return frozenset(key for key in parameters if not _takers(circuit, key, among) <= _SUMS)


def _takers(circuit: Circuit, key: int, among: set[int]) -> set[str]:
    """The kinds of those gates that a parameter, or its negative, goes into."""
    kinds, signed = set[str](), [key]
    while signed:
        for wire in circuit.outgoing(signed.pop()):
            kind = circuit.gates[wire.target].kind
            if kind == _NEGATE:
                signed.append(wire.target)
            elif wire.target in among:
                kinds.add(kind)
    return kinds
