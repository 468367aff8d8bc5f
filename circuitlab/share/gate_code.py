"""The code of one gate as templates: the same for all gates of a kind that have numbers at the same ports.

In a template `{0}`, `{1}` … are what stands at its ports, `{out}` its own value, `{up}` its gradient.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from circuitlab.formula.code import Source, Style, source
from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.program import OUT
from circuitlab.formula.tidy import tidy
from circuitlab.formula.tree import Call, Expr, Name, Number, postorder, substitute
from circuitlab.gates.kind import GateKind

MOST_NODES = 60
"""A gate with a larger slope than this gets a function of its own: nobody reads such a line."""


@dataclass(frozen=True, slots=True)
class Operand:
    """What stands at a port. literal: a number, as its repr. plain: no object of the library."""

    literal: str | None = None
    plain: bool = False


Operands = tuple[Operand, ...]


@lru_cache(maxsize=4096)
def value_code(kind: GateKind, operands: Operands, style: Style) -> Source:
    """The value of a gate that has a formula."""
    expr = substitute(kind.expression(len(operands)), _meant(kind, operands))
    plain = frozenset(f"{{{port}}}" for port, operand in enumerate(operands) if operand.plain)
    return source(expr, style, plain)


@lru_cache(maxsize=4096)
def message_code(kind: GateKind, operands: Operands, port: int, style: Style) -> str:
    """Upstream times local gradient: what a gate with a formula sends to one of its ports."""
    message = tidy("multiply", (Name("{up}"), _slope(kind, operands, port)))
    gate = substitute(kind.expression(len(operands)), _meant(kind, operands))
    whole = (gate, "{out}") if isinstance(gate, Call) else None
    return source(message, style, whole=whole).text


@lru_cache(maxsize=512)
def is_long(kind: GateKind, count: int) -> bool:
    """Whether a slope of a gate with a formula is too long for a line."""
    return any(len(postorder(slope)) > MOST_NODES for slope in kind.slope_expressions(count))


@lru_cache(maxsize=512)
def heard(kind: GateKind, count: int) -> frozenset[int]:
    """The ports that the value of a gate depends on: a gate of one's own may not use all that it has."""
    program = kind.computation(count).program
    reached = {program.output}
    for slot in range(program.slots() - 1, program.first_step - 1, -1):
        if slot in reached:
            reached.update(program.steps[slot - program.first_step][1])
    return frozenset(port for port in range(count) if port in reached)


def _slope(kind: GateKind, operands: Operands, port: int) -> Expr:
    """The textbook's rule; where only the derived one holds at a kink or at 0, that one."""
    meant = _meant(kind, operands)
    meant.setdefault(OUT, Name("{out}"))
    derived = substitute(kind.slope_expressions(len(operands))[port], meant, tidy)
    rule = kind.rule_expressions(len(operands))[port]
    return derived if rule is None or _has_cases(derived) else substitute(rule, meant, tidy)


def _has_cases(expr: Expr) -> bool:
    return any(isinstance(node, Call) and OPERATIONS[node.operation].internal for node in postorder(expr))


def _meant(kind: GateKind, operands: Sequence[Operand]) -> dict[str, Expr]:
    ports = kind.port_names(len(operands))
    return {
        port: Name(f"{{{place}}}") if operand.literal is None else Number(float(operand.literal))
        for place, (port, operand) in enumerate(zip(ports, operands, strict=True))
    }
