"""When a climb stops, the seed of its random numbers, which way it goes, and the other strategies."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from circuitlab.app.buttons import Button, Face, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.legend import Switch
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.number_field import NumberField
from circuitlab.app.widgets import column_of, label
from circuitlab.learn.strategies import STRATEGIES

WIDTHS = {"at most": 72, "target": 64, "seed": 48}


def rule_field(look: Look, climber: Climber, what: str, rule: str) -> NumberField:
    """A field for a rule that there need not be."""
    made = NumberField(
        look,
        f"Stop rule: {what}",
        lambda: getattr(climber.choice.stops, rule),
        lambda number: climber.stop_at(**{rule: number}),
        clear=lambda: climber.stop_at(**{rule: None}),
        tip=f"Stop rule: {what}; empty: none",
    )
    climber.fields.add(made)
    return made


class Rules(QWidget):
    """What is not always to be seen."""

    def __init__(self, look: Look, climber: Climber) -> None:
        super().__init__()
        self._look = look
        self._climber = climber
        self.target = rule_field(look, climber, "target", "target")
        self.most = NumberField(
            look,
            "Most steps",
            lambda: climber.choice.stops.max_steps,
            lambda number: climber.stop_at(max_steps=int(number)),
            whole=True,
            tip="Stop after so many steps",
        )
        self.seed = NumberField(
            look,
            "Seed of random search",
            lambda: climber.choice.seed,
            lambda number: climber.seed_with(int(number)),
            whole=True,
            tip="Of random search: the same seed is the same search",
        )
        self.fields = (self.most, self.target, self.seed)
        for field in (self.most, self.seed):
            climber.fields.add(field)
        self.strategies = Button(look, "More strategies", icon="plus", face=Face.PLAIN, height=24)
        self.strategies.text_px = 12.0
        self.strategies.quiet = True
        self.strategies.explain("Which strategies run side by side", "More strategies")
        self.strategies.clicked.connect(guarded(lambda *_: popped(self.strategies, self._fill)))
        self._lay_out()
        climber.chosen.connect(self.refresh)

    def _lay_out(self) -> None:
        look = self._look
        column = column_of(self)
        column.setSpacing(look.px(4))
        rules = QHBoxLayout()
        rules.setSpacing(look.px(6))
        for (words, width), field in zip(WIDTHS.items(), self.fields, strict=True):
            rules.addWidget(label("fieldName", words))
            field.setFixedWidth(look.px(width))
            rules.addWidget(field)
        rules.addStretch(1)
        column.addLayout(rules)
        way = QHBoxLayout()
        way.addWidget(self.strategies)
        way.addStretch(1)
        way.addWidget(label("fieldName", "pull: to"))
        way.addWidget(Switch(look, self._climber.session))
        column.addLayout(way)

    def _fill(self, menu: QMenu) -> None:
        for name, strategy in STRATEGIES.items():
            action = menu.addAction(strategy.title)
            action.setCheckable(True)
            action.setChecked(name in self._climber.choice.running)
            action.setEnabled(name != self._climber.choice.leader)
            action.toggled.connect(guarded(partial(self._climber.switch, name)))

    @guarded
    def refresh(self) -> None:
        """Show the rules as they are."""
        for field in self.fields:
            field.refresh()
