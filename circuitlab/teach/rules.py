"""A gate's formula and its local gradients as LaTeX; in cases where max, min, abs or relu are in it. Pure."""

from collections.abc import Mapping, Sequence

from circuitlab.formula.printers import to_latex
from circuitlab.formula.program import OUT
from circuitlab.formula.symbols import symbol
from circuitlab.formula.tidy import tidy
from circuitlab.formula.tree import Call, Expr, Name, Number, fold, postorder
from circuitlab.gates.kind import GateKind

JUMPS = frozenset({"step", "sign", "max_share", "min_share"})
"""The operations of slopes that are numbers, one on each side of a kink."""
_MOST_NODES = 400
"""A larger formula is not written out."""
_TOO_LONG = r"\text{too long to be shown}"
_OTHERWISE = r"\text{otherwise}"
_SHARE = "(share)"
"""What stands for it in a tree: no input is called that."""
_SHARED = r"\text{a share}"
Cases = Sequence[tuple[float | None, str]]


def rule_latex(kind: GateKind) -> str:
    """The gate's value: "hill = 100 - (x - y)^2"."""
    return f"{symbol(kind.name)} = {_written(kind.expression(len(kind.ports)), {})}"


def slope_latex(kind: GateKind, port: int) -> str:
    """Its local gradient in one input, in cases where it jumps."""
    names = kind.port_names(len(kind.ports))
    rule = kind.rule_expressions(len(names))[port]
    left = rf"\frac{{{{\partial}}{symbol(kind.name)}}}{{{{\partial}}{symbol(names[port])}}} = "
    if rule is None:
        return left + _TOO_LONG
    symbols = {} if OUT in names else {OUT: symbol(kind.name)}
    return left + _in_cases(rule, symbols)


def _in_cases(rule: Expr, symbols: Mapping[str, str]) -> str:
    """The whole as cases where one operation decides; where several do, each as cases in its place."""
    nodes = postorder(rule)
    if len(nodes) > _MOST_NODES:
        return _TOO_LONG
    jumps = {node: None for node in nodes if isinstance(node, Call) and node.operation in JUMPS}
    if len(jumps) == 1:
        (jump,) = jumps
        cases = _cases(jump, symbols)
        shared = {**symbols, _SHARE: _SHARED}
        rows = [(_written(_with(rule, jump, number), shared), when) for number, when in cases]
        return rows[0][0] if all(row[0] == rows[0][0] for row in rows) else _set(rows)
    meant = dict(symbols)
    for place, jump in enumerate(jumps):
        rows = [(_number(number), when) for number, when in _cases(jump, symbols)]
        meant[_stand_in(place)] = "{" + _set(rows) + "}"
    return _written(_standing_in(rule, {jump: _stand_in(place) for place, jump in enumerate(jumps)}), meant)


def _cases(jump: Call, symbols: Mapping[str, str]) -> Cases:
    """The values of such an operation, and when it has them; None: what depends on how many are alike."""
    first, *others = (to_latex(argument, symbols) for argument in jump.arguments)
    if jump.operation == "step":
        return (1.0, f"{first} > 0"), (0.0, _OTHERWISE)
    if jump.operation == "sign":
        return (1.0, f"{first} > 0"), (-1.0, f"{first} < 0"), (0.0, _OTHERWISE)
    largest = jump.operation == "max_share"
    sign, name = (">", "max") if largest else ("<", "min")
    other = others[0] if len(others) == 1 else rf"\{name}\left({', '.join(others)}\right)"
    tie = 0.5 if len(others) == 1 else None
    return (1.0, f"{first} {sign} {other}"), (tie, f"{first} = {other}"), (0.0, _OTHERWISE)


def _number(number: float | None) -> str:
    return _SHARED if number is None else to_latex(Number(number))


def _set(rows: Sequence[tuple[str, str]]) -> str:
    lines = (f"{value} & {when if when == _OTHERWISE else _if(when)}" for value, when in rows)
    return r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}"


def _if(condition: str) -> str:
    return rf"\text{{if }} {condition}"


def _written(expr: Expr, symbols: Mapping[str, str]) -> str:
    return to_latex(expr, symbols) if len(postorder(expr)) <= _MOST_NODES else _TOO_LONG


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
