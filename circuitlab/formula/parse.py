"""Formula text to trees: Python's own parser, then a whitelist. Nothing is ever executed.

All that is wrong with a text is a `FormulaError`.
"""

import ast
import keyword
import re
from collections.abc import Mapping, Sequence
from math import inf
from types import MappingProxyType

from circuitlab.formula.errors import FormulaError, quoted
from circuitlab.formula.operations import FUNCTION_NAMES, OPERATIONS
from circuitlab.formula.source import EXPECTED, MAX_DEPTH, MAX_LENGTH, MAX_PARENTHESES, Source, reserved
from circuitlab.formula.tree import Call, Expr, Name, Number

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_NODES",
    "MAX_PARENTHESES",
    "SOURCES",
    "FormulaError",
    "parse_assignment",
    "parse_definition",
    "parse_formula",
    "parse_slope",
]

MAX_NODES = 5_000
"""Numbers, names and operations in a formula."""
SOURCES = ("parameter", "constant")
"""What may stand alone on the right of an assignment, as in `w = parameter(0.5)`."""

_DEFINITION = re.compile(r"\s*(?P<head>gate\s+[^\W\d]\w*\s*\([^=#]*\))\s*=(?!=)")
_DECIMAL = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_ODD_NUMBER = re.compile(r"0[xXoObB]|\d_")
_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.Pow: "power",
}
_REFUSED: dict[type[ast.AST], str] = {
    ast.FloorDiv: "'//' is no operation here: expected a / b",
    ast.Compare: "a comparison is no formula: expected a value",
    ast.Attribute: "a name has no parts here: expected an operator instead of '.'",
    ast.Tuple: "expected one formula, not several with a comma between",
    ast.Starred: "expected a formula, not '*' before a name",
    ast.BoolOp: "'and' and 'or' are no operations here: expected + - * / or **",
    ast.IfExp: "'if' is no operation here: expected + - * / or **",
}


def parse_formula(text: str, *, line: int | None = None) -> Expr:
    """The tree of one formula, such as `(x + y) * z`.

    line: the number of the line, for the message. Raises FormulaError.
    """
    return _formula(Source(text, line), FUNCTION_NAMES)


def parse_slope(text: str) -> Expr:
    """As `parse_formula`, for the program's own slopes: the internal operations are known here, too."""
    return _formula(Source(text, None), {name: name for name in OPERATIONS})


def parse_assignment(
    text: str, line: int | None = None, own: Mapping[str, int] = MappingProxyType({})
) -> tuple[str, Expr]:
    """The name and the tree of one line such as `f = (x + y) * z  # a comment`.

    own: functions besides the built-in ones, with the number of values that each takes.

    `parameter(…)` and `constant(…)` are allowed as the whole right side; they come as a `Call` of that
    name. Names are normalised (NFKC), as Python's are. Raises FormulaError.
    """
    source = Source(text, line)
    match source.parsed("exec"):
        case ast.Module(body=[ast.Assign(targets=[target], value=right)]):
            pass
        case _:
            raise source.error(f"expected one name, one = and a formula, found {quoted(source.code)}")
    if not isinstance(target, ast.Name):
        raise source.error_at(target, "expected a name on the left of =")
    _refuse_keyword(source, target)
    match right:
        case ast.Call(func=ast.Name(id=name)) if name in SOURCES:
            return target.id, _held(source, right, name)
    return target.id, _tree(source, right, FUNCTION_NAMES, own)


def parse_definition(text: str, line: int | None = None) -> tuple[str, tuple[str, ...], str] | None:
    """Name, inputs and formula of a line such as `gate hill(x, y) = 100 - (x - y)**2`.

    None if the line is no such one. The formula comes as it was typed, behind blanks that keep its place.
    Raises FormulaError.
    """
    match = _DEFINITION.match(text)
    if match is None:
        return None
    source = Source(text[: match.end("head")].replace("gate", "    ", 1), line)
    match source.parsed("eval"):
        case ast.Expression(body=ast.Call(func=ast.Name(id=name), args=args, keywords=[])) if args:
            pass
        case _:
            raise source.error("expected gate name(inputs) = formula")
    for node in args:
        if not isinstance(node, ast.Name):
            raise source.error_at(node, "expected the name of an input")
    ports = tuple(node.id for node in args if isinstance(node, ast.Name))
    return name, ports, " " * match.end() + text[match.end() :]


_Functions = dict[str, str]


def _formula(source: Source, functions: _Functions) -> Expr:
    match source.parsed("eval"):
        case ast.Expression(body=body):
            return _tree(source, body, functions)
        case _:
            raise source.error(EXPECTED)


