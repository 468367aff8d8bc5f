"""The `.circuit` format: readable, sorted JSON, one part a line, in which a diff shows what changed.

`written` writes it and `decode` reads it; a circuit is built only after every part has been validated.
Non-finite numbers are the strings "inf", "-inf" and "nan". Touches no files.
"""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any, NamedTuple, NoReturn

import msgspec

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import spaced
from circuitlab.circuit.parts import Data, Definition, Gate, Part, Settings, Wire
from circuitlab.files import data_records
from circuitlab.files.complaints import json_complaint, schema_complaint
from circuitlab.files.errors import FileError, shown
from circuitlab.files.migrations import FORMAT, VERSION, upgrade
from circuitlab.files.validation import circuit_of

NON_FINITE = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}

_LAST_ID = 2**53
"""Beyond it, programs that read JSON numbers as doubles confuse ids."""

_Id = Annotated[int, msgspec.Meta(ge=1, le=_LAST_ID)]
_Kind = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z_][A-Za-z0-9_.:-]{0,99}\Z")]
_Inputs = Annotated[int, msgspec.Meta(ge=0, le=64)]
_Port = Annotated[int, msgspec.Meta(ge=0, le=63)]
_Coordinate = Annotated[float, msgspec.Meta(ge=-1e9, le=1e9)]


