"""The coach line under the canvas: one sentence on what to do next, and a button where there is one to press.

What it says comes from `teach.coach`; remarks of the session stand in its place for a while.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from circuitlab.app import commands
from circuitlab.app.ask_line import line
from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look, plain_tip
from circuitlab.app.guard import guarded
from circuitlab.app.icons import Icon
from circuitlab.app.late import Late
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.player import Player
from circuitlab.app.predicting import Predicting
from circuitlab.app.widgets import label, named
from circuitlab.circuit.changes import Changes
from circuitlab.teach.coach import Advice, advice, done_inside, objective_lost, on_the_way
from circuitlab.teach.names import name_of

HEIGHT = 40
SAID_MS = 6000
"""How long a remark stands in the place of the coach's own line."""
OFFERED_MS = 20_000
"""How long one does that has a button."""


class Coach(QWidget):
    """Shows the advice, or for a while what the session says."""

    closed = Signal()

    def __init__(
        self,
        look: Look,
        player: Player,
        predicting: Predicting | None = None,
        lessons: LessonSession | None = None,
    ) -> None:
        super().__init__()
        named(self, "coach")
        self._look = look
        self._player = player
        self._predicting = predicting
        self._session = player.session
        self._lessons = lessons
        self._said = ""
        self._offer: tuple[str, Callable[[], object]] | None = None
        self._waiting: Callable[[], None] | None = None
        self._is_new = False  # whether what is said was not shown yet: it belongs to what is going on now
        self._quiet = QTimer(self, singleShot=True, interval=SAID_MS)
        self._quiet.timeout.connect(self._forget)
        self._text = label("coachText")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._nudge_gate: int | None = None
        self._button = Button(look, "Nudge", height=28)
        self._button.clicked.connect(self._press)
        self._lay_out()
        self._objective = self._session.circuit.objective
        self._late = Late(self, self.refresh)
        self._listen()
        self.refresh()

    def _listen(self) -> None:
        session, predicting, lessons = self._session, self._predicting, self._lessons
        for signal in (session.changed, session.cursor_moved, session.reset, self._player.state_changed):
            signal.connect(self._late.soon)
        if predicting is not None:
            predicting.changed.connect(self._late.soon)
        if lessons is not None:
            for signal in (lessons.slide_changed, lessons.question_changed):
                signal.connect(self._late.soon)
        for signal in (session.changed, session.cursor_moved):
            signal.connect(self._pass_over)
        session.reset.connect(self._begin_anew)
        session.changed.connect(self._watch_objective)
        session.reset.connect(self._watch_objective)
        session.said.connect(self.say)
        session.refused.connect(self._refuse)

    @guarded
    def _refuse(self, line: str, _at: object) -> None:
        self.say(line)

    def offer(self, line: str, deed: str, do: Callable[[], object]) -> None:
        """Say something for a while, with a button that does something about it.

        What has just been said is read first: then the offer waits until that is over.
        """
        if self._said and self._offer is None:
            self._waiting = partial(self.offer, line, deed, do)
            return
        self.say(line)
        self._offer = deed, do
        self._quiet.start(OFFERED_MS)

    @guarded
    def _press(self) -> None:
        if self._said and self._offer is not None:
            do = self._offer[1]
            self._forget()
            do()
        elif self._nudge_gate is not None:
            commands.nudge(self._session, self._nudge_gate)

    def _lay_out(self) -> None:
        look = self._look
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT) + 1)
        close = Button(look, icon="cross", face=Face.PLAIN, height=28)
        close.explain("Close the coach line. View > Coach Line brings it back.", "Close the coach line")
        close.clicked.connect(self.closed)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), 0, look.px(10), 0)
        row.setSpacing(look.px(10))
        row.addWidget(Icon(look, "bulb"))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close)

    @guarded
    def say(self, line: str) -> None:
        """Show a remark for a while."""
        self._said, self._is_new, self._offer = line, True, None
        self._quiet.start(SAID_MS)
        self._late.soon()

    @guarded
    def _pass_over(self, *_: object) -> None:
        """A remark is about one moment: the next step, or the next edit, ends it."""
        if self._said and not self._is_new:
            self._said = ""
            self._waiting = None

    @guarded
    def _forget(self) -> None:
        self._said = ""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()
        self.refresh()

    @guarded
    def _begin_anew(self) -> None:
        """A remark, and what was to be offered, are about the document that was open."""
        self._waiting = None
        self._forget()

    @guarded
    def _watch_objective(self, changes: Changes | None = None) -> None:
        """Say at once when an edit leaves no objective, after whatever else is said of that edit."""
        circuit = self._session.circuit
        before, self._objective = self._objective, circuit.objective
        lost = before is not None and self._objective is None and bool(circuit.gates)
        if changes is not None and lost:
            QTimer.singleShot(0, self, self._say_lost)

    @guarded
    def _say_lost(self) -> None:
        circuit = self._session.circuit
        if circuit.gates and circuit.objective is None:
            self.say(objective_lost(circuit))

    def _waits(self) -> bool:
        """Whether some gate can't be computed."""
        return bool(self._session.trace.waiting_gates)

    @guarded
    def refresh(self) -> None:
        """Say what is to be said now."""
        session, moving = self._session, self._player.frames.now.moving
        asked = "" if self._predicting is None else line(self._predicting)
        if asked:
            now = Advice(asked)
        elif moving:
            by = session.trace.pulled_by
            now = Advice(on_the_way(session.circuit, moving[0], session.hidden.labels, by))
        elif self._lessons is not None and self._lessons.hint:
            now = Advice(self._lessons.hint)
        elif session.above and self._player.at_end and not self._waits():
            level = session.above[-1]
            now = Advice(done_inside(name_of(level.circuit, level.gate)))
        else:
            now = advice(session.circuit, session.trace, session.cursor, session.hidden.labels)
        self._nudge_gate = None if self._said else now.nudge
        self._is_new = False
        self.setAccessibleName(self._said or now.text)
        if self._nudge_gate is not None:
            self._button.setText(f"Nudge {name_of(self._session.circuit, self._nudge_gate)}")
            self._button.updateGeometry()
        elif self._said and self._offer is not None:
            self._button.setText(self._offer[0])
            self._button.updateGeometry()
        offering = bool(self._said) and self._offer is not None
        self._button.setVisible(self._nudge_gate is not None or offering)
        self._show_text()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_text()

    @guarded
    def _show_text(self) -> None:
        """As much of the line as there is room for; all of it in the tooltip where that is not all."""
        self._row.activate()  # the button may just have come or gone
        line = self.accessibleName()
        shown = self._text.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self._text.width())
        self._text.setText(shown)
        self._text.setToolTip("" if shown == line else plain_tip(line))
