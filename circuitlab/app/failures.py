"""Failures that nobody expected: told in one dialog, when what failed is over."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from circuitlab.app.guard import guarded, on_failure


class FailureReports(QObject):
    """Tells of the first failure; of those that follow it only when the user has read that."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told = False
        on_failure(self._report)

    def _report(self, details: str) -> None:
        """Called from inside a paint or a slot that failed: speak only when that is over."""
        if self._told:
            return  # a paint that fails, fails in every frame
        self._told = True
        QTimer.singleShot(0, self, lambda: self._tell(details))

    @guarded
    def _tell(self, details: str) -> None:
        from circuitlab.app import dialogs

        dialogs.report(self._window, details).finished.connect(self._read)

    @guarded
    def _read(self, _button: int) -> None:
        self._told = False
