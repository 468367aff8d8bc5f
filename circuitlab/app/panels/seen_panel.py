"""A panel that works only while it is to be seen, and gets its plots when the rest of it is painted."""

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.widgets import scroll_down_only


class SeenPanel(QScrollArea):
    """The content of a panel on the right."""

    def __init__(self, look: Look) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        scroll_down_only(self)

    def watch(self, on: bool) -> None:
        """It is to be seen, or no more."""

    def want_plots(self) -> None:
        """Make the plots, unless they are there."""

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.watch(True)
        QTimer.singleShot(0, self, self._paint_first)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.watch(False)

    @guarded
    def _paint_first(self) -> None:
        self.want_plots()

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))
