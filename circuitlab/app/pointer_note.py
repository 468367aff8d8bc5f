"""The line at the pointer: what was refused, and why, where it happened. It goes by itself."""

from PySide6.QtCore import QObject, QPointF, QTimer

from circuitlab.app.canvas.notes import placed
from circuitlab.app.canvas.sight import free_rect
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.guard import guarded

NOTE_MS = 5000
"""How long it stays."""


class PointerNote(QObject):
    """Puts the line into the overlay of a view's scene."""

    def __init__(self, view: CanvasView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._quiet = QTimer(self, interval=NOTE_MS, singleShot=True)
        self._quiet.timeout.connect(guarded(lambda *_: self.say("", QPointF())))

    def say(self, text: str, at: QPointF) -> None:
        """One line at a scene point; an empty one takes it away."""
        view, scene = self._view, self._view.circuit_scene
        note = placed(text, at, free_rect(view, view.corner), scene.stage.scale) if text else None
        if note != scene.overlay.note:
            scene.overlay.note = note
            scene.overlay_changed()
        if text:
            self._quiet.start()
        else:
            self._quiet.stop()

    @guarded
    def refuse(self, text: str, at: QPointF | None) -> None:
        """Where it happened; where that is nowhere, at the pointer, if that is over the canvas."""
        if at is None:
            viewport = self._view.viewport()
            pointer = viewport.mapFromGlobal(viewport.cursor().pos())
            inside = viewport.rect().contains(pointer)
            at = self._view.mapToScene(pointer if inside else viewport.rect().center())
        self.say(text, at)
