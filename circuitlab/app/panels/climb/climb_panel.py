"""The climb: strategies, buttons, how the objective grew, the landscape from above, and the numbers.

It shows what the climber does, and draws only while it is to be seen.
"""

from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.controls import Controls
from circuitlab.app.panels.climb.lower_plots import LowerPlots
from circuitlab.app.panels.climb.rewinder import Rewinder
from circuitlab.app.panels.climb.run_numbers import RunNumbers
from circuitlab.app.panels.climb.scenery import Scenery
from circuitlab.app.panels.climb.strategy_row import StrategyRow
from circuitlab.app.panels.climb.upper_plots import MARGINS, OVER_STEPS, UpperPlots
from circuitlab.app.player import Player
from circuitlab.app.widgets import bring_into_view, named, scroll_down_only
from circuitlab.app.wrapped import WrappedLabel
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.parts import Gate, Part
from circuitlab.learn.strategies import STRATEGIES, StrategyName

INSET = 16
FIRST: tuple[StrategyName, ...] = ("numerical", "random", "analytic")
"""The strategies that are listed at first, in this order; the others on demand."""


class ClimbPanel(QScrollArea):
    """The content of the panel."""

    noted = Signal(str)  # for the header

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self.climber = climber = Climber.of(player)
        self.scenery = Scenery(climber, self)
        self.rows = {name: StrategyRow(look, climber, STRATEGIES[name]) for name in _order()}
        StrategyRow.align(self.rows.values())
        self.rewinder = Rewinder(look, climber, (MARGINS[0], MARGINS[2]))
        self.numbers = RunNumbers(look, climber)
        self.history = UpperPlots(look, climber, self.scenery)
        self.landscape = LowerPlots(look, climber, self.scenery, self.numbers)
        self.controls = Controls(look, climber)
        self.covered = WrappedLabel("checkRemark")
        self.covered.setContentsMargins(look.px(INSET), look.px(12), look.px(INSET), 0)
        self._listed: set[StrategyName] = set(FIRST)
        self._lay_out()
        self._listen()
        self._refresh_rows()

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        scroll_down_only(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, look.px(6), 0, look.px(4))
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(inset, 0, inset, 0)
        head.setSpacing(look.px(2))
        for row in self.rows.values():
            head.addWidget(row)
        head.addSpacing(look.px(2))
        head.addWidget(self.controls)
        column.addLayout(head)
        column.addSpacing(look.px(6))
        column.addWidget(_line())
        column.addSpacing(look.px(2))
        column.addWidget(self.covered)
        column.addWidget(self.history, 2)
        column.addWidget(self.rewinder)
        column.addWidget(_line())
        column.addSpacing(look.px(2))
        self.numbers.setFixedWidth(look.px(206))
        column.addWidget(self.landscape, 3)
        column.addStretch(0)
        self.setWidget(inside)

    def _listen(self) -> None:
        climber, session = self.climber, self.climber.session
        for name, row in self.rows.items():
            row.picked.connect(partial(self._pick, name))
        climber.chosen.connect(self._refresh_rows)
        session.direction_changed.connect(self._refresh_rows)
        climber.fields.refused.connect(self._show_field)
        for box in (self.history, self.landscape):
            box.said.connect(session.said)
        told = (climber.begun, climber.landscape_changed, climber.chosen, climber.state_changed)
        self._late = Late(self, self._show, *told, session.hidden.changed, session.direction_changed)
        climber.moved.connect(self._show)
        session.changed.connect(self._look_at)

    # Strategies ----------------------------------------------------------------------------------

    @guarded
    def _pick(self, name: StrategyName) -> None:
        """Let it lead; a second click folds its formula."""
        unfold = not self.rows[name].unfolded
        for other, row in self.rows.items():
            row.unfold(other == name and unfold)
        self.climber.lead(name)

    @guarded
    def _refresh_rows(self) -> None:
        """What was chosen once keeps its row."""
        self._listed.update(self.climber.choice.running)
        for name, row in self.rows.items():
            row.setVisible(name in self._listed)
            row.refresh()

    @guarded
    def _show_field(self, field: QWidget) -> None:
        """A field is refused: it is to be seen, and why."""
        controls, problem = self.controls, self.controls.problem
        if field in controls.rules.fields:
            controls.more.setChecked(True)
        for row in self.rows.values():
            if field in row.fields.values():
                problem = row.problem
                row.unfold(row.unfolded or field in row.detail.fields.values())
        bring_into_view(self, problem, field)

    # What it shows -------------------------------------------------------------------------------

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """What has another name has it in all titles; a gate that is only moved changes none."""
        if any(_name(before) != _name(after) for before, after in changes.parts.values()):
            self._late.soon()

    @guarded
    def _show(self) -> None:
        """The iteration that is shown, in all plots and numbers."""
        way = "raise" if self.climber.session.direction > 0 else "lower"
        self.noted.emit(f"{way} {self.climber.goal}".strip())
        if not self.isVisible():
            return
        covered = self.climber.covered
        for part in (self.history, self.rewinder, self.landscape):
            part.setVisible(not covered)
        self.covered.show_text(covered)
        if covered:
            return
        self.numbers.refresh()
        self.history.refresh()
        if self.history.plot is not None:
            self.rewinder.align(self.history.plot.left)
        self.rewinder.refresh(self._reach())
        self.landscape.refresh()

    def _reach(self) -> int:
        """How many steps there is room for in the plot over the slider, if it is one over steps."""
        plot = self.history.plot if self.history.view in OVER_STEPS else None
        return 0 if plot is None or plot.held else round(plot.axes.get_xlim()[1])

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)  # the rest is painted first

    @guarded
    def _begin(self) -> None:
        """The plots are made when they are first to be seen."""
        if not self.isVisible():
            return
        self.history.start()
        self.landscape.start()
        self.scenery.watch(True)
        self._show()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.scenery.watch(False)
        self.climber.pause()

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))


def _name(part: Part | None) -> str | None:
    return part.name if isinstance(part, Gate) else None


def _order() -> tuple[StrategyName, ...]:
    return (*FIRST, *(name for name in STRATEGIES if name not in FIRST))


def _line() -> QWidget:
    line = named(QWidget(), "separator")
    line.setFixedHeight(1)
    return line
