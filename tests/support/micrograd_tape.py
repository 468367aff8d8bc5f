"""The other side of the benchmarks: a circuit computed by micrograd, one Value a gate.

micrograd has no tanh, sigmoid, sin or max, and its `backward` recurses, which deep circuits don't survive:
these are added here in its own manner.
"""

import math
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from micrograd.engine import Value

from circuitlab.formula.program import Program


def _unary(name: str, function: Callable[[float], float], slope: Callable[[float, float], float]) -> Any:
    def make(value: Any) -> Any:
        out = Value(function(value.data), (value,), name)

        def _backward() -> None:
            value.grad += slope(value.data, out.data) * out.grad

        out._backward = _backward
        return out

    return make


def _largest(one: Any, other: Any) -> Any:
    out = Value(max(one.data, other.data), (one, other), "max")

    def _backward() -> None:
        one.grad += (one.data >= other.data) * out.grad
        other.grad += (other.data > one.data) * out.grad

    out._backward = _backward
    return out


sigmoid = _unary("sigmoid", lambda a: 1 / (1 + math.exp(-a)), lambda _, out: out * (1 - out))

OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": lambda one, other: one + other,
    "subtract": lambda one, other: one - other,
    "multiply": lambda one, other: one * other,
    "square": lambda value: value**2,
    "max": _largest,
    "relu": lambda value: value.relu(),
    "sigmoid": sigmoid,
    "tanh": _unary("tanh", math.tanh, lambda _, out: 1 - out * out),
    "sin": _unary("sin", math.sin, lambda a, _: math.cos(a)),
}


def backward(root: Any) -> None:
    """As `Value.backward`, without recursion."""
    order, visited, stack = [], set(), [(root, False)]
    while stack:
        value, done = stack.pop()
        if done:
            order.append(value)
        elif value not in visited:
            visited.add(value)
            stack.append((value, True))
            stack += [(operand, False) for operand in value._prev]
    root.grad = 1
    for value in reversed(order):
        value._backward()


def forward(program: Program) -> Callable[[Sequence[float]], tuple[Any, list[Any]]]:
    """A function from the values of all inputs to the result, and the inputs, as Values."""
    steps = [(OPERATIONS[name], operands) for name, operands in program.steps]

    def run(values: Sequence[float]) -> tuple[Any, list[Any]]:
        slots = [Value(value) for value in (*values, *program.literals)]
        for operation, operands in steps:
            if len(operands) == 2:
                slots.append(operation(slots[operands[0]], slots[operands[1]]))
            elif len(operands) == 1:
                slots.append(operation(slots[operands[0]]))
            else:  # a sum of many is a chain of sums of two
                slots.append(reduce(operation, [slots[operand] for operand in operands]))
        return slots[program.output], slots[: program.inputs]

    return run


def both_ways(program: Program) -> Callable[[Sequence[float]], tuple[float, tuple[float, ...]]]:
    """Value and gradients at one point."""
    there = forward(program)
    deep = len(program.steps) > 900

    def run(values: Sequence[float]) -> tuple[float, tuple[float, ...]]:
        result, inputs = there(values)
        if deep:
            backward(result)
        else:
            result.backward()
        return result.data, tuple([value.grad for value in inputs])

    return run
