"""What a gate is: one declaration a kind, as a formula; everything else is derived from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import inf, isfinite, nextafter
from typing import Any

from circuitlab.formula.derive import derivative, in_terms_of
from circuitlab.formula.evaluate import compiled, compiled_arrays, why_not_finite
from circuitlab.formula.operations import OPERATIONS, PORTS, Operation
from circuitlab.formula.parse import parse_formula, parse_slope
from circuitlab.formula.program import OUT, Program, program_of
from circuitlab.formula.tree import Call, Expr, Name, postorder
from circuitlab.gates.words import Words


class Shape(Enum):
    """The outlines of the visual language."""

    PILL = "input"
    DOUBLE_PILL = "parameter"
    SQUARE = "constant"
    OPERATION = "operation"
    FUNCTION = "function"
    PLACEHOLDER = "unknown"


@dataclass(frozen=True, eq=False)
class GateKind:
    """A kind of gate. Two kinds are the same only if they are one object.

    name: what files and formulas call it. title: its label in the palette. family: its group there.
    symbol: the text in its body. shape: its outline.
    formula: its value in terms of its ports; "" for a source.
    ports: names of the inputs that it has at least. most: how many it can have; more are called c, d, … h.
    partials: formulas for its local gradients, in port names and `out`; None: derived from the formula.
    rules: the same as a textbook writes them, where what is computed is safer but less familiar.
    words: how it explains itself.
    shows_ports: whether the port names stand in the body, because the inputs can't be swapped.
    keywords: what else it is found by. aliases: other names in formulas.
    """

    name: str
    title: str
    family: str
    symbol: str
    shape: Shape
    formula: str
    words: Words
    ports: tuple[str, ...] = ()
    most: int = 0
    partials: tuple[str, ...] | None = None
    rules: tuple[str, ...] | None = None
    shows_ports: bool = False
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def is_source(self) -> bool:
        """Whether it holds a value of its own instead of computing one."""
        return not self.ports

    def port_names(self, count: int) -> tuple[str, ...]:
        """What its inputs are called when it has this many."""
        return self.ports + tuple(PORTS[len(self.ports) : count])

    def expression(self, count: int) -> Call:
        """Its value as a formula in the names of this many ports. Not for sources."""
        return _expression(self, count)

    def partial_expressions(self, count: int) -> tuple[Expr, ...]:
        """Its local gradients as they are computed, by port, in port names and `out`."""
        return _partials(self, count)

    def rule_expressions(self, count: int) -> tuple[Expr, ...]:
        """Its local gradients as they are shown; equal to those computed wherever both are finite."""
        rules = self.rules
        return self.partial_expressions(count) if rules is None else tuple(map(parse_slope, rules))

    def value(self, *inputs: float) -> float:
        """Its output for these inputs. Never raises: inf and nan are results."""
        return self.evaluator(len(inputs))(*inputs)

    def program(self, count: int) -> Program:
        """Its value as a flat program of this many inputs."""
        return _program(self, count)

    def primitive(self, count: int) -> str | None:
        """The operation that it is by itself, on its inputs in order; None if it is made of several."""
        return _primitive(self, count)

    def evaluator(self, count: int) -> Callable[..., float]:
        """The function from this many inputs to the output; the quickest way to call it often."""
        return _evaluator(self, count)

    def slope_functions(self, count: int) -> tuple[Callable[..., float], ...]:
        """By port, the function from all inputs and the output to the local gradient."""
        return _slopes(self, count)

    def array_evaluator(self, count: int) -> Callable[..., Any]:
        """As `evaluator`, for NumPy arrays (shapes broadcast)."""
        return compiled_arrays(self.expression(count), self.port_names(count))

    def array_slope_functions(self, count: int) -> tuple[Callable[..., Any], ...]:
        """As `slope_functions`, for NumPy arrays. A constant slope is a single number."""
        parameters = (*self.port_names(count), OUT)
        return tuple(compiled_arrays(partial, parameters) for partial in self.partial_expressions(count))

    def branch(self, inputs: Sequence[float]) -> tuple[float, ...] | None:
        """Which smooth piece the inputs are in; None if the kind has only one.

        A central difference whose two ends are in different pieces says nothing about a slope.
        """
        jointed = _jointed(self, len(inputs))
        return tuple(joint.piece(inputs) for joint in jointed) if jointed else None

    def array_branch(self, count: int) -> Callable[..., tuple[Any, ...]] | None:
        """As `branch`, from this many NumPy arrays to arrays; None if the kind has only one piece."""
        return _array_branch(self, count)

    def at_kink(self, inputs: Sequence[float], ports: Iterable[int] | None = None) -> bool:
        """Whether there is no single slope at these inputs: a tie of max, or relu at 0.

        ports: where an input can move; None: everywhere. What moves none of them off the kink is none.
        """
        moving = range(len(inputs)) if ports is None else tuple(ports)
        kinks = [joint for joint in _jointed(self, len(inputs)) if joint.kink(inputs)]
        return any(joint.leaves_kink(inputs, port) for joint in kinks for port in moving)

    def why_not_finite(self, inputs: Sequence[float], value: float) -> str | None:
        """Why finite inputs gave this value, in a student's words: "0 divided by 0".

        None where the value is finite, or an input is not (then it did not begin here).
        """
        if isfinite(value) or self.is_source:
            return None
        ports = self.port_names(len(inputs))
        return why_not_finite(self.expression(len(inputs)), dict(zip(ports, inputs, strict=True)))


@cache
def _expression(kind: GateKind, count: int) -> Call:
    if not len(kind.ports) <= count <= kind.most or kind.is_source:
        raise ValueError(f"{kind.title} has no formula for {count} inputs")
    if count > len(kind.ports):
        return Call(kind.name, tuple(Name(port) for port in kind.port_names(count)))
    expr = parse_formula(kind.formula)
    return expr if isinstance(expr, Call) else Call("identity", (expr,))


@cache
def _partials(kind: GateKind, count: int) -> tuple[Expr, ...]:
    if kind.partials is not None:
        return tuple(map(parse_slope, kind.partials))
    expr = _expression(kind, count)
    slopes = (derivative(expr, port) for port in kind.port_names(count))
    return tuple(in_terms_of(slope, expr, OUT) for slope in slopes)


@cache
def _program(kind: GateKind, count: int) -> Program:
    return program_of(_expression(kind, count), kind.port_names(count))


@cache
def _primitive(kind: GateKind, count: int) -> str | None:
    program = _program(kind, count)
    if len(program.steps) == 1 and program.steps[0][1] == tuple(range(count)):
        return program.steps[0][0]
    return None


@cache
def _evaluator(kind: GateKind, count: int) -> Callable[..., float]:
    return compiled(_expression(kind, count), kind.port_names(count))


@cache
def _slopes(kind: GateKind, count: int) -> tuple[Callable[..., float], ...]:
    parameters = (*kind.port_names(count), OUT)
    return tuple(compiled(partial, parameters) for partial in _partials(kind, count))


@dataclass(frozen=True, slots=True)
class _Joint:
    """An operation inside a kind's formula that is smooth only in pieces, and what computes its arguments."""

    operation: Operation
    arguments: tuple[Callable[..., float], ...]

    def piece(self, inputs: Sequence[float]) -> float:
        piece = self.operation.piece
        return 0.0 if piece is None else piece(*(argument(*inputs) for argument in self.arguments))

    def kink(self, inputs: Sequence[float]) -> bool:
        kink = self.operation.kink
        return kink is not None and kink(*(argument(*inputs) for argument in self.arguments))

    def leaves_kink(self, inputs: Sequence[float], port: int) -> bool:
        """Whether there is no kink beside these inputs, along this port."""
        beside = (nextafter(inputs[port], way) for way in (-inf, inf))
        return any(not self.kink([*inputs[:port], value, *inputs[port + 1 :]]) for value in beside)


def _jointed_calls(kind: GateKind, count: int) -> list[Call]:
    if kind.is_source:
        return []
    calls = (node for node in postorder(_expression(kind, count)) if isinstance(node, Call))
    return [call for call in calls if OPERATIONS[call.operation].piece is not None]


@cache
def _jointed(kind: GateKind, count: int) -> tuple[_Joint, ...]:
    ports = kind.port_names(count)
    return tuple(
        _Joint(OPERATIONS[call.operation], tuple(compiled(argument, ports) for argument in call.arguments))
        for call in _jointed_calls(kind, count)
    )


@cache
def _array_branch(kind: GateKind, count: int) -> Callable[..., tuple[Any, ...]] | None:
    ports = kind.port_names(count)
    joints = [
        (OPERATIONS[call.operation], [compiled_arrays(argument, ports) for argument in call.arguments])
        for call in _jointed_calls(kind, count)
    ]
    if not joints:
        return None
    return lambda *arrays: tuple(
        operation.piece_on_arrays(*(argument(*arrays) for argument in arguments))
        for operation, arguments in joints
    )
