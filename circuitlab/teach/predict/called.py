"""What a gate is called in a question or a hint. Pure."""

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import label
from circuitlab.teach.names import name_of, sign_of


def called(circuit: Circuit, gate: int) -> str:
    """Its name, number or short formula; where only a sign would be left, "the + gate"."""
    name = name_of(circuit, gate)
    alone = circuit.gates[gate].name is None and circuit.gates[gate].inputs and name == sign_of(circuit, gate)
    return label(circuit, gate) if alone else name
