"""The data of a document in its file: the rows as lists, or, where there are many, packed.

A row a line can be read, edited and compared. Packed are the same doubles as base64, which takes half the
room and a fraction of the time.
"""

import binascii
import math
import struct
from collections.abc import Iterator
from typing import Annotated

import msgspec

from circuitlab.circuit.data import LONGEST_NAME, WIDTH, check_columns, in_blocks, rows_of
from circuitlab.circuit.errors import CircuitError, clause
from circuitlab.circuit.parts import Data
from circuitlab.files.disk import SIZE_LIMIT
from circuitlab.files.errors import FileError, shown

MOST_IN_ROWS = 30_000
"""Numbers: data with more of them are packed."""

_Text = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)]


class DataRecord(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One of `rows` and `packed`, the doubles row by row with the lowest byte first. feeds: columns by
    input."""

    columns: list[_Text]
    source: _Text = ""
    feeds: dict[str, _Text] = {}
    target: str | None = None
    rows: list[list[float]] | None = None
    packed: str | None = None


def fits(data: Data, beside: int = 0) -> bool:
    """Whether a file that holds so many bytes already has room for the data: it must be opened again."""
    return beside + _size(data) <= SIZE_LIMIT


def _size(data: Data) -> int:
    """How many bytes the data take, at most."""
    names = sum(len(name.encode()) for name in data.columns)
    return 20 * names + 1_000 + _size_of_rows(data)


def _size_of_rows(data: Data) -> int:
    return data.size * 4 // 3 + 4 if _is_long(data) else 4 * data.size + 100 * (data.count + 1)


def pieces(data: Data) -> Iterator[bytes]:
    """The value of the key "data", bit by bit: of many data, each takes a millisecond or so."""
    head = DataRecord(list(data.columns), data.source, dict(data.feeds), data.target)
    yield f"{_json(head).removesuffix('}')},\n".encode()
    if _is_long(data):
        yield b'"packed": "'
        for first in range(0, len(data.blocks), 3):  # three of a kind are whole groups of base64
            yield binascii.b2a_base64(b"".join(data.blocks[first : first + 3]), newline=False)
        yield b'"\n'
    else:
        rows = ",\n".join(_json(row) for row in rows_of(data))
        yield f'"rows": [\n{rows}\n]\n'.encode()
    yield b"}"


def data_of(record: DataRecord) -> Data:
    """The data in a record. Raises FileError, which names the place and what was expected there."""
    try:
        check_columns(record.columns)
    except CircuitError as error:
        raise FileError(f"data.columns: {clause(str(error))}") from error
    chosen = {f"feeds.{shown(name)}": column for name, column in record.feeds.items()}
    for place, column in (chosen | {"target": record.target}).items():
        if column is not None and column not in record.columns:
            raise FileError(f'data.{place}: there is no column "{shown(column)}"')
    if (record.rows is None) == (record.packed is None):
        raise FileError('data: expected either "rows" or "packed"')
    count = len(record.columns)
    numbers = _packed(record.packed, count) if record.rows is None else _written(record.rows, count)
    if not numbers:
        raise FileError("data: expected at least one row")
    feeds = tuple(record.feeds.items())
    return Data(tuple(record.columns), in_blocks(numbers, count), record.source, feeds, record.target)


def _is_long(data: Data) -> bool:
    return data.size > WIDTH * MOST_IN_ROWS


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()


def _written(rows: list[list[float]], columns: int) -> bytes:
    form = struct.Struct(f"<{columns}d")
    for place, row in enumerate(rows):
        if len(row) != columns:
            raise FileError(f"data.rows[{place}]: expected {columns} numbers, got {len(row)}")
    return b"".join(form.pack(*row) for row in rows)


def _packed(text: str | None, columns: int) -> bytes:
    try:
        numbers = binascii.a2b_base64((text or "").encode(), strict_mode=True)
    except ValueError as error:
        raise FileError("data.packed: expected base64") from error
    if len(numbers) % (WIDTH * columns):
        raise FileError(f"data.packed: expected whole rows of {columns} doubles, got {len(numbers)} bytes")
    if {0x7F, 0xFF}.isdisjoint(numbers[7::WIDTH]):  # all others are finite, and few are as large as these
        return numbers
    for row, values in enumerate(struct.iter_unpack(f"<{columns}d", numbers), 1):
        if not all(map(math.isfinite, values)):
            raise FileError(f"data.packed: row {row}: expected finite numbers")
    return numbers
