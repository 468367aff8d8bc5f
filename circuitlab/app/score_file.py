"""The score of a run of predictions as a file: CSV, or JSON if it is called so."""

from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.files.disk import write_bytes
from circuitlab.files.errors import FileError
from circuitlab.teach.predict.score import to_csv, to_json

if TYPE_CHECKING:
    from circuitlab.app.window import Window

FILTER = "CSV table (*.csv);;JSON (*.json)"
NOTHING = "Nothing was answered yet: there is no score to save."


def ask(window: "Window") -> None:
    """Ask where the score goes, and write it there."""
    from PySide6.QtWidgets import QFileDialog

    session = window.session
    if not window.predicting.run.score.entries:
        session.said.emit(NOTHING)
        return
    folder = Path.home() if session.path is None else session.path.parent
    start = folder / f"{session.name}-score.csv"
    chosen, kind = QFileDialog.getSaveFileName(window, "Save Score", str(start), FILTER)
    if chosen:
        path = Path(chosen)
        save(window, path if path.suffix else path.with_suffix(".json" if "json" in kind else ".csv"))


def save(window: "Window", path: Path) -> bool:
    """Write the score of the run into this file; what goes wrong is said in one line."""
    score = window.predicting.run.score
    text = to_json(score) if path.suffix.lower() == ".json" else to_csv(score)
    try:
        write_bytes(path, text.encode())
    except (FileError, OSError) as error:
        from circuitlab.app import dialogs

        dialogs.complain(window, "This can't be saved", str(error))
        return False
    window.session.said.emit(f"Saved {path.name}.")
    return True