def _tree(
    source: Source, root: ast.expr, functions: _Functions, own: Mapping[str, int] = MappingProxyType({})
) -> Expr:
    """The whitelisted tree. It keeps its own stack, because no depth of nesting may exhaust Python's."""
    opened: list[tuple[Expr | str, int]] = []
    waiting: list[tuple[ast.expr, int]] = [(root, 1)]
    while waiting:
        node, level = waiting.pop()
        head, below = _opened(source, node, functions, own)
        opened.append((head, len(below)))
        if level > MAX_DEPTH:
            raise source.too_deep()
        if len(opened) > MAX_NODES:
            raise source.error(f"too large: expected at most {MAX_NODES:,} numbers, names and operations")
        waiting.extend([(child, level + 1) for child in below])
    done: list[Expr] = []
    for head, count in reversed(opened):
        if isinstance(head, str):
            done[-count:] = [Call(head, tuple(done[-count:]))]
        else:
            done.append(head)
    return done[0]


def _opened(
    source: Source, node: ast.expr, functions: _Functions, own: Mapping[str, int]
) -> tuple[Expr | str, Sequence[ast.expr]]:
    """A leaf, or the name of an operation and its arguments."""
    while isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd):
        node = node.operand
    if isinstance(node, ast.Name):
        _refuse_keyword(source, node)
        return Name(node.id), ()
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)], (node.left, node.right)
    if isinstance(node, ast.Constant):
        return Number(_number(source, node)), ()
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if isinstance(node.operand, ast.Constant):
            return Number(-_number(source, node.operand)), ()
        return "negate", (node.operand,)
    if isinstance(node, ast.Call):
        return _called(source, node, functions, own)
    kind = type(node.op) if isinstance(node, ast.BinOp) else type(node)
    raise source.error_at(node, _REFUSED.get(kind, f"no formula: {EXPECTED}"))


def _number(source: Source, node: ast.Constant) -> float:
    """The value of a literal. One that is too large for a double is inf, as IEEE rounds it."""
    value = node.value
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise source.error_at(node, f"expected a real number, found {quoted(source.written(node))}")
    if _ODD_NUMBER.search(source.code) and not _DECIMAL.fullmatch(source.written(node)):
        written = quoted(source.written(node))
        raise source.error_at(node, f"expected a number such as 1000 or 1e3, found {written}")
    try:
        return float(value)
    except OverflowError:
        return inf


def _called(
    source: Source, node: ast.Call, functions: _Functions, own: Mapping[str, int]
) -> tuple[str, Sequence[ast.expr]]:
    """The operation that a function name stands for, and its arguments."""
    if not isinstance(node.func, ast.Name):
        raise source.error_at(node, "expected the name of a function, or an operator, before '('")
    name = node.func.id
    if name not in functions and name not in own:
        raise source.error_at(node, _unknown(name, [*FUNCTION_NAMES, *own]))
    if node.keywords:
        raise source.error_at(node, f"expected plain values in {name}(…), not name=value")
    if name in own:
        called, least, most = name, own[name], own[name]
    else:
        operation = OPERATIONS[functions[name]]
        called, least, most = operation.name, operation.least, operation.most
    count = len(node.args)
    if not least <= count <= most:
        takes = f"{least} value{'s' * (least > 1)}" if least == most else f"{least} to {most} values"
        raise source.error_at(node, f"{name}(…) takes {takes}, found {count}")
    return called, node.args


def _held(source: Source, node: ast.Call, name: str) -> Call:
    """`parameter(0.5)` or `constant(-inf)`: a call that is no operation, of one number or its name."""
    if len(node.args) == 1 and not node.keywords:
        value = _tree(source, node.args[0], FUNCTION_NAMES)
        match value:
            case Number() | Name() | Call(operation="negate", arguments=(Name(),)):
                return Call(name, (value,))
    raise source.error_at(node, f"expected one number in {name}(…)")


def _refuse_keyword(source: Source, node: ast.Name) -> None:
    """Python takes its own keywords for names when they are written in fullwidth letters."""
    if source.translated and keyword.iskeyword(node.id):
        raise source.error_at(node, reserved(node.id))


def _unknown(function: str, known: Sequence[str]) -> str:
    if function in SOURCES:
        return f"{function}(…) stands alone: expected a line such as w = {function}(0.5)"
    from difflib import get_close_matches

    near = get_close_matches(function[:20], known, n=1)
    expected = f"did you mean {near[0]}?" if near else "expected one such as sin, exp, sigmoid or max"
    return f"unknown function {quoted(function)}: {expected}"
