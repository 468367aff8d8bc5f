"""Data in CSV files, from disk and to it. Imports NumPy: import this module when needed."""

from pathlib import Path

from circuitlab.engine.work import Work, done
from circuitlab.files.disk import place, read_bytes, write_bytes
from circuitlab.files.errors import FileError
from circuitlab.learn import csv_text
from circuitlab.learn.table import DataError, Table

SUFFIX = ".csv"
LIMIT = 512 * 2**20
"""Bytes; a million rows of three columns take about 60 MB."""


def read(path: Path) -> Table:
    """The table in a CSV file. Raises FileError, which names the file, the row and the column."""
    return done(reading(path))


def reading(path: Path) -> Work[Table]:
    """The same, with pauses."""
    data = read_bytes(path, LIMIT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{place(path)}: byte {error.start + 1}: expected UTF-8 text") from error
    del data
    try:
        found = yield from csv_text.reading(text)
    except DataError as error:
        raise FileError(f"{place(path)}: {error}") from error
    return found


def save(table: Table, path: Path) -> None:
    """Write a table as CSV. The file is there completely or as it was before. Raises FileError."""
    write_bytes(path, csv_text.write(table).encode())
