"""The 44 px rail that a folded side leaves behind: an icon for everything that can be brought back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.widgets import named

WIDTH = 44


class Rail(QWidget):
    """A column of icon buttons."""

    def __init__(self, look: Look, side: str) -> None:
        super().__init__()
        named(self, f"{side}Rail")
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(look.px(WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look.px(4), look.px(8), look.px(4), look.px(8))
        self._column.setSpacing(look.px(4))
        self._column.addStretch(1)

    def add(self, icon: str, tip: str, slot: Callable[[], object]) -> None:
        """Add a button below those there are."""
        button = Button(self._look, icon=icon, face=Face.PLAIN, height=32).explain(tip)
        button.clicked.connect(guarded(lambda *_: slot()))
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
