"""Whether parts that came from outside make a circuit: ids, names, ports, wires, no loop. Pure."""

import math
from collections.abc import Mapping, Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.defining import check_definition
from circuitlab.circuit.errors import CircuitError, clause
from circuitlab.circuit.kinds import Kinds
from circuitlab.circuit.naming import checked_name
from circuitlab.circuit.order import topological
from circuitlab.circuit.parts import Definition, Gate, Part, Settings, Wire
from circuitlab.files.errors import FileError, shown
from circuitlab.gates.custom import custom_kind


def circuit_of(parts: Sequence[Part]) -> Circuit:
    """The circuit that the parts make. Raises FileError, which names the part, if they make none.

    A gate of an unknown kind is let through: it is kept as a placeholder that is not computed.
    """
    settings = [part for part in parts if isinstance(part, Settings)]
    gates = [part for part in parts if isinstance(part, Gate)]
    wires = [part for part in parts if isinstance(part, Wire)]
    definitions = [part for part in parts if isinstance(part, Definition)]
    _check_ids([*definitions, *gates, *wires])
    _check_inner_ids(definitions)
    _check_names(gates)
    kinds = _kinds(definitions)
    for gate in gates:
        _check_gate(gate, kinds)
    by_id = {gate.id: gate for gate in gates}
    _check_wires(wires, by_id)
    for each in settings:
        _check_settings(each, by_id)
    circuit = Circuit(parts)
    _check_acyclic(circuit)
    return circuit


def _check_ids(parts: Sequence[Definition | Gate | Wire]) -> None:
    seen: set[int] = set()
    for part in parts:
        if part.id in seen:
            raise FileError(f"id {part.id} is used twice; every gate, wire and definition needs its own")
        seen.add(part.id)


def _check_inner_ids(definitions: Sequence[Definition]) -> None:
    """An inner circuit stands beside the other definitions, so their ids are taken inside, too."""
    owner = {definition.id: definition.name for definition in definitions}
    for definition in definitions:
        for part in definition.body:
            if part.id in owner and part.id != definition.id:
                name, other = shown(definition.name), shown(owner[part.id])
                raise FileError(f'definition "{name}": id {part.id} inside is that of definition "{other}"')


def _kinds(definitions: Sequence[Definition]) -> Kinds:
    """The kinds that the definitions make. Raises FileError, which names the one that makes none."""
    by_name: dict[str, Definition] = {}
    for definition in definitions:
        if definition.name in by_name:
            raise FileError(f'two definitions are named "{shown(definition.name)}"')
        try:
            _check_body(definition)
            check_definition(definition)
            if definition.formula is not None:  # here, where it is known which one has slopes that disagree
                custom_kind(definition.name, definition.symbol, definition.ports, definition.formula)
        except ValueError as error:
            raise FileError(f'definition "{shown(definition.name)}": {clause(str(error))}') from error
        by_name[definition.name] = definition
    try:
        return Kinds(by_name)
    except ValueError as error:
        raise FileError(f"definitions: {clause(str(error))}") from error


def _check_body(definition: Definition) -> None:
    """The inner circuit of a composite, as far as it needs no kinds."""
    gates = [part for part in definition.body if isinstance(part, Gate)]
    by_id = {gate.id: gate for gate in gates}
    _check_ids(definition.body)
    _check_names(gates)
    _check_wires([part for part in definition.body if isinstance(part, Wire)], by_id)
    if definition.output is not None and definition.output not in by_id:
        raise FileError("its output is the id of no gate inside")


def _check_names(gates: Sequence[Gate]) -> None:
    owner: dict[str, int] = {}
    for gate in gates:
        name = gate.name
        if name is None:
            continue
        _check_name(gate.id, name)
        if name in owner:
            raise FileError(f'gates {owner[name]} and {gate.id} are both named "{shown(name)}"')
        owner[name] = gate.id


def _check_name(gate: int, name: str) -> None:
    try:
        expected = checked_name(name)
    except CircuitError as error:
        raise FileError(f"gate {gate}: {clause(str(error))}") from error
    if name != expected:
        raise FileError(f'gate {gate}: the name "{shown(name)}" must be written "{shown(expected)}"')


def _check_gate(gate: Gate, kinds: Kinds) -> None:
    kind = kinds.find(gate.kind)
    if kind is None:
        return
    least = len(kind.ports)
    if not least <= gate.inputs <= kind.most:
        allowed = str(least) if least == kind.most else f"{least} to {kind.most}"
        raise FileError(f'gate {gate.id}: "inputs" of kind {kind.name} must be {allowed}, got {gate.inputs}')
    if gate.value is not None and not kind.is_source:
        raise FileError(f"gate {gate.id}: kind {kind.name} computes its value, so the file can't give one")
    if gate.value is None and gate.kind in ("parameter", "constant"):
        raise FileError(f"gate {gate.id}: kind {kind.name} needs a value")


def _check_wires(wires: Sequence[Wire], gates: Mapping[int, Gate]) -> None:
    driven: dict[tuple[int, int], int] = {}
    for wire in wires:
        for end, key in (("source", wire.source), ("target", wire.target)):
            if key not in gates:
                raise FileError(f"wire {wire.id}: its {end} {key} is the id of no gate")
        target = gates[wire.target]
        if wire.port >= target.inputs:
            ports = f"{target.inputs} inputs" if target.inputs else "no inputs"
            raise FileError(f"wire {wire.id}: gate {target.id} has {ports}, so there is no port {wire.port}")
        other = driven.setdefault((wire.target, wire.port), wire.id)
        if other != wire.id:
            raise FileError(f"wires {other} and {wire.id} both lead to port {wire.port} of gate {target.id}")


def _check_acyclic(circuit: Circuit) -> None:
    """One topological sort for the whole file: a check a wire would be quadratic."""
    try:
        topological(circuit)
    except CircuitError as error:
        raise FileError(clause(str(error))) from error


def _check_settings(settings: Settings, gates: Mapping[int, Gate]) -> None:
    if settings.objective is not None and settings.objective not in gates:
        raise FileError(f"settings.objective: {settings.objective} is the id of no gate")
    if not math.isfinite(settings.seed):
        raise FileError("settings.seed: expected a finite number")
