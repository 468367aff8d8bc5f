"""The numbers of the runs at the iteration that is shown: all of the leader's, the outcome of the others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.climb.shown_climb import ShownClimb
from circuitlab.app.widgets import column_of, label, named
from circuitlab.teach.climbs import EVALUATIONS, beginning, heading, numbers_of, outcomes

MOST = 4
"""Values of the leader's that are listed."""
ROW = 20
NOTHING = "Nothing climbed yet. Climb, or make one step."


class _Rows(QWidget):
    """Names on the left, numbers on the right, a line below each."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = column_of(self)
        self._heading = label("caption")
        column.addWidget(self._heading)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self._labels: list[tuple[_Cell, QWidget]] = []

    def show_rows(self, heading: str, rows: list[tuple[str, str, str]]) -> None:
        """Each row: name, number, and the role that it is coloured by."""
        self._heading.setText(heading)
        while len(self._labels) < len(rows):
            self._add()
        for index, pair in enumerate(self._labels):
            for widget in pair:
                widget.setVisible(index < len(rows))
        for (cell, _), (name, number, role) in zip(self._labels, rows, strict=False):
            cell.fill(name, number, role)

    def _add(self) -> None:
        line = 2 * len(self._labels)
        cell = _Cell(self._look)
        rule = named(QWidget(), "separator")
        rule.setFixedHeight(1)
        self._grid.addWidget(cell, line, 0)
        self._grid.addWidget(rule, line + 1, 0)
        self._labels.append((cell, rule))


class _Cell(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedHeight(look.px(ROW))
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(look.px(6))
        row.setColumnStretch(1, 1)
        self._name, self._number = label("fieldName"), label("fieldValue")
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._name, 0, 0)
        row.addWidget(self._number, 0, 1)

    def fill(self, name: str, number: str, role: str) -> None:
        """Show a name and its number."""
        self._name.setText(name)
        self._number.setText(number)
        if self._number.property("role") != role:
            self._number.setProperty("role", role)
            self._number.style().polish(self._number)


class RunNumbers(QWidget):
    """The leader's numbers, and below them what the others have reached in how many evaluations."""

    def __init__(self, look: Look, climb: ShownClimb) -> None:
        super().__init__()
        self._climb = climb
        self._leader, self._others = _Rows(look), _Rows(look)
        self._nothing = label("checkRemark", NOTHING)
        self._nothing.setWordWrap(True)
        column = column_of(self)
        column.setSpacing(look.px(8))
        for widget in (self._nothing, self._leader, self._others):
            column.addWidget(widget)
        column.addStretch(1)

    def refresh(self) -> None:
        """Show the iteration that is shown."""
        team, leader = self._climb.team, self._climb.leader
        others = [] if team is None else [run for run in team.runs.values() if run is not leader]
        self._nothing.setVisible(leader is None)
        self._leader.setVisible(leader is not None)
        self._others.setVisible(leader is not None and bool(others))
        if leader is None:
            return
        goal = self._climb.goal
        rows = [(*row, "" if row[0] == EVALUATIONS else "value") for row in numbers_of(leader, goal, MOST)]
        self._leader.show_rows(heading(leader), [*rows, ("from", beginning(leader, goal), "")])
        self._others.show_rows(f"Others: {goal} / evaluations", [(*row, "") for row in outcomes(others)])
