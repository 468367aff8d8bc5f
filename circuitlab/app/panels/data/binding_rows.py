"""Which column feeds which input, and which one the output is to meet: a choice for each."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.panels.choice import Choice
from circuitlab.app.session import Session
from circuitlab.app.widgets import label
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.errors import CircuitError

MOST = 6
"""Inputs that have a choice of their own; of more, columns go by their names."""
_A_ROW = 3
OPEN = "—"


class BindingRows(QWidget):
    """Shows the binding, and below it why there is none."""

    def __init__(self, look: Look, session: Session, desk: DataDesk) -> None:
        super().__init__()
        self._look, self._session, self._desk = look, session, desk
        self.choices: dict[str, Choice] = {}
        """By the name of an input; the target's by ""."""
        self._names: tuple[str, ...] | None = None
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(6))
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
        from circuitlab.learn.binding import inputs_of

        desk, problem, bound = self._desk, "", None
        try:
            inputs = inputs_of(self._session.circuit)
            if desk.table is not None:
                bound = desk.binding(self._session)
        except (CircuitError, ValueError) as error:
            problem = f"{str(error)[:1].upper()}{str(error)[1:].removesuffix('.')}."
            inputs = () if isinstance(error, CircuitError) else inputs
        if desk.table is None:
            inputs, problem = (), ""
        self._rebuild(inputs[:MOST])
        columns = {} if desk.table is None else {name: name for name in desk.table.columns}
        for name, choice in self.choices.items():
            fed = OPEN if bound is None else bound.columns[name] if name else bound.target
            if bound is None:
                fed = (desk.columns.get(name) if name else desk.target) or OPEN
            choice.show_choice(fed, columns)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _rebuild(self, inputs: tuple[str, ...]) -> None:
        """A choice for each of these inputs and for the target, if there are others than now."""
        if inputs == self._names:
            return
        self._names = inputs
        self._grid.removeWidget(self.problem)
        self.problem.setParent(self)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        if self._desk.table is not None:
            for name in inputs:
                self._add(name, name, "The column that feeds this input", partial(self._desk.bind, name))
            self._add("", "target", "The column that the output is to meet", self._desk.set_target)
        self._grid.addWidget(self.problem, len(self.choices), 0, 1, 2 * _A_ROW)
        self._grid.setColumnStretch(2 * _A_ROW, 1)

    def _add(self, name: str, title: str, tip: str, take: Callable[[str], None]) -> None:
        choice = Choice(self._look, f"Column for {title}", tip, {})
        choice.chosen.connect(guarded(lambda column: take(column)))
        place = len(self.choices)
        row, column = place // _A_ROW, 2 * (place % _A_ROW)
        self._grid.addWidget(label("fieldName", title), row, column)
        self._grid.addWidget(choice, row, column + 1)
        self.choices[name] = choice
