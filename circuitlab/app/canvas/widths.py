"""How much room the labels of a circuit need: what the layout and the routes are told."""

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.label_sizes import label_width
from circuitlab.app.canvas.looks import Looks
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.trace import Trace, end


def label_widths(circuit: Circuit, trace: Trace, factor: float = 1.0) -> dict[int, float]:
    """Width in px of the labels at each gate's output port when they are longest, by gate id."""
    last = Looks(circuit, Frame(trace, end(trace)))
    return {key: label_width(*last.longest(key), factor) for key in circuit.gates if last.knows(key)}
