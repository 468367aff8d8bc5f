"""How formulas and gates are written for people: a middle dot, a real minus, small digits. No Qt.

The parser reads all of it back: "·" and "−" are operators to it, and names are compared after NFKC.
"""

import re

from circuitlab.circuit.circuit import Circuit

_INDEX = re.compile(r"\b([A-Za-z]{1,2})(\d{1,2})\b")
_SMALL_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def pretty(text: str) -> str:
    """Formula text as a book prints it: "f = w0 * -x" becomes "f = w₀ · −x". The length stays the same."""
    text = _INDEX.sub(lambda match: match[1] + match[2].translate(_SMALL_DIGITS), text)
    return re.sub(r"(?<!\*)\*(?!\*)", "·", text).replace("-", "−").replace("e−", "e-")


def plain(text: str) -> str:
    """The same as it is typed: the inverse of `pretty`."""
    return text.replace("·", "*").replace("−", "-").translate(_DIGITS)


def gate_label(circuit: Circuit, gate: int) -> str:
    """A gate's name for a line of text; without one, its symbol ("×"), or its kind where that is unknown."""
    from circuitlab.gates.catalogue import find_kind

    part = circuit.gates[gate]
    if part.name is not None:
        return pretty(part.name)
    kind = find_kind(part.kind)
    return part.kind if kind is None else kind.symbol or kind.title
