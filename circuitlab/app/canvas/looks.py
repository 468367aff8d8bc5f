"""What a frame says about the gates and wires of a circuit. Plain data, no painting."""

import math

from circuitlab.app.canvas.branches import Branches
from circuitlab.app.canvas.cast import Cast
from circuitlab.app.canvas.face import shown_name
from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.in_motion import InMotion
from circuitlab.app.canvas.state import ELLIPSIS, NO_WAY, State, WireState, covered, haunted
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import INPUT
from circuitlab.engine.trace import Partial
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics
from circuitlab.teach.beginnings import short_why


class Looks:
    """The states of all gates and wires in one frame, each made when it is asked for."""

    def __init__(self, circuit: Circuit, frame: Frame) -> None:
        self.circuit = circuit
        self.frame = frame
        self.motion = InMotion(frame)
        self.cast = Cast(circuit, frame, self.motion)
        self._branches = Branches(circuit, frame, self.motion)

    def knows(self, key: int) -> bool:
        """Whether the frame's trace has this gate: it has not while a change is on its way."""
        try:
            self.frame.trace.value(key)
        except KeyError:
            return False
        return key in self.circuit.gates

    def gate(self, key: int) -> State:
        """The state of a gate."""
        frame = self.frame
        state = covered(self._open(key), key, frame)
        if frame.ghost is None or not frame.ghost.shows(key):
            return state
        return haunted(state, key, frame, frame.ghost, lands=key in self.motion.landings)

    def wire(self, key: int) -> WireState:
        """The state of a wire."""
        if not self.knows(self.circuit.wires[key].target):
            return WireState()
        message, hidden = self._branches.message(key), ("message", key) in self.frame.covers.labels
        old = None if hidden or message is None else self._branches.old(key)
        return WireState(message, hidden, old, self.cast.is_wire_aside(key))

    def last_message(self, wire: int) -> float | None:
        """What a branch of a fan-out will have carried in the end; None where it carries nothing."""
        return self._branches.last(wire) if self.knows(self.circuit.wires[wire].target) else None

    def tint(self, key: int) -> str:
        """The colour of a gate that is seen from far away."""
        trace, cursor = self.frame.trace, self.frame.cursor
        partial = trace.gradient_at(key, cursor)
        computed = trace.value_at(key, cursor) is not None
        if self._origin(key, computed, partial.total) is not None:
            return "non_finite"
        whole = partial.total is not None and 0 < partial.expected <= partial.arrived
        if self._is_done(key, whole, no_way=False):
            return "gradient_tint"
        return "value_tint" if computed else "gate"

    def longest(self, key: int) -> tuple[str | None, str | None]:
        """The value and the longest gradient that the gate will show: room is kept for them all along."""
        trace = self.frame.trace
        value, gradient = trace.value(key), trace.gradient(key)
        value_text = None if value is None else self.frame.text(value)
        if gradient is None:
            return value_text, None
        several = trace.gradient_at(key, self.frame.cursor).expected > 1
        return value_text, self.frame.text(gradient) + (f" + {ELLIPSIS}" if several else "")

    def ends_without_pull(self, key: int) -> bool:
        """Whether a source will say that it has no pull: there is room for these words all along."""
        gradient = self.frame.trace.gradient(key)
        return gradient is not None and self._pull(key, gradient) == 0

    # The parts of a state ------------------------------------------------------------------------

    def _open(self, key: int) -> State:
        """The state with nothing covered."""
        trace = self.frame.trace
        computed, value = self._value(key)
        partial, gradient_text = self._gradient(key)
        whole = partial.total is not None and partial.arrived >= partial.expected
        no_way = whole and partial.expected == 0 and key != trace.objective
        origin = self._origin(key, computed, partial.total)
        return State(
            computed=computed,
            done=self._is_done(key, whole, no_way=no_way),
            current=self.cast.acting.get(key),
            value=value,
            value_text=None if value is None else self.frame.text(value),
            gradient=partial.total,
            gradient_text=gradient_text,
            gradient_slot=self._shape(key) is not Shape.SQUARE,
            inputs=self._inputs(key) if computed else (),
            arrived=self.motion.entered(key),
            kink=computed and trace.at_kink(key),
            origin=origin == key,
            hatched=origin is not None and origin != key,
            no_way=no_way,
            pull=self._pull(key, partial.total if whole else None),
            caption=self._caption(key, computed, no_way=no_way, origin=origin == key),
            partner=self.cast.partners.get(key),
            spoken=self.cast.spoken(key, has_gradient=gradient_text is not None),
            quiet=self.cast.is_quiet(key),
            aside=self.cast.is_aside(key),
        )

    def _value(self, key: int) -> tuple[bool, float | None]:
        """Whether its value is computed, and the value itself where that is shown already."""
        value, moving = self.frame.trace.value_at(key, self.frame.cursor), self.motion.steps.get(key)
        if moving is None or moving.pass_ != "forward" or not self.motion.travels:
            return value is not None, value
        name = self.motion.phase(moving)[0]
        return name in ("leave", "over"), value if name == "over" else None

    def _gradient(self, key: int) -> tuple[Partial, str | None]:
        landing = self.motion.landings.get(key)
        cursor = self.frame.cursor if landing is None or landing.landed else landing.before
        partial = self.frame.trace.gradient_at(key, cursor)
        if partial.total is None:
            return partial, None
        if landing is not None and landing.sum_text:
            return partial, landing.sum_text
        text = self.frame.text(partial.total)
        return partial, text if partial.arrived >= partial.expected else f"{text} + {ELLIPSIS}"

    def _origin(self, key: int, computed: bool, gradient: float | None) -> int | None:
        """Where what the gate shows stopped being finite: its value, else its gradient."""
        origin = self.frame.trace.value_origin(key) if computed else None
        if origin is None and gradient is not None and not math.isfinite(gradient):
            return self.frame.trace.gradient_origin(key)
        return origin

    def _is_done(self, key: int, whole: bool, *, no_way: bool) -> bool:
        if not whole or no_way:
            return False
        index = self.frame.trace.step_of(key, "backward")
        if index is None:
            return True
        finished = index < self.frame.cursor.steps
        return finished and not (self.motion.travels and key in self.motion.steps)

    def _inputs(self, key: int) -> tuple[float, ...]:
        values = [self.frame.trace.value(wire.source) for wire in self.circuit.incoming(key)]
        return tuple(value for value in values if value is not None)

    def _shape(self, key: int) -> Shape:
        return metrics.shape_of(self.circuit, self.circuit.gates[key])

    def _pull(self, key: int, gradient: float | None) -> float | None:
        is_handle = self._shape(key) in (Shape.PILL, Shape.DOUBLE_PILL)
        if not is_handle or gradient is None or math.isnan(gradient):
            return None
        if self.frame.trace.pulled_by and self.circuit.gates[key].kind == INPUT:
            return None  # it holds what the example gives it
        return gradient * self.frame.direction

    def _caption(self, key: int, computed: bool, *, no_way: bool, origin: bool) -> str:
        trace = self.frame.trace
        if origin:
            return short_why(trace, key)
        if no_way:
            objective = None if trace.objective is None else self.circuit.gates[trace.objective].name
            return f"{NO_WAY} {shown_name(objective) if objective else 'the objective'}"
        if computed and trace.at_kink(key):
            return "no single slope here"
        if computed or trace.value(key) is not None:
            return ""
        return trace.waiting(key) or ""