class _Record(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One line of the file."""


class _Gate(_Record):
    id: _Id
    kind: _Kind
    name: str | None = None
    value: float | str | None = None
    inputs: _Inputs = 0
    position: tuple[_Coordinate, _Coordinate] | None = None


class _Wire(_Record):
    id: _Id
    source: _Id
    target: _Id
    port: _Port


class _Settings(_Record, omit_defaults=False):
    objective: _Id | None = None
    seed: float = 1.0


class _Definition(_Record):
    """A custom gate has a formula; a composite has gates, wires and the id of its output, if it has one."""

    id: _Id
    name: str
    ports: list[str]
    formula: str | None = None
    symbol: str = ""
    output: _Id | None = None
    gates: list[_Gate] = []
    wires: list[_Wire] = []


class _Document(_Record):
    format: str
    version: int
    settings: _Settings
    gates: list[_Gate]
    wires: list[_Wire]
    definitions: list[_Definition] = []
    data: data_records.DataRecord | None = None


class Written(NamedTuple):
    """The contents of a file, its data not yet written out, and in words what it does not hold."""

    beginning: bytes
    data: Data | None
    lost: tuple[str, ...]

    def pieces(self) -> Iterator[bytes]:
        """The contents, bit by bit. Uses nothing that changes: it may be done in another thread."""
        yield self.beginning
        if self.data is not None:
            yield b',\n"data": '
            yield from data_records.pieces(self.data)
        yield b"\n}\n"


def encode(circuit: Circuit) -> bytes:
    """The contents alone."""
    return b"".join(written(circuit).pieces())


def written(circuit: Circuit) -> Written:
    """The circuit as the contents of a `.circuit` file. The same circuit always gives the same bytes.

    Ids too large for a file are given up: gates and wires are numbered from 1 then, in their order. Data
    that would make the file too large to be opened are left out.
    """
    circuit = _with_small_ids(circuit)
    gates, wires, settings = circuit.gates, circuit.wires, circuit.settings
    lines = [
        "{",
        f'"format": "{FORMAT}",',
        f'"version": {VERSION},',
        f'"settings": {_line(_Settings(settings.objective, settings.seed))},',
        *_definition_lines(circuit),
        *_list("gates", (_line(_gate_record(gates[key])) for key in sorted(gates))),
        *_list("wires", (_line(_wire_record(wires[key])) for key in sorted(wires)), last=True),
    ]
    beginning, data = "\n".join(lines).encode(), circuit.data
    if data is not None and not data_records.fits(data, len(beginning)):
        return Written(beginning, None, (f"the {spaced(data.count)} rows of data, too many for a file",))
    return Written(beginning, data, ())


def decode(data: bytes) -> Circuit:
    """The circuit in the contents of a `.circuit` file.

    Raises FileError, which names the place and what was expected there; nothing is built then.
    """
    document = upgrade(_parse_json(data))
    try:
        record = msgspec.convert(document, _Document)
    except msgspec.ValidationError as error:
        raise FileError(schema_complaint(str(error))) from error
    return circuit_of(list(_parts(record)))


# Writing ------------------------------------------------------------------------------------------


def _with_small_ids(circuit: Circuit) -> Circuit:
    definitions = circuit.definitions.values()
    ids = sorted([*circuit.gates, *circuit.wires, *(each.id for each in definitions)])
    if not ids or ids[-1] <= _LAST_ID:
        return circuit
    small = {key: number for number, key in enumerate(ids, 1)}
    settings = circuit.settings
    objective = None if settings.objective is None else small[settings.objective]
    gates = (replace(gate, id=small[key]) for key, gate in circuit.gates.items())
    wires = (
        Wire(small[key], small[wire.source], small[wire.target], wire.port)
        for key, wire in circuit.wires.items()
    )
    own = (replace(each, id=small[each.id]) for each in definitions)
    data = [] if circuit.data is None else [circuit.data]
    return Circuit([replace(settings, objective=objective), *data, *own, *gates, *wires])


def _list(name: str, lines: Iterable[str], *, last: bool = False) -> list[str]:
    body = ",\n".join(lines)
    return [f'"{name}": [', *([body] if body else []), "]" if last else "],"]


def _definition_lines(circuit: Circuit) -> list[str]:
    """Nothing for a circuit without any: most have none."""
    definitions = sorted(circuit.definitions.values(), key=lambda definition: definition.id)
    lines = [_line(_definition_record(definition)) for definition in definitions]
    return _list("definitions", lines) if lines else []


def _definition_record(definition: Definition) -> _Definition:
    return _Definition(
        definition.id,
        definition.name,
        list(definition.ports),
        definition.formula,
        definition.symbol,
        definition.output,
        [_gate_record(part) for part in definition.body if isinstance(part, Gate)],
        [_wire_record(part) for part in definition.body if isinstance(part, Wire)],
    )


def _line(record: _Record) -> str:
    return msgspec.json.format(msgspec.json.encode(record), indent=0).decode()


def _gate_record(gate: Gate) -> _Gate:
    value = gate.value
    written = value if value is None or math.isfinite(value) else repr(value)
    return _Gate(gate.id, gate.kind, gate.name, written, gate.inputs, gate.position)


def _wire_record(wire: Wire) -> _Wire:
    return _Wire(wire.id, wire.source, wire.target, wire.port)


# Reading ------------------------------------------------------------------------------------------


def _parse_json(data: bytes) -> object:
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_float=_parse_float,
        )
    except json.JSONDecodeError as error:
        raise FileError(json_complaint(error)) from error
    except UnicodeDecodeError as error:
        raise FileError(f"byte {error.start + 1}: expected UTF-8 text") from error
    except RecursionError as error:
        raise FileError("brackets are nested too deeply") from error
    except FileError:
        raise
    except ValueError as error:  # Python refuses whole numbers of thousands of digits
        raise FileError("a whole number has too many digits") from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise FileError(f'the key "{shown(twice)}" stands twice in one object')
    return result


def _refuse_constant(text: str) -> NoReturn:
    raise FileError(f'{text} is not JSON: write "inf", "-inf" or "nan" in quotation marks')


def _parse_float(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise FileError(f'{shown(text, 40)} is too large for a double: write "inf" if infinity is meant')
    return value


def _parts(document: _Document) -> Iterable[Part]:
    yield Settings(document.settings.objective, document.settings.seed)
    for index, record in enumerate(document.definitions):
        place = f"definitions[{index}]."
        body: tuple[Gate | Wire, ...] = (*_gates(record.gates, place), *_wires(record.wires))
        ports, symbol = tuple(record.ports), record.symbol
        yield Definition(record.id, record.name, ports, record.formula, body, record.output, symbol)
    if document.data is not None:
        yield data_records.data_of(document.data)
    yield from _gates(document.gates)
    yield from _wires(document.wires)


def _gates(records: Iterable[_Gate], place: str = "") -> Iterable[Gate]:
    for index, gate in enumerate(records):
        value = _value(gate.value, f"{place}gates[{index}].value")
        yield Gate(gate.id, gate.kind, gate.name, value, gate.inputs, gate.position)


def _wires(records: Iterable[_Wire]) -> Iterable[Wire]:
    return (Wire(wire.id, wire.source, wire.target, wire.port) for wire in records)


def _value(written: float | str | None, place: str) -> float | None:
    if not isinstance(written, str):
        return written
    if written not in NON_FINITE:
        raise FileError(f'{place}: expected a number, null, "inf", "-inf" or "nan", got "{shown(written)}"')
    return NON_FINITE[written]
