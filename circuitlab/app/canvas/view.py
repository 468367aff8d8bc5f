"""The window onto the scene: zoom at the pointer, pan, fit, the dotted ground; events go to the tool."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QGraphicsView

from circuitlab.app.canvas.scene import CircuitScene

KIND_MIME = "application/x-circuitlab-kind"


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


class CanvasView(QGraphicsView):
    """The canvas. `tool` gets the gestures; zooming and panning are the view's own."""

    zoom_changed = Signal(float)
    kind_dropped = Signal(str, QPointF)
    file_dropped = Signal(Path)
    menu_asked = Signal(QPointF, object)  # scene position, global QPoint

    def __init__(self, scene: CircuitScene) -> None:
        super().__init__(scene)
        self.tool: Tool | None = None

    @property
    def circuit_scene(self) -> CircuitScene:
        """The scene, with its own type."""
        scene = self.scene()
        assert isinstance(scene, CircuitScene)  # noqa: S101
        return scene

    @property
    def zoom(self) -> float:
        """1 at 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom so that the scene point under `at` (viewport pixels; None: the middle) stays where it is."""

    def zoom_in(self) -> None:
        """One notch nearer."""

    def zoom_out(self) -> None:
        """One notch farther."""

    def fit(self) -> None:
        """Show the whole circuit, at most at 100 %."""
