"""Climb, Step, Start over; the stop rules; the slider of iterations."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from circuitlab.app.actions import shown_keys
from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.legend import Switch
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.number_field import NumberField
from circuitlab.app.widgets import column_of, first_fit, label

HANDLE = 12


class Controls(QWidget):
    """The buttons, the gain, and below them the other rules."""

    def __init__(self, look: Look, climber: Climber, strategies: QWidget) -> None:
        """strategies: the button that adds others."""
        super().__init__()
        self._look = look
        self._climber = climber
        self._strategies = strategies
        self.climb = Button(look, "Climb", icon="play", face=Face.PRIMARY, height=34)
        self.climb.text_px = 14.0
        self.climb.explain("Climb until a rule says stop")
        self.step = Button(look, "Step", icon="chevron-right", height=34)
        self.step.explain(
            f"One step of each strategy, and what its slopes promised ({shown_keys('pull')})", "Step"
        )
        self.over = Button(look, "Start over", face=Face.PLAIN, height=34)
        self.over.explain("Back to where the climb began", "Start over")
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._rules = QWidget()
        self.gain = self._field("least gain", "min_gain")
        self.most = self._field("most steps", "max_steps")
        self.target = self._field("target", "target")
        self.seed = NumberField(
            look, "Seed of random search", lambda: float(climber.choice.seed), self._set_seed
        )
        self.seed.judged.connect(self._judge)
        self.more = Button(look, icon="sliders", face=Face.PLAIN, height=34)
        self.more.explain("More: rules, seed, raise or lower, other strategies", "More rules and strategies")
        self.more.setCheckable(True)
        self.more.toggled.connect(guarded(self._rules.setVisible))
        self._lay_out()
        self.climb.clicked.connect(
            guarded(lambda *_: climber.pause() if climber.running else climber.climb())
        )
        self.step.clicked.connect(guarded(lambda *_: climber.pull()))
        self.over.clicked.connect(guarded(lambda *_: climber.start_over()))
        for signal in (climber.state_changed, climber.begun, climber.moved, climber.chosen):
            signal.connect(self.refresh)
        self.refresh()

    def _field(self, what: str, rule: str) -> NumberField:
        climber = self._climber

        def value() -> float | None:
            now: float | None = getattr(climber.choice.stops, rule)
            return now

        def accept(number: float) -> str:
            if rule != "max_steps":
                return climber.stop_at(**{rule: number})
            if number != number // 1:
                return "The number of steps must be a whole number."
            return climber.stop_at(max_steps=int(number))

        clear = None if rule == "max_steps" else lambda: climber.stop_at(**{rule: None})
        field = NumberField(self._look, f"Stop rule: {what}", value, accept, clear)
        field.judged.connect(self._judge)
        return field

    def _set_seed(self, number: float) -> str:
        if number != number // 1 or abs(number) > 2**53:
            return "The seed must be a whole number."
        from dataclasses import replace

        self._climber.choose(replace(self._climber.choice, seed=int(number)))
        return ""

    def _lay_out(self) -> None:
        look = self._look
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
        below = column_of(self._rules)
        below.setSpacing(look.px(4))
        rules = QHBoxLayout()
        rules.setSpacing(look.px(6))
        for words, field, width in (
            ("at most", self.most, 64),
            ("target", self.target, 64),
            ("seed", self.seed, 48),
        ):
            rules.addWidget(label("fieldName", words))
            field.setFixedWidth(look.px(width))
            rules.addWidget(field)
        rules.addStretch(1)
        below.addLayout(rules)
        way = QHBoxLayout()
        way.addWidget(self._strategies)
        way.addStretch(1)
        way.addWidget(label("fieldName", "pull: to"))
        way.addWidget(Switch(look, self._climber.session))
        below.addLayout(way)
        column.addWidget(self._rules)
        self._rules.hide()
        column.addWidget(self.problem)
        self.gain.setFixedWidth(look.px(76))

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
        for field in (self.gain, self.most, self.target, self.seed):
            field.refresh()

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

    @guarded
    def _judge(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


class IterationSlider(QSlider):
    """While it has the focus, the keys that move it are its own, not those that step through the passes."""

    KEYS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    @guarded_or(lambda *_: False)
    def event(self, event: QEvent) -> bool:
        """What would be a shortcut is asked for first."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if not (asked and isinstance(event, QKeyEvent) and event.key() in self.KEYS):
            return super().event(event)
        event.accept()
        return True


class Rewinder(QWidget):
    """The slider of iterations, as wide as the axes above it."""

    def __init__(self, look: Look, climber: Climber, margins: tuple[float, float]) -> None:
        super().__init__()
        self._climber = climber
        self.slider = slider = IterationSlider(Qt.Orientation.Horizontal)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        slider.setAccessibleName("Iteration")
        slider.setToolTip("Rewind: the canvas shows this iteration")
        row = QHBoxLayout(self)
        left, right = (max(0, look.px(margin) - (look.px(HANDLE) + 4) // 2) for margin in margins)
        row.setContentsMargins(left, 0, right, 0)
        row.addWidget(slider)
        slider.valueChanged.connect(self._rewind)
        slider.sliderReleased.connect(guarded(lambda: climber.go_to(slider.value())))
        for signal in (climber.moved, climber.begun):
            signal.connect(self.refresh)
        self.refresh()

    @guarded
    def refresh(self) -> None:
        """Stand where the climb stands."""
        team = self._climber.team
        last, place = (0, 0) if team is None else (team.last, team.place)
        slider = self.slider
        slider.blockSignals(True)
        slider.setRange(0, last)
        slider.setPageStep(max(1, last // 20))
        slider.setValue(place)
        slider.blockSignals(False)
        slider.setEnabled(last > 0)

    @guarded
    def _rewind(self, number: int) -> None:
        self._climber.go_to(number, held=self.slider.isSliderDown())
