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
from circuitlab.teach import numbers
from circuitlab.teach.lessons.latex import fault

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

MOST_FIELDS = 60
"""Of one slide."""
_FIELD = re.compile(r"\{=(?P<inside>[^{}]*)\}")
_DIGITS = re.compile(r":\s*(\d{1,2})\s*\Z")
_GRADIENT = re.compile(r"([^\W\d]\w*)\s*\.\s*grad\b")
_MARK = "__grad"
"""Stands for ".grad" in a tree, where a name has no parts."""
_AT = re.compile(r"\bat\b")
_PARTIAL = re.compile(r"\\partial(?![A-Za-z])\s*")
"""In braces it stands as close to its letter as it does in the step panel."""
_DOLLAR = "\\$"

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
        gate = self.circuit.names.get(name.removesuffix(_MARK))
        if gate is None:
            return LETTERS.get(name)
        return self.trace.gradient(gate) if name.endswith(_MARK) else self.trace.value(gate)

    def changed(self, values: Mapping[str, float]) -> "Known":
        """The same with other inputs. Raises CircuitError."""
        circuit = Circuit(self.circuit.parts)
        circuit.apply(set_values(circuit, values))
        return Known(circuit)


@dataclass(frozen=True, slots=True)
class _Field:
    expr: Expr
    at: tuple[tuple[str, Expr], ...]
    digits: int

    @property
    def role(self) -> Role:
        if not isinstance(self.expr, Name):
            return ""
        return "gradient" if self.expr.id.endswith(_MARK) else "value"

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


def filled(text: str, known: Known) -> tuple[Piece, ...]:
    """A paragraph that was checked, with its numbers."""
    pieces: list[Piece] = []
    for is_formula, part in _parts(text):
        if is_formula:
            latex = _FIELD.sub(lambda match: _in_formula(match["inside"], known), part)
            pieces.append(Formula(_PARTIAL.sub(r"{\\partial}", latex)))
            continue
        done = 0
        for match in _FIELD.finditer(part):
            pieces += [Words(part[done : match.start()])] if match.start() > done else []
            pieces.append(_figure(match["inside"], known))
            done = match.end()
        pieces += [Words(part[done:])] if done < len(part) else []
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
            if name.removesuffix(_MARK) not in circuit.names and name not in LETTERS:
                raise ValueError(f"{quoted('{=' + inside + '}')}: there is no gate {quoted(name)}")
    try:
        set_values(circuit, {name: 0.0 for name, _ in field.at})
    except CircuitError as error:
        raise ValueError(f"{quoted('{=' + inside + '}')}: {clause(str(error))}") from None


def _read(inside: str) -> _Field:
    """A field. Raises FormulaError."""
    digits = _DIGITS.search(inside)
    body = inside[: digits.start()] if digits else inside
    shown, *rest = _AT.split(body, maxsplit=1)
    return _Field(
        _tree(shown),
        tuple(_assigned(pair) for pair in (rest[0].split(",") if rest else ())),
        min(max(1, int(digits[1])), 17) if digits else numbers.DIGITS,
    )


def _assigned(pair: str) -> tuple[str, Expr]:
    name, equals, value = pair.partition("=")
    if not equals or not name.strip().isidentifier():
        raise FormulaError("expected at x = 1, y = 2")
    return name.strip(), _tree(value)


def _tree(text: str) -> Expr:
    return parse_formula(_GRADIENT.sub(rf"\1{_MARK}", text.strip()))


def _evaluated(expr: Expr, known: Known) -> float | None:
    from circuitlab.formula.evaluate import evaluate

    values = {name: known.number(name) for name in names(expr)}
    found = {name: value for name, value in values.items() if value is not None}
    return evaluate(expr, found) if len(found) == len(values) else None
