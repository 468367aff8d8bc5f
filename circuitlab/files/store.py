"""Circuits in files: `.circuit` files and formula text, from disk or as bytes from elsewhere. No Qt."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from circuitlab.circuit.changes import Changes, replacing
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_values
from circuitlab.circuit.parts import Gate
from circuitlab.engine.work import done
from circuitlab.files.disk import place, read_bytes, write_bytes, writing
from circuitlab.files.errors import FileError

Values: TypeAlias = Mapping[str, float]

CIRCUIT_SUFFIX = ".circuit"
TEXT_SUFFIX = ".txt"

TEXT_LIMIT = 8 * 2**20
"""Bytes of formula text; 100,000 gates take about 3 MB."""


def read(path: Path, values: Values | None = None) -> Circuit:
    """The circuit in a `.circuit` or formula text file; of another suffix, the contents decide.

    values: what inputs and parameters hold, by name. In formula text they may give `pi` and `e` a meaning.
    Raises CircuitError for values that nothing can hold, FileError for the rest, which names the file, the
    place in it and what was expected there.
    """
    return from_bytes(read_bytes(path), place(path), path.suffix.lower(), values)


def from_bytes(data: bytes, where: str, suffix: str = "", values: Values | None = None) -> Circuit:
    """The circuit in `data`, which came from `where`. Values and errors as for `read`."""
    from circuitlab.files import schema

    try:
        is_json = suffix == CIRCUIT_SUFFIX or (suffix != TEXT_SUFFIX and _looks_like_json(data))
        content = schema.decode(data) if is_json else _decoded(data)
    except FileError as error:
        raise FileError(f"{where}: {error}") from error
    if isinstance(content, str):
        return from_text(content, where, values)
    content.apply(set_values(content, values or {}))
    return content


def from_text(text: str, where: str, values: Values | None = None) -> Circuit:
    """The circuit that formula text describes, which came from `where`. Values and errors as for `read`."""
    from circuitlab.circuit.text import to_circuit
    from circuitlab.formula.parse import FormulaError

    try:
        return to_circuit(text, values)
    except FormulaError as error:
        raise FileError(f"{where}: {error}") from error


def save(circuit: Circuit, path: Path) -> tuple[str, ...]:
    """Write a file: formula text if the path ends in `.txt`, else a `.circuit` file, laid out.

    Returns what the file could not hold, in words. Raises FileError; the old file is there then.
    """
    if path.suffix.lower() == TEXT_SUFFIX:
        from circuitlab.circuit.text_print import to_text

        printed = to_text(circuit)
        write_bytes(path, printed.text.encode())
        return printed.lost
    from circuitlab.files import schema

    contents = schema.written(laid_out(circuit))
    done(writing(path, contents.pieces()))
    return contents.lost


def laid_out(circuit: Circuit) -> Circuit:
    """The circuit with a position for every gate; the circuit itself where all have one."""
    unplaced = [gate for gate in circuit.gates.values() if gate.position is None]
    if not unplaced:
        return circuit
    positions = places(circuit)
    result = Circuit(circuit.parts)
    result.apply(replacing((gate, replace(gate, position=positions[gate.id])) for gate in unplaced))
    return result


def standing(circuit: Circuit, changes: Changes) -> Changes:
    """`changes`, and a position for every gate that would stand nowhere after them."""
    after = (part for _, part in changes.parts.values())
    if not any(isinstance(part, Gate) and part.position is None for part in after):
        return changes
    future = Circuit(circuit.parts)
    future.apply(changes)
    positions = places(future)
    homeless = [gate for gate in future.gates.values() if gate.position is None]
    placed = replacing((gate, replace(gate, position=positions[gate.id])) for gate in homeless)
    return changes.then(placed)


def places(circuit: Circuit) -> dict[int, tuple[float, float]]:
    """The centre of every gate, with room for its numbers; gates that have a place keep it.

    Raises WouldCloseCycle if the wires go round in a circle.
    """
    from circuitlab.layout.arrange import arrange

    return arrange(circuit, labels=_label_widths(circuit))


def places_closer(circuit: Circuit) -> list[tuple[float, dict[int, tuple[float, float]]]]:
    """The same for a wide, low screen: distances of rows, the closest first, and the places with them.

    Empty where gates do not stand as they would be laid out anew: somebody has placed them. Without those
    that are no lower, because wires between close rows need lanes of their own.
    """
    from circuitlab.layout.arrange import arrange
    from circuitlab.layout.columns import CLOSER

    labels = _label_widths(circuit)
    anew = arrange(circuit, labels=labels, afresh=True)
    here = {key: gate.position for key, gate in circuit.gates.items()}
    if _shifted(anew) != _shifted(here):
        return []
    tried = ((rows.row, arrange(circuit, labels=labels, afresh=True, rows=rows)) for rows in CLOSER)
    return [(row, places) for row, places in tried if _height(places) <= _height(anew)]


def _height(places: "Mapping[int, tuple[float, float]]") -> float:
    rows = [y for _, y in places.values()]
    return max(rows, default=0.0) - min(rows, default=0.0)


def _shifted(places: "Mapping[int, tuple[float, float] | None]") -> dict[int, tuple[float, float]]:
    """Places as they stand to one another."""
    known = {key: place for key, place in places.items() if place is not None}
    left = min((x for x, _ in known.values()), default=0.0)
    top = min((y for _, y in known.values()), default=0.0)
    return {key: (x - left, y - top) for key, (x, y) in known.items()}


def _label_widths(circuit: Circuit) -> dict[int, float]:
    """Of the labels at every gate's output, as both passes fill them."""
    from circuitlab.engine.passes import run
    from circuitlab.engine.trace import start
    from circuitlab.layout import metrics

    trace = run(circuit)
    return {
        key: metrics.label_width(
            trace.value(key), trace.gradient(key), several=trace.gradient_at(key, start()).expected > 1
        )
        for key in circuit.gates
    }


def _looks_like_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _decoded(data: bytes) -> str:
    if len(data) > TEXT_LIMIT:
        raise FileError(f"is larger than {TEXT_LIMIT // 2**20} MB, too large for formula text")
    if b"\0" in data:
        raise FileError(f"byte {data.index(0) + 1}: a null byte; expected formula text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"byte {error.start + 1}: expected UTF-8 text") from error
