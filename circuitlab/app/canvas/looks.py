"""What a frame says about the gates and wires of a circuit. Plain data, no painting."""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from circuitlab.app.canvas.face import shown_name
from circuitlab.app.canvas.frame import Frame, Ghost
from circuitlab.app.canvas.in_motion import InMotion
from circuitlab.app.hidden import COVERED
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.trace import Cursor, Message, Partial, Step
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics
from circuitlab.teach.beginnings import short_why

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label

Direction = Literal["forward", "backward"]
ELLIPSIS = "…"
NO_WAY = "0, no way to"


@dataclass(frozen=True, slots=True)
class State:
    """What a frame says about a gate. Texts are None where an empty slot stands.

    inputs: values that its working point is painted at. arrived: ports that a moving value has reached.
    pull: the way a source would be moved, None while unknown. caption: a short line under the gate.
    gradient_slot: whether there is a place for a gradient at all. partner: the pass in which the current
    step takes a number from this gate or sends it one. aside: it has no part in the current step. old_value,
    old_gradient: of the run before, where both runs are to be seen; as texts where they read differently.
    asked: which of its numbers is asked for, "" for none.
    """

    computed: bool = False
    done: bool = False
    current: Direction | None = None
    value: float | None = None
    value_text: str | None = None
    gradient: float | None = None
    gradient_text: str | None = None
    gradient_slot: bool = True
    inputs: tuple[float, ...] = ()
    arrived: frozenset[int] = frozenset()
    kink: bool = False
    origin: bool = False
    hatched: bool = False
    no_way: bool = False
    error: bool = False
    pull: float | None = None
    caption: str = ""
    partner: Direction | None = None
    aside: bool = False
    old_value: float | None = None
    old_gradient: float | None = None
    old_value_text: str | None = None
    old_gradient_text: str | None = None
    asked: str = ""

    def is_loud(self, way: Direction) -> bool:
        """Whether the value (forward) or the gradient (backward) is one of the current step's numbers."""
        return way in (self.current, self.partner)


