"""One scope of a source, the module or a function: what its gates are called there, and their lines."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import nan

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.naming import FreeNames
from circuitlab.engine.plan import Plan
from circuitlab.formula.code import Style, number
from circuitlab.gates.kind import GateKind
from circuitlab.share.gate_code import Operand, is_long, message_code, value_code

Naming = Callable[[GateKind, int], str]
"""The function of a gate that is one of its own: its kind and number of inputs -> its name."""


def is_function(kind: GateKind, count: int, *, by_hand: bool) -> bool:
    """Whether gates of a kind call a function: composites, and formulas whose slopes are too long for a line.

    by_hand: whether the source writes the slopes out.
    """
    return kind.body is not None or (by_hand and is_long(kind, count))


class Scope:
    """The gates of a plan by slot.

    names: what stands for the value of each: a variable, or the number of a constant without a name.
    plain: the slots that hold plain numbers, not objects of the library.
    calls: functions of micrograd's that were used so far.
    """

    def __init__(
        self,
        circuit: Circuit,
        plan: Plan,
        style: Style,
        taken: Collection[str],
        functions: Naming,
        *,
        by_hand: bool,
    ) -> None:
        """taken: names with another meaning. functions, by_hand: see there."""
        self._circuit = circuit
        self._plan = plan
        self._style = style
        self._functions = functions
        self._by_hand = by_hand
        self.calls: dict[tuple[str, int], None] = {}
        self.plain = plan.constants - {plan.objective} if style.wrap else frozenset[int]()
        wishes = [circuit.gates[key].name for key in plan.ids]
        kept = {name for name in wishes if name is not None and name not in taken}
        self.free = FreeNames({*taken, *kept})
        self._literals = {slot for slot in plan.constants - {plan.objective} if wishes[slot] is None}
        self.names = [self._name(slot, wish, kept) for slot, wish in enumerate(wishes)]
        self._slopes: dict[int, Sequence[str]] = {}
        self._gradients: dict[int, str] = {}
        self._operands = [self._operand(slot) for slot in range(len(plan.ids))]

    def _operand(self, slot: int) -> Operand:
        literal = repr(self._value(slot)) if slot in self._literals else None
        return Operand(literal, literal is not None or slot in self.plain)

    def _value(self, slot: int) -> float:
        value = self._circuit.gates[self._plan.ids[slot]].value
        return nan if value is None else float(value)

    def _name(self, slot: int, wish: str | None, kept: Collection[str]) -> str:
        if slot in self._literals:
            return number(self._value(slot))
        if wish is not None:
            return wish if wish in kept else self.free.take(f"{wish}_")
        source = self._plan.kinds[slot]
        first = "x1" if source is not None and source.is_source else "t1"
        return self.free.take("f" if slot == self._plan.objective else first)

    # Lines ---------------------------------------------------------------------------------------

    def sources(self) -> Iterator[tuple[int, str]]:
        """The sources that need a line of their own and hold a number: slot and number."""
        for slot in self._plan.sources:
            if self._circuit.gates[self._plan.ids[slot]].value is not None and slot not in self._literals:
                yield slot, number(self._value(slot))

    def forward(self, slot: int) -> str:
        """The line that computes a gate."""
        plan, name = self._plan, self.names[slot]
        kind, operands = self._kind(slot), plan.operands[slot]
        inputs = [self.names[operand] for operand in operands]
        if is_function(kind, len(operands), by_hand=self._by_hand):
            return self._call(slot, kind, inputs)
        shapes = tuple([self._operands[operand] for operand in operands])
        code = value_code(kind, shapes, self._style)
        self.calls.update(dict.fromkeys(sorted(code.calls)))
        return f"{name} = {code.text.format(*inputs, out=name)}"

    def _call(self, slot: int, kind: GateKind, inputs: Sequence[str]) -> str:
        name = self.names[slot]
        function = self._functions(kind, len(inputs))
        if not self._by_hand:
            wrapped = [
                self._style.wrap.format(text) if self._style.wrap and self._operands[operand].plain else text
                for text, operand in zip(inputs, self._plan.operands[slot], strict=True)
            ]
            return f"{name} = {function}({', '.join(wrapped)})"
        slopes = [self.free.take(f"d{name}_d{port}") for port in kind.port_names(len(inputs))]
        self._slopes[slot] = slopes
        return f"{name}, {', '.join(slopes)} = {function}({', '.join(inputs)})"

    def seed(self, slot: int, seed: float) -> str:
        """The line that starts the backward pass."""
        return f"{self.gradient(slot)} = {number(seed)}"

    def messages(self, slot: int, accumulate: str) -> Iterator[str]:
        """The lines of a backward step: one a message, in the order of the trace.

        accumulate: how `{m}` is added to the gradient `{g}`.
        """
        plan = self._plan
        operands = plan.operands[slot]
        kind, shapes = self._kind(slot), tuple([self._operands[operand] for operand in operands])
        inputs = [self.names[operand] for operand in operands]
        up, out = self.gradient(slot), self.names[slot]
        for port, _ in plan.slopes[slot]:
            if slot in self._slopes:
                message = f"{up} * {self._slopes[slot][port]}"
            else:
                message = message_code(kind, shapes, port, self._style).format(*inputs, out=out, up=up)
            first = operands[port] not in self._gradients
            gradient = self.gradient(operands[port])
            yield f"{gradient} = {message}" if first else accumulate.format(g=gradient, m=message)

    @property
    def value_names(self) -> frozenset[str]:
        """The variables for values."""
        return frozenset(name for slot, name in enumerate(self.names) if slot not in self._literals)

    def gradient(self, slot: int) -> str:
        """The variable for the gradient of a gate."""
        name = self._gradients.get(slot)
        if name is None:
            name = self._gradients[slot] = self.free.take(f"grad_{self.names[slot]}")
        return name

    @property
    def gradients(self) -> Mapping[int, str]:
        """The variables for gradients so far, by slot."""
        return self._gradients

    def _kind(self, slot: int) -> GateKind:
        kind = self._plan.kinds[slot]
        if kind is None:  # a gate of an unknown kind has no step
            raise ValueError("no code for a kind that nobody knows")
        return kind
