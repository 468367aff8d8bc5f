"""Tables as CSV text, also as a spreadsheet puts it on the clipboard. Imports NumPy.

A comma, a semicolon or a tab parts the cells; with one of the last two, a comma in a number is its point.
A first line without any number is the names of the columns.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from circuitlab.circuit.data import MOST_COLUMNS, check_columns
from circuitlab.circuit.errors import CircuitError, clause, quoted, short
from circuitlab.engine.work import Work, done
from circuitlab.learn.table import Array, DataError, Table, at, listed, of_checked

if TYPE_CHECKING:
    import _csv

CELLS = 8_000
"""Read between two pauses, or written: a few milliseconds, however many columns there are."""
CHARACTERS = 2**16
"""Taken from the text at once."""
MOST_CELL = 1_000
"""Characters of one cell; no number has more."""

Numbered: TypeAlias = tuple[int, list[str]]
"""The cells of a row, and the line that they end in."""


def read(text: str) -> Table:
    """The table in a text. Raises DataError, which names the row and the column."""
    return done(reading(text))


def reading(text: str, told: Callable[[float], object] = lambda _: None) -> Work[Table]:
    """The same, with pauses, for long texts. told: is handed how much is read, from 0 to 1."""
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    rows = _filled(csv.reader(_lines(text, told), delimiter=delimiter))
    first = next(rows, None)
    if first is None:
        raise DataError("there are no data: expected a line of column names and rows of numbers")
    has_names = _is_header(first[1], delimiter)
    names = _names(first[1], named=has_names)
    pieces, count = list[Array](), 0
    if not has_names:
        pieces, count = [_piece([first], names, 0, delimiter)], 1
    while piece := list(islice(rows, max(1, CELLS // len(names)))):
        pieces.append(_piece(piece, names, count, delimiter))
        count += len(piece)
        yield
    if not count:
        raise DataError(f"there are no rows of numbers below the column names {listed(names)}")
    yield
    return of_checked(names, np.concatenate(pieces))


def _lines(text: str, told: Callable[[float], object]) -> Iterator[str]:
    """The lines of a text, which is not copied as a whole."""
    first = 0
    while first < len(text):
        told(first / len(text))
        after = text.find("\n", first + CHARACTERS) + 1 or len(text)
        yield from io.StringIO(text[first:after], newline="")
        first = after


def _filled(lines: "_csv.Reader") -> Iterator[Numbered]:
    """The rows that hold something."""
    try:
        for cells in lines:
            if any(cell and not cell.isspace() for cell in cells):
                yield lines.line_num, cells
    except csv.Error as error:
        raise DataError(f"line {lines.line_num}: this is no CSV: {error}") from error


def _delimiter(text: str) -> str:
    head = text.lstrip("\r\n \t")[:10_000].split("\n", 1)[0]
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


def _names(first: Sequence[str], *, named: bool) -> tuple[str, ...]:
    """The names of the columns. Raises DataError for what no table can have."""
    if len(first) > MOST_COLUMNS:
        raise DataError(f"the first line has {len(first)} columns: at most {MOST_COLUMNS} can be read")
    if not named:
        return tuple(f"column{place + 1}" for place in range(len(first)))
    words = (" ".join(cell.split()) for cell in first)
    names = tuple("".join(filter(str.isprintable, name)) for name in words)
    try:
        check_columns(names)
    except CircuitError as error:
        raise DataError(f"the first line: {clause(str(error))}") from error
    return names


def _piece(rows: Sequence[Numbered], names: Sequence[str], first: int, delimiter: str) -> Array:
    """Some rows as numbers: all at once where nothing is wrong, else cell by cell."""
    if delimiter == "," and all(len(cells) == len(names) for _, cells in rows):
        try:
            found = np.array([list(map(float, cells)) for _, cells in rows], dtype=np.float64)
        except ValueError:
            pass
        else:
            if np.isfinite(found).all() and not any("_" in cell for _, cells in rows for cell in cells):
                return found
    numbers = [_row(row, names, first + place, delimiter) for place, row in enumerate(rows)]
    return np.array(numbers, dtype=np.float64)


def _row(row: Numbered, names: Sequence[str], place: int, delimiter: str) -> list[float]:
    """One row as numbers. Raises DataError."""
    line, cells = row
    if len(cells) != len(names):
        raise DataError(_wrong_count(row, names, place, delimiter))
    found = list[float]()
    for name, cell in zip(names, cells, strict=True):
        number = _number(cell, delimiter)
        if not cell.strip():
            raise DataError(f"{at(place, name, line)} is empty; expected a number")
        if number is None:
            raise DataError(f"{at(place, name, line)}: {quoted(cell.strip())} is not a number")
        if not isfinite(number):
            raise DataError(f"{at(place, name, line)}: expected a finite number, got {quoted(cell.strip())}")
        found.append(number)
    return found


def _wrong_count(row: Numbered, names: Sequence[str], place: int, delimiter: str) -> str:
    """A row with too few cells, or too many."""
    line, cells = row
    why = ""
    if len(cells) < len(names):
        why = f": column {short(names[len(cells)])} is missing"
    elif delimiter == "," and len(cells) == 2 * len(names):
        why = "; where numbers have decimal commas, semicolons or tabs must part the cells"
    cells_there = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
    return f"{at(place, line=line)} has {cells_there}, expected {len(names)}{why}"


def write(data: Table) -> str:
    """The table as CSV text with the names of the columns; every number reads back as the same double."""
    return "".join(pieces(data))


def pieces(data: Table, told: Callable[[float], object] = lambda _: None) -> Iterator[str]:
    """The same in pieces, each of which takes a few milliseconds. told: as for `reading`."""
    many = max(1, CELLS // len(data.columns))
    yield _text_of([data.columns])
    for first in range(0, len(data), many):
        told(first / len(data))
        yield _text_of(map(_cell, row) for row in data.rows[first : first + many].tolist())


def written(columns: Sequence[str], rows: Iterable[Sequence[float]]) -> str:
    """Names and rows of numbers as CSV text."""
    return _text_of([columns]) + _text_of(map(_cell, row) for row in rows)


def _text_of(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _cell(value: float) -> str:
    """A whole number without its point, as labels are written."""
    return repr(value).removesuffix(".0")
