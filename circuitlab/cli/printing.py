"""Text for people and for programs: aligned tables, and JSON with whole doubles."""

import json
import math
from collections.abc import Iterable, Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach.numbers import full


def name_of(circuit: Circuit, gate: int) -> str | int:
    """What a gate is called in the output: its name, else its id."""
    name = circuit.gates[gate].name
    return gate if name is None else name


def number(value: float | None) -> object:
    """A double for JSON: non-finite ones as the strings "inf", "-inf" and "nan"."""
    return value if value is None or math.isfinite(value) else repr(value)


def dumps(value: object) -> str:
    """JSON on one line. Characters beyond ASCII are escaped: it survives every pipe."""
    return json.dumps(value, allow_nan=False)


def dump_list(items: Iterable[object]) -> str:
    """A JSON list with one item a line."""
    body = ",\n".join(map(dumps, items))
    return f"[\n{body}\n]" if body else "[]"


def text(value: float | None) -> str:
    """A whole double for people; a dash where there is none."""
    return "-" if value is None else full(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], left: frozenset[int] = frozenset({0})) -> str:
    """Columns two spaces apart; those in `left` begin at the left, the others end at the right."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.ljust(width) if index in left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(padded).rstrip()

    return "\n".join(map(line, lines)) + "\n"
