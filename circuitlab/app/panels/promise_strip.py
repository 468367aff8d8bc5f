"""The strip under the canvas that holds a gradient's promise against what the objective then is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.promise_picture import PromiseBars, PromisePlot
from circuitlab.app.promising import Promising
from circuitlab.app.session import Session
from circuitlab.app.widgets import label, named
from circuitlab.teach.promise import began, headline

HIGH, LOW = 144, 112
"""Its height: with the sentence under the bars, and beside them where it is `WIDE`."""
WIDE = 740
BARS_WIDTH = 230
_ANY = 16_777_215  # Qt's word for no limit


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
        self._arrange()
        self._promising.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        look = self._look
        self.close_button = close = Button(look, icon="cross", face=Face.PLAIN, height=28)
        close.explain("Close: View > Linear Prediction brings it back (L)", "Close the linear prediction")
        close.clicked.connect(guarded(lambda *_: self._promising.toggle()))
        first = QHBoxLayout()
        first.addWidget(self.head)
        first.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self.bars)
        column.addStretch(1)
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._texts.addLayout(column)
        self._texts.addWidget(self.sentence, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(8) + 1, look.px(8), look.px(6))
        row.setSpacing(look.px(16))
        row.addWidget(self.plot)
        row.addLayout(self._texts, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    @guarded
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """The sentence under the bars, or beside them: large text leaves the canvas little height."""
        look = self._look
        wide = self.width() >= look.px(WIDE)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._texts.setDirection(beside if wide else below)
        self._texts.setSpacing(look.px(16 if wide else 2))
        self.bars.setMaximumWidth(look.px(BARS_WIDTH) if wide else _ANY)
        self.setFixedHeight(look.px(LOW if wide else HIGH))

    @guarded
    def refresh(self) -> None:
        """Show what is promised and true now."""
        promising, step, circuit = self._promising, self._promising.step, self._session.circuit
        self.head.setText("Linear prediction" if step is None else headline(circuit, step))
        self.sentence.setText(promising.said)
        self.plot.show_step(step, promising.xs, promising.ys, promising.said)
        goal = self._session.trace.objective
        self.bars.show_step(step, "" if step is None or goal is None else began(circuit, goal, step))
        for picture in (self.plot, self.bars):
            picture.setVisible(step is not None)
