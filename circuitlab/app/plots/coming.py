"""What stands where a plot will be, until what plots need is imported; then what else there is to say."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.opening import Opening, is_open
from circuitlab.app.slices import FAILED
from circuitlab.app.widgets import named

COMING = "The plot is on its way."
ROOM, INSET = 128, 16
"""For the plot that is on its way, in px at 100 %."""


class Coming(QLabel):
    """A line of words in the middle. `come`: plots can be made now, for one who has asked."""

    come = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(COMING)
        named(self, "checkRemark")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumHeight(look.px(ROOM))
        self.setContentsMargins(look.px(INSET), 0, look.px(INSET), 0)
        self._asked = False
        self._opening = Opening.of_program()
        self._opening.opened.connect(self._open)
        self._opening.failed.connect(self._fail)

    @guarded
    def ask(self) -> None:
        """Somebody wants a plot: `come` follows, at once if it can be made."""
        self._asked = True
        if is_open():
            self._open()
        else:
            self._opening.begin()

    def say(self, words: str) -> None:
        """These words in place of the plot; none, and there is no line."""
        self.setMinimumHeight(0)
        self.setText(words)
        self.setVisible(bool(words))

    @guarded
    def _open(self) -> None:
        if self._asked:
            self._asked = False
            self.come.emit()

    @guarded
    def _fail(self) -> None:
        if self._asked:
            self.say(FAILED)
