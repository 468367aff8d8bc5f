"""A slider whose keys are its own while it has the focus, not those that step through the passes.

The wheel is for whatever scrolls: nobody who does changes a number on the way.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSlider

from circuitlab.app.guard import guarded, guarded_or

KEYS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class KeySlider(QSlider):
    """It lies, and takes no focus from the mouse."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setToolTip(tip)

    @guarded_or(lambda *_: False)
    def event(self, event: QEvent) -> bool:
        """What would be a shortcut is asked for first."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if not (asked and isinstance(event, QKeyEvent) and event.key() in KEYS):
            return super().event(event)
        event.accept()
        return True

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
