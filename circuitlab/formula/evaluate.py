"""Values of formulas: a tree is compiled to a flat list of operations, for floats or for NumPy arrays.

No code is generated from text, and nothing recurses: deep formulas evaluate as well as flat ones.
"""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite, isnan
from operator import itemgetter
from typing import Any

from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.tree import Call, Expr, Name, Number, names, postorder


def evaluate(expr: Expr, values: Mapping[str, float]) -> float:
    """The value of a formula, in IEEE doubles: inf and nan are results, nothing overflows into an error.

    Raises KeyError with the name where a name has no value.
    """
    used = names(expr)
    return compiled(expr, used)(*(values[name] for name in used))


def compiled(expr: Expr, parameters: Sequence[str]) -> Callable[..., float]:
    """A function of floats, one for each of these names in this order.

    A single operation on all the names in order is that operation's own function, the quickest there is.
    Raises KeyError with the name where the formula uses a name that is no parameter.
    """
    return _function(expr, parameters, lambda operation, count: OPERATIONS[operation].on_floats(count))


def compiled_arrays(expr: Expr, parameters: Sequence[str]) -> Callable[..., Any]:
    """As `compiled`, for NumPy arrays (shapes broadcast). A formula without names gives a single number."""
    return _function(expr, parameters, lambda operation, _: OPERATIONS[operation].on_arrays)


def _function(
    expr: Expr, parameters: Sequence[str], function_of: Callable[[str, int], Callable[..., Any]]
) -> Callable[..., Any]:
    if isinstance(expr, Number):
        constant = expr.value
        return lambda *_: constant
    if isinstance(expr, Name):
        position = list(parameters).index(expr.id) if expr.id in parameters else _unknown(expr.id)
        return lambda *values: values[position]
    if expr.arguments == tuple(Name(name) for name in parameters):
        return function_of(expr.operation, len(expr.arguments))
    return _tape(expr, parameters, function_of)


def _tape(
    expr: Expr, parameters: Sequence[str], function_of: Callable[[str, int], Callable[..., Any]]
) -> Callable[..., Any]:
    """A loop over slots: the parameters, then the literals, then one for each different call."""
    nodes = postorder(expr)
    literals = list(dict.fromkeys(repr(node.value) for node in nodes if isinstance(node, Number)))
    slot_of: dict[object, int] = {
        key: slot for slot, key in enumerate([*(Name(name) for name in parameters), *literals])
    }
    program: list[tuple[Callable[..., Any], Callable[[list[Any]], Any]]] = []
    stack: list[int] = []
    for node in nodes:
        if isinstance(node, Call):
            first = len(stack) - len(node.arguments)
            arguments = tuple(stack[first:])
            key = (node.operation, arguments)
            if key not in slot_of:
                slot_of[key] = len(slot_of)
                program.append((function_of(node.operation, len(arguments)), _pick(arguments)))
            stack[first:] = [slot_of[key]]
        elif isinstance(node, Number):
            stack.append(slot_of[repr(node.value)])
        else:
            stack.append(slot_of[node] if node in slot_of else _unknown(node.id))
    constants = [float(literal) for literal in literals]

    def run(*values: Any) -> Any:
        slots = [*values, *constants]
        for function, arguments in program:
            slots.append(function(*arguments(slots)))
        return slots[-1]

    return run


def _pick(slots: tuple[int, ...]) -> Callable[[list[Any]], Any]:
    """What takes the arguments of one call out of the slots, as a sequence."""
    return itemgetter(*slots) if len(slots) > 1 else itemgetter(slice(slots[0], slots[0] + 1))


def _unknown(name: str) -> int:
    raise KeyError(name)


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
