"""Fields of a form that take a text when it is complete, and give the old one back on Escape."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.text_field import RETURN, TextField, goes_on
from circuitlab.app.widgets import label


class LineField(TextField):
    """Hands its text to `accept` on Return and when it loses the focus, if somebody changed it.

    `accept` gives the reason why a text can't be taken, or "" when it was. A text that was refused stays,
    with its reason in `problem`, until it is mended, Escape gives the old one back, or what it was to change
    is changed elsewhere.
    """

    judged = Signal(str)  # the reason, or "" when there is none any more

    def __init__(self, name: str, text: Callable[[], str], accept: Callable[[str], str]) -> None:
        super().__init__()
        self._text = text
        self._accept = accept
        self.problem = ""
        self._was = ""  # what was so when it was shown last: another text was typed
        self.setAccessibleName(name)
        self.textEdited.connect(guarded(lambda *_: self._judge("")))

    def reset(self) -> None:
        """Show what is so now, whatever was typed."""
        self._judge("")
        self._show()

    def refresh(self) -> None:
        """Show what is so now, unless that would take away what somebody is typing.

        A text that was refused for what was so before is of no use any more.
        """
        if self._text() != self._was and (self.problem or not self._typed):
            self.reset()

    def _show(self) -> None:
        self._was = self._text()
        self.setText(self._was)

    @property
    def _typed(self) -> bool:
        return self.text() != self._was

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reset()
            event.ignore()  # whoever holds the canvas gives it the focus
        elif event.key() in RETURN:
            event.setAccepted(not self.finish())  # what was refused is mended here
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not goes_on(event):
            self.finish()

    def finish(self) -> bool:
        """Take what is typed, if anything is: whether it could be."""
        if self._typed:
            self._judge("" if self.text() == self._text() else self._accept(self.text()))
        if not self.problem:
            self._show()
        return not self.problem

    def _judge(self, problem: str) -> None:
        self.problem = problem
        self.setAccessibleDescription(problem)
        self.judged.emit(problem)


class FieldGroup(QObject):
    """The fields that something goes by: it doesn't begin while one of them holds what can't be taken."""

    refused = Signal(QWidget)  # the first of them that is: it is to be seen

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._fields: list[LineField] = []

    def add(self, field: LineField) -> None:
        """Ask this one too, for as long as it is there."""
        self._fields.append(field)

    def taken(self) -> bool:
        """Take what is typed in each of them: whether all could be. One that is refused gets the keyboard."""
        self._fields = [field for field in self._fields if isValid(field)]
        if all(field.finish() for field in self._fields):
            return True
        self.show_refused()
        return False

    def show_refused(self) -> None:
        """Have the first that is refused seen, with the keyboard in it."""
        field = next((field for field in self._fields if field.problem), None)
        if field is not None:
            self.refused.emit(field)
            field.setFocus(Qt.FocusReason.OtherFocusReason)


class Stepper(QWidget):
    """A small whole number between two buttons."""

    def __init__(self, look: Look, least: int, most: int, accept: Callable[[int], object]) -> None:
        super().__init__()
        self._least = least
        self._most = most
        self._number = least
        self._label = label("fieldValue")
        self._fewer = Button(look, icon="minus", height=28).explain("One input fewer")
        self._more = Button(look, icon="plus", height=28).explain("One input more")
        self._fewer.clicked.connect(guarded(lambda *_: accept(self._number - 1)))
        self._more.clicked.connect(guarded(lambda *_: accept(self._number + 1)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(10))
        row.addWidget(self._fewer)
        row.addWidget(self._label)
        row.addWidget(self._more)
        row.addStretch(1)

    def show_number(self, number: int) -> None:
        """Show a number, and which way it can go."""
        self._number = number
        self._label.setText(str(number))
        self._fewer.setEnabled(number > self._least)
        self._more.setEnabled(number < self._most)
