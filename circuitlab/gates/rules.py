"""A gate's formula and its local gradients, as text and as LaTeX. Pure.

Where max, min, abs or relu are in a formula its slopes jump: then they are written in cases.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from circuitlab.formula.printers import to_latex, to_text
from circuitlab.formula.program import OUT
from circuitlab.formula.symbols import symbol
from circuitlab.formula.tidy import tidy
from circuitlab.formula.tree import Call, Expr, Name, Number, fold, postorder
from circuitlab.gates.kind import GateKind

JUMPS = frozenset({"step", "sign", "max_share", "min_share"})
"""The operations of slopes that are numbers, one on each side of a kink."""
_MOST_NODES = 400
"""A larger formula is not written out."""
_SHARE = "(share)"
"""What stands for it in a tree: no input is called that."""
_Symbols = Mapping[str, str]
_Rows = Sequence[tuple[str, str]]
_Condition = tuple[Expr, str, Expr] | None
"""Two formulas with a sign between; None: otherwise."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a gate computes, and its local gradients, for people and for programs.

    name, symbol, ports: as it is called, what stands in it, and its inputs in order. formula: its value in
    their names. partials: by input, the local gradient as text, "-2 * (x - y)"; where it jumps in cases,
    "1 if x > 0; 0 otherwise". latex, partials_latex: the same as equations, with what they are equal to.
    """

    name: str
    symbol: str
    ports: tuple[str, ...]
    formula: str
    partials: Mapping[str, str]
    latex: str
    partials_latex: Mapping[str, str]

    def __str__(self) -> str:
        slopes = (f"{slope_name(self.name, port)} = {slope}" for port, slope in self.partials.items())
        return "\n".join([f"{self.name}({', '.join(self.ports)}) = {self.formula}", *slopes])


def rule_of(kind: GateKind) -> Rule:
    """The rule of a gate that a formula makes."""
    ports = kind.ports
    return Rule(
        kind.name,
        kind.symbol,
        ports,
        kind.formula,
        {port: slope_text(kind, place) for place, port in enumerate(ports)},
        rule_latex(kind),
        {port: slope_latex(kind, place) for place, port in enumerate(ports)},
    )


def slope_name(gate: str, port: str) -> str:
    """What a local gradient is called in text: "∂hill/∂x"."""
    return f"∂{gate}/∂{port}"


def rule_latex(kind: GateKind) -> str:
    """The gate's value: "hill = 100 - (x - y)^2"."""
    return f"{symbol(kind.name)} = {_written(kind.expression(len(kind.ports)), {}, _LATEX)}"


def slope_latex(kind: GateKind, port: int) -> str:
    """Its local gradient in one input, in cases where it jumps."""
    into = symbol(kind.port_names(len(kind.ports))[port])
    left = rf"\frac{{{{\partial}}{symbol(kind.name)}}}{{{{\partial}}{into}}} = "
    return left + _slope(kind, port, symbol(kind.name), _LATEX)


def slope_text(kind: GateKind, port: int) -> str:
    """The same as text: "-2 * (x - y)", or "1 if x > 0; 0 otherwise"."""
    return _slope(kind, port, kind.name, _TEXT)


@dataclass(frozen=True, slots=True)
class _Style:
    """How formulas and cases are written.

    whole: cases that are all of a slope. part: cases in the place of one of its numbers.
    """

    written: Callable[[Expr, _Symbols], str]
    condition: str
    otherwise: str
    whole: Callable[[_Rows], str]
    part: Callable[[_Rows], str]
    share: str
    too_long: str


def _in_latex(rows: _Rows) -> str:
    return r"\begin{cases} " + r" \\ ".join(f"{value} & {when}" for value, when in rows) + r" \end{cases}"


def _in_text(rows: _Rows) -> str:
    return "; ".join(f"{value} {when}" for value, when in rows)


def _as_typed(expr: Expr, symbols: _Symbols) -> str:
    """As formula text, with other names for some, and the slopes of a power as powers."""

    def visit(node: Expr, arguments: tuple[Expr, ...]) -> Expr:
        if isinstance(node, Name):
            return Name(symbols.get(node.id, node.id))
        if not isinstance(node, Call):
            return node
        if node.operation == "power_base_slope":
            base, exponent = arguments
            return tidy("multiply", (exponent, tidy("power", (base, tidy("subtract", (exponent, _ONE))))))
        if node.operation == "power_exponent_slope":
            return tidy("multiply", (tidy("power", arguments), Call("log", (arguments[0],))))
        return _negated(arguments[0]) if node.operation == "negate" else Call(node.operation, arguments)

    return to_text(fold(expr, visit))


