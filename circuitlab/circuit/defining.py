"""Edits of definitions: a custom gate made, changed and deleted. Pure, as all edits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from circuitlab.circuit.changes import Changes, adding, removing, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadName, BadValue, CircuitError, NameTaken, UnknownPart, quoted, short
from circuitlab.circuit.kinds import Kinds, used
from circuitlab.circuit.naming import checked_name
from circuitlab.circuit.parts import INPUT, Definition, Gate, Part, Wire
from circuitlab.formula.errors import FormulaError
from circuitlab.formula.operations import FUNCTION_NAMES
from circuitlab.formula.parse import parse_definition
from circuitlab.gates.catalogue import KINDS
from circuitlab.gates.custom import MAX_PORTS, canonical, custom_kind

MAX_SYMBOL = 12
"""Longest symbol of a gate, in characters."""

RESERVED = {*KINDS, *FUNCTION_NAMES, "gate"}
"""Names of functions and kinds, which no definition takes."""
_GATE = "gate "


class InUse(CircuitError):
    """The definition has instances."""


def custom(
    circuit: Circuit, name: str, formula: str, ports: Sequence[str], *, symbol: str = ""
) -> Definition:
    """The definition of a gate that a formula in these names makes; not yet part of the circuit.

    Raises CircuitError, or FormulaError for the formula.
    """
    names = tuple(checked_name(port) for port in ports)
    spelled = canonical(formula, names)
    definition = Definition(circuit.next_id, checked_name(name), names, spelled, symbol=symbol.strip())
    check_definition(definition)
    custom_kind(definition.name, definition.symbol, names, spelled)
    return definition


def from_line(text: str, *, symbol: str = "") -> Definition:
    """The definition that a line such as "hill(x, y) = 100 - (x - y)**2" makes, as `custom` does.

    As in formula text, `gate` may stand in front. Raises CircuitError, or FormulaError.
    """
    head, shift = parse_definition(text), 0
    if head is None:
        shift = len(_GATE)
        try:
            head = parse_definition(_GATE + text)
        except FormulaError as error:
            raise _moved(error, shift) from None
    if head is None:
        raise FormulaError("expected a rule such as hill(x, y) = 100 - (x - y)**2")
    name, ports, formula = head
    return custom(Circuit(), name, formula[shift:], ports, symbol=symbol)


def _moved(error: FormulaError, shift: int) -> FormulaError:
    """The same error in the text as it is without the `shift` characters that were put before it."""
    return FormulaError(error.reason, line=error.line, column=error.column and max(1, error.column - shift))


def define(circuit: Circuit, definition: Definition) -> Changes:
    """A definition added. Raises NameTaken, or ValueError if it makes no kind."""
    if definition.name in circuit.definitions:
        raise NameTaken(f"Another gate kind is already called {quoted(definition.name)}.")
    _check_kinds({**circuit.definitions, definition.name: definition})
    return adding(replace(definition, id=circuit.next_id))


def redefine(
    circuit: Circuit, name: str, after: Definition, kept: Mapping[str, str] | None = None
) -> Changes:
    """A definition replaced by another, which may have another name; every instance follows.

    kept: what the ports that stay are called before and after; None: those of the same name stay. Wires of
    other ports are removed, inside other definitions too.
    """
    before = _definition(circuit, name)
    after = replace(after, id=before.id)
    if after.name != name and after.name in circuit.definitions:
        raise NameTaken(f"Another gate kind is already called {quoted(after.name)}.")
    kept = {port: port for port in before.ports} if kept is None else kept
    others = [each for key, each in circuit.definitions.items() if key != name]
    bodies = {each.id: _with_parts(each, _following(each.body, before, after, kept)) for each in others}
    pairs: list[tuple[Part, Part]] = [(before, after), *((each, bodies[each.id]) for each in others)]
    _check_kinds({each.name: each for _, each in pairs if isinstance(each, Definition)})
    placed: list[Gate | Wire] = []
    for gate in instances(circuit, name):
        placed += [gate, *circuit.incoming(gate.id)]
    followed = _following(placed, before, after, kept)
    pairs += [(part, new) for part in placed if (new := followed[part.id]) is not None]
    return replacing(pairs).then(removing(*(part for part in placed if followed[part.id] is None)))


def _following(
    parts: Sequence[Gate | Wire], before: Definition, after: Definition, kept: Mapping[str, str]
) -> dict[int, Gate | Wire | None]:
    """What the instances among these parts, and the wires into them, become; None: a wire goes."""
    users = {part.id for part in parts if isinstance(part, Gate) and part.kind == before.name}
    places = {port: place for place, port in enumerate(after.ports)}
    number = [places.get(kept.get(port, "")) for port in before.ports]
    followed: dict[int, Gate | Wire | None] = {}
    for part in parts:
        if isinstance(part, Gate) and part.id in users:
            followed[part.id] = replace(part, kind=after.name, inputs=len(after.ports))
        elif isinstance(part, Wire) and part.target in users:
            port = number[part.port]
            followed[part.id] = None if port is None else replace(part, port=port)
    return followed


def _with_parts(definition: Definition, parts: Mapping[int, Gate | Wire | None]) -> Definition:
    """The definition with these inner parts in the place of those of the same id."""
    body = (parts.get(part.id, part) for part in definition.body)
    return replace(definition, body=tuple(part for part in body if part is not None))


def undefine(circuit: Circuit, name: str) -> Changes:
    """A definition removed. Raises InUse while a gate, or another definition, is made with it."""
    definition = _definition(circuit, name)
    users = [f"gate {gate.name or gate.id}" for gate in instances(circuit, name)]
    users += [key for key, each in circuit.definitions.items() if name in used(each)]
    if users:
        raise InUse(f"{short(name)} is in use ({short(users[0])}): delete its gates first.")
    return removing(definition)


def instances(circuit: Circuit, name: str) -> Iterator[Gate]:
    """The gates of a kind, oldest first."""
    return (circuit.gates[key] for key in sorted(circuit.gates) if circuit.gates[key].kind == name)


def check_definition(definition: Definition) -> None:
    """Raise CircuitError, or FormulaError, for a definition that can't be one by itself."""
    name = definition.name
    if checked_name(name) != name or not name.isascii():
        raise BadName(f"{quoted(name)} is no name for a gate: plain letters, digits and _ make one.")
    if name in RESERVED:
        raise NameTaken(f"{quoted(name)} is a gate already: choose another name.")
    if not definition.ports:
        raise BadValue("A gate needs at least one input.")
    if len(definition.ports) > MAX_PORTS:
        raise BadValue(f"A gate can have {MAX_PORTS} inputs at most, not {len(definition.ports)}.")
    for port in definition.ports:
        if checked_name(port) != port or definition.ports.count(port) > 1:
            raise BadName(f"{quoted(port)} can't be the name of one input: each needs its own.")
    if len(definition.symbol) > MAX_SYMBOL or not (definition.symbol or "x").isprintable():
        raise BadValue(f"A symbol has {MAX_SYMBOL} characters at most.")
    if (definition.formula is None) == (not definition.body):
        raise BadValue("A gate is made either from a formula or from gates.")
    if definition.formula is not None:
        canonical(definition.formula, definition.ports)
        return
    inputs = {part.name for part in definition.body if isinstance(part, Gate) and part.kind == INPUT}
    for port in definition.ports:
        if port not in inputs:
            raise BadValue(f"There is no input {quoted(port)} inside.")


