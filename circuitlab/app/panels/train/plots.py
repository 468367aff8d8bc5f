"""The two plots of the training panel, made when they are first seen: the curves, and the parted plane."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.choice import Choice
from circuitlab.app.panels.train.boundary import Boundary, Rows
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.plots.boundary_plot import BoundaryPlot, Data, Sides
from circuitlab.app.plots.curves_plot import CurvesPlot
from circuitlab.app.plots.navigation import Tools
from circuitlab.app.widgets import first_fit, label
from circuitlab.teach import numbers
from circuitlab.teach.numbers import counted

TITLE = "Decision boundary"
CURVES_MS = 250
"""Between two drawings of the curves while they grow."""


class Plots(QWidget):
    """The curves above the plane, and two choices of what it is spanned by; each with its tools."""

    said = Signal(str)  # what came of an export

    def __init__(self, look: Look, trainer: Trainer, boundary: Boundary) -> None:
        super().__init__()
        self._look, self._trainer, self._boundary = look, trainer, boundary
        self.curves = CurvesPlot(look)
        self.plane = BoundaryPlot(look)
        self.axes = tuple(
            Choice(look, f"Input {way}", f"The input that goes {way}", {}) for way in ("across", "up")
        )
        for place, choice in enumerate(self.axes):
            choice.chosen.connect(guarded(lambda name, place=place: boundary.set_axis(place, name)))
        self.low = False
        self.head = label("caption", TITLE)
        self.tools = tuple(
            Tools(look, plot, title)
            for plot, title in ((self.curves, "Loss and accuracy"), (self.plane, TITLE))
        )
        for tools in self.tools:
            tools.said.connect(self.said)
        self._rows = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        self._late = QTimer(self, singleShot=True, interval=CURVES_MS)
        self._late.timeout.connect(self._draw_curves)
        self.curves.picked.connect(guarded(lambda place: trainer.rewind(place)))
        trainer.moved.connect(self._soon)
        trainer.changed.connect(self._draw_at_rest)
        boundary.changed.connect(self._draw_plane)
        self._draw_curves()
        self._draw_plane()

    def _lay_out(self) -> None:
        look = self._look
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # heads fit in
        above, below = self._rows
        for row, head, tools in zip(
            self._rows, (label("caption", "Over the epochs"), self.head), self.tools, strict=True
        ):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(look.px(6))
            row.addWidget(head)
            row.addStretch(1)
            for choice in self.axes if row is below else ():
                row.addWidget(choice)
            row.addWidget(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addLayout(above)
        column.addWidget(self.curves, 1)
        column.addLayout(below)
        column.addWidget(self.plane, 2)

    def set_low(self, low: bool) -> None:
        """Ask for less height, where there is little."""
        self.low = low
        for plot in (self.curves, self.plane):
            plot.set_low(low)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for row, tools in zip(self._rows, self.tools, strict=True):
            first_fit(row, self.width(), 3, tools.thin_out)

    @guarded
    def _soon(self) -> None:
        if not self._late.isActive():
            self._late.start()

    @guarded
    def _draw_at_rest(self) -> None:
        if not self._trainer.running:
            self._draw_curves()

    @guarded
    def _draw_curves(self) -> None:
        run = self._trainer.run
        examples = 1 if run is None else len(run.data)
        epochs = self._trainer.wanted.epochs if run is None else run.plan.epochs
        self.curves.show_records(self._trainer.records, self._trainer.place, examples, epochs)
        self.curves.setAccessibleName("Loss and accuracy over the epochs")

    @guarded
    def _draw_plane(self) -> None:
        boundary = self._boundary
        names = {name: name for name in boundary.names}
        for choice, axis in zip(self.axes, boundary.axes, strict=True):
            choice.show_choice(axis, names)
            choice.setVisible(len(names) > 2)
        self._fit()
        rows, loss = boundary.rows, self._trainer.settled.loss
        if boundary.field is None or boundary.binding is None or rows is None:
            self.head.setText(TITLE)
            self.plane.show_why(boundary.why)
            return
        some = len(rows.points) < rows.total
        self.head.setText(f"{counted(len(rows.points))} of {counted(rows.total)} rows" if some else TITLE)
        sides = _sides(rows, loss, is_chance=boundary.is_chance)
        cut = rows.mean if rows.threshold is None else rows.threshold
        held = Data(rows.points, rows.targets > cut, (rows, loss))
        self.plane.show_field(boundary.field, held, boundary.axes, sides)
        across, up = boundary.axes
        self.plane.setAccessibleName(f"The output over {across} and {up}, and the data")


def _sides(rows: Rows, loss: str, *, is_chance: bool) -> Sides:
    """Where the boundary is, where the margins are, and what is on either side."""
    if rows.threshold is None:
        mean = numbers.text(rows.mean, 3)
        return Sides(rows.mean, rows.spread, f"above {mean}", f"below {mean}", has_margins=False)
    low = numbers.text(2 * rows.threshold - 1)
    if is_chance:
        return Sides(0.5, 0.25, "1", low, has_margins=False)
    if loss not in ("squared", "objective"):
        return Sides(0.0, 1.0, "1", low)
    return Sides(rows.threshold, 1.0 - rows.threshold, "1", low)
