"""The few dialogs: complaint, "Save changes?", recovery, a line, keys, about. All text is plain text."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.app.actions import MENUS, Command
from circuitlab.app.guard import guarded, log_path
from circuitlab.app.lecture import keys as lecture_keys
from circuitlab.app.text_field import TextField
from circuitlab.app.widgets import label

Answer = Literal["save", "discard", "cancel"]

_MOUSE = (
    ("Click a tile, then the canvas", "place a gate; Shift: one more"),
    ("Drag from a port", "draw a wire, from either end"),
    ("Drag a gate", "move it"),
    ("Drag a value left or right", "change it; Shift: finer"),
    ("Double-click a value or name", "edit it"),
    ("Double-click the canvas", "place a gate by its name"),
    ("Click a number while predicting", "cover or uncover it"),
    ("Wheel", "zoom at the pointer"),
    ("Middle button", "pan"),
    ("Click or drag on the timeline", "jump or scrub"),
)


def complain(parent: QWidget, title: str, line: str) -> QMessageBox:
    """Say in one line what went wrong; the program goes on meanwhile."""
    box = _box(parent, title, line)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.open()
    return box


def report(parent: QWidget, details: str) -> QMessageBox:
    """An error that nobody expected: what the log file has, for the clipboard."""
    line = f"Something went wrong, and the program goes on. The log has it: {log_path()}"
    box = _box(parent, "An unexpected error", line)
    copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Ok)
    copy.clicked.connect(guarded(lambda *_: QGuiApplication.clipboard().setText(details)))
    box.open()
    return box


def ask_to_save(parent: QWidget, name: str) -> Answer:
    """ "Save changes?" """
    box = _box(parent, "Save changes?", f"{name} has changes that were not saved.")
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    answers: dict[int, Answer] = {int(buttons.Save.value): "save", int(buttons.Discard.value): "discard"}
    return answers.get(int(box.exec()), "cancel")


def ask_to_recover(parent: QWidget, name: str) -> bool:
    """Whether the work that a crash left behind is to be opened."""
    line = f"{name} was not saved when the program ended unexpectedly. Open what was recovered?"
    box = _box(parent, "Recovered work", line)
    open_it = box.addButton("Open it", QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Throw it away", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(open_it)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it is asked after it was closed
    box.exec()
    box.deleteLater()
    return box.clickedButton() is open_it


def _box(parent: QWidget, title: str, line: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(line)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


class LineDialog(QDialog):
    """Asks for one line. `accept_line` gives the reason why a text can't be taken, or "" when it was."""

    def __init__(self, parent: QWidget, title: str, text: str, accept_line: Callable[[str], str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._accept_line = accept_line
        self.field = TextField(text)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    @guarded
    def accept(self) -> None:
        problem = self._accept_line(self.field.text())
        self.problem.setText(problem)
        if not problem:
            super().accept()


class ListDialog(QDialog):
    """Lines to be read one by one, and to be copied."""

    def __init__(self, parent: QWidget, title: str, lines: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit("\n\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.resize(round(parent.width() * 0.55), round(parent.height() * 0.5))


class KeysDialog(QDialog):
    """Help > Keys: every command that has keys, and what the mouse does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._row = 0
        for title, entries in sorted(MENUS.items(), key=lambda menu: menu[0] != "&Pass"):  # the others as is
            with_keys = [entry for entry in entries if isinstance(entry, Command) and entry.keys]
            rows = [(_keys(entry), _said(entry)) for entry in with_keys]
            self._add_group(grid, "The passes" if title == "&Pass" else title.replace("&", ""), rows)
        self._add_group(grid, "In a lecture", list(lecture_keys.WORDS))
        self._add_group(grid, "Mouse", list(_MOUSE))
        inside = QWidget()
        inside.setLayout(grid)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(buttons)
        hint = inside.sizeHint()
        self.resize(hint.width() + 60, min(hint.height() + 80, round(parent.height() * 0.85)))

    def _add_group(self, grid: QGridLayout, title: str, rows: list[tuple[str, str]]) -> None:
        if not rows:
            return
        grid.addWidget(label("panelTitle", title), self._row, 0, 1, 2)
        for left, right in rows:
            self._row += 1
            grid.addWidget(QLabel(left, textFormat=Qt.TextFormat.PlainText), self._row, 0)
            grid.addWidget(QLabel(right, textFormat=Qt.TextFormat.PlainText), self._row, 1)
        self._row += 1
        grid.setRowMinimumHeight(self._row, 12)
        self._row += 1


def _keys(entry: Command) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in entry.keys)


def _said(entry: Command) -> str:
    name = entry.text.replace("&", "").rstrip("…")
    return f"{name}: {entry.tip}" if entry.tip else name


def about(parent: QWidget) -> QMessageBox:
    """Help > About."""
    from circuitlab import __version__

    line = (
        f"circuitlab {__version__}\n\nBuild a circuit, step forward, step backward, and watch the gradient "
        "travel.\n\nMIT licence. The typefaces are Inter and JetBrains Mono (SIL Open Font License)."
    )
    box = _box(parent, "About circuitlab", line)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.open()
    return box
