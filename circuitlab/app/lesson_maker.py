"""Making a lesson: what is on the canvas becomes a slide, and the slides become a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.lesson_view import seen_view
from circuitlab.app.session import Session

if TYPE_CHECKING:
    from circuitlab.teach.lessons.lesson import Slide

FILTER = "Lesson (*.lesson)"
_UNTITLED = "Untitled"


class LessonMaker(QObject):
    """The lesson that is being made. `slides` and `modified` are read-only to others."""

    def __init__(self, window: QWidget, session: Session, view: CanvasView) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._view = view
        self._path: Path | None = None
        self.slides: list[Slide] = []
        self.modified = False

    def ask_slide(self) -> None:
        """Ask for a title, and record what is on the canvas under it."""
        from circuitlab.app.dialogs import LineDialog

        def accept(text: str) -> str:
            return self.record(text)

        title = f"Title of slide {len(self.slides) + 1}"
        LineDialog(self._window, title, self._session.name, accept).open()

    def record(self, title: str) -> str:
        """Add a slide: circuit, cursor and view as they are now. Answers why it can't be, or "" if it was."""
        from circuitlab.teach.lessons.recording import recorded

        session = self._session
        if not title.strip():
            return "A slide needs a title."
        if not session.document.gates:
            return "There is no circuit yet to record."
        session.cancel_preview()
        inside = []
        for level in session.above:
            name = level.circuit.gates[level.gate].name
            if name is None:
                return "The gate that was entered has no name: leave it and give it one (F2)."
            inside.append(name)
        self.slides.append(
            recorded(
                title,
                session.document,
                tuple(inside),
                session.trace,
                session.cursor,
                seen_view(self._view),
                live=session.pinned,
            )
        )
        self.modified = True
        session.said.emit(f"Slide {len(self.slides)} is recorded. Learn > Save Lesson As keeps it.")
        return ""

    def save_as(self) -> bool:
        """Ask for a file, and write the lesson."""
        from PySide6.QtWidgets import QFileDialog

        if not self.slides:
            self._session.said.emit("No slide is recorded yet: Learn > Make a Lesson from This records one.")
            return False
        start = self._path or Path.home() / f"{_UNTITLED}.lesson"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save Lesson As", str(start), FILTER)
        if not chosen:
            return False
        path = Path(chosen)
        return self.save(path if path.suffix else path.with_suffix(".lesson"))

    def save(self, path: Path) -> bool:
        """Write the lesson to this file; what is in the way is said."""
        from circuitlab.files.disk import write_bytes
        from circuitlab.files.errors import FileError
        from circuitlab.teach.lessons.lesson import Lesson
        from circuitlab.teach.lessons.recording import going_on
        from circuitlab.teach.lessons.writing import to_text

        try:
            write_bytes(path, to_text(Lesson(path.stem, going_on(self.slides))).encode())
        except (FileError, OSError) as error:
            from circuitlab.app import dialogs

            dialogs.complain(self._window, "This can't be saved", str(error))
            return False
        self._path, self.modified = path, False
        self._session.said.emit(f"Saved {path.name}. Add its text in any editor.")
        return True

    def new(self) -> None:
        """Begin another lesson."""
        if self.may_leave():
            self.slides, self._path, self.modified = [], None, False
            self._session.said.emit("A new lesson begins with the next slide that is recorded.")

    def may_leave(self) -> bool:
        """Whether the slides may go: all are saved, saved now, or to be thrown away."""
        if not self.modified:
            return True
        from circuitlab.app import dialogs

        name = "The lesson that is being made" if self._path is None else self._path.name
        answer = dialogs.ask_to_save(self._window, name)
        return self.save_as() if answer == "save" else answer == "discard"
