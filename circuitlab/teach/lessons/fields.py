"""The text of a slide: words, formulas between $ and $, and {=numbers} that the circuit itself fills in.

A field is a formula over values (`f`) and gradients (`x.grad`) by name, for example `{=f}`, `{=3 * x.grad}`,
`{=f at x = -1.99}` (with other inputs), `{=f:6}` (six digits). So what a slide says is what its circuit does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_values
from circuitlab.circuit.errors import CircuitError, clause, quoted
from circuitlab.circuit.text import LETTERS
from circuitlab.formula.parse import FormulaError, parse_formula
from circuitlab.formula.tree import Expr, Name, names
from circuitlab.teach import names as naming
from circuitlab.teach import numbers
from circuitlab.teach.lessons.latex import fault

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

MOST_FIELDS = 60
"""Of one slide."""
_FIELD = re.compile(r"\{=(?P<inside>[^{}]*)\}")
_DIGITS = re.compile(r":\s*(\d{1,2})\s*\Z")
_GRADIENT = re.compile(r"([^\W\d]\w*)\s*\.\s*grad\b")
MARK = "__grad"
"""Stands for ".grad" in a tree, where a name has no parts."""
_AT = re.compile(r"\bat\b")
_PARTIAL = re.compile(r"\\partial(?![A-Za-z])\s*")
"""In braces it stands as close to its letter as it does in the step panel."""
_DOLLAR = "\\$"
_WORD = re.compile(r"\b[^\W\d_]{1,2}\d{1,2}\b")
_ABOUT = "≈ "

Role: TypeAlias = Literal["", "value", "gradient"]


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and whether it is a value or a gradient of a gate."""

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX, its numbers filled in."""

    latex: str


Piece: TypeAlias = Words | Figure | Formula


class Known:
    """The numbers that a slide's text can name: those of its circuit."""

    def __init__(self, circuit: Circuit, trace: "Trace | None" = None) -> None:
        self.circuit = circuit
        self._given = trace

    @cached_property
    def trace(self) -> "Trace":
        """Both passes; computed when first asked for."""
        from circuitlab.engine.passes import run

        return self._given or run(self.circuit)

    def number(self, name: str) -> float | None:
        """What a name in a field stands for; None where nothing is computed."""
        gate = self.circuit.names.get(name.removesuffix(MARK))
        if gate is None:
            return LETTERS.get(name)
        return self.trace.gradient(gate) if name.endswith(MARK) else self.trace.value(gate)

    def changed(self, values: Mapping[str, float]) -> "Known":
        """The same with other inputs. Raises CircuitError."""
        circuit = Circuit(self.circuit.parts)
        circuit.apply(set_values(circuit, values))
        return Known(circuit)


@dataclass(frozen=True, slots=True)
class Field:
    """A number to be filled in: its formula, other inputs to compute it at, and how many digits it has."""

    expr: Expr
    at: tuple[tuple[str, Expr], ...]
    digits: int | None
    """None: as many as the canvas shows."""

    @property
    def role(self) -> Role:
        if not isinstance(self.expr, Name):
            return ""
        return "gradient" if self.expr.id.endswith(MARK) else "value"

    def value(self, known: Known) -> float | None:
        """Its number; None where a gate that it names has none."""
        given = {name: _evaluated(expr, known) for name, expr in self.at}
        if given:
            known = known.changed({name: value for name, value in given.items() if value is not None})
        return _evaluated(self.expr, known)


def check(text: str, circuit: Circuit) -> None:
    """Raise ValueError, with one line, where a formula or a field of a paragraph is wrong."""
    for is_formula, part in _parts(text):
        for match in _FIELD.finditer(part):
            _check_field(match["inside"], circuit)
        if is_formula:
            wrong = fault(_FIELD.sub("0", part))
            if wrong:
                raise ValueError(wrong)
        elif "{=" in _FIELD.sub("", part):
            raise ValueError("expected } at the end of a number such as {=f}")


def count(text: str) -> int:
    """How many fields there are."""
    return sum(1 for _ in _FIELD.finditer(text))


def fields_of(text: str) -> tuple[Field, ...]:
    """The fields of a paragraph that was checked, in order."""
    return tuple(_read(match["inside"]) for _, part in _parts(text) for match in _FIELD.finditer(part))


