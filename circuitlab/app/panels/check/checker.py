"""The gradient check as it goes on behind the panel: for the circuit as it is, while somebody watches.

It outlives the panel, so that the step and all that was computed are there again in another look.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.one_each import one_of
from circuitlab.app.panels.inspected import inspected
from circuitlab.app.session import Session
from circuitlab.app.slices import Slices
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.engine.gradient_check import STEP, Report, Row, checking
from circuitlab.teach.checks import MOST

if TYPE_CHECKING:
    from circuitlab.engine.error_curve import Curve
    from circuitlab.engine.trace import Trace

DIGITS = (1, 2, 3, 5, 7)
STEPS = (*(float(f"{digit}e{power}") for power in range(-14, -1) for digit in DIGITS), MOST)
"""Where the curve is computed. The slider stops at those that begin with 1, 2 and 5."""
STOPS = tuple(step for step in STEPS if f"{step:e}"[0] in "125")
RANK = {"mismatch": 2, "kink": 1}
"""Which gate is plotted when none is selected: one that disagrees, else one at a kink, else the worst."""


class Checker(QObject):
    """Attributes, all read-only to others: `h`, `report`, `failed`, `open`, `curve`, `curve_of`.

    report: of the circuit as it is; None until the first numbers are there, and if that `failed`.
    open: ids of gates that have no verdict yet.
    curve, curve_of: of the gate that is plotted, and which that was; None: not there yet, or there is none.
    """

    started = Signal()  # the circuit is another one, or the step: what was reported is out of date
    reported = Signal()  # another report, or the verdicts of the gates that were open
    renamed = Signal()  # numbers as before, names perhaps not
    curve_changed = Signal()
    step_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.h = STEP
        self.report: Report | None = None
        self.failed = False
        self.open: frozenset[int] = frozenset()
        self.curve: Curve | None = None
        self.curve_of: int | None = None
        self._rows: dict[int, Row] = {}
        self._trace: Trace | None = None  # that `report` is about, or will be
        self._report_step = 0.0
        self._worst: int | None = None  # stays while only the step changes
        self._has_chosen = False
        self._asked: tuple[int, Sequence[float]] | None = None
        self._watchers: set[QObject] = set()
        self._check = Slices(self)
        self._plot = Slices(self)
        told = (session.changed, session.reset, session.trace_changed, session.selection_changed)
        self._late = Late(self, self._catch_up, *told)
        session.changed.connect(self._look_at)
        session.reset.connect(self._drop)
        session.trace_changed.connect(self._drop)

    @staticmethod
    def of(session: Session) -> "Checker":
        """The one of this session, made when first asked for."""
        return one_of(Checker, session)

    # Who wants to see it -------------------------------------------------------------------------

    def watch(self, watcher: QObject) -> None:
        """Somebody shows it from now on; what has changed meanwhile is caught up with."""
        self._watchers.add(watcher)
        self._catch_up()

    def leave(self, watcher: QObject) -> None:
        """Somebody shows it no more; without watchers nothing runs."""
        self._watchers.discard(watcher)
        if not self._watchers:
            self._late.stop()
            if self._check.isActive():  # half done: it begins anew
                self._trace = None
            if self._plot.isActive():
                self._asked = None
            self._check.drop()
            self._plot.drop()

    @property
    def busy(self) -> bool:
        """Whether something is still being computed."""
        return self._late.isActive() or self._check.isActive() or self._plot.isActive()

    # What can be asked for -----------------------------------------------------------------------

    def set_step(self, h: float) -> None:
        """Check with another step, between 1e-14 and 0.1."""
        if h != self.h:
            self.h = h
            self.step_changed.emit()
            self._late.soon()

    def row(self, gate: int) -> Row | None:
        """The row of a gate in the report, if it has one."""
        return self._rows.get(gate)

    @property
    def plotted(self) -> int | None:
        """The gate whose curve is to be seen: the selected one, if it is checked, else the worst."""
        chosen = inspected(self._session)
        return chosen.id if chosen is not None and chosen.id in self._rows else self._worst

    # Keeping up ----------------------------------------------------------------------------------

    @guarded
    def _look_at(self, changes: Changes) -> None:
        if changes.touches & Touches.NUMBERS:
            self._drop()

    @guarded
    def _drop(self) -> None:
        """The circuit is another one: at once, for what runs on would look for gates that are gone."""
        self._check.drop()
        self._plot.drop()
        self._trace = self.report = None
        self._rows = {}

    @guarded
    def _catch_up(self) -> None:
        if not self._watchers:
            return
        trace = self._session.trace
        if trace is self._trace and self._report_step == self.h:
            self.renamed.emit()
            self._plot_chosen()
            return
        if trace is not self._trace:
            self._worst = self._asked = self.curve = self.curve_of = None
            self._has_chosen = False
        self._trace, self._report_step = trace, self.h
        self.started.emit()
        self.failed = False
        work = checking(self._session.circuit, trace, self.h, self._take)
        self._check.begin(work, self._finish, self._fail)

    def _fail(self) -> None:
        self.report, self.failed = None, True
        self._rows = {}
        self.reported.emit()

    def _take(self, report: Report, open_: frozenset[int] = frozenset()) -> None:
        self.report, self.open = report, open_
        self._rows = {row.gate: row for row in report.rows}
        if not self._has_chosen:
            self._worst, self._has_chosen = self._choose(), not open_
        self.reported.emit()
        self._plot_chosen()

    @guarded
    def _finish(self, report: Report) -> None:
        if report is not self.report:
            self._take(report)

    def _choose(self) -> int | None:
        """The gate to plot when none is selected."""
        rows = [row for row in self._rows.values() if row.gate not in self.open and row.error]
        if rows:
            return max(rows, key=lambda row: (RANK.get(row.status, 0), row.error)).gate
        objective = self._session.circuit.objective
        if objective is None:
            return None
        fed_by = self._session.circuit.incoming(objective)
        first = [wire.source for wire in fed_by if wire.source in self._rows]
        return first[0] if first else objective if objective in self._rows else None

    def _plot_chosen(self) -> None:
        gate, trace = self.plotted, self._trace
        hs = STEPS if self.h in STEPS else tuple(sorted((*STEPS, self.h)))
        if self._asked == (gate, hs):
            if not self._plot.isActive():
                self.curve_changed.emit()
            return
        from circuitlab.engine.error_curve import error_curving

        self._asked = None if gate is None else (gate, hs)
        if gate is None or trace is None or trace.tape.objective is None or not trace.is_ancestor(gate):
            self._plot.drop()
            self._show(gate, None)
        else:
            self._plot.begin(error_curving(trace, gate, hs), partial(self._show, gate))

    @guarded
    def _show(self, gate: int | None, curve: "Curve | None") -> None:
        self.curve_of, self.curve = gate, curve
        self.curve_changed.emit()
