"""The Predict panel: the question with its field, hints, the boxes, the vote, and the score of the run.

It shows `Predicting`; it decides nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.asking import Asking
from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.panels.card_panel import INSET, CardPanel
from circuitlab.app.panels.hint_card import Boxes, HintCard
from circuitlab.app.panels.question_card import QuestionCard
from circuitlab.app.panels.score_row import ScoreRow
from circuitlab.app.panels.step_texts import Sentence, Title
from circuitlab.app.panels.vote_board import VoteBoard
from circuitlab.app.predicting import Predicting
from circuitlab.app.widgets import label, settle
from circuitlab.teach.predict import asking

BEGIN = "Press Next (N): the next number stays covered until it is answered, or until Next passes over it."
GO_ON = "Next (N) asks for the next number."
OVER = "All numbers are known. New numbers begins another run."
COVERING = "A click on any number on the canvas covers it, and uncovers it again."


class PredictPanel(CardPanel):
    """Title, question, hints or vote, buttons, score."""

    def __init__(self, look: Look, predicting: Predicting) -> None:
        super().__init__(look)
        self._predicting = predicting
        self._session = predicting.session
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
        self._buttons = QWidget()
        self.score = ScoreRow(look, predicting)
        self._hinted: Asking | None = None
        self._level = 0
        self._lay_out()
        self._late = Late(self, self._refresh_if_seen, predicting.changed, predicting.player.state_changed)
        self.refresh()

    def _button(
        self, text: str, slot: Callable[[], object], face: Face = Face.OUTLINED, *, keys: str = ""
    ) -> Button:
        button = Button(self._look, text, face=face, keys=keys, height=32)
        button.text_px = 14.0
        button.clicked.connect(guarded(lambda *_: slot()))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(8))
        for button in (self.check, self.more):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.reveal)
        parts = (self._title, self.card, self._sentence, self.hint, self.boxes, self.vote, self._buttons)
        for part in (*parts, self.score, self._covering):
            self._column.addWidget(part)
        self._column.addStretch(1)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        self._predicting.panel_shown = True
        super().showEvent(event)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._predicting.panel_shown = False

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_vote()

    @guarded
    def refresh(self) -> None:
        """Show the question that is open, or what there is to do."""
        asked = self._predicting.asked
        voting = asked is not None and asked.vote is not None
        self.card.setVisible(asked is not None and not voting)
        self._sentence.setVisible(asked is None)
        self._covering.setVisible(asked is None)
        self._buttons.setVisible(asked is not None and not voting)
        self.score.setVisible(not voting)
        self.score.refresh()
        self.hint.show_hint(asked)
        self.boxes.show_boxes(asked)
        self.vote.show_vote(asked)
        if asked is None:
            self._show_rest()
        else:
            self._show_question(asked)
        self._fit_vote()
        settle(self.widget())
        self._show_hint(asked)

    def _show_question(self, asked: Asking) -> None:
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

    # Where there is little room ------------------------------------------------------------------

    def _fit_vote(self) -> None:
        """All four choices and the button are to be seen at once."""
        if self.vote.isHidden():
            return
        around = self._title.height() + 2 * self._look.px(INSET) + self._column.spacing()
        self.vote.fit(self.viewport().height() - around)

    def _show_hint(self, asked: Asking | None) -> None:
        """Scroll to a hint that is new, and to the buttons below it."""
        level = 0 if asked is None else asked.level
        if level and (asked is not self._hinted or level != self._level):
            QTimer.singleShot(0, self, self._to_hint)
        self._hinted, self._level = asked, level

    @guarded
    def _to_hint(self) -> None:
        for part in (self._buttons, self.hint):
            if part.isVisible():
                self.ensureWidgetVisible(part, 0, self._look.px(8))
