"""Starts the window: on a circuit that was given, or on the first example."""

import gc
import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.app.window import Window
    from circuitlab.circuit.circuit import Circuit
    from circuitlab.teach.lessons.deck import Deck


WITHOUT_QT = (
    "circuitlab.circuit.text",
    "circuitlab.engine.passes",
    "circuitlab.layout.arrange",
    "circuitlab.files.journal",
    "circuitlab.teach.sentences",
    "circuitlab.teach.equations",
    "circuitlab.teach.nudges",
)
"""Imported before Qt: once PySide6 is there, it reads the source of every module that is imported."""
LATER = (
    "circuitlab.app.tools.gesture",
    "circuitlab.app.tools.wire",
    "circuitlab.app.tools.place",
    "circuitlab.app.tools.editors",
    "circuitlab.app.tools.menus",
    "circuitlab.app.breakpoint_menu",
    "circuitlab.app.panels.inspector",
    "circuitlab.app.dialogs",
)
"""Not needed for the first window, but likely for the first click: imported when that window is there."""
STARTED_MS = 100
"""By then the first window has been painted."""


def make_ready() -> None:
    """What comes before anything of Qt."""
    gc.disable()  # what is made before the first window stays: looking through it for garbage is in vain
    for room in WITHOUT_QT:
        import_module(room)


def run_window(
    circuit: "Circuit | None" = None, path: Path | None = None, lesson: "Deck | None" = None
) -> int:
    """Show the window until it is closed; answers the exit code.

    circuit: what to open; None: the first example. path: the file it came from, if it came from one.
    lesson: what to show in its place.
    """
    make_ready()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from circuitlab.app.preferences import Preferences
    from circuitlab.app.window import STYLE, Window, prepare

    there = QApplication.instance()
    app = there or QApplication([sys.argv[0], "-style", STYLE])
    if not isinstance(app, QApplication):
        return 2
    prepare(app, styled=there is None)
    window = Window(Preferences())
    open_first(window, circuit, path)
    if lesson is not None:
        window.lessons.start(lesson)
        if lesson.path is not None:
            window.preferences.used(lesson.path)
    window.show()
    QTimer.singleShot(STARTED_MS, window, lambda: _started(window))
    return app.exec()


def _started(window: "Window") -> None:
    """The window is on its way to the screen: the rest of the start."""
    from circuitlab.app.guard import start_log
    from circuitlab.app.slices import Slices

    gc.enable()
    start_log()
    Slices(window).begin(_import_later(), lambda _: None)
    offer_recovery(window)


def _import_later() -> Generator[None, None, None]:
    for room in LATER:
        import_module(room)
        yield


def offer_recovery(window: "Window") -> None:
    """Offer the newest work that a crash left behind; older work waits for the next start."""
    from circuitlab.app.dialogs import ask_to_recover, complain
    from circuitlab.files.errors import FileError

    found = window.autosave.pending()
    for recovery in found[1:]:
        recovery.release()
    if not found:
        return
    newest = found[0]
    name = "A circuit" if newest.document is None else newest.document.name
    try:
        if ask_to_recover(window, name):
            window.autosave.restore(newest)
        else:
            newest.drop()
    except FileError as error:
        newest.release()
        complain(window, "This can't be recovered", str(error))


def open_first(window: "Window", circuit: "Circuit | None", path: Path | None) -> None:
    """Open what was asked for, or the first example."""
    if circuit is not None:
        window.session.open(circuit, path)
        if path is not None:
            window.preferences.used(path)
    else:
        window.documents.open_first()
