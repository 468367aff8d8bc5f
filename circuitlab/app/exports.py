"""What leaves the window for other programs: pictures of the circuit, source code. No document changes.

A picture shows what is seen, for a slide: what is covered stays covered. Source code has every number.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from circuitlab.app.session import Session

if TYPE_CHECKING:
    from circuitlab.app.canvas.frame import Frame
    from circuitlab.share.code import Code

CODE_FILTER = "Python (*.py);;All files (*)"
PICTURE_FILTER = "PNG picture (*.png);;SVG drawing (*.svg);;PDF (*.pdf)"


class Exports:
    """Asks for a file and writes into it. What goes wrong is said in one line.

    folder: where a file is looked for first. seen: what the canvas shows once nothing moves.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        folder: Callable[[], Path],
        seen: "Callable[[], Frame]",
    ) -> None:
        self._window, self._session, self._folder, self._seen = window, session, folder, seen
        self.theme_name = "light"
        """The theme of the pictures."""

    def picture(self) -> None:
        """Draw the circuit into a file as it is seen: as far as the cursor is, to the single message."""
        from PySide6.QtWidgets import QFileDialog

        start = self._folder() / f"{self._session.name}.png"
        chosen, kind = QFileDialog.getSaveFileName(self._window, "Export Picture", str(start), PICTURE_FILTER)
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(f".{kind.split('*.')[1].split(')')[0]}")
        self.picture_to(path)

    def picture_to(self, path: Path) -> bool:
        """Draw into this file: PNG, SVG or PDF by its name."""
        from circuitlab.app.render import export_picture

        session = self._session
        try:
            export_picture(
                session.circuit,
                path,
                scale=2.0,
                theme=self.theme_name,
                shrink=True,
                frame=self._seen(),
            )
        except (OSError, ValueError) as error:
            self._complain("This can't be exported", str(error))
            return False
        session.said.emit(f"Exported {path.name}.")
        return True

    def code(self, code: "Code") -> None:
        """Write source code into a file."""
        from PySide6.QtWidgets import QFileDialog

        start = self._folder() / f"{self._session.name}.py"
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save Code", str(start), CODE_FILTER)
        if chosen:
            path = Path(chosen)
            self.code_to(code, path if path.suffix else path.with_suffix(".py"))

    def code_to(self, code: "Code", path: Path) -> bool:
        """Write source code into this file."""
        from circuitlab.files.disk import write_bytes
        from circuitlab.files.errors import FileError

        try:
            write_bytes(path, code.text.encode())
        except (FileError, OSError) as error:
            self._complain("This can't be saved", str(error))
            return False
        self._session.said.emit(f"Saved {path.name}.")
        return True

    def _complain(self, title: str, line: str) -> None:
        from circuitlab.app import dialogs

        dialogs.complain(self._window, title, line)
