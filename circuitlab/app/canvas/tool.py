"""What the canvas asks of a tool: the gestures, as tools see them."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt

ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
"""With one of these, a press adds to what is selected."""


@dataclass(frozen=True, slots=True)
class CanvasEvent:
    """A mouse or key event as tools see it: scene_pos in the circuit, view_pos in pixels of the viewport."""

    scene_pos: QPointF
    view_pos: QPointF
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    key: int = 0


class Tool(Protocol):
    """What the view needs of a tool. True: taken; False: the view may do with it what it always does."""

    def press(self, event: CanvasEvent) -> bool: ...
    def move(self, event: CanvasEvent) -> bool: ...
    def release(self, event: CanvasEvent) -> bool: ...
    def double_click(self, event: CanvasEvent) -> bool: ...
    def key(self, event: CanvasEvent) -> bool: ...
    def leave(self) -> None: ...
