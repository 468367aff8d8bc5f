"""Which column feeds which input, and which one the output is to meet: a choice for each."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.panels.choice import Choice
from circuitlab.app.session import Session
from circuitlab.app.widgets import column_of, empty, label
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.errors import CircuitError, complete

if TYPE_CHECKING:
    from circuitlab.learn.binding import Binding

MOST = 6
"""Inputs that have a choice of their own; of more, columns go by their names."""
_A_ROW, _SHORT = 3, 8
"""How many stand beside each other; fewer where a column's name has more characters than this."""
OPEN = "—"
TARGET = ""
"""Stands for the target where the choices go by the names of inputs; none of those is empty."""


class BindingRows(QWidget):
    """Shows the binding, and below it why there is none."""

    def __init__(self, look: Look, session: Session, desk: DataDesk) -> None:
        super().__init__()
        self._look, self._session, self._desk = look, session, desk
        self.choices: dict[str, Choice] = {}
        """By the name of an input; the target's by `TARGET`."""
        self._a_row = _A_ROW
        self._shown: tuple[tuple[str, ...], int] | None = None
        """For which names, the target's at the end, there are choices, and how many in a row."""
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self.hint = label("fieldName")
        """What the columns can't teach."""
        self.hint.setWordWrap(True)
        column = column_of(self)
        column.setSpacing(look.px(6))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(6))
        column.addLayout(self._grid)
        column.addWidget(self.problem)
        column.addWidget(self.hint)
        self._late = Late(self, self.refresh, desk.changed, session.reset)
        session.changed.connect(self._look_at)
        self.refresh()

    @guarded
    def _look_at(self, changes: Changes) -> None:
        if changes.touches & (Touches.STRUCTURE | Touches.LOOKS):
            self._late.soon()

    @guarded
    def refresh(self) -> None:
        """Show what feeds what now."""
        from circuitlab.learn.binding import AIM, hints, inputs_of

        desk, inputs, bound, problem, hint = self._desk, tuple[str, ...](), None, "", ""
        if desk.table is not None:
            try:
                inputs = inputs_of(self._session.circuit)
                bound = desk.binding()
                hint = "\n".join(hints(desk.table, bound)[:MOST])
            except (CircuitError, ValueError) as error:
                problem = complete(str(error))
        columns = () if desk.data is None else desk.data.columns
        shown = [name for name in inputs[:MOST] if bound is None or name != AIM or name not in bound.aims]
        names = () if desk.data is None else (*shown, TARGET)
        self._rebuild(names, _A_ROW if max(map(len, columns), default=0) <= _SHORT else _A_ROW - 1)
        self._show_choices(bound)
        for line, text in ((self.problem, problem), (self.hint, hint)):
            line.setText(text)
            line.setVisible(bool(text))

    def _show_choices(self, bound: "Binding | None") -> None:
        """What is bound; where the binding is not complete, what was chosen by hand."""
        data = self._desk.data
        if data is None:
            return
        fed = dict(data.feeds) if bound is None else dict(bound.columns)
        fed[TARGET] = data.target or data.columns[-1]
        columns = {name: name for name in data.columns}
        for name, choice in self.choices.items():
            choice.show_choice(fed.get(name, OPEN), columns)

    def _rebuild(self, names: tuple[str, ...], a_row: int) -> None:
        """A choice for each of these, if there are others than now."""
        if (names, a_row) == self._shown:
            return
        from circuitlab.learn.binding import AIM

        self._shown, self._a_row = (names, a_row), a_row
        empty(self._grid)
        self.choices = {}
        for name in names:
            if name == TARGET:
                self._add(name, "target", "The column that the output is to meet", self._desk.set_target)
            else:
                title = f"input {name}" if name == AIM else name
                self._add(name, title, "The column that feeds this input", partial(self._desk.feed, name))
        self._grid.setColumnStretch(2 * _A_ROW, 1)

    def _add(self, name: str, title: str, tip: str, take: Callable[[str], None]) -> None:
        choice = Choice(self._look, f"Column for {title}", tip, {})
        choice.chosen.connect(guarded(lambda column: take(column)))
        place = len(self.choices)
        row, column = place // self._a_row, 2 * (place % self._a_row)
        self._grid.addWidget(label("fieldName", title), row, column)
        self._grid.addWidget(choice, row, column + 1)
        self.choices[name] = choice
