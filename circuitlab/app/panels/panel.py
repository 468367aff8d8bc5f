"""A foldable panel of the right side: a header with chevron, title, note and cross, and its content."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.widgets import column_of, dress_anew, label, named

HEADER = 40


class Header(QWidget):
    """The strip above a panel's content: a click anywhere on it folds."""

    clicked = Signal()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Panel(QWidget):
    """A titled panel that can be folded and closed; it says so, and the side decides where it stands.

    Its content is made when it is first unfolded.
    """

    folded_changed = Signal(bool)
    closed = Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        make: Callable[[], QWidget],
        *,
        folded: bool = False,
        closing: str = "",
    ) -> None:
        """closing: what its cross does, if it can't be brought back from the menu View."""
        super().__init__()
        self._look = look
        self._make = make
        self._content: QWidget | None = None
        self._note = label("panelNote")
        self._chevron = Button(look, icon="chevron-down", face=Face.PLAIN, height=28)
        self._header = self._make_header(title, closing)
        self._column = column_of(self)
        self._column.addWidget(self._header)
        self.folded = folded
        self._show_fold()

    def _make_header(self, title: str, closing: str) -> Header:
        look = self._look
        header = named(Header(), "panelHeader")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setFixedHeight(look.px(HEADER))
        close = Button(look, icon="cross", face=Face.PLAIN, height=28)
        close.explain(closing or f"Close this panel. View > {title} brings it back.", f"Close {title}")
        close.clicked.connect(self.closed)
        self._chevron.explain("Fold or unfold", f"Fold or unfold {title}")
        self._chevron.clicked.connect(self.toggle)
        header.clicked.connect(self.toggle)
        row = QHBoxLayout(header)
        row.setContentsMargins(look.px(6), 0, look.px(8), 0)
        row.setSpacing(look.px(2))
        row.addWidget(self._chevron)
        row.addWidget(label("panelTitle", title))
        row.addStretch(1)
        row.addWidget(self._note)
        row.addSpacing(look.px(6))
        row.addWidget(close)
        return header

    def set_note(self, text: str) -> None:
        """Say something short on the right of the header."""
        self._note.setText(text)

    @guarded
    def toggle(self) -> None:
        """Fold, or unfold."""
        self.folded = not self.folded
        self._show_fold()
        self.folded_changed.emit(self.folded)

    def _show_fold(self) -> None:
        if self._content is None and not self.folded:
            self._content = self._make()
            self._column.addWidget(self._content, 1)
        if self._content is not None:
            self._content.setVisible(not self.folded)
        self._chevron.set_icon("chevron-right" if self.folded else "chevron-down")
        self._header.setProperty("folded", self.folded)
        dress_anew(self._header)
        vertical = QSizePolicy.Policy.Fixed
        if self._content is not None and not self.folded:
            vertical = self._content.sizePolicy().verticalPolicy()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        if self.folded:
            return QSize(200, self._look.px(HEADER))
        return super().sizeHint()
