"""The gate kinds of a circuit: those that its definitions make, then the catalogue's. Imports no circuit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from circuitlab.circuit.parts import INPUT, Definition, Gate, Wire
from circuitlab.formula.program import Builder, Program, pruned
from circuitlab.gates.catalogue import find_kind
from circuitlab.gates.custom import composite_kind, custom_kind
from circuitlab.gates.kind import GateKind

Find = Callable[[str], GateKind | None]
"""Name -> kind; None if there is none."""


MAX_STEPS = 20_000
"""The most operations in one gate, down to the last level: each level can double those of the one below."""


class Kinds:
    """Looks kinds up by name. Made anew whenever a definition changes; the kinds themselves are kept.

    Raises FormulaError or ValueError for definitions that make no kinds.
    """

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self._own: dict[str, GateKind] = {}
        for name in in_order(definitions):
            self._own[name] = _kind(definitions[name], self.find)

    def find(self, name: str) -> GateKind | None:
        """The kind of this name."""
        return self._own.get(name) or find_kind(name)

    @property
    def own(self) -> Mapping[str, GateKind]:
        """Those that the definitions make, by name."""
        return self._own


def in_order(definitions: Mapping[str, Definition]) -> list[str]:
    """The names, each after those that it is made of. Raises ValueError if one is made of itself."""
    uses = {name: sorted(used(definition) & definitions.keys()) for name, definition in definitions.items()}
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        raise ValueError(f"{error.args[1][0]} would be made of itself") from error


def used(definition: Definition) -> set[str]:
    """The kinds of the gates that a composite is made of; none for a formula."""
    return {part.kind for part in definition.body if isinstance(part, Gate)}


def _kind(definition: Definition, find: Find) -> GateKind:
    name, symbol, ports = definition.name, definition.symbol, definition.ports
    if definition.formula is not None:
        return custom_kind(name, symbol, ports, definition.formula)
    return composite_kind(name, symbol, ports, body_program(definition, find))


def body_program(definition: Definition, find: Find) -> Program:
    """What the inner circuit of a composite computes. Raises ValueError, which says what is missing in it."""
    gates = {part.id: part for part in definition.body if isinstance(part, Gate)}
    operands = _operands(gates, [part for part in definition.body if isinstance(part, Wire)])
    builder, slots = Builder(len(definition.ports)), dict[int, int]()
    ports = {name: place for place, name in enumerate(definition.ports)}
    for key in _sorted(gates, operands):
        gate, kind = gates[key], find(gates[key].kind)
        if gate.kind == INPUT and gate.name in ports:
            slots[key] = ports[gate.name]
        elif kind is not None and kind.is_source:
            if gate.value is None:
                raise ValueError(f"{definition.name}: {gate.name or gate.kind} inside has no value")
            slots[key] = builder.literal(gate.value)
        elif kind is None or None in operands[key]:
            raise ValueError(f"{definition.name}: the {gate.kind} gate inside has an input without a wire")
        else:
            feeding = [slots[source] for source in operands[key] if source is not None]
            program = kind.computation(gate.inputs).program
            if builder.steps + len(program.steps) > MAX_STEPS:
                raise ValueError(f"{definition.name} would be made of more than {MAX_STEPS:,} gates")
            slots[key] = builder.inline(program, feeding)
    if definition.output not in slots:
        raise ValueError(f"{definition.name}: no gate inside is its output")
    return pruned(builder.finish(slots[definition.output]))


def _operands(gates: Mapping[int, Gate], wires: Iterable[Wire]) -> dict[int, list[int | None]]:
    operands: dict[int, list[int | None]] = {key: [None] * gate.inputs for key, gate in gates.items()}
    for wire in wires:
        operands[wire.target][wire.port] = wire.source
    return operands


def _sorted(gates: Mapping[int, Gate], operands: Mapping[int, Sequence[int | None]]) -> list[int]:
    uses = {key: [source for source in operands[key] if source is not None] for key in sorted(gates)}
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        raise ValueError("the wires inside go round in a circle") from error
