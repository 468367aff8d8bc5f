"""Climb, Step, Start over, the least gain, and what unfolds below them."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from circuitlab.app.actions import shown_keys
from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.rules import Rules, rule_field
from circuitlab.app.panels.problem_line import problem_line
from circuitlab.app.widgets import column_of, first_fit, label


class Controls(QWidget):
    """The buttons, and the rules."""

    def __init__(self, look: Look, climber: Climber) -> None:
        super().__init__()
        self._climber = climber
        self.climb = Button(look, "Climb", icon="play", face=Face.PRIMARY, height=34)
        self.climb.text_px = 14.0
        self.climb.explain("Climb until a rule says stop")
        self.step = Button(look, "Step", icon="chevron-right", height=34)
        promised = f"One step of each strategy, and what its slopes promised ({shown_keys('pull')})"
        self.step.explain(promised, "Step")
        self.over = Button(look, "Start over", face=Face.PLAIN, height=34)
        self.over.explain("Back to where the climb began", "Start over")
        self.gain = rule_field(look, climber, "least gain of a step", "min_gain")
        self.rules = Rules(look, climber)
        self.more = Button(look, icon="sliders", face=Face.PLAIN, height=34)
        self.more.explain("More: rules, seed, raise or lower, other strategies", "More rules and strategies")
        self.more.setCheckable(True)
        self.more.toggled.connect(guarded(self.rules.setVisible))
        self.problem = problem_line(self.gain, *self.rules.fields)
        self._lay_out(look)
        self.climb.clicked.connect(guarded(lambda *_: self._climb_or_pause()))
        self.step.clicked.connect(guarded(lambda *_: self._pull()))
        self.over.clicked.connect(guarded(lambda *_: climber.start_over()))
        for signal in (climber.state_changed, climber.begun, climber.moved):
            signal.connect(self.refresh)
        climber.chosen.connect(self.gain.refresh)
        self.refresh()

    def _climb_or_pause(self) -> None:
        if self._climber.running:
            self._climber.pause()
        elif self._climber.fields.taken():
            self._climber.climb()

    def _pull(self) -> None:
        if self._climber.fields.taken():
            self._climber.pull()

    def _lay_out(self, look: Look) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = column_of(self)
        column.setSpacing(look.px(6))
        row = self._row = QHBoxLayout()
        row.setSpacing(look.px(6))
        for widget in (self.climb, self.step, self.over):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(label("fieldName", "gain <"))
        row.addWidget(self.gain)
        row.addWidget(self.more)
        column.addLayout(row)
        column.addWidget(self.rules)
        self.rules.hide()
        column.addWidget(self.problem)

    @guarded
    def refresh(self) -> None:
        """Show what can be done now."""
        climber = self._climber
        text, icon = ("Pause", "pause") if climber.running else ("Climb", "play")
        if self.climb.text() != text:
            self.climb.setText(text)
            self.climb.set_icon(icon)
            self.climb.updateGeometry()
        self.over.setEnabled(climber.team is not None and climber.team.last > 0)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        first_fit(self._row, event.size().width(), 3, self._shorten)

    def _shorten(self, level: int) -> None:
        """Where there is no room for all words, signs stand for them."""
        self.over.set_icon("again" if level else "")
        self.climb.shows_text = level < 2
        for button in (self.step, self.over):
            button.shows_text = level < 1
        for button in (self.climb, self.step, self.over):
            button.updateGeometry()
