"""One strategy in the panel: whether it runs, how its curve looks, its numbers; its formula when it leads."""

from functools import partial

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSlider, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.choosing import Choosing
from circuitlab.app.panels.climb.formula_view import FormulaView
from circuitlab.app.panels.climb.number_field import NumberField
from circuitlab.app.panels.climb.step_slider import STOPS, stop_of, value_at
from circuitlab.app.plots.curve_marks import DASHES
from circuitlab.app.widgets import column_of, label
from circuitlab.learn.strategies import CALLED, DIFFERENCES, Strategy, StrategyName, formula

WORDS = {"step_size": "step", "tweak": "tweak", "h": "h", "beta": "β", "beta2": "β₂"}
SAMPLE = 24


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
    """Shows one strategy, and asks for changes."""

    switched = Signal(bool)  # run it, or not
    picked = Signal()  # let it lead, and show its formula
    judged = Signal(str)  # why a number can't be; "" when there is nothing any more

    def __init__(self, look: Look, choosing: Choosing, strategy: Strategy) -> None:
        super().__init__()
        self._look = look
        self._choosing = choosing
        self.strategy = strategy
        self.check = QCheckBox()
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the canvas
        self.check.setAccessibleName(f"Run {strategy.title}")
        self.check.setToolTip("Run it beside the others")
        self.check.clicked.connect(guarded(lambda *_: self.switched.emit(self.check.isChecked())))
        self.sample = LineSample(look, strategy.name)
        self.title = Button(look, strategy.title, face=Face.PLAIN, height=26)
        self.title.text_px = 13.0
        self.title.trailing = "chevron-down"
        tip = "Its values on the canvas, and its formula here"
        self.title.explain(tip, strategy.title)
        self.title.clicked.connect(guarded(lambda *_: self.picked.emit()))
        self.fields = {field: self._field(field) for field in strategy.needs if field in WORDS}
        self.difference = self._difference_button()
        self.formula = FormulaView(look)
        self.slider = self._slider()
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._detail = QWidget()
        self._lay_out()
        self.refresh()

    def _field(self, field: str) -> NumberField:
        name = self.strategy.name
        made = NumberField(
            self._look,
            f"{self.strategy.title}: {CALLED[field]}",
            lambda: getattr(self._choosing.choice.tunings[name], field),
            partial(self._choosing.tune, name, field),
        )
        made.judged.connect(self._judge)
        return made

    def _difference_button(self) -> Button:
        button = Button(self._look, "forward", height=30)
        button.explain("Forward or central difference: a click changes it")
        button.clicked.connect(guarded(lambda *_: self._flip()))
        return button

    def _flip(self) -> None:
        choice, name = self._choosing.choice, self.strategy.name
        now = choice.tunings[name].difference
        other = next(each for each in DIFFERENCES if each != now)
        self._choosing.choose(choice.tuned(name, difference=other))

    def _slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, STOPS - 1)
        slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        first = self.strategy.needs[0]
        slider.setAccessibleName(f"{self.strategy.title}: {CALLED[first]}")
        slider.setToolTip(f"The {CALLED[first]}, as powers of ten go")
        slider.valueChanged.connect(
            guarded(lambda stop: self._choosing.tune(self.strategy.name, first, value_at(stop)))
        )
        return slider

    def _lay_out(self) -> None:
        look = self._look
        column = column_of(self)
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        row.addWidget(self.check)
        row.addWidget(self.sample)
        row.addWidget(self.title)
        row.addStretch(1)
        first, *others = self.fields
        row.addWidget(label("fieldName", WORDS[first]))
        row.addWidget(self.fields[first])
        column.addLayout(row)
        column.addWidget(self.problem)
        grid = QGridLayout(self._detail)
        grid.setContentsMargins(look.px(22), look.px(4), 0, look.px(6))
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(6))
        grid.addWidget(self.formula, 0, 0, max(2, len(others) + 1), 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        self.slider.setFixedWidth(look.px(130))
        grid.addWidget(self.slider, 0, 1, 1, 2)
        for line, field in enumerate(others, 1):
            grid.addWidget(label("fieldName", WORDS[field]), line, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.fields[field], line, 2)
        if "difference" in self.strategy.needs:
            grid.addWidget(self.difference, len(others) + 1, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._detail)
        self._detail.hide()

    def unfold(self, shown: bool) -> None:
        """Show the formula and the other numbers, or not."""
        self._detail.setVisible(shown)

    @property
    def unfolded(self) -> bool:
        """Whether the formula is to be seen."""
        return not self._detail.isHidden()

    @guarded
    def refresh(self) -> None:
        """Show the choice as it is."""
        choice, name = self._choosing.choice, self.strategy.name
        tuning, leads = choice.tunings[name], choice.leader == name
        self.check.setChecked(name in choice.running)
        self.check.setEnabled(not leads)
        self.sample.leads = leads
        self.sample.update()
        self.title.quiet = name not in choice.running
        self.title.update()
        for field in self.fields.values():
            field.refresh()
        self.difference.setText(tuning.difference)
        self.difference.updateGeometry()
        self.slider.blockSignals(True)
        self.slider.setValue(stop_of(getattr(tuning, self.strategy.needs[0])))
        self.slider.blockSignals(False)
        lines = formula(self.strategy, tuning)
        self.formula.show_lines(lines, f"Formula of {self.strategy.title}")

    @guarded
    def _judge(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.judged.emit(problem)
