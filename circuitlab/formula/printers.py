"""Trees as text: the formula language itself, and LaTeX. Code is in `formula.code`. Pure."""

from collections.abc import Callable, Mapping, Sequence
from math import isinf, isnan
from typing import NamedTuple

from circuitlab.formula.operations import ATOM, OPERATIONS, PORTS, POWER, PRODUCT, SIGN, Operation
from circuitlab.formula.symbols import symbol
from circuitlab.formula.tree import Call, Expr, Name, Number, fold


class Printed(NamedTuple):
    """Text, and how tightly its outermost operation binds."""

    text: str
    precedence: int = ATOM

    def within(self, precedence: int, parentheses: str = "({})") -> str:
        """The text for a place that needs to bind at least this tightly: in parentheses if it does not."""
        return self.text if self.precedence >= precedence else parentheses.format(self.text)


def to_text(expr: Expr) -> str:
    """The formula as people type it. Reading it with `parse_formula` gives the same tree.

    Two exceptions: nan has no literal and is written as the name `nan`, and the internal operations of
    derivatives are written as calls that the parser refuses.
    """

    def visit(node: Expr, arguments: tuple[Printed, ...]) -> Printed:
        if isinstance(node, Number):
            return _typed_number(node.value)
        # A sign before a literal would be read as a part of it; three terms would be read as two sums.
        named = isinstance(node, Call) and (
            (node.operation == "negate" and isinstance(node.arguments[0], Number)) or len(arguments) > 2
        )
        return infix(node, arguments, _named_call, allowed=not named)

    return fold(expr, visit).text


def to_latex(expr: Expr, symbols: Mapping[str, str] | None = None) -> str:
    """The formula as LaTeX for an equation.

    symbols: LaTeX for some of the names. Of the others, Greek names become letters, and trailing digits
    or what follows an underscore an index.
    """
    given = symbols or {}

    def visit(node: Expr, arguments: tuple[Printed, ...]) -> Printed:
        if isinstance(node, Name):
            shown = given.get(node.id)
            return Printed(symbol(node.id)) if shown is None else signed(shown, ATOM)
        if isinstance(node, Number):
            return _latex_number(node.value)
        if node.operation not in OPERATIONS:
            return Printed(rf"{symbol(node.operation)}\left({joined(arguments)}\right)")
        return _latex_call(OPERATIONS[node.operation], arguments)

    return fold(expr, visit).text


Caller = Callable[[Operation, Sequence[Printed]], Printed]


def infix(node: Expr, arguments: Sequence[Printed], call: Caller, *, allowed: bool = True) -> Printed:
    """Names and signs, which are the same in formulas and in Python; the rest is left to `call`."""
    if not isinstance(node, Call):
        return Printed(node.id if isinstance(node, Name) else repr(node.value))
    operation = OPERATIONS.get(node.operation)
    if operation is None:  # a gate that the document defines
        return Printed(f"{node.operation}({joined(arguments)})")
    sign, own = operation.infix, operation.precedence
    if not sign or not allowed:
        return call(operation, arguments)
    if len(arguments) == 1:
        return Printed(sign + arguments[0].within(own), own)
    if own == POWER:
        base, exponent = arguments
        return Printed(f"{base.within(ATOM)} {sign} {exponent.within(SIGN)}", own)
    rest = (argument.within(own + 1) for argument in arguments[1:])
    return Printed(f" {sign} ".join((arguments[0].within(own), *rest)), own)


def _typed_number(value: float) -> Printed:
    text = repr(value).removesuffix(".0").replace("inf", "1e999")
    return signed(text, ATOM)


def signed(text: str, precedence: int) -> Printed:
    """A number, which binds as its sign does if it has one."""
    return Printed(text, SIGN if text.startswith(("-", "−")) else precedence)


def joined(arguments: Sequence[Printed]) -> str:
    """Arguments as they stand in a call."""
    return ", ".join(argument.text for argument in arguments)


def _named_call(operation: Operation, arguments: Sequence[Printed]) -> Printed:
    return Printed(f"{operation.name}({joined(arguments)})")


_BRACKETS = r"\left({}\right)"


def _latex_number(value: float) -> Printed:
    if isnan(value):
        return Printed(r"\text{undefined}")
    if isinf(value):
        return signed(r"\infty" if value > 0 else r"-\infty", ATOM)
    mantissa, _, exponent = repr(value).removesuffix(".0").partition("e")
    if not exponent:
        return signed(mantissa, ATOM)
    ten = f"10^{{{int(exponent)}}}"
    if mantissa in ("1", "-1"):
        return signed(mantissa.removesuffix("1") + ten, POWER)
    return Printed(rf"{mantissa} \cdot {ten}", PRODUCT)


def _latex_call(operation: Operation, arguments: Sequence[Printed]) -> Printed:
    if operation.latex:
        raw = {port: argument.text for port, argument in zip(PORTS, arguments, strict=False)}
        atoms = {
            port.upper(): argument.within(ATOM, _BRACKETS)
            for port, argument in zip(PORTS, arguments, strict=False)
        }
        text = operation.latex.format(all=joined(arguments), **raw, **atoms)
        return Printed(text, operation.latex_precedence)
    own = operation.precedence
    if len(arguments) == 1:
        (of,) = arguments
        bare = of.precedence >= PRODUCT and not of.text.startswith(("-", "−"))
        return Printed("-" + (of.text if bare else _BRACKETS.format(of.text)), own)
    # Sums and products may be regrouped on paper; differences may not.
    inner = own + (operation.name == "subtract")
    sign = r" \cdot " if operation.infix == "*" else f" {operation.infix} "
    first, *others = arguments
    terms = [first.within(own, _BRACKETS)]
    for other in others:
        unsigned = not other.text.startswith(("-", "−"))
        terms.append(other.within(inner, _BRACKETS) if unsigned else _BRACKETS.format(other.text))
    return Printed(sign.join(terms), own)
