"""How far a difference quotient is off, over its step h: the plot of the gradient check, for what climbs.

A click in it gives the numerical gradient that step.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.check.checker import STEPS, STOPS
from circuitlab.app.panels.check.step_row import nearest_stop
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.scenery import Scenery
from circuitlab.app.slices import FAILED, Slices
from circuitlab.teach.checks import NO_WAY, NOT_FINITE

if TYPE_CHECKING:
    from circuitlab.app.plots.error_plot import ErrorPlot
    from circuitlab.engine.error_curve import Curve
    from circuitlab.engine.trace import Trace


class ErrorOverStep(QObject):
    """Keeps the plot true, while nothing runs: each point of a climb would have a curve of its own."""

    def __init__(self, climber: Climber, scenery: Scenery) -> None:
        super().__init__(scenery)
        self._climber = climber
        self._scenery = scenery
        self._plot: ErrorPlot | None = None
        self._curve: Curve | None = None
        self._known: tuple[Trace, int, bool] | None = None
        self._slices = Slices(self)

    def plot(self, look: Look) -> "ErrorPlot":
        """The plot, made when it is first chosen."""
        from circuitlab.app.plots.error_plot import ErrorPlot

        if self._plot is None:
            self._plot = ErrorPlot(look)
            self._plot.picked.connect(self._pick)
        return self._plot

    @guarded
    def _pick(self, h: float) -> None:
        self._climber.tune("numerical", "h", STOPS[nearest_stop(h)])

    @guarded
    def refresh(self) -> None:
        """Show the curve of the input that is looked along, at the values on the canvas.

        Of the difference that the numerical gradient takes: forward and central ones are off by other errors.
        """
        hill, trace = self._scenery.known_hill(), self._climber.session.trace
        if self._plot is None or self._climber.running:
            return
        if hill is None or trace.tape.objective is None:
            self._slices.drop()
            self._take(None)
            return
        forward = self._climber.choice.tunings["numerical"].difference == "forward"
        asked = trace, hill.gates[self._scenery.along], forward
        if self._known == asked:
            self._show()
            return
        from circuitlab.engine.error_curve import error_curving

        self._known = asked
        self._slices.begin(error_curving(*asked[:2], STEPS, forward=forward), self._take, self._fail)

    @guarded
    def _take(self, curve: "Curve | None") -> None:
        self._curve = curve
        self._show(NO_WAY if curve is None else NOT_FINITE)

    @guarded
    def _fail(self) -> None:
        self._curve = self._known = None
        self._show(FAILED)

    def _show(self, why: str = NOT_FINITE) -> None:
        """The step that is marked is the nearest for which there is an error. why: if there is none."""
        h = self._climber.choice.tunings["numerical"].h
        if self._plot is not None:
            shown = h if h in STEPS else STOPS[nearest_stop(h)]
            self._plot.show_curve(self._curve, shown, why)
