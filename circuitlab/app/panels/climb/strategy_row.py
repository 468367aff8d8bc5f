"""One strategy in the panel: whether it runs, how its curve looks, why it ended, its numbers, its formula."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.elided import ElidedLabel
from circuitlab.app.guard import guarded
from circuitlab.app.key_slider import KeySlider
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.size_stops import A_DECADE, STOPS, stop_of, value_at
from circuitlab.app.panels.climb.strategy_detail import StrategyDetail, tuning_field, word
from circuitlab.app.panels.problem_line import problem_line
from circuitlab.app.plots.curve_marks import DASHES
from circuitlab.app.widgets import column_of
from circuitlab.learn.strategies import Strategy, StrategyName
from circuitlab.teach.numbers import raised, text

SAMPLE = 24
UNDER_TITLE, LEAST_MIDDLE = 66, 64
"""Of a slider, or of words: how far it is indented on a line of its own, and how long it is at least."""


class LineSample(QWidget):
    """How the strategy's curve looks: as the leader's, or as one of the others."""

    def __init__(self, look: Look, name: StrategyName) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self.leads = False
        self.setFixedSize(look.px(SAMPLE), look.px(20))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        width = self._look.scale * (2 if self.leads else 1.75)
        pen = QPen(self._look.color("value" if self.leads else "secondary"), width, c=Qt.PenCapStyle.FlatCap)
        if not self.leads:
            pen.setDashPattern([dash * self._look.scale / width for dash in DASHES[self._name]])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            middle = self.height() / 2
            painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


class StrategyRow(QWidget):
    """Shows one strategy, and asks for changes.

    The one that leads has a slider for its first number; in the place of that the others say why they ended.
    """

    picked = Signal()  # let it lead, and show its formula

    def __init__(self, look: Look, climber: Climber, strategy: Strategy) -> None:
        super().__init__()
        self._look = look
        self._climber = climber
        self.strategy = strategy
        self.check = QCheckBox()
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the canvas
        self.check.setAccessibleName(f"Run {strategy.title}")
        self.check.setToolTip("Run it beside the others")
        self.check.clicked.connect(guarded(lambda *_: climber.switch(strategy.name, self.check.isChecked())))
        self.sample = LineSample(look, strategy.name)
        self.title = Button(look, strategy.title, face=Face.PLAIN, height=26)
        self.title.text_px = 13.0
        self.title.trailing = "chevron-down"
        self.title.explain("Its values on the canvas, and its formula here", strategy.title)
        self.title.clicked.connect(guarded(lambda *_: self.picked.emit()))
        self.detail = StrategyDetail(look, climber, strategy)
        self.fields = {self._first: tuning_field(look, climber, strategy, self._first), **self.detail.fields}
        self.slider = self._slider()
        self.ending = ElidedLabel("caption")
        self.problem = problem_line(*self.fields.values())
        self._middle = QWidget()
        self._below = False  # whether the middle stands under the line that it is the middle of
        self._lay_out()
        for signal in (climber.moved, climber.begun):
            signal.connect(self.show_ending)
        self.refresh()

    @property
    def _first(self) -> str:
        """Its most telling number: how far it goes."""
        return self.strategy.needs[0]

    def _slider(self) -> KeySlider:
        called = self.strategy.called(self._first)
        reach = f"from {raised(value_at(0))} to {text(value_at(STOPS - 1))}"
        slider = KeySlider(f"{self.strategy.title}: {called}", f"The {called}, {reach}")
        slider.setRange(0, STOPS - 1)
        slider.setPageStep(A_DECADE)
        slider.valueChanged.connect(guarded(self._slide))
        return slider

    def _slide(self, stop: int) -> None:
        self._climber.tune(self.strategy.name, self._first, value_at(stop))

    def _lay_out(self) -> None:
        look = self._look
        middle = QHBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.slider)
        middle.addWidget(self.ending)
        self._name, self._called = QWidget(), word(self.strategy, self._first)
        self._called.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = QHBoxLayout(self._name)
        name.setContentsMargins(0, 0, 0, 0)
        name.addWidget(self.title)
        name.addStretch(1)
        row = self._row = QHBoxLayout()
        row.setSpacing(look.px(5))
        for widget in (self.check, self.sample, self._name):
            row.addWidget(widget)
        self._beside, self._under = QHBoxLayout(), QHBoxLayout()
        self._under.setContentsMargins(look.px(UNDER_TITLE), 0, 0, 0)
        self._beside.addWidget(self._middle)
        row.addLayout(self._beside, 1)
        row.addWidget(self._called)
        row.addWidget(self.fields[self._first])
        column = column_of(self)
        column.addLayout(row)
        column.addLayout(self._under)
        column.addWidget(self.problem)
        column.addWidget(self.detail)
        self.detail.hide()

    @staticmethod
    def align(rows: Iterable["StrategyRow"]) -> None:
        """Let the middles of these rows begin and end under each other."""
        rows = tuple(rows)
        for widgets in ([row._name for row in rows], [row._called for row in rows]):
            widest = max(widget.sizeHint().width() for widget in widgets)
            for widget in widgets:
                widget.setFixedWidth(widest)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the line is too short for all of it, the middle has a line of its own."""
        super().resizeEvent(event)
        items = [item for index in range(self._row.count()) if (item := self._row.itemAt(index)) is not None]
        taken = sum(item.minimumSize().width() for item in items if item.layout() is None)
        spaces = (len(items) - 1) * self._row.spacing()
        below = event.size().width() < taken + spaces + self._look.px(LEAST_MIDDLE)
        if below != self._below:
            self._below = below
            before, after = (self._beside, self._under) if below else (self._under, self._beside)
            before.removeWidget(self._middle)
            after.addWidget(self._middle)
            self.show_ending()

    def unfold(self, shown: bool) -> None:
        """Show the formula and the other numbers, or not."""
        self.detail.setVisible(shown)

    @property
    def unfolded(self) -> bool:
        """Whether the formula is to be seen."""
        return not self.detail.isHidden()

    @guarded
    def refresh(self) -> None:
        """Show the choice as it is."""
        choice, name = self._climber.choice, self.strategy.name
        tuning, leads = choice.tunings[name], choice.leader == name
        self.check.setChecked(name in choice.running)
        self.check.setEnabled(not leads)
        self.sample.leads = leads
        self.sample.update()
        self.title.quiet = name not in choice.running
        self.title.update()
        for field in self.fields.values():
            field.refresh()
        self.slider.setVisible(leads)
        self.slider.blockSignals(True)
        self.slider.setValue(stop_of(getattr(tuning, self._first)))
        self.slider.blockSignals(False)
        self.ending.setVisible(not leads)
        self.show_ending()
        self.detail.refresh()

    @guarded
    def show_ending(self) -> None:
        """Why its run ended, in few words; the leader's is told in full under the plot."""
        ending = self._climber.ending(self.strategy.name)
        self.ending.show_line(*("", "") if ending is None else ending)
        leads = self._climber.choice.leader == self.strategy.name
        self._middle.setVisible(leads or ending is not None or not self._below)
