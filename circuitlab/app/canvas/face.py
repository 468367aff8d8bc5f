"""What a gate is, whatever has been computed: its face, from the circuit. Plain data, no painting."""

import re
from dataclasses import dataclass

from circuitlab.circuit.circuit import Circuit
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NUMBERED = re.compile(r"([^\W\d_]+)(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Face:
    """A gate as it is built.

    kind: of an unknown one the name is written into the gate. name: as shown. ports: names to be written
    beside the input ports, none as a rule. objective: wears the flag. loose: its output feeds nothing.
    widened: how far a constant's body reaches to the left at least, for a number that is written large.
    """

    kind: str
    shape: Shape
    inputs: int = 0
    name: str | None = None
    symbol: str = ""
    ports: tuple[str, ...] = ()
    objective: bool = False
    loose: bool = False
    number: float | None = None
    widened: float = 0.0


def shown_name(name: str) -> str:
    """A name as it is written: x1 with a lowered 1."""
    match = _NUMBERED.fullmatch(name)
    return f"{match[1]}{match[2].translate(_SUBSCRIPTS)}" if match else name


def face_of(circuit: Circuit, key: int) -> Face:
    """The face of a gate."""
    gate = circuit.gates[key]
    kind = circuit.kind(gate.kind)
    return Face(
        kind=gate.kind,
        shape=metrics.shape_of(circuit, gate),
        inputs=gate.inputs,
        name=None if gate.name is None else shown_name(gate.name),
        symbol=gate.kind if kind is None else kind.symbol,
        ports=kind.port_names(gate.inputs) if kind is not None and kind.shows_ports else (),
        objective=key == circuit.objective,
        loose=not circuit.outgoing(key),
        number=gate.value,
    )
