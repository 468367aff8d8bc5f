"""The Predict panel: the question with its field, hints, the boxes, the vote, and the score of the run.

It shows `Predicting`; it decides nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from circuitlab.app import equations
from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.panels.hint_card import Boxes, HintCard
from circuitlab.app.panels.question_card import QuestionCard
from circuitlab.app.panels.step_texts import Sentence, Title
from circuitlab.app.panels.vote_board import VoteBoard
from circuitlab.app.predicting import Predicting
from circuitlab.app.widgets import label, named
from circuitlab.teach.predict import asking

INSET, GAP = 16, 14
BEGIN = "Press Next (N): the next number stays covered until it is answered, or until Next passes over it."
GO_ON = "Next (N) asks for the next number."
OVER = "All numbers are known. New numbers begins another run."
COVERING = "A click on any number on the canvas covers it, and uncovers it again."


class PredictPanel(QScrollArea):
    """Title, question, hints or vote, buttons, score."""

    def __init__(self, look: Look, predicting: Predicting) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self._predicting = predicting
        self._session = predicting.session
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = Title(look)
        self.card = QuestionCard(look, predicting)
        self._sentence = Sentence(look)
        self.hint = HintCard(look)
        self.boxes = Boxes(look, predicting)
        self.vote = VoteBoard(look, predicting)
        self._covering = label("fieldName", COVERING)
        self._covering.setWordWrap(True)
        self.check = self._button("Check", predicting.answer, Face.PRIMARY, keys="Return")
        self.more = self._button("Hint", predicting.hint)
        self.reveal = self._button("Show me", predicting.show, Face.PLAIN)
        self.begin_vote = self._button("Class vote", predicting.voting.toggle)
        self.new_numbers = self._button("New numbers", predicting.new_numbers, icon="again")
        self.save = self._button("Save score…", predicting.save_asked.emit, Face.PLAIN)
        self.score = label("fieldName")
        self.score.setWordWrap(True)
        self._buttons = QWidget()
        self._lay_out()
        self._late = Late(self, self._refresh_if_seen, predicting.changed, predicting.player.state_changed)
        self.refresh()

    def _button(
        self,
        text: str,
        slot: Callable[[], object],
        face: Face = Face.OUTLINED,
        *,
        keys: str = "",
        icon: str = "",
    ) -> Button:
        button = Button(self._look, text, face=face, keys=keys, icon=icon, height=32)
        button.text_px = 14.0
        button.clicked.connect(guarded(lambda *_: slot()))
        return button

    def _lay_out(self) -> None:
        look = self._look
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.px(INSET), look.px(INSET), look.px(INSET), look.px(INSET))
        column.setSpacing(look.px(GAP))
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(8))
        for button in (self.check, self.more):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.reveal)
        line = named(QWidget(), "separator")
        line.setFixedHeight(1)
        last = QHBoxLayout()
        last.setSpacing(look.px(8))
        last.addWidget(self.begin_vote)
        last.addStretch(1)
        last.addWidget(self.new_numbers)
        for part in (self._title, self.card, self._sentence, self.hint, self.boxes, self.vote):
            column.addWidget(part)
        column.addWidget(self._buttons)
        column.addWidget(line)
        done = QHBoxLayout()
        done.addWidget(self.score, 1)
        done.addWidget(self.save)
        column.addLayout(done)
        column.addLayout(last)
        column.addWidget(self._covering)
        column.addStretch(1)
        self.setWidget(inside)

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not equations.ready():
            QTimer.singleShot(0, self, self._load)

    @guarded
    def _load(self) -> None:
        equations.load()
        self.refresh()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._predicting.panel_shown = True
        self.refresh()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._predicting.panel_shown = False

    @guarded
    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    @guarded
    def refresh(self) -> None:
        """Show the question that is open, or what there is to do."""
        predicting, asked = self._predicting, self._predicting.asked
        voting = asked is not None and asked.vote is not None
        self.card.setVisible(asked is not None and not voting)
        self._sentence.setVisible(asked is None)
        self._covering.setVisible(asked is None)
        self._buttons.setVisible(asked is not None and not voting)
        self.begin_vote.setEnabled(asked is not None)
        self.new_numbers.setVisible(predicting.on)
        self.begin_vote.setText("End the vote" if voting else "Class vote")
        self.begin_vote.updateGeometry()
        summary = predicting.run.score.summary
        self.score.setText(summary or "No question answered yet")
        self.save.setVisible(bool(summary))
        self.hint.show_hint(asked)
        self.boxes.show_boxes(asked)
        self.vote.show_vote(asked)
        if asked is None:
            self._show_rest()
            return
        circuit, trace, question = self._session.circuit, self._session.trace, asked.question
        kind = circuit.kind(circuit.gates[trace.steps[question.step].gate].kind)
        role = "value" if question.sort == "value" else "gradient"
        headline, subtitle = (say(circuit, trace, question) for say in (asking.headline, asking.subtitle))
        self._title.show_text(headline, subtitle, kind, role)
        self.card.show_question(asked, role)
        self.more.setText("Next hint" if asked.level else "Hint")
        self.more.setVisible(asked.has_more_hints)
        self.more.updateGeometry()

    def _show_rest(self) -> None:
        """Nothing is asked just now."""
        outcome = self._predicting.run.outcome
        title = outcome.split(": ", 1)[0] if outcome.startswith("Right: ") else "Predict, then reveal"
        self._title.show_text(title, self._session.name, None, "gradient")
        over = self._predicting.player.at_end and len(self._session.trace) > 0
        then = OVER if over else GO_ON if outcome else BEGIN
        said = outcome.removeprefix("Right: ")
        is_forward = self._session.cursor.steps <= self._session.trace.forward_count
        self._sentence.show_text(f"{said} {then}".strip(), "value" if is_forward else "gradient")
