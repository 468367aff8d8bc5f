"""A formula as a flat program: one list of operations, each on slots that are filled already.

A tree repeats what it uses twice; a program names it once, so that it stays as small as the circuit it
may stand for. Nothing recurses. The engines run programs; `compiled` functions are programs too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from circuitlab.formula.operations import OPERATIONS, PORTS
from circuitlab.formula.parse import parse_slope
from circuitlab.formula.tree import Expr, Name, Number, postorder

OUT = "out"
"""What an operation's own value is called in its slopes."""


Step: TypeAlias = tuple[str, tuple[int, ...]]
"""One operation, and the slots of its arguments in order."""


@dataclass(frozen=True, slots=True)
class Program:
    """Slots are numbered: the inputs, then the literals, then one slot a step, in the order of the steps.

    inputs: how many values it takes. literals: numbers it has of its own. output: the slot of its value.
    """

    inputs: int
    literals: tuple[float, ...]
    steps: tuple[Step, ...]
    output: int

    @property
    def first_step(self) -> int:
        """The slot that the first step fills."""
        return self.inputs + len(self.literals)

    def slots(self) -> int:
        """How many slots it has."""
        return self.first_step + len(self.steps)


class Builder:
    """Collects the steps of a program. Slots are handed out as tokens: inputs are the numbers from 0 on."""

    def __init__(self, inputs: int) -> None:
        self._inputs = inputs
        self._literals: dict[str, tuple[int, float]] = {}  # by text: nan is not itself, 0.0 equals -0.0
        self._steps: list[Step] = []

    @property
    def steps(self) -> int:
        """How many steps there are so far."""
        return len(self._steps)

    def literal(self, value: float) -> int:
        """The slot of a number, the same for every use of it."""
        return self._literals.setdefault(repr(value), (-1 - len(self._literals), value))[0]

    def step(self, operation: str, operands: tuple[int, ...]) -> int:
        """The slot of an operation on these slots."""
        self._steps.append((operation, operands))
        return self._inputs + len(self._steps) - 1

    def inline(self, program: Program, operands: Sequence[int]) -> int:
        """The slot of a whole program's value, with these slots as its inputs."""
        slots = [*operands, *map(self.literal, program.literals)]
        for operation, inner in program.steps:
            slots.append(self.step(operation, tuple([slots[slot] for slot in inner])))
        return slots[program.output]

    def finish(self, output: int) -> Program:
        """The program whose value is in this slot."""
        inputs, shift = self._inputs, len(self._literals)

        def number(token: int) -> int:
            return inputs - 1 - token if token < 0 else token if token < inputs else token + shift

        steps = self._steps
        if shift:
            steps = [(operation, tuple(map(number, operands))) for operation, operands in steps]
        literals = tuple(value for _, value in self._literals.values())
        return Program(inputs, literals, tuple(steps), number(output))


def program_of(expr: Expr, parameters: Sequence[str]) -> Program:
    """A formula in these names as a program; equal parts of it are computed once.

    Raises KeyError with the name where the formula uses another one.
    """
    slot_of = {name: slot for slot, name in enumerate(parameters)}
    builder, known, stack = Builder(len(slot_of)), dict[Step, int](), list[int]()
    for node in postorder(expr):
        if isinstance(node, Number):
            stack.append(builder.literal(node.value))
        elif isinstance(node, Name):
            stack.append(slot_of[node.id])
        else:
            first = len(stack) - len(node.arguments)
            step = (node.operation, tuple(stack[first:]))
            if step not in known:
                known[step] = builder.step(*step)
            stack[first:] = [known[step]]
    return builder.finish(stack[0])


def pruned(program: Program) -> Program:
    """The program without the steps that its value does not depend on."""
    reached = bytearray(program.slots())
    reached[program.output] = 1
    for slot in range(program.slots() - 1, program.first_step - 1, -1):
        if reached[slot]:
            for operand in program.steps[slot - program.first_step][1]:
                reached[operand] = 1
    if 0 not in reached[program.first_step :]:
        return program
    number, steps = list(range(program.first_step)), list[Step]()
    for slot, (operation, operands) in enumerate(program.steps, program.first_step):
        number.append(program.first_step + len(steps))
        if reached[slot]:
            steps.append((operation, tuple([number[operand] for operand in operands])))
    return Program(program.inputs, program.literals, tuple(steps), number[program.output])


def depths(program: Program) -> list[int]:
    """By slot, the number of steps on the longest way to it."""
    found = [0] * program.first_step
    at = found.__getitem__
    for _, operands in program.steps:
        found.append(1 + max(map(at, operands)))
    return found


Face: TypeAlias = Callable[[str, int], Callable[..., Any]]
"""Name of an operation and number of its arguments -> the function that computes it."""


def on_floats(operation: str, count: int) -> Callable[..., float]:
    """The face of an operation for Python floats."""
    return OPERATIONS[operation].on_floats(count)


def on_arrays(operation: str, _: int) -> Callable[..., Any]:
    """The face of an operation for NumPy arrays (shapes broadcast)."""
    return OPERATIONS[operation].on_arrays


def runner(program: Program, face: Face = on_floats) -> Callable[..., list[Any]]:
    """A function from the inputs of a program to what is in all its slots."""
    calls = [(face(name, len(operands)), _pick(operands)) for name, operands in program.steps]
    literals = program.literals

    def run(*values: Any) -> list[Any]:
        slots = [*values, *literals]
        for function, arguments in calls:
            slots.append(function(*arguments(slots)))
        return slots

    return run


def evaluator(program: Program, face: Face = on_floats) -> Callable[..., Any]:
    """A function from the inputs of a program to its value.

    For a single operation on the inputs in order it is that operation's own function, the quickest there is.
    """
    if not program.steps:
        literals, output = program.literals, program.output
        return lambda *values: (*values, *literals)[output]
    if len(program.steps) == 1 and program.steps[0][1] == tuple(range(program.inputs)):
        return face(program.steps[0][0], program.inputs)
    run = runner(program, face)
    output = program.output
    return lambda *values: run(*values)[output]


def _pick(slots: tuple[int, ...]) -> Callable[[list[Any]], Any]:
    """What takes the arguments of one call out of the slots, as a sequence."""
    return itemgetter(*slots) if len(slots) > 1 else itemgetter(slice(slots[0], slots[0] + 1))


@cache
def slopes(operation: str, count: int) -> tuple[Program, ...]:
    """The slopes of an operation in each of its arguments, as programs of these and of its own value."""
    parameters = (*PORTS[:count], OUT)
    return tuple(program_of(parse_slope(rule), parameters) for rule in OPERATIONS[operation].slopes(count))


def gradients(program: Program, slots: Sequence[float], seed: float = 1.0) -> list[float]:
    """The slope of a program's value in each of its slots, times `seed`, by one sweep backward.

    slots: what `runner` made of the inputs. Only what the value depends on is swept: elsewhere it is 0.
    """
    result = [0.0] * len(slots)
    result[program.output] = seed
    reached = bytearray(len(slots))
    reached[program.output] = 1
    for place in range(len(program.steps) - 1, -1, -1):
        slot = program.first_step + place
        if reached[slot]:
            name, operands = program.steps[place]
            arguments = [*[slots[operand] for operand in operands], slots[slot]]
            for operand, slope in zip(operands, _slope_functions(name, len(operands)), strict=True):
                reached[operand] = 1
                result[operand] += result[slot] * slope(*arguments)
    return result


@cache
def _slope_functions(operation: str, count: int) -> tuple[Callable[..., float], ...]:
    return tuple(map(evaluator, slopes(operation, count)))
