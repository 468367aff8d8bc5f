"""Below the question: the score of the run so far, and what is done with the run."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.card_panel import GAP
from circuitlab.app.predicting import Predicting
from circuitlab.app.widgets import column_of, label, named


class ScoreRow(QWidget):
    """A line, the score and Save, and under them the class vote and other numbers."""

    def __init__(self, look: Look, predicting: Predicting) -> None:
        super().__init__()
        self._look = look
        self._predicting = predicting
        self.text = label("fieldName")
        self.text.setWordWrap(True)
        self.save = self._button("Save score…", Face.PLAIN)
        self.begin_vote = self._button("Class vote")
        self.new_numbers = self._button("New numbers", icon="again")
        self.save.clicked.connect(guarded(lambda *_: predicting.save_asked.emit()))
        self.begin_vote.clicked.connect(guarded(lambda *_: predicting.voting.toggle()))
        self.new_numbers.clicked.connect(guarded(lambda *_: predicting.new_numbers()))
        line = named(QWidget(), "separator")
        line.setFixedHeight(1)
        done, last = QHBoxLayout(), QHBoxLayout()
        done.addWidget(self.text, 1)
        done.addWidget(self.save)
        last.setSpacing(look.px(8))
        last.addWidget(self.begin_vote)
        last.addStretch(1)
        last.addWidget(self.new_numbers)
        column = column_of(self)
        column.setSpacing(look.px(GAP))
        column.addWidget(line)
        column.addLayout(done)
        column.addLayout(last)

    def _button(self, text: str, face: Face = Face.OUTLINED, *, icon: str = "") -> Button:
        button = Button(self._look, text, face=face, icon=icon, height=32)
        button.text_px = 14.0
        return button

    def refresh(self) -> None:
        """Show the score as it is now. Only where every number is asked for, other numbers begin a run."""
        predicting = self._predicting
        summary = predicting.run.score.summary
        self.text.setText(summary or "No question answered yet")
        self.save.setVisible(bool(summary))
        self.begin_vote.setEnabled(predicting.asked is not None)
        self.new_numbers.setVisible(predicting.on)
