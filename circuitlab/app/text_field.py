"""The line that people type into, wherever one is: while it has the focus, the keys are its own.

What ends the typing, Escape or a Return that was taken, goes on to whoever holds the line: a dialog closes,
the window gives the keyboard back to the canvas.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from circuitlab.app.actions import MENUS, Command
from circuitlab.app.guard import guarded, guarded_or

KEPT = ("&Edit", "&Pass", "&Learn")
"""The menus that change or step through the circuit: their keys mean nothing else in a field."""
RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (Qt.Key.Key_Escape, *RETURN, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_PAUSES = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TextField(QLineEdit):
    """A line whose keys never edit, nor step through, the circuit behind it."""

    @guarded_or(lambda *_: False)
    def event(self, event: QEvent) -> bool:
        """What would be a shortcut is asked for first: a field says that it takes it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_kept(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that the line has no use for ends here, but for those that end the typing."""
        super().keyPressEvent(event)
        if event.key() not in _ENDS:
            event.accept()


def is_kept(event: QKeyEvent) -> bool:
    """Whether a key belongs to a command that must not fire while somebody types."""
    pressed = QKeySequence(event.keyCombination())
    commands = (entry for menu in KEPT for entry in MENUS[menu] if isinstance(entry, Command))
    return any(pressed == QKeySequence(key) for entry in commands for key in entry.keys)


def goes_on(event: QFocusEvent) -> bool:
    """Whether the typing goes on after this: the focus goes to a menu, or another window, and comes back."""
    return event.reason() in _PAUSES
