"""How the window was before a lecture, to come back to: the shell, zoom, theme, place, focus."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QWidget

from circuitlab.app.canvas.fitting import Sight
from circuitlab.app.guard import guarded

if TYPE_CHECKING:
    from circuitlab.app.window import Window


class Before:
    """Made before anything is put away."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self._state = window.windowState()
        self._sight: Sight | None = window.view.fitting.sight
        self._corner = window.view.corner
        self._focus: QWidget | None = window.focusWidget()

    def put_away(self) -> None:
        """Hide what is not for the class; the shell keeps everything as it is."""
        window = self._window
        window.controller.rest()
        window.controller.fields.close()
        window.takeCentralWidget()
        window.shell.setParent(window)
        window.shell.hide()
        window.menuBar().hide()
        window.view.corner = QRect()

    def forget_sight(self) -> None:
        """Another circuit is shown: it is fitted when the lecture is over."""
        self._sight = None

    def bring_back(self) -> None:
        """The shell, with all that is in it, the window's place, theme and zoom."""
        window = self._window
        window.menuBar().show()
        window.shell.frame.take_back()
        window.setCentralWidget(window.shell)
        window.shell.show()
        window.setWindowState(self._state)
        window.scene.set_theme(window.look.theme)
        window.view.set_text_scale(window.preferences.text_size)
        window.scene.make_room()
        self._look_there()
        QTimer.singleShot(0, window, guarded(self._look_there))  # when the canvas has its size again
        (self._focus or window.view).setFocus()

    def _look_there(self) -> None:
        if self._sight is None:
            self._window.view.fitting.show_circuit()
        else:
            self._window.view.fitting.come_back(self._sight)
