"""The rows of a gradient check as JSON and as lines of a table."""

from collections import Counter

from circuitlab.circuit.circuit import Circuit
from circuitlab.cli.printing import name_of, number, text
from circuitlab.engine.gradient_check import Report, Row

CHECK_HEADS = ("gate", "analytic", "numeric", "error", "status")
CHECK_LEFT = frozenset({0, 4})
"""The columns that hold words."""

_WORDS = {
    "ok": "agree",
    "mismatch": "do not agree",
    "kink": "not differentiable there",
    "undefined": "not finite there",
}


def row_json(circuit: Circuit, row: Row) -> dict[str, object]:
    """A row as the object that `check --json` prints."""
    return {
        "gate": name_of(circuit, row.gate),
        "analytic": number(row.analytic),
        "numeric": number(row.numeric),
        "error": number(row.error),
        "status": row.status,
    }


def row_cells(circuit: Circuit, row: Row) -> tuple[str, ...]:
    """A row as a line of a table."""
    numbers = map(text, (row.analytic, row.numeric, row.error))
    return (str(name_of(circuit, row.gate)), *numbers, row.status)


def verdict(report: Report) -> str:
    """The line below the table: how many gradients have which status."""
    counts = Counter[str](row.status for row in report.rows)
    found = ", ".join(f"{counts[status]} {words}" for status, words in _WORDS.items() if counts[status])
    return f"{'ok' if report.ok else 'FAILED'}: {found or 'nothing to check'}\n"
