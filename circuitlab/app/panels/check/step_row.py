"""The step h of the gradient check: a field to type into, and a slider from 1e-14 to 0.1, as powers go."""

from bisect import bisect_left
from math import log10

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.key_slider import KeySlider
from circuitlab.app.panels.check.checker import STOPS
from circuitlab.app.panels.fields import LineField
from circuitlab.app.widgets import column_of, label
from circuitlab.teach import checks, numbers

FIELD = 96
A_DECADE = 3
"""Stops of the slider: 1, 2, 5."""
HANDLE = 12
"""Width of the slider's handle, without its edge: its middle moves so much less than the slider is wide."""


class _Slider(KeySlider):
    """The wheel scrolls the panel over it, unless the keyboard is on it."""

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class StepRow(QWidget):
    """Shows the step, and asks for another one.

    margins: how far the slider's ends are from the sides. beside: what stands right of the field.
    """

    asked = Signal(float)

    def __init__(self, look: Look, margins: tuple[float, float], beside: QWidget) -> None:
        super().__init__()
        self._h = STOPS[0]
        self.field = LineField("Step h", lambda: numbers.raised(self._h), self._accept)
        self.field.setFixedWidth(look.px(FIELD))
        self.slider = self._make_slider()
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self.problem.hide()
        self.field.judged.connect(self._judge)
        row = QHBoxLayout()
        row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        row.setSpacing(look.px(8))
        row.addWidget(label("fieldName", "Step h"))
        row.addWidget(self.field)
        row.addStretch(1)
        row.addWidget(beside)
        track = QHBoxLayout()
        left, right = (look.px(margin) - (look.px(HANDLE) + 4) // 2 for margin in margins)
        track.setContentsMargins(left, 0, right, 0)
        track.addWidget(self.slider)
        column = column_of(self)
        column.setSpacing(look.px(4))
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addLayout(track)

    def _make_slider(self) -> KeySlider:
        slider = _Slider("Step h", "How far each output is moved up and down: smaller to the left")
        slider.setRange(0, len(STOPS) - 1)
        slider.setPageStep(A_DECADE)
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        slider.valueChanged.connect(guarded(lambda stop: self.asked.emit(STOPS[stop])))
        return slider

    def show_step(self, h: float) -> None:
        """Show this step; the slider stands at the stop that is nearest."""
        self._h = h
        self.slider.blockSignals(True)
        self.slider.setValue(nearest_stop(h))
        self.slider.blockSignals(False)
        self.field.reset()

    def _accept(self, typed: str) -> str:
        try:
            h = numbers.read(typed)
        except ValueError as error:
            return str(error)
        problem = checks.step_problem(h)
        if not problem:
            self.asked.emit(h)
        return problem

    @guarded
    def _judge(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def nearest_stop(h: float) -> int:
    """The stop of the slider that is nearest to a step, as powers go."""
    above = min(bisect_left(STOPS, h), len(STOPS) - 1)
    below = max(above - 1, 0)
    return min((below, above), key=lambda stop: abs(log10(STOPS[stop] / h)))
