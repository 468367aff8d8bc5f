"""Who has a part in the current step, and who steps back. Plain data."""

from functools import cached_property

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.in_motion import InMotion
from circuitlab.app.canvas.state import Direction
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.trace import Step


class Cast:
    """The gates and wires of one frame by their parts, found out when somebody asks."""

    def __init__(self, circuit: Circuit, frame: Frame, motion: InMotion) -> None:
        self._circuit, self._frame, self._motion = circuit, frame, motion

    @cached_property
    def acting(self) -> dict[int, Direction]:
        """The gates that act now: those in motion, else that of the step just done."""
        return {step.gate: "forward" if step.pass_ == "forward" else "backward" for step in self._steps}

    @cached_property
    def _steps(self) -> list[Step]:
        frame = self._frame
        steps = list(self._motion.steps.values())
        if steps:
            return steps
        if frame.asked is not None:
            return [frame.asked]
        if frame.cursor.messages:
            return [frame.trace.steps[frame.cursor.steps]]
        if 0 < frame.cursor.steps < len(frame.trace.steps):
            return [frame.trace.steps[frame.cursor.steps - 1]]
        return []

    @cached_property
    def partners(self) -> dict[int, Direction]:
        """The gates that feed those that act now: they give a value, or get a gradient.

        At the end nothing acts: then the objective's value and what the sources got are what counts; while
        values change by themselves, what the sources hold.
        """
        gates = self._circuit.gates
        if self._frame.is_over:
            way: Direction = "forward" if self._frame.by_itself else "backward"
            result: dict[int, Direction] = {key: way for key in gates if not gates[key].inputs}
            if self._frame.trace.objective is not None:
                result[self._frame.trace.objective] = "forward"
            return result
        acting = [(key, way) for key, way in self.acting.items() if key in gates]
        return {wire.source: way for key, way in acting for wire in self._circuit.incoming(key)}

    def spoken(self, gate: int, *, has_gradient: bool) -> Direction | None:
        """Of a gate that a slide speaks of, the gradient, once it is there; of the objective the value."""
        frame = self._frame
        if gate not in frame.spoken:
            return None
        return "backward" if has_gradient and gate != frame.trace.objective else "forward"

    def is_quiet(self, gate: int) -> bool:
        """Whether a slide speaks of others, and not of the step."""
        spoken = self._frame.spoken
        return bool(spoken and self.acting) and gate not in spoken

    def is_aside(self, gate: int) -> bool:
        """Whether a gate steps back."""
        return self._in_front is not None and gate not in self._in_front

    def is_wire_aside(self, wire: int) -> bool:
        """Whether a wire steps back: it neither feeds a gate that acts nor comes from one, or is not lit."""
        lit = self._frame.alone
        if lit is not None:
            return wire not in lit.all_wires
        ends = self._circuit.wires[wire]
        return self._in_front is not None and not {ends.source, ends.target} & self.acting.keys()

    @cached_property
    def _in_front(self) -> frozenset[int] | None:
        """The gates that have a part in the current step, or in the path that is lit, where the others step
        back; None: no other does.
        """
        lit = self._frame.alone
        if lit is not None:
            return lit.all_gates
        if not self._frame.lecture or not self._steps:
            return None
        if all(step.pass_ == "seed" for step in self._steps):  # it takes nothing from other gates
            return frozenset(self.acting)
        return frozenset(self.acting.keys() | self.partners.keys())
