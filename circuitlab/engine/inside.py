"""A composite gate entered: its inner circuit with the numbers that the passes outside bring to it."""

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.inside import inner_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Trace

NO_GRADIENT = 1.0
"""The seed inside where no gradient arrives from outside: the inner gradients are the gate's own slopes."""


def inside(circuit: Circuit, gate: int, trace: Trace | None = None) -> Circuit:
    """The inner circuit of a composite gate. Its inputs hold what its operands compute, its seed is the
    gradient of the gate, so that its gradients are the parts of the gradient outside.

    trace: of this circuit as it is, if there is one already. Raises BadValue for a gate that is not made of
    gates, KeyError if there is none.
    """
    trace = run(circuit) if trace is None else trace
    drivers = [circuit.driver(gate, port) for port in range(circuit.gates[gate].inputs)]
    values = [None if wire is None else trace.value(wire.source) for wire in drivers]
    seed = trace.gradient(gate)
    return inner_circuit(circuit, gate, values, NO_GRADIENT if seed is None else seed)