def _negated(expr: Expr) -> Expr:
    """The sign goes to the number in front, where there is one: -2 * x rather than -(2 * x)."""
    if isinstance(expr, Call) and expr.operation == "multiply" and isinstance(expr.arguments[0], Number):
        return Call("multiply", (Number(-expr.arguments[0].value), *expr.arguments[1:]))
    return Call("negate", (expr,))


_ONE = Number(1.0)
_LATEX = _Style(
    to_latex,
    r"\text{{if }} {left} {sign} {right}",
    r"\text{otherwise}",
    _in_latex,
    lambda rows: "{" + _in_latex(rows) + "}",
    r"\text{a share}",
    r"\text{too long to be shown}",
)
_TEXT = _Style(
    _as_typed,
    "if {left} {sign} {right}",
    "otherwise",
    _in_text,
    lambda rows: f"[{_in_text(rows)}]",
    "(a share)",
    "too long to be shown",
)


def _slope(kind: GateKind, port: int, name: str, style: _Style) -> str:
    """A local gradient. name: what the gate's own value is called in it, unless an input is called out."""
    names = kind.port_names(len(kind.ports))
    rule = kind.rule_expressions(len(names))[port]
    if rule is None:
        return style.too_long
    return _in_cases(rule, {} if OUT in names else {OUT: name}, style)


def _in_cases(rule: Expr, symbols: _Symbols, style: _Style) -> str:
    """The whole as cases where one operation decides; where several do, each as cases in its place."""
    nodes = postorder(rule)
    if len(nodes) > _MOST_NODES:
        return style.too_long
    jumps = {node: None for node in nodes if isinstance(node, Call) and node.operation in JUMPS}
    if len(jumps) == 1:
        (jump,) = jumps
        shared = {**symbols, _SHARE: style.share}
        rows = [
            (_written(_with(rule, jump, number), shared, style), _when(condition, symbols, style))
            for number, condition in _cases(jump)
        ]
        return rows[0][0] if all(row[0] == rows[0][0] for row in rows) else style.whole(rows)
    meant = dict(symbols)
    for place, jump in enumerate(jumps):
        cases = _cases(jump)
        rows = [(_number(number, style), _when(condition, symbols, style)) for number, condition in cases]
        meant[_stand_in(place)] = style.part(rows)
    standing = {jump: _stand_in(place) for place, jump in enumerate(jumps)}
    return _written(_standing_in(rule, standing), meant, style)


def _cases(jump: Call) -> tuple[tuple[float | None, _Condition], ...]:
    """The values of such an operation, and when it has them; None: what depends on how many are alike."""
    first, *others = jump.arguments
    zero = Number(0.0)
    if jump.operation == "step":
        return (1.0, (first, ">", zero)), (0.0, None)
    if jump.operation == "sign":
        return (1.0, (first, ">", zero)), (-1.0, (first, "<", zero)), (0.0, None)
    sign, name = (">", "max") if jump.operation == "max_share" else ("<", "min")
    other = others[0] if len(others) == 1 else Call(name, tuple(others))
    tie = 0.5 if len(others) == 1 else None
    return (1.0, (first, sign, other)), (tie, (first, "=", other)), (0.0, None)


def _when(condition: _Condition, symbols: _Symbols, style: _Style) -> str:
    if condition is None:
        return style.otherwise
    left, sign, right = condition
    sides = {"left": style.written(left, symbols), "right": style.written(right, symbols)}
    return style.condition.format(sign=sign, **sides)


def _number(number: float | None, style: _Style) -> str:
    return style.share if number is None else style.written(Number(number), {})


def _written(expr: Expr, symbols: _Symbols, style: _Style) -> str:
    return style.written(expr, symbols) if len(postorder(expr)) <= _MOST_NODES else style.too_long


def _with(expr: Expr, jump: Call, number: float | None) -> Expr:
    """The formula where `jump` is this number, as simple as that makes it."""
    value = Name(_SHARE) if number is None else Number(number)

    def visit(node: Expr, arguments: tuple[Expr, ...]) -> Expr:
        if node == jump:
            return value
        if not isinstance(node, Call):
            return node
        return tidy(node.operation, arguments) if arguments != node.arguments else node

    return fold(expr, visit)


def _standing_in(expr: Expr, names: Mapping[Call, str]) -> Expr:
    def visit(node: Expr, arguments: tuple[Expr, ...]) -> Expr:
        if not isinstance(node, Call):
            return node
        return Name(names[node]) if node in names else Call(node.operation, arguments)

    return fold(expr, visit)


def _stand_in(place: int) -> str:
    """A name that no input has: it is none."""
    return f"({place})"
