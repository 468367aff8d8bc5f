"""What is inside a composite gate: its inner circuit to look at, and an edited one put back. Pure.

The inner circuit is a circuit of its own. Its ports are inputs that hold what comes from outside, its
objective is the output of the gate, and its seed the gradient that arrives there.
"""

from collections.abc import Iterable
from dataclasses import replace

from circuitlab.circuit.changes import Changes, adding
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.defining import check_definition, is_like, redefine
from circuitlab.circuit.errors import (
    BadName,
    BadValue,
    NameTaken,
    UnknownKind,
    label,
    quoted,
    sentence,
    short,
)
from circuitlab.circuit.kinds import is_composite, users
from circuitlab.circuit.parts import INPUT, Definition, Gate, Settings, Wire


def inner_circuit(circuit: Circuit, key: int, values: Iterable[float | None], seed: float) -> Circuit:
    """What is inside a composite gate, holding these values at its ports.

    It knows all definitions but its own and those made with that: a gate can't be made of itself. Raises
    BadValue for a gate that is not made of gates, UnknownKind for one of a kind that nobody knows.
    """
    gate = circuit.gates[key]
    if circuit.kind(gate.kind) is None:
        who = sentence(label(circuit, key))
        raise UnknownKind(f"{who} has no inside: no gate kind is called {short(gate.kind)}.")
    if not is_composite(circuit.definitions, gate.kind):
        raise BadValue(sentence(f"{label(circuit, key)} is not made of gates: there is nothing inside."))
    definition = circuit.definitions[gate.kind]
    held = dict(zip(definition.ports, values, strict=True))
    body = (
        replace(part, value=held[part.name])
        if isinstance(part, Gate) and part.kind == INPUT and part.name in held
        else part
        for part in definition.body
    )
    barred = users(circuit.definitions, gate.kind)
    known = (each for name, each in circuit.definitions.items() if name not in barred)
    inner = Circuit([Settings(definition.output, seed), *known, *body])
    inner.reserve(circuit.next_id)
    return inner


def port_gates(definition: Definition) -> dict[int, str]:
    """The inner inputs that are fed from outside, by id, each with the name of its port; in their order."""
    ids = {part.name: part.id for part in definition.body if isinstance(part, Gate) and part.kind == INPUT}
    return {ids[port]: port for port in definition.ports}


def put_back(document: Circuit, name: str, inner: Circuit, changes: Changes) -> Changes:
    """What changes of the inner circuit of a definition are to the whole document.

    The inputs inside are the ports, new ones too; where one is gone, so are the wires to its port. What the
    ports hold is left out: it is not the definition's. Raises CircuitError.
    """
    future = Circuit(inner.parts)
    future.apply(changes)
    if repr(future.settings.seed) != repr(inner.settings.seed):
        raise BadValue("Inside a gate the seed is the gradient that arrives from outside.")
    output = inner.settings.objective
    if output in future.gates and future.settings.objective is None:
        raise BadValue("A gate needs an output: make another gate the output instead.")
    result, copy = Changes(), document
    for before, after in changes.parts.values():
        if isinstance(after, Definition):  # a composite was made in here, or parts were pasted with theirs
            if isinstance(before, Definition):
                result = result.then(redefine(copy, before.name, after))
            else:
                result = result.then(_brought(copy, name, after))
            copy = _applied(document, result)
    return result.then(redefine(copy, name, *_redefinition(copy.definitions[name], future)))


def _brought(document: Circuit, name: str, definition: Definition) -> Changes:
    """A definition that comes into the gate `name`. Those barred there are not known inside, but exist."""
    there = document.definitions.get(definition.name)
    if there is None:
        return adding(definition)
    if is_like(there, definition):
        made = short(definition.name)
        raise BadValue(f"{made} can't be inside {short(name)}: it would be made of itself.")
    raise NameTaken(f"Another gate kind is already called {quoted(definition.name)}.")


def _applied(circuit: Circuit, changes: Changes) -> Circuit:
    copy = Circuit(circuit.parts)
    copy.apply(changes)
    return copy


def _redefinition(before: Definition, future: Circuit) -> tuple[Definition, dict[str, str]]:
    """The definition that the inner circuit makes, and what the ports that stay are called now."""
    ports = _ports(before, future)
    kept = {port: ports[key] for key, port in port_gates(before).items() if key in ports}
    gates = [replace(gate, value=None) if key in ports else gate for key, gate in future.gates.items()]
    body: tuple[Gate | Wire, ...] = (*gates, *future.wires.values())
    after = replace(before, ports=tuple(ports.values()), body=body, output=future.objective)
    check_definition(after)
    return after, kept


def _ports(before: Definition, future: Circuit) -> dict[int, str]:
    """The inputs that are fed from outside: those there were and those that are new, by id, with their names.

    An input that holds a value of its own inside goes on doing so.
    """
    inputs = {key: gate.name for key, gate in future.gates.items() if gate.kind == INPUT}
    there = {part.id for part in before.body}
    ids = [*port_gates(before), *sorted(inputs.keys() - there)]
    ports = {key: inputs[key] for key in ids if key in inputs}
    if None in ports.values():
        raise BadName("An input of a gate needs a name.")
    return {key: name for key, name in ports.items() if name is not None}
