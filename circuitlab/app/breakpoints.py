"""The breakpoints of the session: set at gates, at steps and by conditions, for as long as it is open.

They are nothing that is saved or undone. Each circuit that is shown has its own, also those inside gates.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.engine.breakpoints import Breakpoint, Condition, first_halt, halting, parse_condition


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

    def add_condition(self, text: str) -> Condition:
        """Stop where this holds. Raises ValueError, one line, for what is no condition."""
        condition = parse_condition(text, self._session.circuit.names)
        if Breakpoint(condition=condition) not in self:
            self.toggle(Breakpoint(condition=condition))
        return condition

    def clear(self) -> None:
        """Take all away, those of the circuit that is shown."""
        self._keep(())

    def at_gate(self, gate: int) -> bool:
        """Whether a gate, or a step of it, has one."""
        return any(each.gate == gate for each in self)

    def halt(self, start: int, stop: int) -> int | None:
        """How many steps are done where a run from `start` to `stop` steps is stopped; None: nowhere."""
        return first_halt(self._session.trace, self, start, stop, self._name)

    def why(self, steps: int) -> str:
        """Why a run stops where so many steps are done, in words; "" if it does not."""
        found = halting(self._session.trace, self, steps, self._name)
        if found is None:
            return ""
        if found.condition is not None:
            return f"Stopped: {found.condition}."
        from circuitlab.teach.names import name_of

        gate = self._session.trace.steps[steps].gate
        return f"Stopped before the step of {name_of(self._session.circuit, gate)}."

    def _name(self, gate: int) -> str | None:
        return self._session.circuit.gates[gate].name

    def _keep(self, breakpoints: tuple[Breakpoint, ...]) -> None:
        self._set[self._session.entered] = breakpoints
        self.changed.emit()

    @guarded
    def _forget(self) -> None:
        self._set.clear()
