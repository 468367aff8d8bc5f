"""What unfolds under a strategy: its formula, and the numbers in it that are not in its row."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.formula_view import FormulaView
from circuitlab.app.panels.number_field import NumberField
from circuitlab.app.widgets import label
from circuitlab.learn.strategies import DIFFERENCES, Strategy, formula

WORDS = {"step_size": "step", "h": "h"}
"""In front of a field; what is not here is called as everywhere."""


def word(strategy: Strategy, field: str) -> QLabel:
    """What stands in front of a field."""
    return label("fieldName", WORDS.get(field) or strategy.called(field))


def tuning_field(look: Look, climber: Climber, strategy: Strategy, field: str) -> NumberField:
    """A field for a number that a strategy is tuned by."""
    called = strategy.called(field)
    symbol = ", s in the formula" if field == "step_size" else ""
    made = NumberField(
        look,
        f"{strategy.title}: {called}",
        lambda: getattr(climber.choice.tunings[strategy.name], field),
        partial(climber.tune, strategy.name, field),
        tip=f"{called[0].upper()}{called[1:]}{symbol}",
    )
    made.setObjectName("rowField")
    climber.fields.add(made)
    return made


class StrategyDetail(QWidget):
    """`fields`: by the name of the number."""

    def __init__(self, look: Look, climber: Climber, strategy: Strategy) -> None:
        super().__init__()
        self._climber = climber
        self._strategy = strategy
        others = [field for field in strategy.needs[1:] if field != "difference"]
        self.fields = {field: tuning_field(look, climber, strategy, field) for field in others}
        self.formula = FormulaView(look)
        self.difference = Button(look, height=30)
        self.difference.explain("Forward or central difference: a click changes it")
        self.difference.clicked.connect(guarded(lambda *_: self._flip()))
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(look.px(22), look.px(4), 0, look.px(6))
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(6))
        lines = len(self.fields) + 1
        grid.addWidget(self.formula, 0, 0, lines, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for line, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(word(self._strategy, name), line, 1, right)
            grid.addWidget(field, line, 2)
        if "difference" in self._strategy.needs:
            grid.addWidget(self.difference, lines - 1, 1, 1, 2, right)

    def _flip(self) -> None:
        choice, name = self._climber.choice, self._strategy.name
        now = choice.tunings[name].difference
        other = next(each for each in DIFFERENCES if each != now)
        self._climber.choose(choice.tuned(name, difference=other))

    def refresh(self) -> None:
        """Show how the strategy is tuned."""
        tuning = self._climber.choice.tunings[self._strategy.name]
        self.difference.setText(tuning.difference)
        self.difference.updateGeometry()
        lines = formula(self._strategy, tuning, self._climber.session.direction)
        self.formula.show_lines(lines, f"Formula of {self._strategy.title}")
