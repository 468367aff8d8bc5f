"""A sheet of formula text while it is written, gate by gate: names, lines, and what no line can hold."""

import math
from dataclasses import dataclass

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import numbered, ordinal, quoted
from circuitlab.circuit.naming import MAX_NAME, NUMBERS, FreeNames
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, SOURCES, Gate
from circuitlab.circuit.text import ALIAS, LETTERS, SIGN
from circuitlab.formula.operations import ATOM, OPERATIONS, POWER
from circuitlab.formula.parse import MAX_DEPTH, MAX_LENGTH, MAX_NODES, MAX_PARENTHESES
from circuitlab.formula.printers import to_text as expression_text
from circuitlab.formula.tree import Call, Expr, Name, Number

_WISHES = {INPUT: "x", PARAMETER: "w", CONSTANT: "c"}
"""What sources without a name are called when they need one; an objective "f", other gates "t"."""

_LISTED = 5
"""So many names are listed in one line of what is lost."""


@dataclass(frozen=True, slots=True)
class Operand:
    """What stands at a gate's input, and how much of a line it takes at most.

    The parser has a bound for each of these: length in characters, depth in levels, nodes, and
    parentheses open at one point. precedence: how tightly its outermost operation binds.
    """

    expr: Expr
    length: int
    depth: int = 1
    nodes: int = 1
    parentheses: int = 0
    precedence: int = ATOM

    @property
    def fits(self) -> bool:
        """Whether a line can hold it, whatever the name on its left."""
        return (
            self.length <= MAX_LENGTH - MAX_NAME - len(" = ")
            and self.depth <= MAX_DEPTH
            and self.nodes <= MAX_NODES
            and self.parentheses <= MAX_PARENTHESES
        )


def applied(kind: str, operands: list[Operand]) -> Operand:
    """A gate kind on its operands, as an operand itself."""
    operation = OPERATIONS.get(kind)  # none for a gate that the document defines
    infix = operation is not None and operation.infix != "" and len(operands) <= 2
    precedence = operation.precedence if operation is not None and infix else ATOM
    return Operand(
        Call(kind, tuple(operand.expr for operand in operands)),
        len(kind) + sum(operand.length + len(" ** ()") for operand in operands),
        1 + max(operand.depth for operand in operands),
        1 + sum(operand.nodes for operand in operands),
        max(
            operand.parentheses
            + (not infix or operand.precedence < precedence + (index > 0) or precedence == POWER)
            for index, operand in enumerate(operands)
        ),
        precedence,
    )


def words_of(circuit: Circuit) -> dict[float, str]:
    """The numbers that text can spell as words: inf, and pi and e while no gate has these names."""
    letters = {value: name for name, value in LETTERS.items() if name not in circuit.names}
    return letters | {math.inf: "inf"}


def literal(value: float, words: dict[float, str]) -> Operand:
    """A constant inside a formula, as a word where it has one."""
    word = "nan" if math.isnan(value) else words.get(value)
    return Operand(Number(value) if word is None else Name(word), len("-1e999") + len(repr(value)))


def number_text(value: float) -> str:
    """A number as formula text has it, to the last bit: 2, -0.5, inf."""
    return expression_text(Number(value)) if math.isfinite(value) else repr(value)


def source_text(gate: Gate) -> str:
    """What stands on the right of a source that has a value: 2, parameter(0.5), constant(3)."""
    number = "" if gate.value is None else number_text(gate.value)
    return number if gate.kind == INPUT else f"{gate.kind}({number})"


