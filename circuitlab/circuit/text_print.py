"""A circuit to formula text, whole or gate by gate. The other direction is `text`."""

from collections.abc import Callable
from dataclasses import dataclass

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import numbered, short
from circuitlab.circuit.naming import FreeNames
from circuitlab.circuit.order import topological
from circuitlab.circuit.parts import CONSTANT, INPUT, SOURCES, Definition, Gate
from circuitlab.circuit.sheet import (
    Operand,
    Sheet,
    applied,
    literal,
    source_text,
    words_of,
)
from circuitlab.formula.printers import to_text as expression_text
from circuitlab.formula.tree import Name

MAX_SHOWN = 400
"""Longest formula that is shown in one piece, in characters."""

_MISSING = Operand(Name("?"), 1)
_TOO_LONG = Operand(Name("…"), 1)


@dataclass(frozen=True, slots=True)
class Text:
    """Formula text, and in words what of the circuit it does not hold."""

    text: str
    lost: tuple[str, ...]


def to_text(circuit: Circuit) -> Text:
    """The circuit as formula text: sources first, then a line for each named gate, the objective last.

    Gates without a name are written inside the formulas of the gates that they feed. Where they can't be,
    as more than one gate or none uses them, or the line would grow too long, they get a free name.
    """
    composites, unused = list[str](), list[str]()
    if circuit.definitions:  # most circuits have none, and need nothing of this
        from circuitlab.circuit.composing import expanded
        from circuitlab.circuit.kinds import is_composite

        made = {name for name in circuit.definitions if is_composite(circuit.definitions, name)}
        composites = sorted(made & {gate.kind for gate in circuit.gates.values()})
        unused = sorted(made - _kinds_used(circuit))
        circuit = expanded(circuit) if composites else circuit
    sheet = Sheet(circuit)
    order = topological(circuit)
    for key in order:
        sheet.add(key)
    lines = [key for key in order if key in sheet.lines]
    objective = circuit.objective
    # Sources, then the other gates in their order, then an objective that nothing uses.
    last = None if objective is None or sheet.users(objective) else objective
    lines.sort(key=lambda key: (key == last, circuit.gates[key].inputs > 0))
    defined = [definition_line(each) for each in circuit.definitions.values() if each.formula is not None]
    text = "".join(f"{line}\n" for line in [*defined, *(sheet.lines[key] for key in lines)])
    written_out = [f"that {', '.join(map(short, composites))} is one gate: its inner gates are written out"]
    lost = [*sheet.lost, *_lost_of_document(circuit, sheet, lines)]
    left_out = [f"{', '.join(map(short, unused))}: made of gates, and no gate uses it"]
    return Text(text, (*(written_out if composites else ()), *(left_out if unused else ()), *lost))


def _kinds_used(circuit: Circuit) -> set[str]:
    """The kinds of all gates, down to the last level inside."""
    from circuitlab.circuit.kinds import used

    found, waiting = set[str](), {gate.kind for gate in circuit.gates.values()}
    while waiting:
        kind = waiting.pop()
        found.add(kind)
        if kind in circuit.definitions:
            waiting |= used(circuit.definitions[kind]) - found
    return found


def definition_line(definition: Definition) -> str:
    """A custom gate as formula text has it: "gate hill(x, y) = 100 - (x - y) ** 2"."""
    return f"gate {definition.name}({', '.join(definition.ports)}) = {definition.formula}"


def formula_of(circuit: Circuit, gate: int, most: int = MAX_SHOWN) -> str:
    """One gate in terms of named gates: "q = x + y", "x = -2"; of a gate without a name just "x + y".

    For showing: "?" stands for what is missing, "…" for what would be too long. Writing begins to leave
    gates out at `most` of them: of a formula with fewer characters none is missing.
    """
    part = circuit.gates[gate]
    if part.kind in SOURCES:
        text = "?" if part.value is None else source_text(part)
    else:
        text = _expanded(circuit, gate, lambda inner: inner.name is None, most)
    return text if part.name is None else f"{part.name} = {text}"


