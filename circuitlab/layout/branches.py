"""Which wires carry a message of their own: those of an output that feeds several. Pure."""

from collections import Counter

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Wire
from circuitlab.layout import metrics


def branches(circuit: Circuit) -> list[Wire]:
    """The wires of fan-outs. A constant's are left out: nothing comes back along them."""
    fan_out = Counter(wire.source for wire in circuit.wires.values())
    several = {
        key
        for key, count in fan_out.items()
        if count > 1 and metrics.has_labels(metrics.shape_of(circuit, circuit.gates[key]))
    }
    return [wire for wire in circuit.wires.values() if wire.source in several]
