"""The equations of a step, as LaTeX. A number wears the colour of what it is: \\textcolor{value}{3}. Pure.

The colours are names of roles (value, gradient); whoever draws them puts the theme's colours in their place.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import kind_of
from circuitlab.circuit.text_print import formula_of
from circuitlab.engine.cursor import Cursor, end
from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.printers import to_latex
from circuitlab.formula.program import OUT
from circuitlab.formula.tree import Call, Expr, Name, Number, postorder
from circuitlab.teach import numbers
from circuitlab.teach.names import formula_latex, latex_of, name_of
from circuitlab.teach.notation import Notation, gradient_latex, partial_latex

if TYPE_CHECKING:
    from circuitlab.engine.trace import Message, Step, Trace

_LONGEST = 60
"""Characters of a formula that is written out."""
_ROLE = re.compile(r"\\textcolor\{[a-z_]+\}")
_MARKED = re.compile(r"(-?)\\shown\{((?:[^{}]|\{[^{}]*\})*)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card. slot: a number that is not computed yet follows.

    short: the same in less room, "" if there is no such thing.
    """

    caption: str
    latex: str
    slot: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The way back along one wire.

    to: name of the gate that receives. rule, slope, product: the three equations. total: the sum with what
    came before, "" where nothing did. size: how much is sent, regardless of its sign. short_slope: the slope
    as a number alone. receives: the left side of the rule, with its sign.
    """

    to: str
    rule: str
    slope: str
    product: str
    total: str
    size: float
    short_slope: str
    receives: str


@dataclass(frozen=True, slots=True)
class OneLine:
    """An equation in one line. short: the numbers alone. size: how much is sent, regardless of its sign."""

    latex: str
    short: str
    size: float = 0.0


def forward_rows(circuit: Circuit, step: "Step", *, done: bool) -> tuple[Row, ...]:
    """What a gate computes: with names, then with this step's numbers; not `done`: without the result."""
    out = latex_of(circuit, step.gate)
    named = circuit.gates[step.gate].name is not None
    formula = formula_of(circuit, step.gate).partition(" = ")[2] if named else formula_of(circuit, step.gate)
    own = circuit.gates[step.gate].kind in circuit.definitions  # its name alone would say no rule
    rule = _with_names(circuit, step) if own or len(formula) > _LONGEST else formula_latex(formula)
    given = _with_numbers(circuit, step)
    start = f"{out} = " if named else ""
    result = f"{_relation(circuit, step)} {_value(step.value)}" if done else "="
    called, numbered = _called(circuit, step) if own else ("", "")
    return (
        Row("Comes next" if not done else "Rule", start + rule, short=called and start + called),
        Row("Numbers", f"{start}{given} {result}", not done, numbered and f"{start}{numbered} {result}"),
    )


def seed_rows(
    circuit: Circuit, trace: "Trace", step: "Step", notation: Notation = "partial"
) -> tuple[Row, ...]:
    """Where the backward pass starts."""
    return (Row("Start", f"{gradient_latex(circuit, trace, step.gate, notation)} = {_gradient(trace.seed)}"),)


def backward_columns(
    circuit: Circuit, trace: "Trace", step: "Step", notation: Notation = "partial"
) -> tuple[Column, ...]:
    """What a gate sends back, a column a wire, by port."""
    return tuple(
        _column(circuit, trace, step, message, notation, is_first=not _arrived_before(trace, step, place))
        for place, message in enumerate(step.messages)
    )


def step_latex(
    circuit: Circuit, trace: "Trace", step: "Step", notation: Notation = "partial"
) -> tuple[str, ...]:
    """All equations of a step that is done, in the order in which they are shown."""
    if step.pass_ == "forward":
        return tuple(row.latex for row in forward_rows(circuit, step, done=True))
    if step.pass_ == "seed":
        return tuple(row.latex for row in seed_rows(circuit, trace, step, notation))
    columns = backward_columns(circuit, trace, step, notation)
    lines = ((column.rule, column.slope, column.product, column.total) for column in columns)
    return tuple(line for column in lines for line in column if line)


