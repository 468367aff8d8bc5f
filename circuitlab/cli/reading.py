"""The circuit that a command is about: read from a file, from standard input or from -e, and gone into."""

import sys
from pathlib import Path

from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError, clause
from circuitlab.circuit.text_print import missing_inputs
from circuitlab.cli.answer import UsageError
from circuitlab.cli.options import Options
from circuitlab.files import store
from circuitlab.files.disk import SIZE_LIMIT, bounded
from circuitlab.files.errors import FileError, reason, shown

MAX_DIGITS = 18
"""No id has more digits; what has more is a name that no gate has."""


def circuit_of(options: Options) -> Circuit:
    """The circuit that SOURCE or -e gives, with --set and --upstream put in."""
    try:
        circuit = _read(options)
    except CircuitError as error:
        raise UsageError(f"--set: {clause(str(error))}") from error
    if options.upstream is not None:
        circuit.apply(edits.set_seed(circuit, options.upstream))
    return circuit


def _read(options: Options) -> Circuit:
    if options.text is not None:
        return store.from_text(options.text, "-e", options.values)
    if options.source == "-":
        return store.from_bytes(_standard_input(), "standard input", values=options.values)
    return store.read(Path(options.source or ""), options.values)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise FileError("standard input: is closed")
    try:
        return bounded(sys.stdin.buffer.read(SIZE_LIMIT + 1), "standard input")
    except OSError as error:
        raise FileError(f"standard input: can't be read: {reason(error)}") from error


def entered(circuit: Circuit, options: Options) -> Circuit:
    """The circuit inside the gates of --inside; the circuit itself without any."""
    from circuitlab.api.own_gates import inside

    try:
        return inside(circuit, *map(called, options.inside))
    except CircuitError as error:
        raise UsageError(f"--inside: {clause(str(error))}") from error


def called(gate: str) -> str | int:
    """The name or the id of a gate that was typed."""
    return int(gate) if gate.isdecimal() and len(gate) <= MAX_DIGITS else gate


def complete(options: Options) -> Circuit:
    """The circuit, every input of which must have a value."""
    circuit = circuit_of(options)
    missing = missing_inputs(circuit)
    if missing:
        names = ", ".join(map(shown, missing[:8])) + (" …" if len(missing) > 8 else "")
        inputs = "input" if len(missing) == 1 else "inputs"
        raise UsageError(f"no value for {inputs} {names}: give one with --set {shown(missing[0])}=VALUE")
    return entered(circuit, options)
