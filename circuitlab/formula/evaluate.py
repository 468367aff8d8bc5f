"""Values of formulas: a tree is compiled to a flat program, for floats or for NumPy arrays.

No code is generated from text, and nothing recurses: deep formulas evaluate as well as flat ones.
"""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite, isnan
from typing import Any

from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.program import evaluator, on_arrays, program_of
from circuitlab.formula.tree import Call, Expr, Number, names, postorder


def evaluate(expr: Expr, values: Mapping[str, float]) -> float:
    """The value of a formula, in IEEE doubles: inf and nan are results, nothing overflows into an error.

    Raises KeyError with the name where a name has no value.
    """
    used = names(expr)
    return compiled(expr, used)(*(values[name] for name in used))


def compiled(expr: Expr, parameters: Sequence[str]) -> Callable[..., float]:
    """A function of floats, one for each of these names in this order.

    Raises KeyError with the name where the formula uses a name that is no parameter.
    """
    return evaluator(program_of(expr, parameters))


def compiled_arrays(expr: Expr, parameters: Sequence[str]) -> Callable[..., Any]:
    """As `compiled`, for NumPy arrays (shapes broadcast). A formula without names gives a single number."""
    return evaluator(program_of(expr, parameters), on_arrays)


def why_not_finite(expr: Expr, values: Mapping[str, float]) -> str | None:
    """Where a formula of finite values stops being finite, as a short reason ("division by zero").

    None where its value is finite, or where one of the values was not finite to begin with.
    """
    stack: list[float] = []
    for node in postorder(expr):
        if not isinstance(node, Call):
            stack.append(node.value if isinstance(node, Number) else values[node.id])
            continue
        operation, first = OPERATIONS[node.operation], len(stack) - len(node.arguments)
        inputs = stack[first:]
        stack[first:] = [result := operation.evaluate(*inputs)]
        if not isfinite(result) and all(map(isfinite, inputs)):
            reason = None if operation.why is None else operation.why(*inputs)
            return reason or ("undefined" if isnan(result) else "too large for a double (overflow)")
    return None
