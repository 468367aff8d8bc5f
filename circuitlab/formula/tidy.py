"""Small simplifications while a derivative is built: 0 + x, 1 * x, x ** 1 and their like. Pure.

Symbolic algebra, not IEEE: 0 * x becomes 0 although x might turn out infinite. No rule changes the order
in which numbers are computed beyond that.
"""

from collections.abc import Callable, Mapping

from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.tree import Call, Expr, Number

Arguments = tuple[Expr, ...]
ZERO, ONE, MINUS_ONE = Number(0.0), Number(1.0), Number(-1.0)


def tidy(operation: str, arguments: Arguments) -> Expr:
    """The call of an operation, or something simpler with the same value."""
    if arguments and all(isinstance(argument, Number) for argument in arguments):
        return Number(OPERATIONS[operation].evaluate(*(a.value for a in arguments if isinstance(a, Number))))
    rule = _RULES.get(operation)
    simpler = None if rule is None else rule(arguments)
    return Call(operation, arguments) if simpler is None else simpler


def _add(arguments: Arguments) -> Expr | None:
    return _without(arguments, ZERO, "add")


def _multiply(arguments: Arguments) -> Expr | None:
    if ZERO in arguments:
        return ZERO
    if len(arguments) == 2 and MINUS_ONE in arguments:
        return tidy("negate", (arguments[1] if arguments[0] == MINUS_ONE else arguments[0],))
    return _without(arguments, ONE, "multiply")


def _without(arguments: Arguments, neutral: Number, operation: str) -> Expr | None:
    kept = tuple(argument for argument in arguments if argument != neutral)
    if len(kept) == len(arguments):
        return None
    return kept[0] if len(kept) == 1 else tidy(operation, kept)


def _subtract(arguments: Arguments) -> Expr | None:
    a, b = arguments
    if a == ZERO:
        return tidy("negate", (b,))
    return a if b == ZERO else None


def _divide(arguments: Arguments) -> Expr | None:
    a, b = arguments
    return ZERO if a == ZERO else a if b == ONE else None


def _negate(arguments: Arguments) -> Expr | None:
    (a,) = arguments
    return a.arguments[0] if isinstance(a, Call) and a.operation == "negate" else None


def _power(arguments: Arguments) -> Expr | None:
    a, b = arguments
    return ONE if b == ZERO else a if b == ONE else None


def _power_base_slope(arguments: Arguments) -> Expr | None:
    a, b = arguments
    if not isinstance(b, Number):
        return None
    # Only at b = 0 does the slope differ from the textbook's b a**(b - 1).
    return ZERO if b == ZERO else tidy("multiply", (b, tidy("power", (a, Number(b.value - 1.0)))))


def _power_exponent_slope(arguments: Arguments) -> Expr | None:
    a, _ = arguments
    if not isinstance(a, Number) or a.value <= 0:
        return None
    return tidy("multiply", (Call("power", arguments), tidy("log", (a,))))


def _identity(arguments: Arguments) -> Expr | None:
    return arguments[0]


_RULES: Mapping[str, Callable[[Arguments], Expr | None]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "negate": _negate,
    "power": _power,
    "power_base_slope": _power_base_slope,
    "power_exponent_slope": _power_exponent_slope,
    "identity": _identity,
}
