"""Tables as CSV text, also as a spreadsheet puts it on the clipboard. Imports NumPy.

A comma, a semicolon or a tab parts the cells; with one of the last two, a comma in a number is its point.
A first line without any number is the names of the columns.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from math import isfinite

import numpy as np

from circuitlab.circuit.errors import quoted
from circuitlab.engine.work import Work, done
from circuitlab.learn.table import DataError, Table, at, table

PIECE = 4_000
"""Rows read between two pauses."""
MOST_COLUMNS = 1_000
MOST_CELL = 1_000
"""Characters of one cell; no number has more."""


def read(text: str) -> Table:
    """The table in a text. Raises DataError, which names the row and the column."""
    return done(reading(text))


def reading(text: str) -> Work[Table]:
    """The same, with pauses, for long texts."""
    delimiter = _delimiter(text)
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    rows = _filled(lines)
    first = next(rows, None)
    if first is None:
        raise DataError("there are no data: expected a line of column names and rows of numbers")
    if len(first) > MOST_COLUMNS:
        raise DataError(f"row 1 has {len(first)} columns: at most {MOST_COLUMNS} can be read")
    names = _names(first, delimiter)
    pieces = list[np.ndarray[tuple[int, int], np.dtype[np.float64]]]()
    read_so_far = 0
    if not _is_header(first, delimiter):
        pieces.append(_piece([first], names, 0, delimiter))
        read_so_far = 1
    while piece := list(islice(rows, PIECE)):
        pieces.append(_piece(piece, names, read_so_far, delimiter))
        read_so_far += len(piece)
        yield
    if not read_so_far:
        raise DataError("there are column names, but no rows below them")
    return table(names, np.concatenate(pieces))


def _filled(lines: "Iterator[list[str]]") -> Iterator[list[str]]:
    """The lines that hold something."""
    try:
        for cells in lines:
            if any(cell and not cell.isspace() for cell in cells):
                yield cells
    except csv.Error as error:
        raise DataError(f"not CSV: {error}") from error


def _delimiter(text: str) -> str:
    head = text.lstrip("\ufeff\r\n \t")[:10_000].split("\n", 1)[0]
    return next((mark for mark in "\t;" if mark in head), ",")


def _number(cell: str, delimiter: str) -> float | None:
    """The number in a cell; None if there is none."""
    text = cell.strip().replace("\u2212", "-")
    if delimiter != "," and "." not in text:
        text = text.replace(",", ".")
    if "_" in text or len(text) > MOST_CELL:  # Python would take 1_000
        return None
    try:
        return float(text)
    except ValueError:
        return None


def _is_header(cells: Sequence[str], delimiter: str) -> bool:
    return all(_number(cell, delimiter) is None for cell in cells)


def _names(first: Sequence[str], delimiter: str) -> tuple[str, ...]:
    if not _is_header(first, delimiter):
        return tuple(f"column{place + 1}" for place in range(len(first)))
    names = tuple(cell.strip() for cell in first)
    for place, name in enumerate(names):
        if not name:
            raise DataError(f"column {place + 1} has no name in the first line")
    return names


def _piece(
    rows: Sequence[Sequence[str]], names: Sequence[str], first: int, delimiter: str
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Some rows as numbers: all at once where nothing is wrong, else cell by cell."""
    if all(len(cells) == len(names) for cells in rows) and delimiter == ",":
        try:
            found = np.array([list(map(float, cells)) for cells in rows], dtype=np.float64)
        except ValueError:
            pass
        else:
            if np.isfinite(found).all() and not any("_" in cell for cells in rows for cell in cells):
                return found
    numbers = [_row(cells, names, first + place, delimiter) for place, cells in enumerate(rows)]
    return np.array(numbers, dtype=np.float64)


def _row(cells: Sequence[str], names: Sequence[str], row: int, delimiter: str) -> list[float]:
    """One row as numbers. Raises DataError."""
    if len(cells) != len(names):
        missing = f": {quoted(names[len(cells)])} is missing" if len(cells) < len(names) else ""
        raise DataError(f"row {row + 1} has {len(cells)} cells, expected {len(names)}{missing}")
    found = list[float]()
    for name, cell in zip(names, cells, strict=True):
        number = _number(cell, delimiter)
        if not cell.strip():
            raise DataError(f"{at(row, name)}: is empty; expected a number")
        if number is None:
            raise DataError(f"{at(row, name)}: {quoted(cell.strip())} is not a number")
        if not isfinite(number):
            raise DataError(f"{at(row, name)}: expected a finite number, got {quoted(cell.strip())}")
        found.append(number)
    return found


def write(data: Table) -> str:
    """The table as CSV text with the names of the columns; every number reads back as the same double."""
    pieces = (data.rows[first : first + PIECE].tolist() for first in range(0, len(data), PIECE))
    return written(data.columns, chain.from_iterable(pieces))


def written(columns: Sequence[str], rows: Iterable[Sequence[float]]) -> str:
    """Names and rows of numbers as CSV text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(map(_cell, row) for row in rows)
    return out.getvalue()


def _cell(value: float) -> str:
    """A whole number without its point, as labels are written."""
    return repr(value).removesuffix(".0")
