"""What is given to a function of the library, made sure of."""

from circuitlab.circuit.circuit import Circuit


def checked(circuit: Circuit) -> Circuit:
    """What was given for a circuit, which it has to be. Raises TypeError."""
    if not isinstance(circuit, Circuit):
        raise TypeError(f"expected a Circuit, got {type(circuit).__name__}")
    return circuit


def gate_id(circuit: Circuit, called: str | int) -> int:
    """The id of the gate of this name or id. Raises UnknownPart."""
    from circuitlab.circuit.errors import UnknownPart, quoted

    key = checked(circuit).names.get(called) if isinstance(called, str) else called
    if key is None or key not in circuit.gates:
        raise UnknownPart(f"There is no gate {quoted(called) if isinstance(called, str) else called}.")
    return key
