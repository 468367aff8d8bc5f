"""What floats over the circuit: pulses, cards, the ghost of a gate, the draft of a wire, the rubber band.

Tools set these; nothing here is part of the circuit and nothing here is ever exported, the motion excepted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF


@dataclass
class Overlay:
    """Gestures as the tools describe them, in scene coordinates. After a change: `scene.overlay_changed()`.

    ghost: kind and centre of the gate that would be placed.
    draft: from where to where a wire is being drawn, and whether it starts at an output.
    rubber: the rubber band.
    marks: ports by (gate, port); port -1 is the output; True: would accept, False: refuses.
    note: one line said at a point, e.g. why a wire was refused.
    hover: a gate or wire under the pointer.
    hidden_wire: a wire that is being re-routed and is not painted meanwhile.
    """

    ghost: tuple[str, QPointF] | None = None
    draft: tuple[QPointF, QPointF, bool] | None = None
    rubber: QRectF | None = None
    marks: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    note: tuple[str, QPointF] | None = None
    hover: int | None = None
    hidden_wire: int | None = None
