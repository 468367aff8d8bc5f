"""Formula text to a circuit. The other direction is `text_print`.

Everything that is wrong with a text is a `FormulaError` that names the line.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_values
from circuitlab.circuit.errors import BadName, CircuitError, clause, quoted
from circuitlab.circuit.naming import NUMBERS, checked_name, normalized
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, SOURCES, Definition, Gate, Settings, Wire
from circuitlab.formula.parse import FormulaError, parse_assignment, parse_definition
from circuitlab.formula.tree import Call, Expr, Name, Number, postorder

ALIAS = "identity"
"""The kind of gate that `t1 = t0` makes."""

SIGN = "negate"
"""The kind of gate that a minus sign makes, unless it belongs to a number."""

LETTERS = {"pi": math.pi, "e": math.e}
"""Names that stand for a number until something else is given the name."""


def to_circuit(
    text: str,
    values: Mapping[str, float] | None = None,
    *,
    default: float | None = None,
    known: Circuit | None = None,
) -> Circuit:
    """The circuit that formula text describes, one assignment a line; its last line is the objective.

    values: what inputs and parameters hold, by name; they win over the text.
    default: what inputs hold that are used, but given no value anywhere; None: no value yet.
    known: a circuit whose sources stand for names that the text uses but does not assign: their kind and
        value are taken over. For text that is typed over a circuit.

    Gates have no positions, and ids that grow in reading order. Raises FormulaError, which names the line,
    and UnknownPart or BadValue for `values` that name no input or parameter.
    """
    values = {normalized(name): value for name, value in (values or {}).items()}
    typed = _definitions(text)
    own = ({} if known is None else dict(known.definitions)) | typed
    reader = _Reader(list(_assignments(text, own)), values, default, known, list(typed.values()))
    circuit = reader.circuit(own.values())
    circuit.apply(set_values(circuit, values))
    return circuit


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers from 1."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        code = line.strip()
        if code and not code.startswith("#"):
            yield number, line


def _definitions(text: str) -> dict[str, Definition]:
    """The gates that lines such as `gate hill(x, y) = …` define, by name, wherever these lines stand."""
    found: dict[str, Definition] = {}
    for number, line in _lines(text) if "gate" in text else ():
        head = parse_definition(line, number)
        if head is None:
            continue
        from circuitlab.circuit.defining import custom

        name, ports, formula = head
        if name in found:
            raise FormulaError(f"the gate {quoted(name)} is defined already", line=number)
        try:
            found[name] = custom(Circuit(), name, formula, ports)
        except FormulaError as error:
            raise FormulaError(error.reason, line=number, column=error.column) from None
        except CircuitError as error:
            raise FormulaError(clause(str(error)), line=number) from None
    return found


def _assignments(text: str, own: Mapping[str, Definition]) -> Iterator[tuple[int, str, Expr]]:
    takes = {name: len(definition.ports) for name, definition in own.items()}
    for number, line in _lines(text):
        if not own or parse_definition(line, number) is None:
            yield number, *parse_assignment(line, number, takes)


def _lines_by_name(assignments: list[tuple[int, str, Expr]]) -> dict[str, int]:
    lines: dict[str, int] = {}
    for line, name, _ in assignments:
        if name in lines:
            raise FormulaError(f"{quoted(name)} is assigned already in line {lines[name]}", line=line)
        lines[_checked(name, line)] = line
    return lines


def _sources(circuit: Circuit) -> dict[str, Gate]:
    gates = {name: circuit.gates[key] for name, key in circuit.names.items()}
    return {name: gate for name, gate in gates.items() if gate.kind in SOURCES}


class _Reader:
    """Makes the gates and wires of one text, line by line."""

    def __init__(
        self,
        assignments: list[tuple[int, str, Expr]],
        values: Mapping[str, float],
        default: float | None,
        known: Circuit | None,
        typed: list[Definition],
    ) -> None:
        self._assignments = assignments
        self._typed = typed
        self._default = default
        self._known = {} if known is None else _sources(known)
        self._lines = _lines_by_name(assignments)
        letters = {name: number for name, number in LETTERS.items() if name not in self._known}
        self._numbers = {
            name: number
            for name, number in (NUMBERS | letters).items()
            if name not in self._lines and name not in values
        }
        self._gates: list[Gate] = []
        self._ends: list[tuple[int, int, int]] = []
        self._ids: dict[str, int] = {}

    def circuit(self, definitions: Iterable[Definition]) -> Circuit:
        """All lines as a circuit with these definitions."""
        objective = None
        for line, name, expr in self._assignments:
            objective = self._ids[name] = self._assign(line, name, expr)
        own = list(definitions)
        if objective is None and self._typed:
            made = self._typed[-1]
            use = f"f = {made.name}({', '.join(made.ports)})"
            raise FormulaError(f"a gate is defined; expected a line that uses it, such as {use}")
        if objective is None:
            raise FormulaError("expected at least one line such as f = x + y")
        first = len(self._gates) + 1
        wires = [Wire(first + index, *ends) for index, ends in enumerate(self._ends)]
        free = max([first + len(wires), *(part.id + 1 for each in own for part in each.body)])
        numbered = [replace(each, id=free + index) for index, each in enumerate(own)]
        return Circuit([Settings(objective), *numbered, *self._gates, *wires])

    def _assign(self, line: int, name: str, expr: Expr) -> int:
        number = self._number(expr)
        if number is not None:
            return self._source(INPUT, name, number)
        if isinstance(expr, Call) and expr.operation in (PARAMETER, CONSTANT):
            number = self._number(expr.arguments[0])
            if number is None:
                raise FormulaError(f"expected a number in {expr.operation}(…)", line=line)
            return self._source(expr.operation, name, number)
        if isinstance(expr, Name):
            return self._gate(ALIAS, name, [self._use(expr.id, line, name)])
        return self._formula(line, name, expr)

    def _formula(self, line: int, name: str, expr: Expr) -> int:
        """The gates of a formula, innermost first; the last carries the name."""
        operands: list[int] = []
        for node in postorder(expr):
            if isinstance(node, Name):
                operands.append(self._use(node.id, line, name))
            elif isinstance(node, Number):
                operands.append(self._source(CONSTANT, None, node.value))
            else:
                first = len(operands) - len(node.arguments)
                feeding = operands[first:]
                operands[first:] = [self._gate(node.operation, name if node is expr else None, feeding)]
        return operands[0]

    def _number(self, expr: Expr) -> float | None:
        """The number that an expression is by itself: 2, -2, pi, -inf; None if it is a formula."""
        if isinstance(expr, Number):
            return expr.value
        if isinstance(expr, Call) and expr.operation == SIGN and isinstance(expr.arguments[0], Name):
            number = self._number(expr.arguments[0])
            return None if number is None else -number
        return self._numbers.get(expr.id) if isinstance(expr, Name) else None

    def _use(self, name: str, line: int, assigned: str) -> int:
        """The gate that a name in a formula stands for; its first use may make it."""
        if name in self._ids:
            return self._ids[name]
        if name == assigned:
            raise FormulaError(f"{quoted(name)} is made of itself: expected other names here", line=line)
        if name in self._lines:
            below = f"is used above line {self._lines[name]}, which assigns it"
            raise FormulaError(f"{quoted(name)} {below}", line=line)
        if name in self._numbers:
            return self._source(CONSTANT, None, self._numbers[name])
        _checked(name, line)
        source = self._known.get(name) or Gate(0, INPUT, value=self._default)
        self._ids[name] = self._source(source.kind, name, source.value)
        return self._ids[name]

    def _source(self, kind: str, name: str | None, value: float | None) -> int:
        self._gates.append(Gate(len(self._gates) + 1, kind, name, value))
        return len(self._gates)

    def _gate(self, kind: str, name: str | None, feeding: list[int]) -> int:
        self._gates.append(Gate(len(self._gates) + 1, kind, name, None, len(feeding)))
        target = len(self._gates)
        self._ends.extend((source, target, port) for port, source in enumerate(feeding))
        return target


def _checked(name: str, line: int) -> str:
    try:
        return checked_name(name)
    except BadName as error:
        raise FormulaError(clause(str(error)), line=line) from None
