"""What the program of a gate can be asked: its value, its slopes, and where these are no good. Pure.

A gate that is one operation has that operation's own functions, the quickest there are; one that is made of
several has its slopes from a sweep backward through them.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import inf, isfinite, isnan, nextafter
from typing import Any

from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.program import Program, evaluator, gradients, on_arrays, runner, slopes

OVERFLOW, UNDEFINED = "too large for a double (overflow)", "undefined"
"""What is said where no operation has a better reason: of infinity, and of what is no number at all."""


class Computation:
    """The value of a program and all that belongs to it.

    evaluator: the function from the inputs to the value. Never raises: inf and nan are results.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.evaluator: Callable[..., float] = evaluator(program)

    @cached_property
    def primitive(self) -> str | None:
        """The operation that it is by itself, on its inputs in order; None if it is made of several."""
        steps = self.program.steps
        alone = len(steps) == 1 and steps[0][1] == tuple(range(self.program.inputs))
        return steps[0][0] if alone else None

    @cached_property
    def slope_functions(self) -> tuple[Callable[..., float], ...]:
        """By input, the function from all inputs and the value to the local gradient."""
        if self.primitive is not None:
            return tuple(map(evaluator, slopes(self.primitive, self.program.inputs)))
        swept = _Swept(self._run, self.program)
        return tuple(swept.slope(port) for port in range(self.program.inputs))

    @cached_property
    def array_evaluator(self) -> Callable[..., Any]:
        """As `evaluator`, for NumPy arrays (shapes broadcast)."""
        return evaluator(self.program, on_arrays)

    def branch(self, inputs: Sequence[float]) -> tuple[float, ...]:
        """Which smooth piece each step that has several is on.

        A central difference whose two ends are in different pieces says nothing about a slope.
        """
        return tuple(self._pieces(inputs)) if self._jointed else ()

    def array_branch(self, *arrays: Any) -> tuple[Any, ...]:
        """As `branch`, for NumPy arrays."""
        if not self._jointed:
            return ()
        slots = self._run_arrays(*arrays)
        return tuple(
            OPERATIONS[name].piece_on_arrays(*[slots[operand] for operand in operands])
            for name, operands in self._jointed
        )

    def at_kink(self, inputs: Sequence[float], ports: Iterable[int] | None = None) -> bool:
        """Whether there is no single slope at these inputs: a tie of max, or relu at 0.

        ports: where an input can move; None: everywhere. What moves none of them off the kink is none.
        """
        kinks = self._kinks(inputs) if self._jointed else []
        if True not in kinks:
            return False
        for port in range(len(inputs)) if ports is None else ports:
            for way in (-inf, inf):
                beside = [*inputs[:port], nextafter(inputs[port], way), *inputs[port + 1 :]]
                moved = self._kinks(beside)
                if any(here and not there for here, there in zip(kinks, moved, strict=True)):
                    return True
        return False

    def why_not_finite(self, inputs: Sequence[float]) -> str | None:
        """Why these inputs give no finite value, in a student's words: "0 divided by 0".

        None where the value is finite, or an input is not (then it did not begin here).
        """
        return None if isfinite(self.evaluator(*inputs)) else _why(self.program, self._run(*inputs))

    def why_no_slope(self, inputs: Sequence[float], port: int) -> str | None:
        """Why the slope at a port is not finite at these inputs, in the same words.

        None where it is finite, or an input is not. What a step inside makes of its neighbours counts:
        a slope of its own that is not finite, a value that is not, or a product that is too large.
        """
        program, slots = self.program, self._run(*inputs)
        moves = [slot == port for slot in range(program.first_step)]
        for _, operands in program.steps:
            moves.append(any(moves[operand] for operand in operands))
        arrived = [0.0] * len(slots)
        arrived[program.output] = 1.0
        for slot in range(len(slots) - 1, program.first_step - 1, -1):
            name, operands = program.steps[slot - program.first_step]
            arguments = [*[slots[operand] for operand in operands], slots[slot]]
            for operand, slope in zip(operands, slopes(name, len(operands)), strict=True):
                if moves[operand]:
                    made = runner(slope)(*arguments)
                    if not isfinite(made[slope.output]):
                        return _why(slope, made) or _why(program, slots)
                    arrived[operand] += arrived[slot] * made[slope.output]
                    if not isfinite(arrived[operand]):
                        return OVERFLOW
        return None

    @cached_property
    def _run(self) -> Callable[..., list[float]]:
        return runner(self.program)

    @cached_property
    def _run_arrays(self) -> Callable[..., list[Any]]:
        return runner(self.program, on_arrays)

    @cached_property
    def _jointed(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The steps that are smooth only in pieces."""
        return tuple(step for step in self.program.steps if OPERATIONS[step[0]].piece is not None)

    def _pieces(self, inputs: Sequence[float]) -> list[float]:
        slots = self._run(*inputs)
        found = list[float]()
        for name, operands in self._jointed:
            piece = OPERATIONS[name].piece
            found.append(0.0 if piece is None else piece(*[slots[operand] for operand in operands]))
        return found

    def _kinks(self, inputs: Sequence[float]) -> list[bool]:
        slots = self._run(*inputs)
        found = list[bool]()
        for name, operands in self._jointed:
            kink = OPERATIONS[name].kink
            found.append(kink is not None and kink(*[slots[operand] for operand in operands]))
        return found


def _why(program: Program, slots: Sequence[float]) -> str | None:
    """The reason of the first step whose result is not finite though its arguments are; None without one."""
    for result, (name, operands) in zip(slots[program.first_step :], program.steps, strict=True):
        arguments = [slots[operand] for operand in operands]
        if not isfinite(result) and all(map(isfinite, arguments)):
            why = OPERATIONS[name].why
            reason = None if why is None else why(*arguments)
            return reason or (UNDEFINED if isnan(result) else OVERFLOW)
    return None


class _Swept:
    """All slopes of a program by one sweep, kept for the ports that are asked for next."""

    def __init__(self, run: Callable[..., list[float]], program: Program) -> None:
        self._run = run
        self._program = program
        self._inputs: tuple[float, ...] | None = None
        self._slopes: list[float] = []

    def slope(self, port: int) -> Callable[..., float]:
        """The function from all inputs and the value to the slope at a port."""

        def at(*inputs_and_value: float) -> float:
            inputs = inputs_and_value[:-1]
            if inputs != self._inputs:
                self._slopes = gradients(self._program, self._run(*inputs))
                self._inputs = inputs
            return self._slopes[port]

        return at
