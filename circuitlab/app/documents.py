"""Files and the window: new, open, save, save as, recent files, examples, and what is asked before.

Nothing here changes the open document unless the whole of it succeeded.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from circuitlab import resources
from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.examples import FIRST_EXAMPLE, FIRST_TEXT, example_path, topics
from circuitlab.app.guard import guarded
from circuitlab.app.preferences import Preferences
from circuitlab.app.session import Session

if TYPE_CHECKING:
    from circuitlab.circuit.circuit import Circuit

OPEN_FILTER = "Circuits and lessons (*.circuit *.txt *.lesson);;All files (*)"
LESSON_SUFFIX = ".lesson"
SAVE_FILTER = "Circuit (*.circuit);;Formula text (*.txt)"


class Documents(QObject):
    """What the File menu does."""

    lesson_read = Signal(object)  # the Deck of a lesson that is to be shown

    def __init__(self, window: QWidget, session: Session, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._preferences = preferences
        self.is_copy: Callable[[], bool] = lambda: False
        """Whether what is open is a lesson's: what is changed on a slide is a copy to play with."""

    # Opening -------------------------------------------------------------------------------------

    def new(self) -> None:
        """An empty canvas."""
        from circuitlab.circuit.circuit import Circuit

        if self.may_leave():
            self._session.open(Circuit())

    def ask_open(self) -> None:
        """Choose a file and open it."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open", str(self.folder), OPEN_FILTER)
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> bool:
        """Open a file, if the open document may be left. What is wrong with the file is said in one line."""
        from circuitlab.files import store
        from circuitlab.files.errors import FileError

        if path.suffix.lower() == LESSON_SUFFIX:
            return self.open_lesson(path, remember=True)
        if not self.may_leave():
            return False
        try:
            circuit = store.read(path)
        except (FileError, OSError) as error:
            self._complain("This can't be opened", str(error))
            return False
        self._session.open(circuit, path)
        self._preferences.used(path)
        return True

    def open_lesson(self, path: Path, *, remember: bool = False) -> bool:
        """Open a lesson, if the open document may be left; remember: among the recent files."""
        from circuitlab.files.errors import FileError
        from circuitlab.teach.lessons.deck import open_lesson

        if not self.may_leave():
            return False
        try:
            deck = open_lesson(path)
        except (FileError, OSError) as error:
            self._complain("This can't be opened", str(error))
            return False
        self.lesson_read.emit(deck)
        if remember:
            self._preferences.used(path)
        return True

    def open_example(self, name: str) -> bool:
        """Open an example as a new document that has no file yet; or a lesson, by its file's name."""
        from circuitlab.files import store

        if name.endswith(LESSON_SUFFIX):
            return self.open_lesson(resources.path(f"lessons/{name}"))
        if not self.may_leave():
            return False
        self._session.open(store.read(example_path(name)), title=name)
        return True

    @guarded
    def open_made(self, circuit: "Circuit", title: str, *, is_loss: bool = False) -> None:
        """Open a circuit that was made as a new document, if the open one may be left: with its data.

        is_loss: its objective is a loss, there to be lowered.
        """
        if self.may_leave():
            from circuitlab.circuit.data import put

            changes = put(circuit, self._session.document.data)
            circuit.apply(changes)
            self._session.open(circuit, title=title, modified=bool(changes))
            if is_loss:
                self._session.set_direction(-1)

    def open_first(self) -> None:
        """Open the first example."""
        from circuitlab.circuit.text import to_circuit

        self._session.open(to_circuit(FIRST_TEXT), title=FIRST_EXAMPLE)

    # Saving --------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save to the document's file; where there is none, ask for one."""
        take_what_is_typed()
        path = self._session.path
        return self.save_as() if path is None else self._write(path)

    def save_as(self) -> bool:
        """Ask for a file, and save to it."""
        from PySide6.QtWidgets import QFileDialog

        take_what_is_typed()
        start = self._session.path or self.folder / f"{self._session.name}.circuit"
        chosen, kind = QFileDialog.getSaveFileName(self._window, "Save As", str(start), SAVE_FILTER)
        if not chosen:
            return False
        path = Path(chosen)
        return self._write(path if path.suffix else path.with_suffix(".txt" if "txt" in kind else ".circuit"))

    def _write(self, path: Path) -> bool:
        from circuitlab.files.errors import FileError

        try:
            self._session.save(path)
        except (FileError, OSError) as error:
            self._complain("This can't be saved", str(error))
            return False
        self._preferences.used(path)
        self._session.said.emit(f"Saved {path.name}.")
        return True

    def may_leave(self) -> bool:
        """Whether the open document may go: nothing to save, saved now, or to be thrown away."""
        take_what_is_typed()
        self._session.settle()  # what goes by itself is work, too
        if not self._session.modified or (self.is_copy() and self._session.path is None):
            return True
        from circuitlab.app import dialogs

        answer = dialogs.ask_to_save(self._window, self._session.name)
        return self.save() if answer == "save" else answer == "discard"

    def _complain(self, title: str, line: str) -> None:
        from circuitlab.app import dialogs

        dialogs.complain(self._window, title, line)

    # Menus ---------------------------------------------------------------------------------------

    def fill_recent(self, menu: QMenu) -> None:
        """The files used last."""
        menu.setToolTipsVisible(True)
        for path in self._preferences.recent:
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(plain_tip(str(path)))
            action.triggered.connect(guarded(lambda *_, path=path: self.open(path)))
        if menu.isEmpty():
            menu.addAction("No file yet").setEnabled(False)

    def fill_examples(self, menu: QMenu) -> None:
        """The circuits that ship with the program, by topic."""
        for topic, titles in topics().items():
            under = menu.addMenu(topic.replace("&", "&&")) if topic else menu
            for name, title in titles.items():
                action = under.addAction(title.replace("&", "&&"))
                action.triggered.connect(guarded(lambda *_, name=name: self.open_example(name)))

    @property
    def folder(self) -> Path:
        """Where a file is looked for first."""
        if self._session.path is not None:
            return self._session.path.parent
        recent = self._preferences.recent
        return recent[0].parent if recent else Path.home()


def take_what_is_typed() -> None:
    """A field that is still being typed in takes what it holds, as when the focus leaves it."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        field.clearFocus()
