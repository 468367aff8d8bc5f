"""The data panel: where the data come from, what their columns feed, and the table."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look, plain_tip
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_maker import DataMaker
from circuitlab.app.data_reader import DataReader
from circuitlab.app.data_writer import DataWriter
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.data.binding_rows import BindingRows
from circuitlab.app.panels.data.grid import Grid
from circuitlab.app.panels.data.make_row import HEIGHT, MakeRow
from circuitlab.app.panels.data.rows import Rows
from circuitlab.app.session import Session
from circuitlab.app.widgets import label, scroll_down_only
from circuitlab.circuit.errors import spaced

INSET, GAP = 16, 10
NOTHING = "No data yet: generate some, import a CSV file, or paste rows from a spreadsheet."
STOP = "Go no further: the data, and what was in the file, stay"
TOO_MANY = "These are too many to be saved with the circuit: export them, too."


class DataPanel(QScrollArea):
    """The content of the panel."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self._desk, reader = DataDesk.of(session), DataReader.of(session)
        self._at_work = DataMaker.of(session), reader, DataWriter.of(session)
        self.make = MakeRow(look, session)
        self.binding = BindingRows(look, session, self._desk)
        self.fact, self.problem, self.room = label("checkSummary"), label("lineError"), label("fieldName")
        for line in (self.fact, self.problem, self.room):
            line.setWordWrap(True)
        self.cancel = Button(look, "Cancel", height=HEIGHT).explain(STOP)
        self.remove = Button(look, icon="cross", face=Face.PLAIN, height=HEIGHT)
        self.remove.explain("Remove the data from the circuit")
        self.cancel.clicked.connect(self._stop)
        self.remove.clicked.connect(guarded(lambda *_: self._desk.remove()))
        self.grid = Grid(look, Rows(self._desk, reader, self), self.make.paste)
        self.make.judged.connect(self._judge)
        self._desk.changed.connect(self._show)
        for each in self._at_work:
            each.told.connect(self._show)
        self._lay_out()
        self.grid.fit_columns()
        self._show()

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        scroll_down_only(self)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(inset, look.px(12), inset, look.px(12))
        column.setSpacing(look.px(GAP))
        fact = QHBoxLayout()
        fact.addWidget(self.fact, 1)
        fact.addWidget(self.cancel)
        fact.addWidget(self.remove)
        column.addWidget(self.make)
        column.addWidget(self.problem)
        column.addLayout(fact)
        column.addWidget(self.room)
        column.addWidget(self.binding)
        column.addWidget(self.grid, 1)
        column.addStretch(0)
        self.setWidget(inside)

    @guarded
    def _judge(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.problem.setToolTip("")

    @guarded
    def _stop(self, *_: object) -> None:
        for each in self._at_work:
            if each.busy:
                each.cancel()

    @guarded
    def _show(self) -> None:
        """What there is, how far what goes on is, or why something did not come in or go out."""
        desk, there = self._desk, self._desk.data is not None
        self._judge("")
        for each in self._at_work:
            if each.problem:
                self._judge(each.problem)
                self.problem.setToolTip("" if each.path is None else plain_tip(str(each.path)))
        for part in (self.grid, self.binding):
            part.setVisible(there)
        going = [each.progress for each in self._at_work if each.busy]
        self.remove.setVisible(there and not going)
        self.cancel.setVisible(bool(going))
        self.room.setVisible(there and not _is_kept(desk))
        self.room.setText(TOO_MANY)
        if going:
            self.fact.setText("\n".join(going))
        elif desk.data is None:
            self.fact.setText(NOTHING)
        else:
            rows = f"{spaced(desk.data.count)} row{'s' * (desk.data.count != 1)}"
            self.fact.setText(f"{rows}: {desk.data.source}" if desk.data.source else rows)

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))


def _is_kept(desk: DataDesk) -> bool:
    """Whether the data fit into a file."""
    from circuitlab.files import data_records

    return desk.data is None or data_records.fits(desk.data)