class Sheet:
    """Lines of text by gate id. Gates are added in topological order.

    names: what each gate is called that has a name, or got one.
    """

    def __init__(self, circuit: Circuit) -> None:
        self.names: dict[int, str] = {}
        self.lines: dict[int, str] = {}
        self._circuit = circuit
        self._free = FreeNames([*circuit.names, *NUMBERS, *LETTERS])
        self._words = words_of(circuit)
        self._inside: dict[int, Operand] = {}  # gates without a name, until they are used
        self._placeholders: dict[tuple[int, int], str] = {}
        self._given: list[str] = []
        self._lost: list[str] = []

    def add(self, key: int) -> None:
        """Write the next gate: as a line, or to stand in the line of the gate that uses it."""
        gate = self._circuit.gates[key]
        if self._circuit.kind(gate.kind) is None:
            became = "now an input" if self.users(key) else "left out, as no gate uses it"
            self._lost.append(f"{self._called(gate)} is of the unknown kind {quoted(gate.kind)}: {became}")
        elif gate.kind in SOURCES:
            self._add_source(gate)
        else:
            self._add_computed(gate)

    def users(self, key: int) -> list[Gate]:
        """The gates in whose formulas this one occurs, once for each time."""
        targets = (self._circuit.gates[wire.target] for wire in self._circuit.outgoing(key))
        return [gate for gate in targets if self._circuit.kind(gate.kind) is not None]

    @property
    def lost(self) -> list[str]:
        """What the lines written so far do not hold."""
        if not self._given:
            return self._lost
        listed = ", ".join(self._given[:_LISTED]) + ", …" * (len(self._given) > _LISTED)
        return [*self._lost, f"gates without a name got one: {listed}"]

    def _add_source(self, gate: Gate) -> None:
        users = self.users(gate.id)
        if gate.value is None:
            self._add_unset(gate, used=bool(users))
            return
        alone = len(users) != 1 or (math.isnan(gate.value) and users[0].kind == SIGN)  # -nan reads as nan
        if gate.kind == CONSTANT and gate.name is None and not alone:
            self._inside[gate.id] = literal(gate.value, self._words)
            return
        self.lines[gate.id] = f"{self._called(gate)} = {source_text(gate)}"

    def _add_unset(self, gate: Gate, *, used: bool) -> None:
        """An input without a value has no line: its use makes it."""
        if not used:
            self._lost.append(f"{numbered(self._circuit, gate.id)}, an input without value that no gate uses")
        elif gate.name in LETTERS:
            self.names[gate.id] = self._free.take(f"{gate.name}_")
            self._lost.append(f"the name {gate.name}, which is a number in text: now {self.names[gate.id]}")
        else:
            self._called(gate)

    def _add_computed(self, gate: Gate) -> None:
        operands = self._operands(gate)
        whole = applied(gate.kind, operands)
        if not whole.fits:
            for wire in self._circuit.incoming(gate.id):
                if self._circuit.gates[wire.source].inputs and wire.source in self._inside:
                    self._write(self._circuit.gates[wire.source])
            operands = self._operands(gate)
            whole = applied(gate.kind, operands)
        for wire in self._circuit.incoming(gate.id):
            self._inside.pop(wire.source, None)
        self._inside[gate.id] = whole
        if gate.name is not None or gate.id == self._circuit.objective or len(self.users(gate.id)) != 1:
            self._write(gate)

    def _operands(self, gate: Gate) -> list[Operand]:
        """What stands at each input: a name, or the expression of a gate that has none."""
        operands = []
        for port in range(gate.inputs):
            wire = self._circuit.driver(gate.id, port)
            if wire is not None and wire.source in self._inside:
                operands.append(self._inside[wire.source])
                continue
            name = self._called(self._circuit.gates[wire.source]) if wire else self._placeholder(gate, port)
            operands.append(Operand(Name(name), len(name)))
        return operands

    def _placeholder(self, gate: Gate, port: int) -> str:
        """The name of an input that stands for a wire that is missing."""
        place = (gate.id, port)
        if place not in self._placeholders:
            self._placeholders[place] = self._free.take(_WISHES[INPUT])
            missing = f"the {ordinal(port)} input of {numbered(self._circuit, gate.id)} has no wire"
            self._lost.append(f"{missing}: now an input, {self._placeholders[place]}")
        return self._placeholders[place]

    def _write(self, gate: Gate) -> None:
        """The line of a computed gate that stands inside so far.

        Alone on the right of an assignment a name is an alias, and -pi an input: negate(3.14…) is a gate.
        """
        expr = self._inside.pop(gate.id).expr
        wire = self._circuit.driver(gate.id, 0)
        inner = None if wire is None or wire.source in self.names else self._circuit.gates[wire.source]
        if gate.kind == ALIAS and inner is None and isinstance(expr, Call):
            expr = expr.arguments[0]
        elif gate.kind == SIGN and inner is not None and inner.value is not None:
            expr = Call(SIGN, (Number(inner.value),))
        self.lines[gate.id] = f"{self._called(gate)} = {expression_text(expr)}"

    def _called(self, gate: Gate) -> str:
        """The gate's name; a free one if it has none."""
        if gate.id not in self.names:
            if gate.name is None:
                wish = "f" if gate.id == self._circuit.objective else _WISHES.get(gate.kind, "t")
                self._given.append(self._free.take(wish))
            self.names[gate.id] = gate.name or self._given[-1]
        return self.names[gate.id]
