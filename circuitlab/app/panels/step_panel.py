"""The step panel: what the step at the cursor does, as an equation, in a sentence, and with a nudge to try.

It shows what `teach` says; it decides nothing.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look, draw_keycap
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.panels.card_panel import INSET, CardPanel
from circuitlab.app.panels.nudge_row import NudgeRow
from circuitlab.app.panels.step_card import Card, Line, fit_side_by_side
from circuitlab.app.panels.step_texts import Sentence, Title
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.app.step_copy import fill_copies
from circuitlab.app.widgets import empty, label, named, settle
from circuitlab.engine.trace import Cursor, Step
from circuitlab.teach import sentences
from circuitlab.teach.equations import Column, backward_columns, forward_rows, seed_rows

KEYS = (
    ("N", "one step on"),
    ("P", "one step back in time"),
    ("Space", "play and pause"),
    ("Home", "start again"),
)


class StepPanel(CardPanel):
    """Title, cards, sentence, and below them the keys (before the first step) or the nudge."""

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__(look)
        self._player = player
        self._session: Session = player.session
        self._open: tuple[int, int] | None = None
        """The step and the message whose folded card was opened by hand."""
        self._title = Title(look)
        self._cards = QVBoxLayout()
        self._sentence = Sentence(look)
        self._line = named(QWidget(), "separator")
        self._keys = _Keys(look)
        self._nudge = NudgeRow(look, self._session)
        self._answered = False  # whether a nudge's answer is to be kept in sight
        self._nudge.answered.connect(self._keep_answer)
        self.verticalScrollBar().rangeChanged.connect(self._show_answer)
        self._lay_out()
        session = self._session
        for signal in (session.changed, session.reset, session.cursor_moved, session.trace_changed):
            signal.connect(self._later)
        signals = (player.state_changed, session.notation_changed)  # what was on its way has arrived, too
        self._late = Late(self, self._refresh_if_seen, *signals)

    def _lay_out(self) -> None:
        column = self._column
        self._cards.setSpacing(self._look.px(8))
        self._line.setFixedHeight(1)
        for part in (self._title, self._cards, self._sentence, self._line, self._keys, self._nudge):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)

    @guarded
    def _keep_answer(self) -> None:
        self._answered = True
        QTimer.singleShot(0, self, self._show_answer)

    @guarded
    def _show_answer(self, *_: object) -> None:
        """Scroll to what a nudge came to, also when the cards above have grown."""
        if self._answered:
            self.ensureWidgetVisible(self._nudge, 0, self._look.px(INSET))

    @guarded
    def _later(self, *_: object) -> None:
        self._answered = False
        self._nudge.forget()
        self._late.soon()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Its equations for a document of one's own."""
        menu = QMenu(self)
        fill_copies(menu, self._session, self._look.theme)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    # What it shows -------------------------------------------------------------------------------

    def _landed(self) -> Cursor:
        """As far as messages have arrived: the cursor is ahead of those on their way."""
        motion = self._player.frames.now.motion
        return self._session.cursor if motion is None else Cursor(motion.first, motion.message or 0)

    @guarded
    def refresh(self) -> None:
        """Show the step at the cursor."""
        circuit, trace, step = self._session.circuit, self._session.trace, self._session.step
        role = "value" if step is None or step.pass_ == "forward" else "gradient"
        headline = sentences.headline(circuit, step)
        subtitle = sentences.subtitle(circuit, trace, step)
        shown = step if step is not None or not len(trace) else trace.steps[0]
        kind = None if shown is None else circuit.kind(circuit.gates[shown.gate].kind)
        self._title.show_text(headline, subtitle, kind, role)
        self._sentence.show_text(sentences.sentence(circuit, trace, step), role)
        self._show_cards(step, role)
        self._keys.setVisible(step is None)
        self._nudge.landed = self._landed()
        nudging = step is not None and self._nudge.useful
        self._nudge.setVisible(nudging)
        self._line.setVisible(step is None or nudging)
        if nudging:
            self._nudge.refresh()
        settle(self.widget())

    def _show_cards(self, step: Step | None, role: str) -> None:
        empty(self._cards)
        for card in self._make_cards(step, role):
            self._cards.addWidget(card)
            card.show()  # at once, not when the event loop comes round to it: a picture may be taken now

    def _make_cards(self, step: Step | None, role: str) -> list[Card]:
        circuit, trace, look = self._session.circuit, self._session.trace, self._look
        if step is None:
            if not len(trace) or trace.steps[0].pass_ != "forward":
                return []
            rows = forward_rows(circuit, trace.steps[0], done=False)
        elif step.pass_ == "forward":
            rows = forward_rows(circuit, step, done=True)
        elif step.pass_ == "seed":
            rows = seed_rows(circuit, trace, step, self._session.notation)
        else:
            columns = backward_columns(circuit, trace, step, self._session.notation)
            return self._backward_cards(step.index, columns)
        lines = [Line(row.caption, (row.latex,), row is rows[-1], row.slot, (row.short,)) for row in rows]
        return [Card(look, role, lines)]

    def _backward_cards(self, step: int, columns: Sequence[Column]) -> list[Card]:
        if not columns:
            return []
        look = self._look
        together = _lines(columns)
        if fit_side_by_side(look, together, self.devicePixelRatioF()):
            return [Card(look, "gradient", together, [column.to for column in columns])]
        largest = max(range(len(columns)), key=lambda index: columns[index].size)
        opened = self._open[1] if self._open is not None and self._open[0] == step else largest
        cards = []
        for index, column in enumerate(columns):
            card = Card(look, "gradient", _lines([column]), [column.to], folded=index != opened)
            card.pressed.connect(partial(self._unfold, step, index))
            cards.append(card)
        return cards

    @guarded
    def _unfold(self, step: int, message: int) -> None:
        self._open = step, message
        self._late.soon()


def _lines(columns: Sequence[Column]) -> list[Line]:
    """The rows of a backward card; a sum only where something had arrived before."""
    lines = [
        Line("Rule", tuple(column.rule for column in columns)),
        Line(
            "Local slope",
            tuple(column.slope for column in columns),
            short=tuple(column.short_slope for column in columns),
        ),
        Line("Numbers", tuple(column.product for column in columns), tinted=True),
    ]
    if any(column.total for column in columns):
        lines.append(Line("Sum of what has arrived", tuple(column.total for column in columns), tinted=True))
    return lines


class _Keys(QWidget):
    """The four keys that one needs."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(4), 0, 0)
        column.setSpacing(look.px(10))
        for key, words in KEYS:
            row = QHBoxLayout()
            row.setSpacing(look.px(10))
            row.addWidget(_Key(look, key))
            row.addWidget(label("keyMeaning", words), 1)
            column.addLayout(row)


class _Key(QWidget):
    def __init__(self, look: Look, text: str) -> None:
        super().__init__()
        self._look = look
        self._text = text
        self.setFixedSize(look.px(54), look.px(18))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            area = QRectF(self.rect())
            draw_keycap(painter, area, look, self._text, look.color("secondary"), look.color("field"))
