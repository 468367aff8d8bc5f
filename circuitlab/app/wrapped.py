"""A text over as many lines as it needs, which has that height fixed for the width that it has.

Round a label whose height depends on its width, a scroll area gives everything its full height, and scrolls;
round this one, plots that can be lower are so first.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from circuitlab.app.guard import guarded, guarded_or


class WrappedLabel(QLabel):
    """Give it a name for the style sheet, as `widgets.label` does. Without a text it is not there."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a text; none: take no room."""
        if text != self.text():
            self.setText(text)
            self._fit()
        self.setVisible(bool(text))

    @guarded_or(lambda *_: False)
    def hasHeightForWidth(self) -> bool:
        """Its height is fixed as soon as its width is known."""
        return False

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        self.setFixedHeight(max(1, self.heightForWidth(self.width())))
