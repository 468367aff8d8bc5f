"""A field over the canvas: for a value, a name, or the kind of a gate to place."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from circuitlab.app.guard import guarded
from circuitlab.app.text_field import RETURN, TextField, goes_on

LEAST_WIDTH = 96
LEAST_HEIGHT = 30


class LineEditor(TextField):
    """Return hands the text to `accept`; Escape drops it, and leaving the field accepts what can be.

    `accept` gives the reason why a text can't be taken, for `complain` to show, or "" when it is taken.
    """

    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        place: QRect,
        text: str,
        accept: Callable[[str], str],
        complain: Callable[[str], None],
    ) -> None:
        super().__init__(text, parent)
        self._parent = parent
        self._accept = accept
        self._complain = complain
        self._open = True
        size = place.size().expandedTo(self.minimumSizeHint())
        self.resize(max(size.width(), LEAST_WIDTH), max(size.height(), LEAST_HEIGHT))
        self.move(self._inside(parent, place))
        self.textEdited.connect(guarded(lambda _: complain("")))

    def start(self, *, select: bool = True) -> None:
        """Show it, with all of its text selected or the caret at the end."""
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if select:
            self.selectAll()

    def suggest(self, words: list[str]) -> None:
        """Complete what is typed to one of these words."""
        completer = QCompleter(words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def finish(self) -> None:
        """Accept the text and close; where it can't be taken, say why and stay."""
        problem = self._accept(self.text())
        if problem:
            self._complain(problem)
        else:
            self.close_field()

    def close_field(self) -> None:
        """Close without accepting."""
        if self._open:
            self._open = False
            self._complain("")
            focused = self.hasFocus()  # else somebody else has taken it, and keeps it
            self.hide()
            self.deleteLater()
            if focused:
                self._parent.setFocus()
            self.closed.emit()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Escape end here: the canvas below must not take them too."""
        if event.key() in RETURN:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_field()
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere takes what is good; what is not is dropped."""
        super().focusOutEvent(event)
        if self._open and not goes_on(event):
            self._accept(self.text())
            self.close_field()

    def _inside(self, parent: QWidget, place: QRect) -> QPoint:
        """Centred on `place`, but whole on the parent."""
        corner = place.center() - self.rect().center()
        right, bottom = parent.width() - self.width(), parent.height() - self.height()
        return QPoint(min(max(corner.x(), 0), max(right, 0)), min(max(corner.y(), 0), max(bottom, 0)))
