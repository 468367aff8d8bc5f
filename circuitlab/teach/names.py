"""What gates are called where people read them: in a sentence, and in an equation. Pure."""

import re
from collections.abc import Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import short
from circuitlab.circuit.text_print import formula_of
from circuitlab.formula.parse import FormulaError, parse_formula
from circuitlab.formula.printers import to_latex
from circuitlab.formula.symbols import symbol
from circuitlab.teach import numbers

_LONGEST_FORMULA = 20
"""A gate without a name is called by its formula up to this many characters, else by its sign."""
_LONGEST_IN_EQUATION = 12
_INDEX = re.compile(r"\b([A-Za-z]{1,2})(\d{1,2})\b")
_SMALL_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_POWER = re.compile(r" ?\*\* ?(\d+)\b")
_SIGNED = re.compile(r"([·/+−] ?)(−[\w.]+)")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)")
_NAMED_A = re.compile(r"(?:^|(?<=[.?!] ))a (?!and |or )")
_SIGNS = {"+": "{+}", "−": "{-}", "×": r"\times", "÷": r"\div"}


def pretty(text: str) -> str:
    """Formula text as a book prints it: "f = w0 * -x" becomes "f = w₀ · −x". The length stays the same."""
    text = indexed(text)
    return re.sub(r"(?<!\*)\*(?!\*)", "·", text).replace("-", "−").replace("e−", "e-")


def indexed(text: str) -> str:
    """The digits of names as indices: "w1" becomes "w₁". The length stays the same."""
    return _INDEX.sub(lambda match: match[1] + match[2].translate(_SMALL_DIGITS), text)


def typeset(words: str) -> str:
    """Apostrophes as a book prints them: "q's" becomes "q’s"."""
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", words)


def compact(formula: str) -> str:
    """A formula for a sentence, as short as it reads well: "w₀·x₀ + d²". Not to be parsed again."""
    raised = _POWER.sub(lambda match: match[1].translate(_RAISED_DIGITS), formula)
    return _SIGNED.sub(r"\1(\2)", pretty(raised)).replace(" · ", "·")


def name_of(circuit: Circuit, gate: int) -> str:
    """A gate in a sentence: its name, a constant's number, a short formula, or its sign."""
    part = circuit.gates[gate]
    if part.name is not None:
        return pretty(short(part.name))
    if part.inputs == 0 and part.value is not None:
        return numbers.text(part.value)
    formula = formula_of(circuit, gate, _LONGEST_FORMULA)
    if part.inputs and len(formula) <= _LONGEST_FORMULA and formula.isprintable():
        return compact(formula)
    return sign_of(circuit, gate)


def clear(circuit: Circuit, said: str) -> str:
    """A sentence that would begin with the gate a, which reads as the article: "The input a works …"."""
    gate = circuit.names.get("a")
    if gate is None:
        return said
    part = circuit.gates[gate]
    return _NAMED_A.sub(f"The {'gate' if part.inputs else part.kind} a ", said)


def sign_of(circuit: Circuit, gate: int) -> str:
    """What stands in the middle of a gate: "×"."""
    part = circuit.gates[gate]
    kind = circuit.kind(part.kind)
    return short(part.kind) if kind is None else kind.symbol or kind.title


def latex_of(circuit: Circuit, gate: int) -> str:
    """The same for an equation, as LaTeX."""
    part = circuit.gates[gate]
    if part.name is not None:
        return symbol(part.name)
    if part.inputs == 0 and part.value is not None:
        return numbers.latex(part.value)
    formula = formula_of(circuit, gate, _LONGEST_IN_EQUATION)
    if part.inputs and len(formula) <= _LONGEST_IN_EQUATION:
        return rf"\left({formula_latex(formula)}\right)"
    sign = sign_of(circuit, gate)
    return rf"\boxed{{{_SIGNS.get(sign) or _text(sign)}}}"


def formula_latex(formula: str) -> str:
    """The right side of a formula as LaTeX; as it stands where it holds "?" or "…"."""
    try:
        return to_latex(parse_formula(formula))
    except FormulaError:
        return _text(formula)


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Words in a row: "x, y and z"; at most five, then "x, y, z and 4 more"."""
    if len(words) > 5:
        words = [*words[:3], f"{len(words) - 3} more"]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _text(words: str) -> str:
    return r"\text{" + re.sub(r"[\\{}$%&#^~]", " ", words) + "}"
