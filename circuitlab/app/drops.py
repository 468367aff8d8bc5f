"""A file dropped anywhere on a window is opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from circuitlab.app.guard import guarded_or


class FileDrops(QObject):
    """An event filter for `window`; `open_file` gets the first file when the drop is over."""

    def __init__(self, window: QWidget, open_file: Callable[[Path], object]) -> None:
        super().__init__(window)
        self._open_file = open_file

    @guarded_or(lambda *_: False)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent) or event.type() == QEvent.Type.DragMove:
            return False
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files and event.type() == QEvent.Type.Drop:
            QTimer.singleShot(0, self, lambda: self._open_file(files[0]))
        event.setAccepted(bool(files))
        return bool(files)
