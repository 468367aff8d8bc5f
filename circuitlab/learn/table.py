"""Data as a table: columns with names, rows of finite numbers. Imports NumPy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from circuitlab.circuit.errors import quoted, short
from circuitlab.formula.errors import one_line

Array = NDArray[np.float64]


class DataError(ValueError):
    """Data that can't be used. `str()` is one line that names the row and the column."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """columns: their names, all different. rows: of shape (rows, columns), not to be changed."""

    columns: tuple[str, ...]
    rows: Array

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Array:
        """The numbers of one column. Raises DataError if there is none of this name."""
        return self.rows[:, self.place(name)]

    def place(self, name: str) -> int:
        """Which column has this name, from 0. Raises DataError if there is none."""
        if name not in self.columns:
            raise DataError(f"there is no column {quoted(name)}: the data have {listed(self.columns)}")
        return self.columns.index(name)

    def taken(self, places: "NDArray[np.int64]") -> "Table":
        """A table of these rows, in this order."""
        return table(self.columns, self.rows[places])

    def with_cell(self, row: int, column: int, value: float) -> "Table":
        """The table with another number in one place. Raises DataError for one that is not finite."""
        rows = self.rows.copy()
        rows[row, column] = value
        return table(self.columns, rows)


def table(columns: Iterable[str], rows: object) -> Table:
    """A table of these rows. Raises DataError for wrong counts, names used twice, and what is not finite."""
    names = tuple(columns)
    for place, name in enumerate(names):
        if name in names[:place]:
            raise DataError(
                f"two columns are called {quoted(name)}: columns {names.index(name) + 1} and {place + 1}"
            )
    array = np.array(rows, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] != len(names):
        raise DataError(f"expected {len(names)} numbers in every row")
    finite = np.isfinite(array)
    if not finite.all():
        row, column = map(int, np.argwhere(~finite)[0])
        raise DataError(f"{at(row, names[column])}: expected a finite number, got {array[row, column]}")
    array.flags.writeable = False
    return Table(names, array)


def of_columns(columns: Mapping[str, Sequence[float]]) -> Table:
    """A table of columns by name. Raises DataError for columns of different lengths."""
    counts = {name: len(column) for name, column in columns.items()}
    for name, count in counts.items():
        first = next(iter(counts))
        if count != counts[first]:
            raise DataError(f"column {short(name)} has {count} rows, {short(first)} has {counts[first]}")
    try:
        return table(columns, np.column_stack([np.asarray(each, np.float64) for each in columns.values()]))
    except (TypeError, ValueError) as error:
        raise DataError(_wrong_cell(columns) or str(error)) from error


def _wrong_cell(columns: Mapping[str, Sequence[float]]) -> str:
    """The first place that holds no number; "" if there is none."""
    for name, column in columns.items():
        for row, value in enumerate(column):
            try:
                float(value)
            except (TypeError, ValueError):
                return f"{at(row, name)}: {quoted(str(value))} is not a number"
    return ""


def at(row: int, column: str) -> str:
    """A place in the data as it is named in a sentence; rows are counted from 1, without the names."""
    return f"row {row + 1}, column {short(column)}"


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names for a sentence, not too many of them."""
    return ", ".join(map(short, names[:most])) + (" …" if len(names) > most else "")


def split(data: Table, test: float, seed: int) -> tuple[Table, Table]:
    """The rows to train on and those to test with, in the order that they had: the same seed, the same split.

    test: which share is kept for testing, as `kept_for_testing` takes it.
    """
    count = kept_for_testing(len(data), test)
    order = np.random.default_rng(seed).permutation(len(data))
    return data.taken(np.sort(order[count:])), data.taken(np.sort(order[:count]))


def kept_for_testing(rows: int, test: float) -> int:
    """How many of so many rows a share of them is; at least one row is left to train on.

    test: from 0 to less than 1. Raises DataError for another one, and for one that is not even a row.
    """
    if not 0 <= test < 1:
        raise DataError("the share of test rows: expected a number from 0 to less than 1")
    count = min(round(test * rows), max(0, rows - 1))
    if count or not test or not rows:
        return count
    if rows == 1:
        raise DataError("the share of test rows: of a single row none can be kept for testing")
    raise DataError(f"the share of test rows: {test:g} of {rows} rows is no row; one is {1 / rows:.2g}")
