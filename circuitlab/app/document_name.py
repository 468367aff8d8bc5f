"""The document's name at the end of the menu bar, with a star when there is something to save."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenuBar

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.widgets import label

SHARE = 0.3
"""Of the window's width: more is not for the document's name."""


class DocumentName:
    """A label in the corner of a menu bar, elided to fit."""

    def __init__(self, bar: QMenuBar) -> None:
        self._bar = bar
        self.label = label("documentName")
        bar.setCornerWidget(self.label)

    def set_height(self, height: int) -> None:
        """The label is as high as its menu bar."""
        self._bar.setFixedHeight(height)
        self.label.setFixedHeight(height)

    def show_name(self, name: str, *, modified: bool) -> None:
        """Show the name at the width there is now."""
        mark = "*" if modified else ""
        shown, bar = self.label, self._bar
        shown.ensurePolished()
        room = round(bar.window().width() * SHARE)
        shown.setText(shown.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room) + mark)
        shown.setToolTip(plain_tip(name + mark))
        # the bar looks at its corner again only when it is resized
        QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))
