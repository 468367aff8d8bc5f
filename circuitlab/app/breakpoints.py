"""The breakpoints of the session: set at gates, at steps and by conditions, for as long as it is open.

They are nothing that is saved or undone. Each circuit that is shown has its own, also those inside gates.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.engine.breakpoints import Breakpoint, first_halt, halting, parse_condition
from circuitlab.teach.names import name_of


class Breakpoints(QObject):
    """Which there are in the circuit that is shown. `changed` tells that others are."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._set: dict[tuple[int, ...], tuple[Breakpoint, ...]] = {}
        session.opened.connect(self._forget)
        session.reset.connect(self.changed)

    def __iter__(self) -> Iterator[Breakpoint]:
        """Those of the circuit that is shown, in the order in which they were set."""
        return iter(self._set.get(self._session.entered, ()))

    def __contains__(self, breakpoint_: Breakpoint) -> bool:
        return breakpoint_ in self._set.get(self._session.entered, ())

    def toggle(self, breakpoint_: Breakpoint) -> None:
        """Set it, or take it away."""
        others = tuple(each for each in self if each != breakpoint_)
        self._keep(others if breakpoint_ in self else (*others, breakpoint_))

    def add_condition(self, text: str) -> None:
        """Stop where this holds. Raises ValueError, one line, for what is no condition."""
        found = parse_condition(text, self._session.circuit.names)
        if found not in self:
            self.toggle(found)

    def clear(self) -> None:
        """Take all away, those of the circuit that is shown."""
        self._keep(())

    def halt(self, start: int, stop: int) -> int | None:
        """How many steps are done where a run from `start` to `stop` steps is stopped; None: nowhere."""
        return first_halt(self._session.trace, self, start, stop)

    def why(self, steps: int) -> str:
        """Why a run stops where so many steps are done, in words; "" if it does not."""
        found = halting(self._session.trace, self, steps)
        if found is None:
            return ""
        if found.condition is not None:
            return f"Stopped: {self.condition_text(found)}."
        step = self._session.trace.steps[steps]
        what = "the seed" if step.pass_ == "seed" else f"the {step.pass_} step"
        return f"Stopped before {what} of {name_of(self._session.circuit, step.gate)}."

    def condition_text(self, breakpoint_: Breakpoint) -> str:
        """A condition as people write it, with what its gate is called now; "" where there is none."""
        gate, circuit = breakpoint_.gate, self._session.circuit
        if breakpoint_.condition is None:
            return ""
        name = None if gate is None else name_of(circuit, gate) if gate in circuit.gates else "a deleted gate"
        return breakpoint_.condition.text(name)

    def _keep(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        self._set[self._session.entered] = breakpoints
        self.changed.emit()

    @guarded
    def _forget(self) -> None:
        self._set.clear()
