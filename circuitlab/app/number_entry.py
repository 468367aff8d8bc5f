"""Numbers as people type them: 1.5, −2, 1,5, 1/3, pi, 2e-3. No Qt."""

import re

from circuitlab.circuit.errors import BadValue, quoted
from circuitlab.formula.evaluate import evaluate
from circuitlab.formula.parse import FormulaError, parse_formula

_DECIMAL_COMMA = re.compile(r"(?<![\w.])(\d+),(\d+)(?![\w.,])")
_CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045, "inf": float("inf"), "nan": float("nan")}
LONGEST = 200
"""Characters; a number that takes more is none that somebody typed."""


def number(text: str) -> float:
    """The number in a field. Raises BadValue, whose text is one line, if there is none."""
    if not text.strip():
        raise BadValue("Expected a number such as −2.5, 1/3 or 1e-3.")
    try:
        if len(text) > LONGEST:
            raise BadValue(f"Expected a number, not {len(text)} characters.")
        return evaluate(parse_formula(_DECIMAL_COMMA.sub(r"\1.\2", text.strip())), _CONSTANTS)
    except (FormulaError, KeyError) as error:
        raise BadValue(f"{quoted(text.strip())} is no number: expected −2.5, 1/3 or 1e-3.") from error
