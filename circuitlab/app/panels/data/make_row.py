"""Where data come from: a generator with its numbers, a file, or the clipboard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_maker import DataMaker
from circuitlab.app.data_reader import DataReader
from circuitlab.app.data_writer import DataWriter
from circuitlab.app.guard import guarded
from circuitlab.app.panels.choice import Choice
from circuitlab.app.panels.fields import FieldGroup
from circuitlab.app.panels.number_field import NumberField
from circuitlab.app.session import Session
from circuitlab.app.widgets import label
from circuitlab.circuit.errors import complete

KINDS = {
    "moons": "Two moons",
    "circles": "Circles",
    "xor": "XOR",
    "spiral": "Spiral",
    "blobs": "Blobs",
    "linear": "Linear",
}
CSV = "Comma-separated values (*.csv);;All files (*)"
HEIGHT = 30
WIDTHS = {"points": 84, "noise": 52, "seed": 52}
MOST_POINTS = 1_000_000
"""More fill the memory."""


class MakeRow(QWidget):
    """Two rows: what is generated, and the buttons for data that come from elsewhere."""

    judged = Signal(str)  # why something can't be, "" for nothing

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look, self._desk = look, DataDesk.of(session)
        self._maker, self._reader = DataMaker.of(session), DataReader.of(session)
        self._writer = DataWriter.of(session)
        self._numbers = {"points": 100.0, "noise": 0.1, "seed": 0.0}
        self.kind = Choice(look, "Kind of data", "What is generated", KINDS)
        self.kind.show_choice("moons")
        self.kind.chosen.connect(self._choose)
        self._typed = FieldGroup(self)
        self.fields = {
            "points": self._field("points", "Points", whole=True, tip="How many points, half of each class"),
            "noise": self._field("noise", "Noise", tip="Standard deviation of what moves each coordinate"),
            "seed": self._field("seed", "Seed", whole=True, tip="The same seed gives the same points"),
        }
        self.make = Button(look, "Generate", height=HEIGHT).explain("Put these points in the table")
        self.make.clicked.connect(self.press)
        self.buttons = {
            "import": self._button("Import…", "Read a CSV file", self.ask_import),
            "paste": self._button(
                "Paste", "Rows from a spreadsheet, with or without names (Ctrl+V in the table)", self.paste
            ),
            "export": self._button("Export…", "Write the table to a CSV file", self.ask_export),
        }
        self._lay_out()
        self._desk.changed.connect(self._show)
        self._show()

    def _field(self, name: str, title: str, *, whole: bool = False, tip: str = "") -> NumberField:
        def take(number: float) -> str:
            problem = _refusal(name, number)
            if not problem:
                self._numbers[name] = number
            return problem

        field = NumberField(self._look, title, lambda: self._numbers[name], take, whole=whole, tip=tip)
        field.judged.connect(self.judged)
        self._typed.add(field)
        field.setFixedWidth(self._look.px(WIDTHS[name]))
        return field

    def _button(self, text: str, tip: str, slot: Callable[[], object]) -> Button:
        button = Button(self._look, text, height=HEIGHT).explain(tip)
        button.clicked.connect(guarded(lambda *_: slot()))
        return button

    def _lay_out(self) -> None:
        look = self._look
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(4))
        for column, (title, widget) in enumerate(
            (("Generate", self.kind), *((field.accessibleName(), field) for field in self.fields.values()))
        ):
            grid.addWidget(label("fieldName", title), 0, column)
            grid.addWidget(widget, 1, column)
        grid.setColumnStretch(0, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, look.px(4), 0, 0)
        row.setSpacing(look.px(6))
        row.addWidget(self.make)
        row.addStretch(1)
        for name in ("import", "paste", "export"):
            row.addWidget(self.buttons[name])
        grid.addLayout(row, 2, 0, 1, 4)

    @guarded
    def _choose(self, kind: str) -> None:
        self.kind.show_choice(kind)

    @guarded
    def _show(self) -> None:
        self.buttons["export"].setEnabled(self._desk.data is not None)

    @guarded
    def press(self, *_: object) -> None:
        """Generate, where every field holds a number."""
        if not self._typed.taken():
            return
        points, noise, seed = (self._numbers[name] for name in ("points", "noise", "seed"))
        self._maker.make(self.kind.key, int(points), noise, int(seed))

    # Data from elsewhere -------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a file, and read it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Import Data", "", CSV)
        if chosen:
            self._reader.open(Path(chosen))

    def ask_export(self) -> None:
        """Ask for a file, and write the table to it."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Export Data", "data.csv", CSV)
        if chosen:
            self._writer.save(Path(chosen))

    def paste(self) -> None:
        """Read what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._reader.read(text)
        else:
            self.judged.emit("There is no text on the clipboard.")


def _refusal(name: str, number: float) -> str:
    """Why no points can be made with this number; "" if they can."""
    from circuitlab.learn.datasets import check
    from circuitlab.learn.table import DataError

    try:
        check(**{name: number}, most=MOST_POINTS)
    except DataError as error:
        return complete(str(error))
    return ""
