"""What the branches of fan-outs have carried back in one frame. Plain data."""

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.in_motion import InMotion
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.trace import Cursor, Message


class Branches:
    """The messages of the wires that are branches, each found when it is asked for."""

    def __init__(self, circuit: Circuit, frame: Frame, motion: InMotion) -> None:
        self._circuit, self._frame, self._motion = circuit, frame, motion

    def message(self, wire: int) -> Message | None:
        """What a branch has carried."""
        if not self._is_branch(wire):
            return None
        told = wire == self._frame.covers.told
        cursor = Cursor(len(self._frame.trace)) if told else self._frame.cursor
        message = self._frame.trace.message_at(wire, cursor)
        if message is None:
            return None
        return None if self._motion.carries(wire) else message

    def last(self, wire: int) -> float | None:
        """What a branch will have carried in the end; None where it carries nothing."""
        trace = self._frame.trace
        if not self._is_branch(wire):
            return None
        message = trace.message_at(wire, Cursor(len(trace)))
        return None if message is None else message.downstream

    def old(self, wire: int) -> Message | None:
        """What a wire had carried by now in the run before, where all of that run is to be seen."""
        ghost = self._frame.ghost
        if ghost is None or ghost.gates is not None:
            return None
        return ghost.trace.message_at(wire, self._frame.cursor)

    def _is_branch(self, wire: int) -> bool:
        """Whether it is one of several along which gradients come back to the same gate."""
        ends, trace = self._circuit.wires[wire], self._frame.trace
        partial = trace.gradient_at(ends.source, self._frame.cursor)
        return partial.expected > 1 and trace.is_ancestor(ends.target)
