"""A micrograd graph as a circuit. micrograd isn't imported: anything with `data`, `_prev` and `_op` will do.

micrograd keeps the operands of a value as a set, which has no order. Its `_backward` function still knows
which operand was `self` and which was `other`; where it doesn't, sums and products take them as they come.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadName, BadValue, CircuitError, UnknownKind, quoted
from circuitlab.circuit.naming import FreeNames, checked_name
from circuitlab.circuit.parts import CONSTANT, INPUT, Gate, Settings, Wire
from circuitlab.gates.catalogue import find_kind

_COMMUTATIVE = {"+": "add", "*": "multiply"}
_ORDERED = {"-": "subtract", "/": "divide"}
"""Not micrograd's own, but of some that are modelled on it."""
_POWER = "**"


def to_circuit(value: Any) -> Circuit:
    """The circuit of everything that `value` was computed from. See `circuitlab.from_micrograd`."""
    if not all(hasattr(value, name) for name in ("data", "_prev", "_op")):
        raise TypeError(f"expected a micrograd Value, got {quoted(type(value).__name__)}")
    return _Reader(value).circuit()


class _Reader:
    """Makes the gates and wires of one graph, operands first."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._operands: dict[int, Sequence[Any]] = {}
        self._unordered = False
        self._gates: list[Gate] = []
        self._ends: list[tuple[int, int, int]] = []
        self._gate_of: dict[int, int] = {}

    def circuit(self) -> Circuit:
        """The whole graph."""
        order = list(self._postorder())
        names = _names(order, {key for key, operands in self._operands.items() if not operands})
        for value in order:
            self._gate_of[id(value)] = self._add(value, names.get(id(value)))
        if self._unordered:
            warnings.warn(
                "the order of operands is unknown here: in some sums and products they may stand the other "
                "way round than they were written; no value and no gradient depends on it",
                stacklevel=4,
            )
        first = len(self._gates) + 1
        wires = [Wire(first + place, *ends) for place, ends in enumerate(self._ends)]
        return Circuit([Settings(self._gate_of[id(self._root)]), *self._gates, *wires])

    def _postorder(self) -> Iterator[Any]:
        """Every value once, behind its operands. Values are told apart by identity; nothing recurses."""
        stack, done = [self._root], set[int]()
        while stack:
            value = stack[-1]
            if id(value) in done:
                stack.pop()
            elif id(value) in self._operands:
                stack.pop()
                done.add(id(value))
                yield value
            else:
                operands = self._operands[id(value)] = self._ordered(value)
                waiting = [operand for operand in reversed(operands) if id(operand) not in done]
                if any(id(operand) in self._operands for operand in waiting):
                    raise CircuitError("This graph goes round in a circle: a value is made of itself.")
                stack += waiting

    def _ordered(self, value: Any) -> Sequence[Any]:
        """The operands of a value, in the order in which they were written where that can be known."""
        operands = list(value._prev)
        if isinstance(value._prev, list | tuple) or not operands:
            return operands
        if len(operands) == 1 and value._op in _COMMUTATIVE:
            return operands * 2  # a + a, a * a: a set holds the same value once
        if len(operands) == 1:
            return operands
        held = _held_by(value)
        written = [held.get("self"), held.get("other")]
        if {id(operand) for operand in written} == {id(operand) for operand in operands}:
            return written
        if value._op in _ORDERED:
            raise CircuitError(f"Which operand of {quoted(value._op)} is the first can't be known here.")
        self._unordered = True
        return operands

    def _add(self, value: Any, name: str | None) -> int:
        operands = [self._gate_of[id(operand)] for operand in self._operands[id(value)]]
        if not operands:
            return self._new(Gate(self._next(), INPUT, name, _number(value.data)))
        operation = str(value._op)
        if operation.startswith(_POWER) and len(operands) == 1:
            exponent = _number(operation.removeprefix(_POWER))
            operands.append(self._new(Gate(self._next(), CONSTANT, None, exponent)))
        gate = Gate(self._next(), _kind(operation, len(operands)), name, None, len(operands))
        self._ends.extend((operand, gate.id, port) for port, operand in enumerate(operands))
        return self._new(gate)

    def _next(self) -> int:
        return len(self._gates) + 1

    def _new(self, gate: Gate) -> int:
        self._gates.append(gate)
        return gate.id


def _kind(operation: str, inputs: int) -> str:
    """The kind of gate that does this: for functions of one value, the one of the same name."""
    symbols = {**_COMMUTATIVE, **_ORDERED}
    name = "power" if operation.startswith(_POWER) else symbols.get(operation, operation.lower())
    kind = find_kind(name)
    if kind is None or kind.is_source or not len(kind.ports) <= inputs <= kind.most:
        raise UnknownKind(f"No gate does what micrograd calls {quoted(operation)} with {inputs} operands.")
    return name


def _held_by(value: Any) -> Mapping[str, Any]:
    """What the function that sends a value's gradient back has kept, by name."""
    backward = getattr(value, "_backward", None)
    names = getattr(getattr(backward, "__code__", None), "co_freevars", ())
    cells = getattr(backward, "__closure__", None) or ()
    held = {}
    for name, cell in zip(names, cells, strict=False):
        try:
            held[name] = cell.cell_contents
        except ValueError:  # nothing in it yet
            continue
    return held


def _names(values: Sequence[Any], leaves: set[int]) -> Mapping[int, str]:
    """By identity: labels that are names; x1, x2 … for the other leaves, and f for a result without one."""
    wishes: dict[int, str] = {}
    for value in values:
        try:
            wishes[id(value)] = checked_name(str(getattr(value, "label", "") or ""))
        except BadName:
            continue
    free = FreeNames(())
    names = {key: free.take(wish) for key, wish in wishes.items()}
    for value in values:
        if id(value) in leaves and id(value) not in names:
            names[id(value)] = free.take("x1")
    if id(values[-1]) not in names:
        names[id(values[-1])] = free.take("f")
    return names


def _number(data: Any) -> float:
    try:
        return float(data)
    except (TypeError, ValueError, OverflowError):
        raise BadValue(f"{quoted(str(data))} in a micrograd graph is no number.") from None
