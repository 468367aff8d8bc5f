"""The gate kinds of a circuit: those that its definitions make, then the catalogue's. Imports no circuit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from circuitlab.circuit.parts import INPUT, Definition, Gate, Wire
from circuitlab.formula.program import Builder, Program, pruned
from circuitlab.gates.catalogue import find_kind
from circuitlab.gates.custom import composite_kind, custom_kind, unfinished_kind
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


def is_composite(definitions: Mapping[str, Definition], kind: str) -> bool:
    """Whether a kind is one of the document's own that is made of gates."""
    definition = definitions.get(kind)
    return definition is not None and definition.formula is None


def used(definition: Definition) -> set[str]:
    """The kinds of the gates that a composite is made of; none for a formula."""
    return {part.kind for part in definition.body if isinstance(part, Gate)}


def users(definitions: Mapping[str, Definition], name: str) -> set[str]:
    """The definition of this name, and those that are made with it, at whatever level."""
    found = {name}
    for each in in_order(definitions):
        if not found.isdisjoint(used(definitions[each])):
            found.add(each)
    return found


class Missing(ValueError):
    """Why a composite can't be computed as it is: something inside is not wired, or has no value."""


def _kind(definition: Definition, find: Find) -> GateKind:
    name, symbol, ports = definition.name, definition.symbol, definition.ports
    if definition.formula is not None:
        return custom_kind(name, symbol, ports, definition.formula)
    try:
        return composite_kind(name, symbol, ports, body_program(definition, find))
    except Missing as missing:
        return unfinished_kind(name, symbol, ports, str(missing))


def body_program(definition: Definition, find: Find) -> Program:
    """What the inner circuit of a composite computes; gates that its output does not need don't count.

    Raises Missing, which says what it waits for, and ValueError for what can't be a gate.
    """
    gates = {part.id: part for part in definition.body if isinstance(part, Gate)}
    operands = _operands(gates, [part for part in definition.body if isinstance(part, Wire)])
    builder, slots = Builder(len(definition.ports)), dict[int, int]()
    ports = {name: place for place, name in enumerate(definition.ports)}
    needed = _needed(operands, definition.output)
    for key in _sorted(definition.name, gates, operands):
        gate = gates[key]
        if key not in needed:
            continue
        if gate.kind == INPUT and gate.name in ports:
            slots[key] = ports[gate.name]
        else:
            feeding = [None if source is None else slots[source] for source in operands[key]]
            slots[key] = _computed(gate, find(gate.kind), feeding, builder)
            if builder.steps > MAX_STEPS:
                raise ValueError(f"{definition.name} would be made of more than {MAX_STEPS:,} gates")
    if definition.output not in slots:
        raise Missing("no gate inside is its output")
    return pruned(builder.finish(slots[definition.output]))


def _computed(gate: Gate, kind: GateKind | None, feeding: Sequence[int | None], builder: Builder) -> int:
    """The slot of an inner gate that is no port; an input that is not wired is fed None."""
    called = f"{gate.name} inside" if gate.name else f"the {gate.kind} gate inside"
    if kind is None:
        raise Missing(f"{called} is of an unknown kind")
    if kind.missing:
        raise Missing(kind.missing)  # what is missing at the bottom is what is to be mended
    if kind.is_source:
        if gate.value is None:
            raise Missing(f"{called} has no value")
        return builder.literal(gate.value)
    wired = [slot for slot in feeding if slot is not None]
    if len(wired) < len(feeding):
        raise Missing(f"{called} has an input without a wire")
    return builder.inline(kind.computation(gate.inputs).program, wired)


def _needed(operands: Mapping[int, Sequence[int | None]], output: int | None) -> set[int]:
    """The inner gates that the output depends on, itself included."""
    waiting = [] if output is None else [output]
    found = set(waiting)
    while waiting:
        more = {key for key in operands[waiting.pop()] if key is not None} - found
        found |= more
        waiting += more
    return found


def _operands(gates: Mapping[int, Gate], wires: Iterable[Wire]) -> dict[int, list[int | None]]:
    operands: dict[int, list[int | None]] = {key: [None] * gate.inputs for key, gate in gates.items()}
    for wire in wires:
        operands[wire.target][wire.port] = wire.source
    return operands


def _sorted(name: str, gates: Mapping[int, Gate], operands: Mapping[int, Sequence[int | None]]) -> list[int]:
    uses = {key: [source for source in operands[key] if source is not None] for key in sorted(gates)}
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        raise ValueError(f"{name}: the wires inside go round in a circle") from error
