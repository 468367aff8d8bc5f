"""Data as a table: columns with names, rows of finite numbers. Imports NumPy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from circuitlab.circuit.data import check_columns, in_blocks
from circuitlab.circuit.errors import CircuitError, clause, quoted, short
from circuitlab.circuit.parts import Data
from circuitlab.formula.errors import one_line

Array = NDArray[np.float64]

Rows: TypeAlias = NDArray[np.int64]
"""Rows, or examples, by their places, from 0."""


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


def table(columns: Iterable[str], rows: object) -> Table:
    """A table of these rows. Raises DataError for wrong counts, names used twice, and what is not finite."""
    names = tuple(columns)
    try:
        check_columns(names)
    except CircuitError as error:
        raise DataError(clause(str(error))) from error
    array = np.array(rows, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] != len(names):
        raise DataError(f"every row must hold {len(names)} numbers, one for each column")
    finite = np.isfinite(array)
    if not finite.all():
        row, column = map(int, np.argwhere(~finite)[0])
        raise DataError(f"{at(row, names[column])}: expected a finite number, got {array[row, column]}")
    return of_checked(names, array)


def of_checked(columns: Iterable[str], rows: Array) -> Table:
    """A table of rows that are known to be right, and are nobody else's."""
    rows.flags.writeable = False
    return Table(tuple(columns), rows)


def kept(data: Table, source: str) -> Data:
    """A table as a document keeps it. source: where it comes from, for people."""
    return Data(data.columns, in_blocks(data.rows.astype("<f8").tobytes(), len(data.columns)), source)


def of_data(data: Data) -> Table:
    """The table that a document keeps."""
    rows = np.frombuffer(b"".join(data.blocks), dtype="<f8").astype(np.float64, copy=False)
    return Table(data.columns, rows.reshape(-1, len(data.columns)))


def of_columns(columns: Mapping[str, Sequence[float]]) -> Table:
    """A table of columns by name. Raises DataError for columns of different lengths."""
    counts = {name: len(column) for name, column in columns.items()}
    for name, count in counts.items():
        first = next(iter(counts))
        if count != counts[first]:
            other = f"column {short(first)} {counts[first]}"
            raise DataError(f"column {short(name)} has {count} numbers, {other}")
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


def at(row: int, column: str = "", line: int = 0) -> str:
    """A place in the data as it is named in a sentence; rows are counted from 1, without the names.

    line: of the text that they come from; 0 where there is none.
    """
    place = f"row {row + 1}" + (f" (line {line})" if line not in (0, row + 1) else "")
    return f"{place}, column {short(column)}" if column else place


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names for a sentence, not too many of them."""
    return ", ".join(map(short, names[:most])) + (" …" if len(names) > most else "")


def split(rows: int, test: float, seed: int) -> tuple[Rows, Rows]:
    """Of so many rows those to train on and those to test with, rising: the same seed, the same split.

    test: which share is kept for testing, as `kept_for_testing` takes it.
    """
    count = kept_for_testing(rows, test)
    order = np.random.default_rng(seed).permutation(rows)
    return np.sort(order[count:]), np.sort(order[:count])


def kept_for_testing(rows: int, test: float) -> int:
    """How many of so many rows a share of them is; at least one row is left to train on.

    test: from 0 to less than 1. Raises DataError for another one, and for one that is not even a row.
    """
    if not 0 <= test < 1:
        raise DataError(f"the share of test rows must be at least 0 and less than 1, not {test:g}")
    count = min(round(test * rows), max(0, rows - 1))
    if count or not test or not rows:
        return count
    if rows == 1:
        raise DataError("the share of test rows: of a single row none can be kept for testing")
    raise DataError(f"the share of test rows: {test:g} of {rows} rows is no row; one is {1 / rows:.2g}")
