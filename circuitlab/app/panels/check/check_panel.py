"""The gradient check: the verdict in a line, all gates in a table, the step h, and the error over it.

It shows what the checker has found, and works only while it is to be seen.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.icons import Icon
from circuitlab.app.panels.check.checker import STOPS, Checker
from circuitlab.app.panels.check.rows import Rows
from circuitlab.app.panels.check.step_row import StepRow, nearest_stop
from circuitlab.app.panels.check.table import ICONS, Table
from circuitlab.app.panels.inspected import inspected
from circuitlab.app.panels.seen_panel import SeenPanel
from circuitlab.app.session import Session
from circuitlab.app.slices import FAILED
from circuitlab.app.widgets import label, named
from circuitlab.teach import checks
from circuitlab.teach.names import name_of

if TYPE_CHECKING:
    from circuitlab.app.plots.error_plot import ErrorPlot
    from circuitlab.engine.error_curve import Curve

INSET = 16
LOW = 300
"""In a panel that is less high, slider and plot would not be seen at once."""
SLOW_MS = 150
"""What takes longer says that it is being computed."""
PLOT_MARGINS = (46, 20)
"""Left and right of the axes; the slider above stands as they do."""
BY_WEIGHT = ("open", "mismatch", "kink", "undefined", "ok")
"""The first of these that there is gives the summary its sign."""


class CheckPanel(SeenPanel):
    """The content of the panel."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look)
        self._session = session
        self.checker = checker = Checker.of(session)
        self.sign = Icon(look, "tick")
        self.summary = label("checkSummary")
        self.summary.setWordWrap(True)
        self.rows = Rows(session, checker, self)
        self.table = Table(look, self.rows)
        self.head = label("caption")
        self.step = StepRow(look, PLOT_MARGINS, self.head)
        self._line = named(QWidget(), "separator")
        self.remark = label("checkRemark")
        self.remark.setWordWrap(True)
        self.plot: ErrorPlot | None = None
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._lay_out()
        self._listen()
        self._show_step()
        self._show_report()

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(0, look.px(12), 0, look.px(12))
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setContentsMargins(inset, 0, inset, 0)
        first.setSpacing(look.px(8))
        first.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.summary, 1)
        column.addLayout(first)
        column.addSpacing(look.px(8))
        column.addWidget(self.table, 2)
        self._line.setFixedHeight(1)
        column.addWidget(self._line)
        column.addSpacing(look.px(12))
        column.addWidget(self.step)
        column.addSpacing(look.px(4))
        self._plot_place = column.count()
        self.remark.setContentsMargins(inset, 0, inset, 0)
        column.addWidget(self.remark)
        column.addStretch(0)
        self.setWidget(inside)

    def _listen(self) -> None:
        checker = self.checker
        self._slow.timeout.connect(self._show_slow)
        checker.started.connect(self._slow.start)
        checker.reported.connect(self._show_report)
        checker.renamed.connect(self._show_report)
        checker.curve_changed.connect(self._show_curve)
        checker.step_changed.connect(self._show_step)
        self.step.asked.connect(guarded(lambda h: checker.set_step(h)))
        self.table.chosen.connect(guarded(lambda gate: self._session.select([gate])))

    # Only while it is seen -----------------------------------------------------------------------

    def watch(self, on: bool) -> None:
        """It is to be seen, or no more."""
        if on:
            self.checker.watch(self)
        else:
            self.checker.leave(self)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_plot()

    def _fit_plot(self) -> None:
        """Slider and plot are to be seen at once."""
        if self.plot is not None:
            self.plot.set_low(self.viewport().height() < self._look.px(LOW))

    def want_plots(self) -> None:
        """Make the plot, unless it is there."""
        if self.plot is not None:
            return
        from circuitlab.app.plots.error_plot import ErrorPlot

        self.plot = ErrorPlot(self._look)
        self.plot.picked.connect(guarded(lambda h: self.checker.set_step(STOPS[nearest_stop(h)])))
        self._column.insertWidget(self._plot_place, self.plot, 1)
        self._column.insertSpacing(self._plot_place + 1, self._look.px(6))
        self._fit_plot()
        self._show_curve()

    # What it shows -------------------------------------------------------------------------------

    @guarded
    def _show_report(self) -> None:
        self._slow.stop()
        self.rows.refresh()
        chosen = inspected(self._session)
        self.table.mark(None if chosen is None else chosen.id)
        checker, circuit = self.checker, self._session.circuit
        problem = checks.obstacle(circuit, self._session.trace)
        nothing = bool(problem) or checker.report is None
        for part in (self.table, self._line, self.step, self.remark):
            part.setVisible(not nothing)
        if self.plot is not None:
            self.plot.setVisible(not nothing)
        if problem or checker.report is None:
            self._say(problem or (FAILED if checker.failed else "Checking…"), "")
            return
        report = checker.report
        statuses = {"open"} if checker.open else {row.status for row in report.rows}
        worst = next(status for status in BY_WEIGHT if status in statuses)
        self._say(checks.summary(circuit, report, checker.open), ICONS[worst])

    def _say(self, text: str, icon: str) -> None:
        self.summary.setText(text)
        self.sign.setVisible(bool(icon))
        if icon:
            self.sign.change(icon, "error" if icon == "error" else "ink")

    @guarded
    def _show_slow(self) -> None:
        self._say("Checking…", "circle-dashed")

    @guarded
    def _show_step(self) -> None:
        self.step.show_step(self.checker.h)
        self._show_curve()

    @guarded
    def _show_curve(self) -> None:
        """The curve of the plotted gate, as far as it is there, and what to say of it."""
        checker, circuit = self.checker, self._session.circuit
        gate, curve = checker.plotted, checker.curve
        if gate is None or gate not in circuit.gates:
            return
        row, name = checker.row(gate), name_of(circuit, gate)
        if curve is None or checker.curve_of != gate or row is None:
            objective = self._session.trace.objective
            if row is not None and objective is not None and not self._session.trace.is_ancestor(gate):
                self.head.setText(name)
                self.remark.setText(checks.no_way(circuit, gate, objective))
                self._draw(None)
            return
        errors = dict(zip(curve.hs, curve.errors, strict=True))
        self.head.setText(checks.error_line(name, errors.get(checker.h)))
        self.remark.setText("" if gate in checker.open else checks.remark(name, row, curve))
        self._draw(curve)

    def _draw(self, curve: "Curve | None") -> None:
        if self.plot is not None:
            why = checks.NO_WAY if curve is None else checks.NOT_FINITE
            self.plot.show_curve(curve, self.checker.h, why)
            self.plot.setAccessibleName(f"Error over the step h. {self.head.text()}. {self.remark.text()}")