def plain_latex(equations: Sequence[str]) -> str:
    """Equations for a document of one's own, one below the other: without colours."""
    rows = (_ROLE.sub("", line) for line in equations)
    return "\\begin{gathered}\n" + " \\\\\n".join(rows) + "\n\\end{gathered}\n"


def in_one_line(
    circuit: Circuit, trace: "Trace", step: "Step", notation: Notation = "partial"
) -> tuple[OneLine, ...]:
    """A step as a lecture writes it: rule and numbers in one line; a line a wire on the way back."""
    if step.pass_ == "seed":
        return tuple(OneLine(row.latex, row.latex) for row in seed_rows(circuit, trace, step, notation))
    if step.pass_ == "forward":
        rule, given = forward_rows(circuit, step, done=True)
        named = circuit.gates[step.gate].name is not None
        start = f"{latex_of(circuit, step.gate)} = " if named else ""
        return (OneLine(f"{rule.latex} = {given.latex.removeprefix(start)}", given.latex),)
    columns = backward_columns(circuit, trace, step, notation)
    return tuple(_line(circuit, trace, step, place, column, notation) for place, column in enumerate(columns))


def _line(
    circuit: Circuit, trace: "Trace", step: "Step", place: int, column: Column, notation: Notation
) -> OneLine:
    """What goes back along one wire; at a fan-out the share of one path, with the sum when it is the last."""
    to = step.messages[place].to
    expected = trace.gradient_at(to, end(trace)).expected
    if expected == 1:
        return OneLine(
            f"{column.rule} = {column.product}", f"{column.receives} {column.product}", column.size
        )
    share = column.rule.removeprefix(column.receives)
    through = rf"\text{{through }} {latex_of(circuit, step.gate)}{{:}}\;\;"
    latex, short = f"{through}{share} = {column.product}", f"{through}{column.product}"
    if _arrived_before(trace, step, place) + 1 == expected:
        short = f"{gradient_latex(circuit, trace, to, notation)} = {column.total}"
        latex = rf"{latex}{{,}}\quad {short}"
    return OneLine(latex, short, column.size)


def _arrived_before(trace: "Trace", step: "Step", place: int) -> int:
    return trace.gradient_at(step.messages[place].to, Cursor(step.index, place)).arrived


def _column(
    circuit: Circuit,
    trace: "Trace",
    step: "Step",
    message: "Message",
    notation: Notation,
    *,
    is_first: bool,
) -> Column:
    upstream = 0.0 if step.upstream is None else step.upstream
    local = partial_latex(latex_of(circuit, step.gate), latex_of(circuit, message.to))
    arrives = r"\textcolor{gradient}{" + gradient_latex(circuit, trace, step.gate, notation) + "}"
    several = trace.gradient_at(message.to, end(trace)).expected > 1
    sign = r"\mathrel{+}=" if several else "="
    relation = numbers.relation([upstream, message.local], message.downstream)
    factor = rf"{_gradient(upstream)} \cdot {_bracketed(_slope(circuit, step, message), message.local)}"
    receives = gradient_latex(circuit, trace, message.to, notation)
    return Column(
        to=name_of(circuit, message.to),
        rule=rf"{receives} {sign} {arrives} \cdot {local}",
        slope=rf"{local} = {_slope_rule(circuit, step, message)}",
        product=rf"{factor} {_latex_sign(relation)} {_gradient(message.downstream)}",
        total="" if is_first else _total(message),
        size=abs(message.downstream),
        short_slope=rf"{local} = {_slope(circuit, step, message)}",
        receives=f"{receives} {sign}",
    )


def _total(message: "Message") -> str:
    terms = rf"{_gradient(message.before)} + {_bracketed(_gradient(message.downstream), message.downstream)}"
    exact = all(map(math.isfinite, (message.before, message.downstream, message.total)))
    sign = "="
    if exact:
        sign = numbers.agree(numbers.shown(message.before) + numbers.shown(message.downstream), message.total)
    return f"{terms} {_latex_sign(sign)} {_gradient(message.total)}"


