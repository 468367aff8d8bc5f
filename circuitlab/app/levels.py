"""The gates that were entered: the circuits from the document down to the one that is shown. No Qt.

The document is the truth. A circuit inside a gate shows a part of it with the numbers that come from
outside; an edit there is an edit of the document, and is seen inside when the circuit there catches up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from circuitlab.app.place import Place
from circuitlab.circuit import edits
from circuitlab.circuit.changes import Changes, Touches, replacing, same
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadValue, label, short
from circuitlab.circuit.inside import inner_circuit, port_gates, put_back
from circuitlab.circuit.kinds import is_composite
from circuitlab.circuit.parts import Gate, Part
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.inside import inside
from circuitlab.engine.trace import Trace
from circuitlab.files import store


@dataclass(frozen=True, slots=True)
class Level:
    """A circuit above the one that is shown, and how it was left.

    gate: the one in it that was entered.
    """

    circuit: Circuit
    gate: int
    place: Place


def laid_out_inside(circuit: Circuit, gate: int, trace: Trace | None = None) -> Circuit:
    """What is shown inside a gate: laid out. Raises BadValue for a gate that is not made of gates."""
    inner = inside(circuit, gate, trace)
    if any(part.position is None for part in inner.gates.values()):
        positions = store.places(inner)
        inner.apply(edits.move(inner, {key: positions[key] for key in inner.gates}))
    return inner


def place_inside(outside: Trace, gate: int, place: Place, inner: Trace) -> Place:
    """The place in the passes inside that goes with one outside: before, between or behind."""
    if place.pinned:
        return Place(end(inner), pinned=True)
    done = place.cursor.steps
    forward, backward = outside.step_of(gate, "forward"), outside.step_of(gate, "backward")
    if backward is not None and done > backward:
        return Place(end(inner))
    return Place(Cursor(inner.forward_count)) if forward is not None and done > forward else Place()


def to_document(above: Sequence[Level], shown: Circuit, changes: Changes) -> Changes:
    """What changes of the shown circuit are to the document. Raises CircuitError.

    Where the value of a port changes, that is a change of what feeds it outside.
    """
    if not above or not changes:
        return changes
    *higher, level = above
    document, kind = above[0].circuit, level.circuit.gates[level.gate].kind
    fed, own = Changes(), dict(changes.parts)
    for key, port in port_gates(level.circuit.definitions[kind]).items():
        before, after = changes.parts.get(key, (None, None))
        if isinstance(before, Gate) and isinstance(after, Gate) and repr(before.value) != repr(after.value):
            own[key] = before, replace(after, value=before.value)
            fed = fed.then(_fed(level, kind, port, after.value))
    result = to_document(higher, level.circuit, fed)  # all at once: each alone would be a whole redefinition
    inner = Changes({key: pair for key, pair in own.items() if not same(*pair)})
    if not inner:
        return result
    if result:
        document = Circuit(document.parts)
        document.apply(result)
    return result.then(put_back(document, kind, shown, inner))


def _fed(level: Level, kind: str, port: str, value: float | None) -> Changes:
    """The source that feeds a port of the entered gate, with another value."""
    return edits.set_value(level.circuit, _feeding(level, kind, port), value)


def why_fixed(above: Sequence[Level], gate: int) -> str:
    """Why a source of the shown circuit can't be given a value: it is computed outside. "" if it can."""
    for level in reversed(above):
        kind = level.circuit.gates[level.gate].kind
        ports = port_gates(level.circuit.definitions[kind])
        if gate not in ports:
            break
        try:
            gate = _feeding(level, kind, ports[gate])
        except BadValue as refusal:
            return str(refusal)
    return ""


def _feeding(level: Level, kind: str, port: str) -> int:
    """The source that feeds a port of the entered gate. Raises BadValue if something else does."""
    circuit = level.circuit
    wire = circuit.driver(level.gate, circuit.definitions[kind].ports.index(port))
    if wire is None:
        raise BadValue(f"{short(port)} comes from outside, where nothing is wired to it.")
    source = circuit.kind(circuit.gates[wire.source].kind)
    if source is None or not source.is_source:
        by = label(circuit, wire.source)
        computed = "computed outside" if by == short(port) else f"computed outside, by {by}"
        raise BadValue(f"{short(port)} is {computed}: change what goes into that.")
    return wire.source


def caught_up(above: Sequence[Level], shown: Circuit, done: Changes) -> tuple[int, Changes]:
    """Bring the circuits inside up to date with the document, to which these changes were applied.

    Returns how many of the entered gates are still there, and what changed in the circuit inside the last.
    """
    changes = Changes()
    for depth, level in enumerate(above):
        gate = level.circuit.gates.get(level.gate)
        if gate is None or not is_composite(level.circuit.definitions, gate.kind):
            return depth, Changes()
        inner = above[depth + 1].circuit if depth + 1 < len(above) else shown
        moved = done.touches == Touches.LOOKS
        fresh = _as_fed(level, inner) if moved else inside(level.circuit, level.gate)
        if level.circuit.definitions[gate.kind].id not in done.parts:
            _keep_places(inner, fresh)
        changes = _difference(inner, store.laid_out(fresh))
        inner.apply(changes)
        inner.reserve(level.circuit.next_id)
    return len(above), changes


def _as_fed(level: Level, inner: Circuit) -> Circuit:
    """What is inside the entered gate now, with the numbers that it had: nothing need be computed again."""
    definition = level.circuit.definitions[level.circuit.gates[level.gate].kind]
    values = [inner.gates[key].value for key in port_gates(definition)]
    return inner_circuit(level.circuit, level.gate, values, inner.settings.seed)


def _keep_places(inner: Circuit, fresh: Circuit) -> None:
    """Put each gate that has no place of its own where it was shown before: only numbers have changed."""
    loose = [gate for gate in fresh.gates.values() if gate.position is None]
    fresh.apply(replacing((gate, replace(gate, position=inner.gates[gate.id].position)) for gate in loose))


def _difference(now: Circuit, target: Circuit) -> Changes:
    before: dict[int, Part] = {part.id: part for part in now.parts}
    after: dict[int, Part] = {part.id: part for part in target.parts}
    pairs = ((key, (before.get(key), after.get(key))) for key in before.keys() | after.keys())
    return Changes({key: pair for key, pair in sorted(pairs) if not same(*pair)})
