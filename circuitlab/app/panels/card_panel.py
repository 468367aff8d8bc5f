"""What the panels of cards share: a column that scrolls, and equations that are set when it is seen."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from circuitlab.app import equations
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or

INSET = 16
GAP = 14


class CardPanel(QScrollArea):
    """Parts one above the other. What is folded costs nothing: it catches up when it is unfolded."""

    def __init__(self, look: Look) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        inset = look.px(INSET)
        self._column.setContentsMargins(inset, inset, inset, inset)
        self._column.setSpacing(look.px(GAP))
        self.setWidget(inside)

    def refresh(self) -> None:
        """Show what is so now."""
        raise NotImplementedError

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not equations.ready():  # the window is on the screen now: time to import what sets them
            QTimer.singleShot(0, self, self._load)

    @guarded
    def _load(self) -> None:
        equations.load()
        self.refresh()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_seen()

    @guarded
    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()
