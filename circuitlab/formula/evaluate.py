"""Values of formulas: a tree is compiled to a flat program, for floats or for NumPy arrays.

No code is generated from text, and nothing recurses: deep formulas evaluate as well as flat ones.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from circuitlab.formula.program import evaluator, on_arrays, program_of
from circuitlab.formula.tree import Expr, names


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
