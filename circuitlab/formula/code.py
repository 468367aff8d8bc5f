"""Trees as source code: Python, NumPy, micrograd, PyTorch and JAX. Pure; runs nothing that it prints.

The code raises where Python does (1/0, exp(710)) and has no branches for huge arguments: it is what a
lecture would write, and equals the engine wherever both are finite.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from circuitlab.formula.operations import ATOM, OPERATIONS, PORTS, POWER, Operation
from circuitlab.formula.printers import Printed, infix, joined, signed
from circuitlab.formula.tree import Call, Expr, Name, Number, fold

WHOLE = 1000
"""The largest whole exponent that is written as one."""
LOOSE = 0
"""How tightly a template binds that is no call: it needs parentheses everywhere but alone."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one library is written.

    spelling: the field of an operation that has its spelling. module: what functions without one are
        called by: `math.`; "": functions that the source defines itself.
    wrap: what makes an object of the library of a plain number: functions take objects only. "": numbers do.
    any_power: whether an exponent may be anything; else only a number, and none that is 0.
    """

    spelling: str
    module: str = ""
    wrap: str = ""
    any_power: bool = True

    def of(self, operation: Operation, count: int) -> str:
        """How an operation on this many arguments is spelled."""
        spelled = getattr(operation, self.spelling)
        return (spelled if isinstance(spelled, str) else spelled(count)) or f"{self.module}{operation.name}"


PYTHON = Style("python", "math.")
NUMPY = Style("numpy", "np.")
MICROGRAD = Style("micrograd", wrap="Value({})", any_power=False)
TORCH = Style("torch", "torch.", wrap="torch.tensor({}, dtype=torch.float64)")
JAX = Style("jax", "jnp.")


class Source(NamedTuple):
    """An expression of code.

    calls: the functions in it that the source has to define, as operation and number of arguments.
    """

    text: str
    precedence: int = ATOM
    calls: frozenset[tuple[str, int]] = frozenset()


def to_python(expr: Expr) -> str:
    """The formula as Python that needs `import math`."""
    return source(expr, PYTHON).text


def to_numpy(expr: Expr) -> str:
    """The formula as Python that needs `import numpy as np`, for numbers and arrays."""
    return source(expr, NUMPY).text


def number(value: float) -> str:
    """A double as code. Not 9 but 9.0: whole numbers would be Python's endless ones."""
    return repr(value) if isfinite(value) else f'float("{value!r}")'


class _Piece(NamedTuple):
    """live: whether it is an object of the library, not a plain number."""

    printed: Printed
    live: bool


def source(
    expr: Expr, style: Style, plain: Collection[str] = (), whole: tuple[Call, str] | None = None
) -> Source:
    """The formula in a style; the names in `plain` stand for plain numbers. The whole is an object.

    whole: a call, and the name that has its value where the formula compares its arguments with it.
    """
    calls = set[tuple[str, int]]()

    def visit(node: Expr, arguments: tuple[_Piece, ...]) -> _Piece:
        printed = [argument.printed for argument in arguments]
        if isinstance(node, Number):
            return _Piece(signed(number(node.value), ATOM), False)
        if isinstance(node, Name):
            return _Piece(Printed(node.id), node.id not in plain)
        if not style.wrap:
            return _Piece(_called(node, printed, style, whole=whole), True)
        live = [argument.live for argument in arguments]
        if True not in live:
            return _Piece(_called(node, printed, PYTHON), False)
        operation = OPERATIONS[node.operation]
        signs = style.any_power or operation.precedence != POWER or _is_plain_power(node, live)
        if not (operation.infix and signs):
            printed = [part if on else _wrapped(part, style) for part, on in zip(printed, live, strict=True)]
            if not style.module and "{" not in style.of(operation, len(printed)):
                calls.add((node.operation, len(printed)))
        return _Piece(_called(node, printed, style, infixed=signs), True)

    printed, live = fold(expr, visit)
    if style.wrap and not live:
        printed = _wrapped(printed, style)
    return Source(printed.text, printed.precedence, frozenset(calls))


def _wrapped(printed: Printed, style: Style) -> Printed:
    return Printed(style.wrap.format(printed.text))


def _is_plain_power(node: Call, live: Sequence[bool]) -> bool:
    return list(live) == [True, False] and node.arguments[1] != Number(0.0)


def _called(
    node: Call,
    arguments: Sequence[Printed],
    style: Style,
    *,
    infixed: bool = True,
    whole: tuple[Call, str] | None = None,
) -> Printed:
    def call(operation: Operation, parts: Sequence[Printed]) -> Printed:
        spelled = style.of(operation, len(parts))
        if "{" not in spelled:
            return Printed(f"{spelled}({joined(parts)})")
        ports = {port: part.within(ATOM) for port, part in zip(PORTS, parts, strict=False)}
        binds = parts[0].precedence if spelled == "{a}" else ATOM if _is_call(spelled) else LOOSE
        lead = _lead(node, parts, style, whole) if operation.lead else ""
        text = parts[0].text if spelled == "{a}" else spelled.format(all=joined(parts), lead=lead, **ports)
        return Printed(text, binds)

    if node.operation == "power" and infixed:
        arguments = [arguments[0], _exponent(node.arguments[1], arguments[1])]
    return infix(node, arguments, call, allowed=infixed)


def _lead(node: Call, arguments: Sequence[Printed], style: Style, whole: tuple[Call, str] | None) -> str:
    """The value that the arguments are compared with, the largest for one: its name if it has one."""
    leader = Call(OPERATIONS[node.operation].lead, node.arguments)
    if whole is not None and _alike(whole[0], leader):
        return whole[1]
    return _called(leader, arguments, style).text


def _alike(one: Call, other: Call) -> bool:
    """Whether two calls are the same but for the order of their arguments."""
    arguments, others = (sorted(map(repr, call.arguments)) for call in (one, other))
    return one.operation == other.operation and arguments == others


def _is_call(template: str) -> bool:
    """Whether a template is one call, or several one after the other, of which nothing can be torn off."""
    depth = 0
    for char in template:
        depth += (char in "([") - (char in ")]")
        if depth == 0 and char == " ":
            return False
    return not template.startswith("-") and template.endswith(")")


def _exponent(expr: Expr, printed: Printed) -> Printed:
    """x ** 2, not x ** 2.0: the base is a double, so that the power is one too."""
    if not isinstance(expr, Number) or not expr.value.is_integer() or abs(expr.value) > WHOLE:
        return printed
    return signed(str(int(expr.value)), ATOM)
