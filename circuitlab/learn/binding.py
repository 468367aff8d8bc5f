"""Which column of the data feeds which input of a circuit, and which one is the target. Imports NumPy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.data import fed_as
from circuitlab.circuit.errors import CircuitError, quoted, short
from circuitlab.circuit.order import ancestors
from circuitlab.circuit.parts import INPUT
from circuitlab.learn.losses import Loss
from circuitlab.learn.table import Array, DataError, Rows, Table, at, listed, of_data

AIM = "target"
"""What an input is called that takes the target, as in a loss made of gates."""


@dataclass(frozen=True, slots=True)
class Binding:
    """columns: by the name of an input (its id where it has none), the column that feeds it. target: a
    column."""

    columns: Mapping[str, str]
    target: str

    @property
    def aims(self) -> tuple[str, ...]:
        """The inputs that the target itself feeds: the circuit's objective is a loss then."""
        return tuple(name for name, column in self.columns.items() if column == self.target)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """points: a row an example, a column an input. targets: a number an example. threshold: what outputs of
    the upper class are above; None where the targets are no two classes. rows: which of the data they are."""

    points: Array
    targets: Array
    threshold: float | None
    rows: Rows

    def __len__(self) -> int:
        return len(self.targets)

    def taken(self, places: Rows) -> "Examples":
        """These of them, in this order; what parts the two classes stays."""
        return Examples(self.points[places], self.targets[places], self.threshold, self.rows[places])


def inputs_of(circuit: Circuit) -> tuple[str, ...]:
    """The inputs that the objective depends on, oldest first: each is to have a column.

    Raises CircuitError where nothing can be trained.
    """
    if circuit.objective is None:
        raise CircuitError("There is no objective to train: choose one.")
    among = ancestors(circuit, circuit.objective)
    gates = [circuit.gates[key] for key in sorted(among)]
    return tuple(fed_as(gate) for gate in gates if gate.kind == INPUT)


def bind(
    circuit: Circuit, data: Table, target: str | None = None, columns: Mapping[str, str] | None = None
) -> Binding:
    """Bind inputs to the columns of the same name; where no name fits, in order. `columns` wins over that.

    An input that is called target, and has no column of its own, takes the target. target: the last column if
    it is None. Raises DataError for an input that is left without a column.
    """
    inputs = inputs_of(circuit)
    aim = data.columns[-1] if target is None else target
    data.place(aim)
    chosen = dict(columns or {})
    for name, column in chosen.items():
        data.place(column)
        if name not in inputs:
            raise DataError(f"there is no input {quoted(name)}: the circuit has {listed(inputs) or 'none'}")
    free = [column for column in data.columns if column != aim and column not in chosen.values()]
    if AIM in inputs and AIM not in (*chosen, *free):
        chosen[AIM] = aim
    open_ = [name for name in inputs if name not in chosen]
    if len(free) == len(open_) and not set(free) & set(open_):
        chosen |= dict(zip(open_, free, strict=True))
    for name in open_:
        if name in free:
            chosen[name] = name
        elif name not in chosen:
            raise DataError(_unbound(name, data, aim))
    return Binding({name: chosen[name] for name in inputs}, aim)


def kept_by(circuit: Circuit) -> tuple[Table, str | None, dict[str, str]]:
    """The data that a circuit keeps, and the target and the columns that were chosen by hand for them.

    Raises DataError if it keeps none.
    """
    if circuit.data is None:
        raise DataError("the circuit has no data of its own to learn from")
    inputs, data = inputs_of(circuit), circuit.data
    return of_data(data), data.target, {name: column for name, column in data.feeds if name in inputs}


def hints(data: Table, binding: Binding) -> list[str]:
    """Sentences about columns from which nothing can be learnt, as every row holds the same."""
    found = []
    for column in dict.fromkeys(binding.columns.values()):
        if (value := _constant(data, column)) is not None:
            fed = ", ".join(short(name) for name, each in binding.columns.items() if each == column)
            found.append(f"Column {short(column)} is {value:g} in every row: {fed} never changes.")
    if (value := _constant(data, aim := binding.target)) is not None:
        found.append(f"Column {short(aim)} is {value:g} in every row: there is nothing to tell apart.")
    return found


def _constant(data: Table, column: str) -> float | None:
    """The one number of a column; None if there are several, or only one row."""
    numbers = data.column(column)
    return float(numbers[0]) if len(numbers) > 1 and bool((numbers == numbers[0]).all()) else None


def _unbound(name: str, data: Table, target: str) -> str:
    known = f"the data have {listed(data.columns)}"
    if name == target:
        return f"column {short(name)} is the target, so the input {short(name)} has none: {known}"
    hint = f"or make it a parameter, {short(name)} = parameter(1)"
    return f"no column for the input {short(name)}: {known}; name one so, {hint}"


def examples(data: Table, binding: Binding, loss: Loss, inputs: Sequence[str]) -> Examples:
    """The data as the circuit takes them; inputs that are not bound are 0.

    inputs: in the order in which they are wanted. Labels of 0 and 1 stand for -1 and +1 where a loss goes by
    labels. Raises DataError for other labels, or only one.
    """
    points = np.zeros((len(data), len(inputs)))
    for place, name in enumerate(inputs):
        if name in binding.columns:
            points[:, place] = data.column(binding.columns[name])
    targets = np.ascontiguousarray(data.column(binding.target))
    if loss.pulls:
        return Examples(points, _labels(targets, binding.target), 0.0, np.arange(len(data)))
    return Examples(points, targets, threshold(targets), np.arange(len(data)))


def threshold(targets: Array) -> float | None:
    """What parts the two classes; None where there are no labels of -1 or 0, and 1."""
    for low in (-1.0, 0.0):
        if np.isin(targets, (low, 1.0)).all():
            return (low + 1.0) / 2
    return None


def _labels(targets: Array, column: str) -> Array:
    """Targets as labels of +1 and -1."""
    is_zero = bool((targets == 0).any())
    low = 0.0 if is_zero else -1.0
    wrong = np.flatnonzero(~np.isin(targets, (low, 1.0)))
    if len(wrong):
        row = int(wrong[0])
        raise DataError(f"{at(row, column)}: expected a label, 1 or {low:g}, got {targets[row]:g}")
    if len(targets) > 1 and (targets == targets[0]).all():
        raise DataError(f"column {short(column)}: every row holds {targets[0]:g}; two labels are needed")
    return np.where(targets == low, -1.0, 1.0) if is_zero else targets
