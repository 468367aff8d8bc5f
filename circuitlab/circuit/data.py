"""The data of a document: their edits, and the form in which their numbers are kept. Pure, without NumPy."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadValue, quoted
from circuitlab.circuit.parts import BLOCK, DATA_ID, Data, Gate

MOST_COLUMNS = 1_000
LONGEST_NAME = 1_000
"""Characters of a column's name."""
WIDTH = 8
"""Bytes of a number."""


def put(circuit: Circuit, data: Data | None) -> Changes:
    """These data in the place of those that are there; None: no data any more."""
    before = circuit.data
    if before is None:
        return Changes() if data is None else adding(data)
    return removing(before) if data is None else replacing([(before, data)])


def like(before: Data | None, data: Data) -> Data:
    """`data` with the choices that were made by hand for those before, as far as the columns are there."""
    if before is None:
        return data
    feeds = tuple(pair for pair in before.feeds if pair[1] in data.columns)
    return replace(data, feeds=feeds, target=before.target if before.target in data.columns else None)


def following(circuit: Circuit, changes: Changes) -> Changes:
    """`changes`, and the columns chosen by hand go with their inputs: to another name, or away with them.

    A gate that comes in the place of one of the same name keeps its column.
    """
    data = circuit.data
    if data is None or not data.feeds or DATA_ID in changes.parts:
        return changes
    now, gone, new = dict[str, str](), set[str](), set[str]()
    for before, after in changes.parts.values():
        if isinstance(before, Gate) and isinstance(after, Gate):
            now[fed_as(before)] = fed_as(after)
        elif isinstance(before, Gate):
            gone.add(fed_as(before))
        elif isinstance(after, Gate):
            new.add(fed_as(after))
    feeds = tuple((now.get(name, name), column) for name, column in data.feeds if name not in gone - new)
    return changes.then(put(circuit, replace(data, feeds=feeds)))


def fed_as(gate: Gate) -> str:
    """What an input is called where columns are chosen: its name, or its id where it has none."""
    return gate.name or str(gate.id)


def with_cell(data: Data, row: int, column: int, value: float) -> Data:
    """The data with another number in one place; all other blocks are shared."""
    number, inside = divmod(row, BLOCK)
    block = bytearray(data.blocks[number])
    struct.pack_into("<d", block, WIDTH * (inside * len(data.columns) + column), value)
    return replace(data, blocks=(*data.blocks[:number], bytes(block), *data.blocks[number + 1 :]))


def feeding(data: Data, name: str, column: str) -> Data:
    """The data with a column that feeds the input of this name, whatever fed it before."""
    others = (pair for pair in data.feeds if pair[0] != name)
    return replace(data, feeds=(*others, (name, column)))


def meeting(data: Data, column: str) -> Data:
    """The data with a column that the output is to meet."""
    return replace(data, target=column)


def in_blocks(numbers: bytes, columns: int) -> tuple[bytes, ...]:
    """The rows as `Data.blocks` has them."""
    long = WIDTH * BLOCK * max(1, columns)
    return tuple(numbers[first : first + long] for first in range(0, len(numbers), long))


def rows_of(data: Data) -> Iterator[tuple[float, ...]]:
    """The rows as Python numbers."""
    form = struct.Struct(f"<{len(data.columns)}d")
    for block in data.blocks:
        yield from form.iter_unpack(block)


def check_columns(names: Sequence[str]) -> None:
    """Raises BadValue for names that no table can have."""
    if not 1 <= len(names) <= MOST_COLUMNS:
        raise BadValue(f"{len(names)} columns: expected from 1 to {MOST_COLUMNS}.")
    places = sorted(range(len(names)), key=lambda place: (names[place], place))
    for first, second in pairwise(places):
        if names[first] == names[second]:
            where = f"columns {first + 1} and {second + 1}"
            raise BadValue(f"two columns are called {quoted(names[first])}: {where}.")
    for place, name in enumerate(names, 1):
        if not name.strip():
            raise BadValue(f"column {place} has no name.")
        if len(name) > LONGEST_NAME:
            raise BadValue(f"column {place}: its name has more than {LONGEST_NAME} characters.")
        if not name.isprintable():
            raise BadValue(f"column {place}: its name {quoted(name)} holds what can't be shown.")
