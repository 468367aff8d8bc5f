"""The two plots of the training panel, made when they are first seen: the curves, and the parted plane."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.panels.choice import Choice
from circuitlab.app.panels.train.boundary import Boundary
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.plots.boundary_plot import BoundaryPlot, Data
from circuitlab.app.plots.curves_plot import CurvesPlot
from circuitlab.app.plots.navigation import Tools
from circuitlab.app.widgets import first_fit, label

if TYPE_CHECKING:
    from circuitlab.learn.table import Table

CURVES_MS = 250
"""Between two drawings of the curves while they grow."""


class Plots(QWidget):
    """The curves above the plane, and two choices of what it is spanned by; each with its tools."""

    said = Signal(str)  # what came of an export

    def __init__(self, look: Look, trainer: Trainer, boundary: Boundary, desk: DataDesk) -> None:
        super().__init__()
        self._look, self._trainer, self._boundary, self._desk = look, trainer, boundary, desk
        self.curves = CurvesPlot(look)
        self.plane = BoundaryPlot(look)
        self.axes = tuple(
            Choice(look, f"Input {way}", f"The input that goes {way}", {}) for way in ("across", "up")
        )
        for place, choice in enumerate(self.axes):
            choice.chosen.connect(guarded(lambda name, place=place: boundary.set_axis(place, name)))
        self.head = label("caption", "Output: solid 0, dashed ±1")
        self.tools = tuple(
            Tools(look, plot, title)
            for plot, title in ((self.curves, "Loss and accuracy"), (self.plane, "Decision boundary"))
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
        boundary, data = self._boundary, self._desk.table
        names = {name: name for name in boundary.names}
        for choice, axis in zip(self.axes, boundary.axes, strict=True):
            choice.show_choice(axis, names)
            choice.setVisible(len(names) > 2)
        self._fit()
        if boundary.field is None or boundary.binding is None or data is None:
            self.plane.show_why(boundary.why)
            return
        middle, margin = self._middle(data, boundary.binding.target)
        binding = boundary.binding
        columns = [data.column(binding.columns[name]) for name in boundary.axes]
        held = Data(np.column_stack(columns), data.column(binding.target) > middle, (data, binding, middle))
        self.plane.show_field(boundary.field, held, boundary.axes, middle, margin)
        self.plane.setAccessibleName(
            f"The output over {boundary.axes[0]} and {boundary.axes[1]}, and the data"
        )

    def _middle(self, data: "Table", target: str) -> tuple[float, float]:
        """Where the boundary is, and how far from it the margins are."""
        from circuitlab.learn.binding import threshold

        if self._trainer.wanted.loss != "squared":
            self.head.setText("Output: solid 0, dashed ±1")
            return 0.0, 1.0
        column = data.column(target)
        middle = threshold(column)
        if middle is None:
            middle = float(column.mean())
            margin = float(column.std()) or 1.0
            self.head.setText("Output: solid the mean target")
            return middle, margin
        margin = 1.0 - middle
        self.head.setText(f"Output: solid {middle:g}, dashed {middle - margin:g} and 1")
        return middle, margin