def whole_formula(circuit: Circuit) -> str | None:
    """The objective in terms of the sources: "f = (x + y) * z".

    None without an objective, and where it would be longer than `MAX_SHOWN` characters.
    """
    objective = circuit.objective
    if objective is None:
        return None
    part = circuit.gates[objective]
    if part.kind in SOURCES:
        return formula_of(circuit, objective)
    name = part.name or FreeNames(circuit.names).take("f")
    text = f"{name} = {_expanded(circuit, objective, lambda _: True, MAX_SHOWN)}"
    return text if len(text) <= MAX_SHOWN and "…" not in text else None


def missing_inputs(circuit: Circuit) -> list[str]:
    """What the inputs are called that have no value yet, oldest first."""
    gates = (circuit.gates[key] for key in sorted(circuit.gates))
    return [numbered(circuit, gate.id) for gate in gates if gate.kind == INPUT and gate.value is None]


def _expanded(circuit: Circuit, root: int, opens: Callable[[Gate], bool], most: int) -> str:
    """The right side of a gate, with the gates above it that `opens` accepts written out."""
    written: dict[int, Operand] = {}
    words = words_of(circuit)
    for key in _operands_first(circuit, root, opens, most):
        gate = circuit.gates[key]
        if not _is_computed(circuit, gate):
            return "?"
        whole = applied(
            gate.kind, [_shown(circuit, gate, port, written, words) for port in range(gate.inputs)]
        )
        written[key] = whole if key == root or whole.length <= 2 * MAX_SHOWN else _TOO_LONG
    return expression_text(written[root].expr)


def _operands_first(circuit: Circuit, root: int, opens: Callable[[Gate], bool], most: int) -> list[int]:
    """The root and the computed gates above it that `opens` accepts, each after those that feed it.

    At most so many of them: every gate is a character at least.
    """
    order: list[int] = []
    seen: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        key, is_above_done = waiting.pop()
        if is_above_done:
            order.append(key)
        elif key == root or (
            key not in seen
            and len(seen) < most
            and _is_computed(circuit, circuit.gates[key])
            and opens(circuit.gates[key])
        ):
            seen.add(key)
            waiting.append((key, True))
            waiting.extend((wire.source, False) for wire in circuit.incoming(key))
    return order


def _shown(
    circuit: Circuit, gate: Gate, port: int, written: dict[int, Operand], words: dict[float, str]
) -> Operand:
    """What stands at an input of a gate that is shown."""
    wire = circuit.driver(gate.id, port)
    if wire is None:
        return _MISSING
    if wire.source in written:
        return written[wire.source]
    source = circuit.gates[wire.source]
    if source.name is None and source.kind == CONSTANT and source.value is not None:
        return literal(source.value, words)
    if source.name is None and _is_computed(circuit, source):
        return _TOO_LONG
    name = numbered(circuit, source.id)
    return Operand(Name(name), len(name))


def _is_computed(circuit: Circuit, gate: Gate) -> bool:
    return gate.kind not in SOURCES and circuit.kind(gate.kind) is not None


def _lost_of_document(circuit: Circuit, sheet: Sheet, lines: list[int]) -> list[str]:
    """What of the settings and the looks text does not hold."""
    lost = []
    if not lines:
        lost.append("everything: text needs a gate, or an input with a value")
    elif circuit.objective != lines[-1]:
        wanted = "that no objective is set" if circuit.objective is None else "the objective"
        lost.append(f"{wanted}: in text it is the last line, {short(sheet.names[lines[-1]])}")
    symbols = [each for each in circuit.definitions.values() if each.symbol and each.formula is not None]
    lost += [f"the symbol {short(each.symbol)} of {short(each.name)}" for each in symbols]
    if circuit.settings.seed != 1:
        lost.append(f"the seed {circuit.settings.seed!r}")
    if circuit.data is not None:
        lost.append("the data")
    if any(gate.position is not None for gate in circuit.gates.values()):
        lost.append("where the gates stand")
    return lost