class Looks:
    """The states of all gates and wires in one frame, each made when it is asked for."""

    def __init__(self, circuit: Circuit, frame: Frame) -> None:
        self.circuit = circuit
        self.frame = frame
        self.motion = InMotion(frame)

    def knows(self, key: int) -> bool:
        """Whether the frame's trace has this gate: it has not while a change is on its way."""
        try:
            self.frame.trace.value(key)
        except KeyError:
            return False
        return key in self.circuit.gates

    def gate(self, key: int) -> State:
        """The state of a gate."""
        trace, cursor = self.frame.trace, self.frame.cursor
        moving = self.motion.steps.get(key)
        computed = trace.value_at(key, cursor) is not None
        value = trace.value_at(key, cursor)
        shows_value = computed
        if moving is not None and moving.pass_ == "forward" and self.motion.travels:
            name = self.motion.phase(moving)[0]
            computed = name in ("leave", "over")
            shows_value = name == "over"
        partial, gradient_text = self._gradient(key)
        whole = partial.total is not None and partial.arrived >= partial.expected
        no_way = whole and partial.expected == 0 and key != trace.objective
        origin = self._origin(key, computed, partial.total)
        state = State(
            computed=computed,
            done=self._is_done(key, whole, no_way=no_way),
            current=self.current.get(key),
            value=value if shows_value else None,
            value_text=self.frame.text(value) if shows_value and value is not None else None,
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
            partner=self._partners.get(key),
            aside=self.lit is not None and key not in self.lit,
        )
        covers = self.frame.covers
        if covers.labels or covers.asked is not None:
            state = _covered(state, self._hides(("value", key)), self._hides(("gradient", key)))
            if covers.asked is not None and covers.asked[1] == key:
                state = replace(state, asked=covers.asked[0])
        ghost = self.frame.ghost
        return state if ghost is None or not ghost.shows(key) else self._haunted(state, key, ghost)

    def _hides(self, label: "Label") -> bool:
        """Whether "?" stands in the place of a number."""
        return self.covers(label) or (self.frame.lecture and label == self.frame.covers.asked)

    def _haunted(self, state: State, key: int, ghost: Ghost) -> State:
        """The state with what the run before had at this place, where this run shows something."""
        value = ghost.trace.value_at(key, self.frame.cursor) if state.value is not None else None
        gradient = None
        if ghost.gate is None and state.gradient is not None and key not in self.motion.landings:
            old = ghost.trace.gradient_at(key, self.frame.cursor)
            gradient = old.total if old.arrived == old.expected else None

        def text(old: float | None, now: str | None) -> str | None:
            shown = None if old is None or now is None or ELLIPSIS in now else self.frame.text(old)
            return shown if shown != now else None

        return replace(
            state,
            old_value=value,
            old_gradient=gradient,
            old_value_text=text(value, state.value_text),
            old_gradient_text=text(gradient, state.gradient_text),
        )

    def old_message(self, wire: int) -> Message | None:
        """What a branch of a fan-out carried in the run before, where that is to be seen."""
        ghost = self.frame.ghost
        if ghost is None or ghost.gate is not None or self.covers(("message", wire)):
            return None
        return None if self.message(wire) is None else ghost.trace.message_at(wire, self.frame.cursor)

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

    def message(self, wire: int) -> Message | None:
        """What a branch of a fan-out has carried: it stays near the consumer."""
        if not self.branches(wire):
            return None
        told = wire == self.frame.covers.told
        cursor = Cursor(len(self.frame.trace)) if told else self.frame.cursor
        message = self.frame.trace.message_at(wire, cursor)
        if message is None:
            return None
        return None if self.motion.carries(wire) else message

    def last_message(self, wire: int) -> float | None:
        """What a branch of a fan-out will have carried in the end; None where it carries nothing."""
        trace = self.frame.trace
        if not self.knows(self.circuit.wires[wire].target) or not self.branches(wire):
            return None
        message = trace.message_at(wire, Cursor(len(trace)))
        return None if message is None else message.downstream

    def covers(self, label: "Label") -> bool:
        """Whether this number is covered."""
        return label in self.frame.covers.labels

    def branches(self, wire: int) -> bool:
        """Whether this wire is one of several along which gradients come back to the same gate."""
        source = self.circuit.wires[wire].source
        partial = self.frame.trace.gradient_at(source, self.frame.cursor)
        return partial.expected > 1 and self.frame.trace.is_ancestor(self.circuit.wires[wire].target)

    @cached_property
    def current(self) -> dict[int, Direction]:
        """The gates that act now: those in motion, else that of the step just done."""
        return {step.gate: "forward" if step.pass_ == "forward" else "backward" for step in self._acting}

    @cached_property
    def _acting(self) -> list[Step]:
        frame = self.frame
        steps = list(self.motion.steps.values())
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
    def lit(self) -> frozenset[int] | None:
        """The gates that have a part in the current step, or in the path that is lit, where the others step
        back; None: no other does.
        """
        lit = self.frame.alone
        if lit is not None:
            return lit.all_gates
        if not self.frame.lecture or not self._acting:
            return None
        if all(step.pass_ == "seed" for step in self._acting):  # it takes nothing from other gates
            return frozenset(self.current)
        return frozenset(self.current.keys() | self._partners.keys())

    def is_aside(self, wire: int) -> bool:
        """Whether a wire steps back: it neither feeds a gate that acts nor comes from one, or is not lit."""
        lit = self.frame.alone
        if lit is not None:
            return wire not in lit.all_wires
        ends = self.circuit.wires[wire]
        return self.lit is not None and not {ends.source, ends.target} & self.current.keys()

    @cached_property
    def _partners(self) -> dict[int, Direction]:
        """The gates that feed those that act now: they give a value, or get a gradient.

        At the end nothing acts: then the objective's value and what the sources got are what counts.
        """
        if self.frame.is_over:
            sources = (key for key in self.circuit.gates if not self.circuit.gates[key].inputs)
            result: dict[int, Direction] = dict.fromkeys(sources, "backward")
            if self.frame.trace.objective is not None:
                result[self.frame.trace.objective] = "forward"
            return result
        acting = [(key, way) for key, way in self.current.items() if key in self.circuit.gates]
        return {wire.source: way for key, way in acting for wire in self.circuit.incoming(key)}

    # The parts of a state ------------------------------------------------------------------------

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


def _covered(state: State, value: bool, gradient: bool) -> State:
    """The state without what would tell a covered number."""
    if state.origin or state.hatched:  # which would tell that it is not finite, and why
        state = replace(state, origin=False, hatched=False, caption="")
    if value:
        state = replace(state, value=None, value_text=COVERED, inputs=())
    if gradient:
        state = replace(state, gradient=None, gradient_text=COVERED, pull=None, no_way=False)
        state = replace(state, caption="" if state.caption.startswith(NO_WAY) else state.caption)
    return state
