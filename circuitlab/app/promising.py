"""Linear prediction: while the value of one source is changed, what its gradient promised is held against
what the objective then is.

It stays until the next step, or an edit of anything else. Works while it is switched on.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.predicting import Predicting
from circuitlab.app.slices import Slices
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.parts import Gate

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace
    from circuitlab.engine.work import Work
    from circuitlab.teach.promise import Promise

LIVE = 400
"""With so many gates a curve takes no longer than the passes: it is there in the same frame."""
HELP = "Drag the value of an input: how far its gradient alone would move {} stands beside how far {} moves."


class Promising(QObject):
    """Attributes, all read-only to others: `on`, `step`, `said`, `xs`, `ys`.

    step: what was changed, and what came of it; None: nothing was, or nothing can be said. said: one
    sentence about it, or what to do. xs, ys: the objective along that source; empty while it is computed.
    """

    switched = Signal(bool)
    changed = Signal()

    def __init__(self, predicting: Predicting) -> None:
        session = predicting.session
        super().__init__(session)
        self._session = session
        self._predicting = predicting
        self.on = False
        self.step: Promise | None = None
        self.said = ""
        self.xs: tuple[float, ...] = ()
        self.ys: tuple[float, ...] = ()
        self._base: Trace | None = None  # where the step began
        self._trace: Trace | None = None  # of the circuit as it was before what is told of now
        self._gate: int | None = None  # whose value is changed
        self._slices = Slices(self)
        session.changed.connect(self._look_at)
        session.trace_changed.connect(self._catch_up)
        session.reset.connect(self._forget)
        session.cursor_moved.connect(self._forget)
        session.preview_dropped.connect(self._forget)
        session.hidden.changed.connect(self._forget)

    @staticmethod
    def of(session: QObject) -> "Promising":
        """The one of this session, which the window makes."""
        found: Promising | None = session.findChild(Promising)
        if found is None:
            raise LookupError("no window was made for this session")
        return found

    def toggle(self) -> None:
        """Hold promises against what happens from now on, or no more."""
        self.on = not self.on
        self._forget()
        self.switched.emit(self.on)

    # Who changes something -----------------------------------------------------------------------

    @guarded
    def _forget(self, *_: object) -> None:
        """Whatever was compared is over."""
        self._slices.drop()
        self._base = self._gate = self.step = None
        self.xs = self.ys = ()
        self._trace = self._session.trace if self.on else None
        self._say()

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """What kind of change it was: the trace after it is not there yet."""
        if not self.on:
            return
        if not changes.touches & Touches.NUMBERS:
            self._say()  # names may be others
            return
        pairs = ((key, pair) for key, pair in changes.parts.items() if not _holds_the_same(*pair))
        moved = [key for key, _ in pairs]
        if Touches.STRUCTURE in changes.touches or len(moved) != 1 or self._trace is None:
            self._base = self._gate = None
        elif self._base is None or not self._session.previewing:  # else the gesture goes on
            self._gate, self._base, self.step = moved[0], self._trace, None
            self.xs = self.ys = ()

    @guarded
    def _catch_up(self) -> None:
        if not self.on:
            return
        self._slices.drop()
        self._trace = trace = self._session.trace
        if self._gate is None or self._base is None:
            self.step = None
            self.xs = self.ys = ()
            self._say()
            return
        from circuitlab.teach import promise

        if self.step is None and self._may_tell(self._gate):
            self.step = promise.begun(self._base, self._gate)
        if self.step is not None:
            self.step = promise.gone(self.step, trace)
        if self.step is not None:
            self._compute(self._base, trace, self.step)
        self._say()

    def _may_tell(self, gate: int) -> bool:
        """Whether the gradient has arrived, and nothing is covered."""
        if self._base is None or self._session.hidden.covers_any:
            return False
        partial = self._base.gradient_at(gate, self._session.cursor)
        return partial.total is not None and partial.arrived >= partial.expected

    # What takes longer ---------------------------------------------------------------------------

    def _compute(self, base: "Trace", trace: "Trace", step: "Promise") -> None:
        from circuitlab.engine.work import done
        from circuitlab.teach import promise

        least = self.xs[-1] - step.start if self.xs else 0.0
        xs = promise.points(step.start, promise.reach(step.start, step.now, least))
        if xs != self.xs:
            self.xs, self.ys = xs, ()
        work = self._working(base, trace, step)
        if len(trace.plan.ids) <= LIVE:
            done(work)
        else:
            self._slices.begin(work, self._finish)

    def _working(self, base: "Trace", trace: "Trace", step: "Promise") -> "Work[None]":
        """The curve, where it is not there yet, and whether a kink lies on the way."""
        from circuitlab.engine import along
        from circuitlab.teach import promise

        if not self.ys:
            self.ys = yield from along.curving(base, step.gate, self.xs)
        crossed = yield from along.crossing(base, trace, step.gate)
        self.step = promise.gone(step, trace, crossed=crossed)

    @guarded
    def _finish(self, _nothing: None) -> None:
        self._say()

    # What is said --------------------------------------------------------------------------------

    def _say(self) -> None:
        self.said = self._sentence() if self.on else ""
        self.changed.emit()

    def _sentence(self) -> str:
        from circuitlab.teach import promise
        from circuitlab.teach.names import name_of

        circuit, trace = self._session.circuit, self._session.trace
        goal = trace.objective
        covered = self._session.hidden.keeps_waiting("a promise")
        if covered:
            return covered
        if self._gate is None:
            name = "the objective" if goal is None else name_of(circuit, goal)
            return HELP.format(name, name)
        if goal is None or not trace.is_ancestor(self._gate):
            return promise.no_way(circuit, self._gate, goal)
        if self.step is None:
            return promise.waits(circuit, self._gate)
        return promise.sentence(circuit, goal, self.step)

    @property
    def tag(self) -> tuple[int, str] | None:
        """What stands on the canvas, and at which gate: what was promised there, and how far off that was."""
        goal = self._session.trace.objective if self.on and self.step is not None else None
        if goal is None or self.step is None:
            return None
        from circuitlab.teach import numbers, promise

        lecture = self._predicting.player.frames.lecture
        return goal, promise.tag(self.step, numbers.LECTURE_DIGITS if lecture else numbers.DIGITS)


def _holds_the_same(before: Any, after: Any) -> bool:
    """Whether a changed part has no other value than before."""
    return not (isinstance(before, Gate) and isinstance(after, Gate) and before.value != after.value)