def _check_kinds(definitions: dict[str, Definition]) -> None:
    """All definitions together must make kinds; none may be made of itself."""
    try:
        Kinds(definitions)
    except FormulaError:
        raise
    except ValueError as error:
        raise CircuitError(f"{error}.") from error


def renamed_kinds(definition: Definition, called: Mapping[str, str]) -> Definition:
    """The definition with its inner gates under the new names of their kinds."""
    if used(definition).isdisjoint(called):
        return definition
    body = tuple(
        replace(part, kind=called.get(part.kind, part.kind)) if isinstance(part, Gate) else part
        for part in definition.body
    )
    return replace(definition, body=body)


def is_like(one: Definition, other: Definition) -> bool:
    """Whether two definitions are the same but for their ids."""
    return with_fresh_ids(one, count(1)) == with_fresh_ids(other, count(1))


def with_fresh_ids(definition: Definition, fresh: Iterator[int]) -> Definition:
    """The definition under the next ids, inside too."""
    ids = {part.id: key for part, key in zip(definition.body, fresh, strict=False)}
    body = tuple(
        replace(part, id=ids[part.id])
        if isinstance(part, Gate)
        else replace(part, id=ids[part.id], source=ids[part.source], target=ids[part.target])
        for part in definition.body
    )
    output = None if definition.output is None else ids[definition.output]
    return replace(definition, id=next(fresh), body=body, output=output)


def _definition(circuit: Circuit, name: str) -> Definition:
    if name not in circuit.definitions:
        raise UnknownPart(f"There is no definition {quoted(name)}.")
    return circuit.definitions[name]
