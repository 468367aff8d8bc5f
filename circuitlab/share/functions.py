"""The functions that a source defines before it begins: gates made of gates, and what micrograd lacks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.kinds import in_order, used
from circuitlab.circuit.naming import FreeNames
from circuitlab.circuit.parts import CONSTANT, INPUT, Definition, Gate, Settings, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.plan import plan_of
from circuitlab.formula.code import MICROGRAD, PYTHON, source, to_python
from circuitlab.formula.operations import OPERATIONS, PORTS
from circuitlab.formula.parse import parse_slope
from circuitlab.formula.program import OUT
from circuitlab.formula.tidy import tidy
from circuitlab.formula.tree import Call, Expr, Name, substitute
from circuitlab.share.dialect import Dialect
from circuitlab.share.scope import Scope, is_function

INDENT = "    "


class Functions:
    """The functions of the kinds that a document defines, as far as its circuit needs them.

    names: by name of the kind. calls: functions of micrograd's that they use. value_names, gradient_names:
        their variables.
    """

    def __init__(self, circuit: Circuit, dialect: Dialect, taken: Collection[str]) -> None:
        """taken: names with another meaning in the module."""
        self._circuit = circuit
        self._dialect = dialect
        self._taken = taken
        needed = _needed(circuit, dialect)
        free = FreeNames({*taken, *circuit.names})
        self.names: Mapping[str, str] = {name: free.take(name) for name in needed}
        self.calls: dict[tuple[str, int], None] = {}
        self.value_names = set[str]()
        self.gradient_names = set[str]()
        self._own = [(name, function) for name, function in self.names.items()]

    def lines(self) -> list[str]:
        """Their definitions, each after those that it uses, with a blank line after each."""
        lines = list[str]()
        for name, function in self._own:
            lines += [*self._definition(self._circuit.definitions[name], function), ""]
        return lines

    def _definition(self, definition: Definition, function: str) -> list[str]:
        circuit = _inside(self._circuit, definition)
        plan, dialect = plan_of(circuit), self._dialect
        objective = plan.objective
        if objective is None:  # such a kind can't be computed, so that none of its gates has a step
            return []
        scope = Scope(
            circuit,
            plan,
            dialect.style,
            {*self._taken, *self.names.values()},
            lambda kind, _: self.names[kind.name],
            by_hand=dialect.by_hand,
        )
        inputs = {circuit.gates[key].name: slot for slot, key in enumerate(plan.ids) if slot in plan.sources}
        ports = [inputs.get(port) for port in definition.ports]
        parameters = [
            scope.free.take(port) if slot is None else scope.names[slot]
            for port, slot in zip(definition.ports, ports, strict=True)
        ]
        body = [
            dialect.source_line(scope, slot, number)
            for slot, number in scope.sources()
            if slot in plan.ancestors
        ]
        body += [scope.forward(slot) for slot in plan.operations if slot in plan.ancestors]
        result = scope.names[objective]
        if dialect.by_hand:
            body.append(scope.seed(objective, 1.0))
            for slot in plan.sweep:
                body += scope.messages(slot, dialect.accumulate)
            gradients = [scope.gradients.get(-1 if slot is None else slot, "0.0") for slot in ports]
            result = ", ".join([result, *gradients])
        self.calls.update(scope.calls)
        self.value_names.update(scope.value_names)
        self.gradient_names.update(scope.gradients.values())
        return [f"def {function}({', '.join(parameters)}):", *_indented([*body, f"return {result}"])]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"{INDENT}{line}" if line else "" for line in lines]


def _needed(circuit: Circuit, dialect: Dialect) -> list[str]:
    """The definitions that need a function, each after those that it is made of."""
    reached = {gate.kind for gate in circuit.gates.values()}
    needed = list[str]()
    for name in reversed(in_order(circuit.definitions)):
        kind = circuit.kind(name)
        if name in reached and kind is not None and not kind.missing:
            if is_function(kind, len(kind.ports), by_hand=dialect.by_hand):
                needed.append(name)
            reached |= used(circuit.definitions[name])
    return needed[::-1]


def _inside(circuit: Circuit, definition: Definition) -> Circuit:
    """The inner circuit of a definition: its ports are inputs, all other sources constants."""
    if definition.formula is not None:
        out = FreeNames(definition.ports).take("out")
        return to_circuit(f"{out} = {definition.formula}")
    parts: list[Gate | Wire] = []
    for part in definition.body:
        inner = isinstance(part, Gate) and part.inputs == 0 and part.value is not None
        port = isinstance(part, Gate) and part.kind == INPUT and part.name in definition.ports
        parts.append(replace(part, kind=CONSTANT) if isinstance(part, Gate) and inner and not port else part)
    known = (circuit.definitions[name] for name in _below(circuit, definition))
    return Circuit([Settings(definition.output), *known, *parts])


def _below(circuit: Circuit, definition: Definition) -> list[str]:
    """The definitions that this one is made of, at whatever level."""
    found, waiting = set[str](), [definition]
    while waiting:
        more = (used(waiting.pop()) & circuit.definitions.keys()) - found
        found |= more
        waiting += [circuit.definitions[name] for name in more]
    return sorted(found)


def micrograd_functions(calls: Iterable[tuple[str, int]]) -> list[str]:
    """Definitions of operations that micrograd lacks, each with its own backward function, as it has them."""
    lines = list[str]()
    for operation, count in sorted(set(calls)):
        lines += [*_micrograd_function(operation, count), ""]
    return lines


def _micrograd_function(name: str, count: int) -> Sequence[str]:
    operation, ports = OPERATIONS[name], PORTS[:count]
    data: dict[str, Expr] = {port: Name(f"{port}.data") for port in ports}
    whole = Call(name, tuple(data.values()))
    data[OUT] = Name("out.data")
    slopes = [substitute(parse_slope(slope), data) for slope in operation.slopes(count)]
    sent = [f"{port}.grad += {_sent(slope, whole)}" for port, slope in zip(ports, slopes, strict=True)]
    inputs = ", ".join(ports)
    body = [
        f"out = Value({to_python(whole)}, ({inputs}{',' if count == 1 else ''}))",
        "",
        "def backward():",
        *_indented(sent),
        "",
        "out._backward = backward",
        "return out",
    ]
    return [f"def {MICROGRAD.of(operation, count)}({inputs}):", *_indented(body)]


def _sent(slope: Expr, whole: Call) -> str:
    return source(tidy("multiply", (Name("out.grad"), slope)), PYTHON, whole=(whole, "out.data")).text
