"""The engine for small circuits that run again and again: both passes as one generated Python function.

Every slot that is used more than once is a local variable; others are written where they are used. A call
costs about what the arithmetic costs; making the function takes some 20 microseconds an operation, so that
it pays only where it runs often.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from circuitlab.engine.flat import Flat
from circuitlab.engine.writing import ONE, ZERO, Assignment, compiled, folded, number, product, slope, value

Point: TypeAlias = Callable[[Sequence[float]], tuple[float, tuple[float, ...]]]
"""Values of the inputs and parameters -> the objective's value and its gradient at each of them."""

_TERMS = 40
"""Longest sum in one line: Python nests a sum of many terms too deeply."""

Maker: TypeAlias = Callable[..., Point]
"""(exact engine, seed, values of the constants) -> the engine."""


def maker(flat: Flat, *, unit_seed: bool) -> Maker:
    """The generated source, compiled; to be called with what is not part of the structure.

    unit_seed: whether it is for a seed of 1 only; this saves a multiplication.
    """
    made: Maker = compiled(source(flat, unit_seed=unit_seed), "make")
    return made


def source(flat: Flat, *, unit_seed: bool) -> str:
    """The text of a function `make`, whose result is the engine."""
    names = _names(flat)
    lines, gradients = _backward(flat, names, ONE if unit_seed else "seed")
    settable = names[: len(flat.settable)]
    constants = names[len(flat.settable) : flat.program.inputs]
    out = names[flat.program.output]
    result = f"return {out}, ({''.join(f'{gradient}, ' for gradient in gradients)})"
    assignments = [*_forward(flat, names), *lines]
    return "\n".join(
        [
            f"def make({', '.join(['exact', 'float', 'seed', *constants])}):",
            "  def run(values):",
            "    try:",
            f"      {', '.join(settable)}, = values" if settable else "      () = values",
            *(f"      {line}" for line in folded(assignments, f"if {out}.__class__ is float: {result}")),
            "    except RAISED:",
            "      return exact(values)",
            "    return exact(values)",
            "  return run",
        ]
    )


def _names(flat: Flat) -> list[str]:
    program = flat.program
    sources = [f"x{slot}" for slot in range(program.inputs)]
    return [
        *sources,
        *map(number, program.literals),
        *(f"v{slot}" for slot in range(program.first_step, program.slots())),
    ]


def _forward(flat: Flat, names: Sequence[str]) -> list[Assignment]:
    return [
        (names[slot], value(operation, [names[operand] for operand in operands]))
        for slot, (operation, operands) in enumerate(flat.program.steps, flat.program.first_step)
    ]


def _backward(flat: Flat, names: Sequence[str], seed: str) -> tuple[list[Assignment], list[str]]:
    """The assignments of the backward pass, and the gradients of all inputs and parameters as expressions."""
    program = flat.program
    lines, messages = list[Assignment](), [list[str]() for _ in range(program.slots())]
    messages[program.output] = [seed]
    for slot in range(program.slots() - 1, program.first_step - 1, -1):
        if not messages[slot]:
            continue
        upstream = _total(messages[slot], f"g{slot}", lines)
        operation, operands = program.steps[slot - program.first_step]
        arguments, asked = [names[operand] for operand in operands], flat.asked[slot - program.first_step]
        for port, operand in enumerate(operands):
            if asked[port]:
                messages[operand].append(product(upstream, slope(operation, port, arguments, names[slot])))
    gradients = [
        _total(messages[slot], f"g{slot}", lines) if messages[slot] else ZERO
        for slot in range(len(flat.settable))
    ]
    return lines, gradients


def _total(messages: list[str], name: str, lines: list[Assignment]) -> str:
    """The sum of the messages as an atom, which may need a line of its own."""
    if len(messages) == 1 and (messages[0].isidentifier() or messages[0] == ONE):
        return messages[0]
    for first in range(0, len(messages), _TERMS):
        terms = messages[first : first + _TERMS]
        lines.append((name, " + ".join([name, *terms] if first else terms)))
    return name
