"""Symbolic derivatives: the chain rule over a tree, with each operation's own slopes, lightly tidied.

The result may use internal operations (`step`, `max_share` …): it evaluates and prints, but where it has
these it is no text that people can type.
"""

from functools import cache

from circuitlab.formula.operations import OPERATIONS, PORTS
from circuitlab.formula.parse import parse_slope
from circuitlab.formula.tidy import tidy
from circuitlab.formula.tree import Call, Expr, Name, Number, fold, substitute

ZERO, ONE = Number(0.0), Number(1.0)


def derivative(expr: Expr, name: str) -> Expr:
    """d expr / d name. Arguments that don't depend on the name are never differentiated.

    At ties and kinks the result has PyTorch's value, as every operation's slopes have.
    """

    def visit(node: Expr, inner_slopes: tuple[Expr, ...]) -> Expr:
        if not isinstance(node, Call):
            return ONE if node == Name(name) else ZERO
        total: Expr = ZERO
        for port, inner in enumerate(inner_slopes):
            if inner != ZERO:
                factors = slope(node, port), inner
                if node.operation == "multiply" and port == 0:  # factors stay in the order they had
                    factors = inner, slope(node, port)
                total = tidy("add", (total, tidy("multiply", factors)))
        return total

    return fold(expr, visit)


def slope(call: Call, port: int) -> Expr:
    """The local slope of one operation in one of its arguments, in terms of these arguments."""
    rule = _rules(call.operation, len(call.arguments))[port]
    meant: dict[str, Expr] = dict(zip(PORTS, call.arguments, strict=False))
    return substitute(rule, meant | {"out": call}, tidy)


@cache
def _rules(operation: str, count: int) -> tuple[Expr, ...]:
    return tuple(parse_slope(rule) for rule in OPERATIONS[operation].slopes(count))


def in_terms_of(expr: Expr, whole: Call, name: str) -> Expr:
    """The formula with this name wherever the whole of another formula stands in it."""

    def visit(node: Expr, arguments: tuple[Expr, ...]) -> Expr:
        if node == whole:
            return Name(name)
        return Call(node.operation, arguments) if isinstance(node, Call) else node

    return fold(expr, visit)
