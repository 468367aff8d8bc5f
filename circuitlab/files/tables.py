"""Data in CSV files, from disk and to it. Imports NumPy: import this module when needed."""

from collections.abc import Callable
from pathlib import Path

from circuitlab.engine.work import Work, done
from circuitlab.files.disk import place, read_bytes, writing
from circuitlab.files.errors import FileError
from circuitlab.learn import csv_text
from circuitlab.learn.table import DataError, Table

SUFFIX = ".csv"
LIMIT = 512 * 2**20
"""Bytes; a million rows of three columns take about 60 MB."""


def read(path: Path) -> Table:
    """The table in a CSV file. Raises FileError, which names the file, the row and the column."""
    return done(reading(path))


def reading(path: Path, told: Callable[[float], object] = lambda _: None) -> Work[Table]:
    """The same, with pauses. told: is handed how much is read, from 0 to 1."""
    data = read_bytes(path, LIMIT)
    if b"\0" in data:
        raise FileError(f"{place(path)}: byte {data.index(0) + 1}: a null byte; expected CSV text")
    yield
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = f"{place(path)}: byte {error.start + 1}"
        raise FileError(f"{where}: expected UTF-8 text, which spreadsheets call CSV UTF-8") from error
    del data
    yield
    try:
        found = yield from csv_text.reading(text, told)
    except DataError as error:
        raise FileError(f"{place(path)}: {error}") from error
    return found


def saving(table: Table, path: Path, told: Callable[[float], object] = lambda _: None) -> Work[None]:
    """Write a table as CSV, with pauses. The file is there completely or as it was before. Raises FileError.

    told: is handed how much is written, from 0 to 1.
    """
    yield from writing(path, (piece.encode() for piece in csv_text.pieces(table, told)))
