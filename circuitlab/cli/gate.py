"""The command `gate`: the rule of a gate of one's own, its slopes, their check, and its numbers at points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from circuitlab.circuit import defining
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, clause
from circuitlab.circuit.naming import normalized
from circuitlab.circuit.parts import Definition
from circuitlab.cli.answer import UsageError
from circuitlab.cli.printing import dumps, number, table, text
from circuitlab.files.errors import shown
from circuitlab.formula.parse import FormulaError
from circuitlab.gates.custom import compared, custom_kind, unchecked
from circuitlab.gates.kind import GateKind
from circuitlab.gates.rules import Rule, rule_of, slope_name


@dataclass(frozen=True, slots=True)
class Point:
    """The numbers of a gate at one point; is_kink: there is no single slope, and these are a convention."""

    inputs: Mapping[str, float]
    value: float
    slopes: Mapping[str, float]
    is_kink: bool


def defined(rule: str, symbol: str) -> tuple[Definition, GateKind]:
    """What a rule makes, with this in its body. Raises UsageError."""
    place = "RULE"
    try:
        made = defining.from_line(rule)
        place = "--symbol"
        made = replace(made, symbol=symbol.strip())
        defining.check_definition(made)
    except FormulaError as error:
        raise UsageError(f"{place}: {error}") from error
    except CircuitError as error:
        raise UsageError(f"{place}: {clause(str(error))}") from error
    return made, custom_kind(made.name, made.symbol, made.ports, made.formula or "")


def added(made: Definition, circuit: Circuit, source: str) -> None:
    """Put it into a circuit, which came from `source`. Raises UsageError for a name that is taken."""
    try:
        circuit.apply(defining.define(circuit, made))
    except CircuitError as error:
        raise UsageError(f"--into {shown(source)}: {clause(str(error))}") from error


def point(kind: GateKind, given: Mapping[str, float]) -> Point:
    """Its numbers where its inputs have these values. Raises UsageError unless each has one."""
    values = {normalized(name): value for name, value in given.items()}
    for name in values:
        if name not in kind.ports:
            listed = ", ".join(kind.ports)
            raise UsageError(f"--at: {shown(name)} is no input of {kind.name}: expected {shown(listed)}")
    for port in kind.ports:
        if port not in values:
            raise UsageError(f"--at: no value for {shown(port)}: expected {_expected(kind)}")
    inputs = [values[port] for port in kind.ports]
    value = kind.value(*inputs)
    slopes = (slope(*inputs, value) for slope in kind.computation(len(inputs)).slope_functions)
    by_port = dict(zip(kind.ports, slopes, strict=True))
    return Point(dict(zip(kind.ports, inputs, strict=True)), value, by_port, kind.at_kink(inputs))


def _expected(kind: GateKind) -> str:
    return shown(",".join(f"{port}=VALUE" for port in kind.ports))


def for_people(kind: GateKind, points: Sequence[Point], lost: Sequence[str], *, latex: bool) -> str:
    """The rule and its slopes, the verdict of their check, the points as a table, and what is not kept.

    As LaTeX, all but the equations is a comment.
    """
    rule = rule_of(kind)
    said = _verdict(kind) + "\n" + (_table(rule, points) if points else "") + "".join(lost)
    if not latex:
        return f"{rule}\n{said}"
    equations = (rule.latex, *rule.partials_latex.values())
    return "".join(f"{line}\n" for line in (*equations, *(f"% {line}" for line in said.splitlines())))


def _verdict(kind: GateKind) -> str:
    left, count = unchecked(kind.ports, kind.formula), _count(kind)
    if left and not count:
        return left
    agree = f"ok: {count} slope{'s' * (count > 1)} agree{'s' * (count == 1)} with central differences"
    return f"{agree}; {left}" if left else agree


def _count(kind: GateKind) -> int:
    """How many slopes were compared; none if only those of inputs that the formula does not use."""
    if unchecked(kind.ports, kind.formula).startswith("not checked:"):
        return 0
    return sum(compared(kind.computation(len(kind.ports))))


def _table(rule: Rule, points: Sequence[Point]) -> str:
    heads = [*rule.ports, rule.name, *(slope_name(rule.name, port) for port in rule.ports)]
    rows = [[text(n) for n in (*at.inputs.values(), at.value, *at.slopes.values())] for at in points]
    if any(at.is_kink for at in points):
        heads.append("")
        for row, at in zip(rows, points, strict=True):
            row.append("no single slope here" if at.is_kink else "")
    return table(heads, rows, frozenset())


def for_programs(kind: GateKind, points: Sequence[Point], lost: Sequence[str]) -> str:
    """The same as JSON."""
    rule = rule_of(kind)
    partials = {
        port: {"text": rule.partials[port], "latex": rule.partials_latex[port]} for port in rule.ports
    }
    found = {
        "name": rule.name,
        "symbol": rule.symbol,
        "inputs": list(rule.ports),
        "formula": rule.formula,
        "latex": rule.latex,
        "partials": partials,
        "checked": _count(kind),
        "at": [_point_json(at) for at in points],
        "lost": [line.strip() for line in lost],
    }
    return dumps(found) + "\n"


def _point_json(at: Point) -> dict[str, object]:
    return {
        "inputs": {name: number(value) for name, value in at.inputs.items()},
        "value": number(at.value),
        "slopes": {name: number(value) for name, value in at.slopes.items()},
        "kink": at.is_kink,
    }
