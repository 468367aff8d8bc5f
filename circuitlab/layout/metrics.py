"""Sizes of gates and places of their ports, in px at 100 %. Shared by the layout and the canvas.

The numbers are those of the visual language: an operation 72 x 56, a function 88 x 56, an input or a
parameter 88 x 40, a constant 40 x 40; ports 24 apart, and a taller body with more inputs.
"""

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.gates.kind import Shape

GRID = 12
"""Gates snap to it: half of a port's distance, so that wires between neighbours can be straight."""
PORT_PITCH = 24
PORT_RADIUS = 5
LABEL_INSET = 12
"""How far right of its output port a gate's value and gradient begin."""
LABEL_ABOVE, LABEL_BELOW = 26, 30
"""How far the value reaches above the wire, and the gradient's pill below it."""
BRANCH_ROOM, BRANCH_HALF = 88, 11
"""Room before an input port for the message of one branch of a fan-out, which stands there on its wire:
length along the wire, and half the height."""
OBJECTIVE_EDGE = 5
"""How far outside its body an objective's second edge, and its output port, stand."""

_LEAST, _PILL, _FIGURE = 96.0, 28.0, 10.0
"""Widths: what is reserved for labels at least, a pill without its number, one figure."""
_WIDE, _AROUND = 4, 14.0
"""A constant of so many figures is wider than its square, and what it has around them."""
_SIZES = {
    Shape.OPERATION: (72.0, 56.0),
    Shape.FUNCTION: (88.0, 56.0),
    Shape.PILL: (88.0, 40.0),
    Shape.DOUBLE_PILL: (88.0, 40.0),
    Shape.SQUARE: (40.0, 40.0),
    Shape.COMPOSITE: (96.0, 56.0),
    Shape.PLACEHOLDER: (88.0, 56.0),
}


def body_size(shape: Shape, inputs: int) -> tuple[float, float]:
    """Width and height of a gate's body."""
    width, height = _SIZES[shape]
    return width, max(height, PORT_PITCH * (inputs - 1) + 32.0)


def overhang(shape: Shape, value: float | None) -> float:
    """How far a constant's body reaches to the left of its square: a long number has room there.

    Its output port stays where it is, and it has no input.
    """
    figures = 0 if shape is not Shape.SQUARE or value is None else len(f"{value:.4g}")
    return 0.0 if figures < _WIDE else _FIGURE * figures + _AROUND - _SIZES[Shape.SQUARE][0]


def input_port(shape: Shape, inputs: int, port: int) -> tuple[float, float]:
    """Centre of an input port, from the centre of the body."""
    width, _ = body_size(shape, inputs)
    return -width / 2, (port - (inputs - 1) / 2) * PORT_PITCH


def output_port(shape: Shape, inputs: int, *, objective: bool = False) -> tuple[float, float]:
    """Centre of the output port, from the centre of the body."""
    width, _ = body_size(shape, inputs)
    return width / 2 + (OBJECTIVE_EDGE if objective else 0), 0.0


def shape_of(circuit: Circuit, gate: Gate) -> Shape:
    """The shape that a gate is drawn in; of a kind nobody knows, the placeholder's."""
    kind = circuit.kind(gate.kind)
    return Shape.PLACEHOLDER if kind is None else kind.shape


def has_labels(shape: Shape) -> bool:
    """Whether value and gradient stand at the output port; a constant shows its number inside."""
    return shape is not Shape.SQUARE


def label_width(value: float | None, gradient: float | None, *, several: bool = False) -> float:
    """About how wide the labels at an output port are; None: an empty slot. Pessimistic, and needs no font.

    several: the gradient is a sum that arrives piece by piece, and says so while pieces are missing.
    """
    figures = 0 if gradient is None else len(f"{gradient:.4g}") + (4 if several else 0)
    return max(_LEAST, _PILL + _FIGURE * figures, 0 if value is None else _FIGURE * len(f"{value:.4g}"))
