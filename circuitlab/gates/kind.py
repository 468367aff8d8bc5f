"""What a gate is: one declaration a kind, as a formula; everything else is derived from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import isfinite

from circuitlab.formula.derive import derivative, in_terms_of
from circuitlab.formula.operations import PORTS
from circuitlab.formula.parse import parse_formula, parse_slope
from circuitlab.formula.program import OUT, Program, program_of
from circuitlab.formula.tree import Call, Expr, Name
from circuitlab.gates.computation import Computation
from circuitlab.gates.words import Words

MOST = len(PORTS)
"""How many inputs a kind can have that takes more than two: each has a name."""


OWN_FAMILY = "Own gates"
"""The group of the kinds that a document brings along."""


class Shape(Enum):
    """The outlines of the visual language."""

    PILL = "input"
    DOUBLE_PILL = "parameter"
    SQUARE = "constant"
    OPERATION = "operation"
    FUNCTION = "function"
    COMPOSITE = "composite"
    PLACEHOLDER = "unknown"


@dataclass(frozen=True, eq=False)
class GateKind:
    """A kind of gate. Two kinds are the same only if they are one object.

    name: what files and formulas call it. title: its label in the palette. family: its group there.
    symbol: the text in its body. shape: its outline.
    formula: its value in terms of its ports; "" for a source.
    ports: names of the inputs that it has at least. most: how many it can have; more are called c, d, … h.
    rules: formulas for its local gradients as a textbook writes them, in port names and `out`, where those
        derived from its formula are safer but less familiar.
    words: how it explains itself.
    shows_ports: whether the port names stand in the body, because the inputs can't be swapped.
    keywords: what else it is found by. aliases: other names in formulas.
    body: what a composite computes; it has no formula. missing: why it can't be computed as it is; "" if
        it can.
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
    rules: tuple[str, ...] | None = None
    shows_ports: bool = False
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    body: Program | None = None
    missing: str = ""

    @property
    def is_source(self) -> bool:
        """Whether it holds a value of its own instead of computing one."""
        return not self.ports

    @property
    def is_settable(self) -> bool:
        """Whether a user, or training, changes what it holds: nothing changes a constant."""
        return self.shape in (Shape.PILL, Shape.DOUBLE_PILL)

    def port_names(self, count: int) -> tuple[str, ...]:
        """What its inputs are called when it has this many."""
        return self.ports + tuple(PORTS[len(self.ports) : count])

    def expression(self, count: int) -> Call:
        """Its value as a formula in the names of this many ports. Not for sources."""
        return _expression(self, count)

    def rule_expressions(self, count: int) -> tuple[Expr | None, ...]:
        """Its local gradients in port names and `out`, as they are shown; None where no formula is.

        They are equal to what is computed wherever both are finite.
        """
        if self.body is not None:
            return (None,) * count
        return _partials(self, count) if self.rules is None else tuple(map(parse_slope, self.rules))

    def slope_expressions(self, count: int) -> tuple[Expr, ...]:
        """Its local gradients in port names and `out`, as they are computed. Not for composites."""
        return _partials(self, count)

    def computation(self, count: int) -> Computation:
        """What it computes from this many inputs."""
        return _computation(self, count)

    def value(self, *inputs: float) -> float:
        """Its output for these inputs. Never raises: inf and nan are results."""
        return self.computation(len(inputs)).evaluator(*inputs)

    def at_kink(self, inputs: Sequence[float], ports: Iterable[int] | None = None) -> bool:
        """Whether there is no single slope at these inputs, as `Computation.at_kink`."""
        return not self.is_source and self.computation(len(inputs)).at_kink(inputs, ports)

    def why_not_finite(self, inputs: Sequence[float], value: float) -> str | None:
        """Why finite inputs gave this value, in a student's words: "0 divided by 0".

        None where the value is finite, or an input is not (then it did not begin here).
        """
        if isfinite(value) or self.is_source:
            return None
        return self.computation(len(inputs)).why_not_finite(inputs)

    def why_no_slope(self, inputs: Sequence[float], port: int) -> str | None:
        """Why the local gradient at a port is not finite at these inputs, as `Computation.why_no_slope`."""
        return None if self.is_source else self.computation(len(inputs)).why_no_slope(inputs, port)


@cache
def _expression(kind: GateKind, count: int) -> Call:
    if not len(kind.ports) <= count <= kind.most or kind.is_source:
        raise ValueError(f"{kind.title} has no formula for {count} inputs")
    if count > len(kind.ports) or kind.body is not None:
        return Call(kind.name, tuple(Name(port) for port in kind.port_names(count)))
    expr = parse_formula(kind.formula)
    return expr if isinstance(expr, Call) else Call("identity", (expr,))


@cache
def _partials(kind: GateKind, count: int) -> tuple[Expr, ...]:
    expr = _expression(kind, count)
    ports = kind.port_names(count)
    slopes = tuple(derivative(expr, port) for port in ports)
    return slopes if OUT in ports else tuple(in_terms_of(slope, expr, OUT) for slope in slopes)


@cache
def _computation(kind: GateKind, count: int) -> Computation:
    if kind.body is not None:
        return Computation(kind.body)
    return Computation(program_of(_expression(kind, count), kind.port_names(count)))
