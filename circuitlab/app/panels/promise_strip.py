"""The strip under the canvas that holds a gradient's promise against what the objective then is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.promise_picture import PromiseBars, PromisePlot
from circuitlab.app.promising import Promising
from circuitlab.app.session import Session
from circuitlab.app.widgets import label, named
from circuitlab.teach.promise import headline

HEIGHT = 128


class PromiseStrip(QWidget):
    """Picture, bars, and a sentence; before anything was changed, how to begin."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        named(self, "promiseStrip")
        self._look = look
        self._session = session
        self._promising = Promising.of(session)
        self.plot = PromisePlot(look)
        self.bars = PromiseBars(look)
        self.head = label("panelTitle")
        self.sentence = label("coachText")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._lay_out()
        self._promising.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        look = self._look
        self.setFixedHeight(look.px(HEIGHT))
        self.close_button = close = Button(look, icon="cross", face=Face.PLAIN, height=28)
        close.explain("Close: View > Linear Prediction brings it back (L)", "Close the linear prediction")
        close.clicked.connect(guarded(lambda *_: self._promising.toggle()))
        first = QHBoxLayout()
        first.addWidget(self.head)
        first.addStretch(1)
        first.addWidget(close)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self.bars)
        column.addSpacing(look.px(4))
        column.addWidget(self.sentence, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(8) + 1, look.px(8), look.px(6))
        row.setSpacing(look.px(16))
        row.addWidget(self.plot)
        row.addLayout(column, 1)

    @guarded
    def refresh(self) -> None:
        """Show what is promised and true now."""
        promising, step = self._promising, self._promising.step
        self.head.setText("Linear prediction" if step is None else headline(self._session.circuit, step))
        self.sentence.setText(promising.said)
        self.plot.show_step(step, promising.xs, promising.ys, promising.said)
        self.bars.show_step(step)
        for picture in (self.plot, self.bars):
            picture.setVisible(step is not None)
