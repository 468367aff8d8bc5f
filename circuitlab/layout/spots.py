"""Where copies of gates can stand so that neither bodies nor labels cover each other. Pure."""

from collections.abc import Iterable, Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate
from circuitlab.layout.metrics import GRID, LABEL_INSET, body_size, has_labels, label_width, shape_of

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
ASIDE, STEP = 2.0 * GRID, 2.0 * GRID
_NAME, _STRIP, _GAP = 28.0, 6.0, 4.0
_MOST_PAIRS = 40_000
"""With more gates than that to compare, the copies go below everything."""


def free_offset(circuit: Circuit, wanted: Iterable[Gate]) -> tuple[float, float]:
    """How far `wanted` must move so that none covers a gate of the circuit: not at all, or down."""
    taken, boxes = _boxes(circuit, circuit.gates.values()), _boxes(circuit, wanted)
    if not _cover(taken, boxes, 0.0, 0.0):
        return 0.0, 0.0
    below = max(bottom for *_, bottom in taken) - min(top for _, top, *_ in boxes)
    down = STEP
    if len(taken) * len(boxes) <= _MOST_PAIRS:
        while down < below and _cover(taken, boxes, ASIDE, down):
            down += STEP
        return ASIDE, down
    return ASIDE, STEP * -(-below // STEP)


def _boxes(circuit: Circuit, gates: Iterable[Gate]) -> list[Box]:
    return [_box(circuit, gate, gate.position) for gate in gates if gate.position is not None]


def _box(circuit: Circuit, gate: Gate, at: tuple[float, float]) -> Box:
    """The body, the name above it and the labels at its output port."""
    shape = shape_of(circuit, gate)
    width, height = body_size(shape, gate.inputs)
    x, y = at
    labels = LABEL_INSET + label_width(gate.value, None) if has_labels(shape) else 0.0
    return (
        x - width / 2 - _GAP,
        y - height / 2 - (_NAME if gate.inputs else _GAP),
        x + width / 2 + labels + _GAP,
        y + height / 2 + _STRIP,
    )


def _cover(taken: Sequence[Box], boxes: Sequence[Box], dx: float, dy: float) -> bool:
    return any(
        left + dx < right_ and left_ < right + dx and top + dy < bottom_ and top_ < bottom + dy
        for left, top, right, bottom in boxes
        for left_, top_, right_, bottom_ in taken
    )