def filled(text: str, known: Known) -> tuple[Piece, ...]:
    """A paragraph that was checked, with its numbers."""
    pieces: list[Piece] = []
    for is_formula, part in _parts(text):
        if is_formula:
            latex = _FIELD.sub(lambda match: _in_formula(match["inside"], known), part)
            pieces.append(Formula(_PARTIAL.sub(r"{\\partial}", latex)))
        else:
            pieces += _in_words(part, known)
    return tuple(pieces)


def plain(pieces: tuple[Piece, ...]) -> str:
    """The paragraph for where only text can be: formulas as LaTeX."""
    return "".join(piece.latex if isinstance(piece, Formula) else piece.text for piece in pieces)


def _parts(text: str) -> list[tuple[bool, str]]:
    """Words and formulas in turn. Raises ValueError for a $ without a second one."""
    split = text.replace(_DOLLAR, "\0").split("$")
    if len(split) % 2 == 0:
        raise ValueError(r"expected a second $ after a formula; a dollar sign itself is \$")
    parts = [(index % 2 == 1, part.replace("\0", "$")) for index, part in enumerate(split)]
    return [part for part in parts if part[0] or part[1]]


def _in_formula(inside: str, known: Known) -> str:
    field = _read(inside)
    value = field.value(known)
    written = "?" if value is None else numbers.latex(value, field.digits)
    return rf"\textcolor{{{field.role}}}{{{written}}}" if field.role else f"{{{written}}}"


def _in_words(part: str, known: Known) -> list[Piece]:
    """Words and numbers in turn; a number that is not exact reads "about 1"."""
    pieces: list[Piece] = []
    done = 0
    for match in _FIELD.finditer(part):
        before, figure = part[done : match.start()], _figure(match["inside"], known)
        if figure.text.startswith(_ABOUT):
            figure = Figure(figure.text.removeprefix(_ABOUT), figure.role)
            before += "" if before.endswith("about ") else "about "
        pieces += [Words(_named(before, known.circuit))] if before else []
        pieces.append(figure)
        done = match.end()
    return [*pieces, Words(_named(part[done:], known.circuit))] if done < len(part) else pieces


def _named(words: str, circuit: Circuit) -> str:
    """Names of gates as the canvas writes them: w₁ for w1."""
    words = naming.typeset(words)
    return _WORD.sub(lambda match: naming.indexed(match[0]) if match[0] in circuit.names else match[0], words)


def _figure(inside: str, known: Known) -> Figure:
    field = _read(inside)
    value = field.value(known)
    return Figure("?" if value is None else numbers.text(value, field.digits), field.role)


def _check_field(inside: str, circuit: Circuit) -> None:
    try:
        field = _read(inside)
    except FormulaError as error:
        raise ValueError(f"{quoted('{=' + inside + '}')}: {error.reason}") from None
    for expr in (field.expr, *(expr for _, expr in field.at)):
        for name in names(expr):
            if name.removesuffix(MARK) not in circuit.names and name not in LETTERS:
                raise ValueError(f"{quoted('{=' + inside + '}')}: there is no gate {quoted(name)}")
    try:
        set_values(circuit, {name: 0.0 for name, _ in field.at})
    except CircuitError as error:
        raise ValueError(f"{quoted('{=' + inside + '}')}: {clause(str(error))}") from None


def _read(inside: str) -> Field:
    """A field. Raises FormulaError."""
    digits = _DIGITS.search(inside)
    body = inside[: digits.start()] if digits else inside
    shown, *rest = _AT.split(body, maxsplit=1)
    others = numbers.DIGITS if rest else None  # what a nudge does is not rounded away
    return Field(
        _tree(shown),
        tuple(_assigned(pair) for pair in (rest[0].split(",") if rest else ())),
        min(max(1, int(digits[1])), 17) if digits else others,
    )


def _assigned(pair: str) -> tuple[str, Expr]:
    name, equals, value = pair.partition("=")
    if not equals or not name.strip().isidentifier():
        raise FormulaError("expected at x = 1, y = 2")
    return name.strip(), _tree(value)


def _tree(text: str) -> Expr:
    return parse_formula(_GRADIENT.sub(rf"\1{MARK}", text.strip()))


def _evaluated(expr: Expr, known: Known) -> float | None:
    from circuitlab.formula.evaluate import evaluate

    values = {name: known.number(name) for name in names(expr)}
    found = {name: value for name, value in values.items() if value is not None}
    return evaluate(expr, found) if len(found) == len(values) else None
