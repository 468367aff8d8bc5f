"""The numbers of the runs at the iteration that is shown: all of the leader's, the outcome of the others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.elided import ElidedLabel
from circuitlab.app.panels.climb.shown_climb import ShownClimb
from circuitlab.app.widgets import column_of, dress_anew, label, named
from circuitlab.app.wrapped import WrappedLabel
from circuitlab.circuit.errors import short
from circuitlab.learn.strategies import STRATEGIES
from circuitlab.teach.climbs import Row, heading, numbers_of, outcomes

MOST = 4
"""Values of the leader's that are listed."""
ROW = 19
NOTHING = "Nothing climbed yet. Climb, or make one step."
NEWCOMER = "{} has not run beside these: the next climb begins anew with it."


class _Rows(QWidget):
    """Names on the left, numbers on the right, a line below each."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = column_of(self)
        self._heading = label("caption")
        column.addWidget(self._heading)
        self._column = column
        self._cells: list[_Cell] = []

    def show_rows(self, heading: str, rows: Sequence[Row]) -> None:
        """Show these under a heading."""
        self._heading.setText(heading)
        while len(self._cells) < len(rows):
            self._cells.append(_Cell(self._look))
            self._column.addWidget(self._cells[-1])
        for cell in self._cells[len(rows) :]:
            cell.hide()
        for cell, row in zip(self._cells, rows, strict=False):
            cell.fill(row)
            cell.show()


class _Cell(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        self._name, self._number = ElidedLabel("fieldName"), ElidedLabel("fieldValue")
        self._number.setFixedHeight(look.px(ROW))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._name)
        row.addWidget(self._number, 1)
        column = column_of(self)
        column.addLayout(row)
        rule = named(QWidget(), "separator")
        rule.setFixedHeight(1)
        column.addWidget(rule)

    def fill(self, row: Row) -> None:
        """Show a name and its number."""
        self._name.show_line(row.name)
        self._number.show_line(row.number, row.whole)
        role = "value" if row.is_value else ""
        if self._number.property("role") != role:
            self._number.setProperty("role", role)
            dress_anew(self._number)


class RunNumbers(QWidget):
    """The leader's numbers, and below them what the others have reached in how many evaluations."""

    def __init__(self, look: Look, climb: ShownClimb) -> None:
        super().__init__()
        self._climb = climb
        self._leader, self._others = _Rows(look), _Rows(look)
        self._nothing = WrappedLabel("checkRemark")
        column = column_of(self)
        column.setSpacing(look.px(8))
        for widget in (self._nothing, self._leader, self._others):
            column.addWidget(widget)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show the iteration that is shown."""
        team, leader = self._climb.team, self._climb.leader
        others = [] if team is None else [run for run in team.runs.values() if run is not leader]
        self._nothing.show_text("" if leader is not None else NOTHING if team is None else self._newcomer())
        self._leader.setVisible(leader is not None)
        self._others.setVisible(bool(others))
        goal = self._climb.goal
        if leader is not None:
            rows = numbers_of(leader, goal, MOST)
            if not self._climb.on_canvas:  # where values are blue
                rows = [row._replace(is_value=False) for row in rows]
            self._leader.show_rows(heading(leader), rows)
        self._others.show_rows(f"Others: {short(goal)} / evaluations", outcomes(others))

    def _newcomer(self) -> str:
        return NEWCOMER.format(STRATEGIES[self._climb.choice.leader].title)
