"""The panels of a side one above the other, in a place that scrolls where all together are too tall."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.widgets import named, settle


class Stack(QScrollArea):
    """Whatever is in it, it asks for no height: opening a panel makes no window grow."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = named(QWidget(), "rightPanel")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(1, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(inside)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.minimumHeight())

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def settle(self) -> None:
        """Lay out the panels now."""
        settle(self.widget())

    def bring_into_sight(self, panel: QWidget) -> None:
        """Scroll to a panel when all have their heights: what there is room for, its head in any case."""

        @guarded
        def scroll() -> None:
            self.ensureWidgetVisible(panel, 0, 0)
            bar = self.verticalScrollBar()
            bar.setValue(min(bar.value(), panel.y()))

        QTimer.singleShot(0, self, scroll)