def _slope_rule(circuit: Circuit, step: "Step", message: "Message") -> str:
    """The local slope in names, and its number; the number alone where the names would not help."""
    number = _slope(circuit, step, message)
    rule = _rule(circuit, step, message.port)
    if rule is None or isinstance(rule, Number) or any(_is_internal(node) for node in postorder(rule)):
        return number
    shown = to_latex(rule, _symbols(circuit, step))
    if shown == numbers.latex(message.local):
        return number
    sign = "=" if isinstance(rule, Name) or _is_exact(message.local) else r"\approx"
    return f"{{{shown}}} {sign} {number}"


def _slope(circuit: Circuit, step: "Step", message: "Message") -> str:
    """The local slope's number: it is a value where the rule says that it is one of the wires'."""
    is_value = isinstance(_rule(circuit, step, message.port), Name)
    return _value(message.local) if is_value else f"{{{numbers.latex(message.local)}}}"


def _rule(circuit: Circuit, step: "Step", port: int) -> Expr | None:
    return kind_of(circuit, step.gate).rule_expressions(len(step.inputs))[port]


def _is_internal(node: Expr) -> bool:
    return isinstance(node, Call) and OPERATIONS[node.operation].internal


def _is_exact(number: float) -> bool:
    """Whether the number shown is the number, but for the dust of binary fractions."""
    return not math.isfinite(number) or math.isclose(float(numbers.shown(number)), number, rel_tol=1e-12)


def _relation(circuit: Circuit, step: "Step") -> str:
    """The sign between the numbers shown at the inputs and the one shown at the output."""
    if not all(map(math.isfinite, (*step.inputs, step.value))):
        return "="
    kind = kind_of(circuit, step.gate)
    expected = kind.value(*(float(numbers.shown(value)) for value in step.inputs))
    same = math.isclose(expected, float(numbers.shown(step.value)), rel_tol=1e-12, abs_tol=1e-300)
    return "=" if same else r"\approx"


def _with_names(circuit: Circuit, step: "Step") -> str:
    kind = kind_of(circuit, step.gate)
    return to_latex(kind.expression(len(step.inputs)), _symbols(circuit, step))


def _with_numbers(circuit: Circuit, step: "Step") -> str:
    expr = kind_of(circuit, step.gate).expression(len(step.inputs))
    if isinstance(expr, Call) and expr.operation == "negate":  # "−1" alone would show no step
        return rf"-\left({_value(step.inputs[0])}\right)"
    return _numbered(circuit, step, expr)


def _numbered(circuit: Circuit, step: "Step", expr: Expr) -> str:
    """A formula in the names of the gate's ports, with this step's numbers."""
    ports = kind_of(circuit, step.gate).port_names(len(step.inputs))
    marked = {port: _marked(value) for port, value in zip(ports, step.inputs, strict=True)}
    return _MARKED.sub(r"\\textcolor{value}{\1\2}", to_latex(expr, marked))


def _called(circuit: Circuit, step: "Step") -> tuple[str, str]:
    """The gate as a function of what feeds it, with names and with numbers: hill(a, b), hill(3, 4)."""
    kind = kind_of(circuit, step.gate)
    call = Call(kind.name, tuple(map(Name, kind.port_names(len(step.inputs)))))
    return to_latex(call, _symbols(circuit, step)), _numbered(circuit, step, call)


def _marked(value: float) -> str:
    """A number that the printer sees the sign of, to be coloured together with it."""
    text = numbers.latex(value)
    return rf"-\shown{{{text[1:]}}}" if text.startswith("-") else rf"\shown{{{text}}}"


def _symbols(circuit: Circuit, step: "Step") -> dict[str, str]:
    kind = kind_of(circuit, step.gate)
    ports = kind.port_names(len(step.inputs))
    sources = [wire.source for wire in circuit.incoming(step.gate)]
    names = {port: latex_of(circuit, source) for port, source in zip(ports, sources, strict=True)}
    return names | {OUT: latex_of(circuit, step.gate)}


def _value(number: float) -> str:
    return rf"\textcolor{{value}}{{{numbers.latex(number)}}}"


def _gradient(number: float) -> str:
    return rf"\textcolor{{gradient}}{{{numbers.latex(number)}}}"


def _bracketed(latex: str, number: float) -> str:
    return rf"\left({latex}\right)" if numbers.latex(number).startswith("-") else latex


def _latex_sign(sign: str) -> str:
    return r"\approx" if sign == "≈" else sign
