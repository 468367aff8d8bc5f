"""The circuit as a Qt scene: a mirror kept by the same changes as the graph. Items hold ids and paint."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.overlay import Overlay
from circuitlab.app.theme import LIGHT, Theme
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit

OUTPUT = -1


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a point. kind "input" and "output" are ports of gate `id`, "value" and "gradient" its
    labels, "name" its name above the body, "gate" its body; of kind "wire", `id` is the wire's. port: 0-based for inputs, else -1."""

    kind: Literal["gate", "input", "output", "wire", "value", "gradient", "name", "nothing"] = "nothing"
    id: int = 0
    port: int = OUTPUT


class CircuitScene(QGraphicsScene):
    """All gates and wires of one circuit, and the overlay above them."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.theme = theme
        self.overlay = Overlay()
        self.circuit = Circuit()

    def reset(self, circuit: Circuit) -> None:
        """Show another circuit; every gate must have a position."""

    def apply(self, changes: Changes) -> None:
        """Take over changes that the circuit has just taken."""

    def show(self, frame: Frame | None) -> None:
        """Show the values and gradients of a frame; None: nothing is computed."""

    def select(self, ids: Iterable[int]) -> None:
        """Ring these gates and highlight these wires."""

    def overlay_changed(self) -> None:
        """Repaint what the tools have put into `overlay`."""

    def set_theme(self, theme: Theme) -> None:
        """Repaint in other colours."""

    def set_text_scale(self, scale: float) -> None:
        """Size of names and numbers: 1 is 100 %, 2.75 the lecture hall."""

    def hit(self, point: QPointF, tolerance: float = 12.0) -> Hit:
        """What is at a scene point; ports catch within `tolerance`."""
        return Hit()

    def port_position(self, gate: int, port: int) -> QPointF:
        """Scene position of an input port, or with OUTPUT of the output port."""
        return QPointF()

    def value_rect(self, gate: int) -> QRectF:
        """Where the gate's value is written: an editor goes there."""
        return QRectF()

    def name_rect(self, gate: int) -> QRectF:
        """Where the gate's name is, or would be, written."""
        return QRectF()

    def gates_in(self, rect: QRectF) -> list[int]:
        """Ids of the gates whose bodies lie inside the rectangle."""
        return []

    def extent(self) -> QRectF:
        """What the circuit takes up, labels included."""
        return QRectF()
