"""What a gate and a wire show: faces from the circuit, states from a frame. Plain data, no painting.

A face is what a gate is whatever has been computed; a state is what a frame says about it.
"""

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from circuitlab.app.canvas.frame import Frame, phase
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.trace import Cursor, Message, Partial, Step
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics
from circuitlab.teach import numbers

Direction = Literal["forward", "backward"]
ELLIPSIS = "…"
_SUM_SHOWN = 0.6
"""For this part of its time an addition shows old total, plus, message; then the new total."""
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NUMBERED = re.compile(r"([^\W\d_]+)(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Face:
    """A gate as it is built.

    kind: of an unknown one the name is written into the gate. name: as shown. ports: names to be written
    beside the input ports, none as a rule. objective: wears the flag. loose: its output feeds nothing.
    """

    kind: str
    shape: Shape
    inputs: int = 0
    name: str | None = None
    symbol: str = ""
    ports: tuple[str, ...] = ()
    objective: bool = False
    loose: bool = False
    number: float | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a frame says about a gate. Texts are None where an empty slot stands.

    inputs: values that its working point is painted at. arrived: ports that a moving value has reached.
    pull: the way a source would be moved, None while unknown. caption: a short line under the gate.
    gradient_slot: whether there is a place for a gradient at all. partner: the pass in which the current
    step takes a number from this gate or sends it one.
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


@dataclass(frozen=True, slots=True)
class Landing:
    """Messages on their way to one gate: the cursor before the first of them, and the sum being shown."""

    before: Cursor
    landed: bool
    sum_text: str | None


def shown_name(name: str) -> str:
    """A name as it is written: x1 with a lowered 1."""
    match = _NUMBERED.fullmatch(name)
    return f"{match[1]}{match[2].translate(_SUBSCRIPTS)}" if match else name


def face_of(circuit: Circuit, key: int) -> Face:
    """The face of a gate."""
    gate = circuit.gates[key]
    kind = circuit.kind(gate.kind)
    return Face(
        kind=gate.kind,
        shape=metrics.shape_of(circuit, gate),
        inputs=gate.inputs,
        name=None if gate.name is None else shown_name(gate.name),
        symbol=gate.kind if kind is None else kind.symbol,
        ports=kind.port_names(gate.inputs) if kind is not None and kind.shows_ports else (),
        objective=key == circuit.objective,
        loose=not circuit.outgoing(key),
        number=gate.value,
    )


class Looks:
    """The states of all gates and wires in one frame, each made when it is asked for."""

    def __init__(self, circuit: Circuit, frame: Frame) -> None:
        self.circuit = circuit
        self.frame = frame

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
        moving = self.moving.get(key)
        computed = trace.value_at(key, cursor) is not None
        value = trace.value_at(key, cursor)
        shows_value = computed
        if moving is not None and moving.pass_ == "forward" and self._motion_runs:
            name = self.phase(moving)[0]
            computed = name in ("leave", "over")
            shows_value = name == "over"
        partial, gradient_text = self._gradient(key)
        whole = partial.total is not None and partial.arrived >= partial.expected
        no_way = whole and partial.expected == 0 and key != trace.objective
        origin = self._origin(key, computed, partial.total)
        return State(
            computed=computed,
            done=self._is_done(key, whole, no_way=no_way),
            current=self.current.get(key),
            value=value if shows_value else None,
            value_text=numbers.text(value) if shows_value and value is not None else None,
            gradient=partial.total,
            gradient_text=gradient_text,
            gradient_slot=not self._is_constant(key),
            inputs=self._inputs(key) if computed else (),
            arrived=self._arrived(key),
            kink=computed and trace.at_kink(key),
            origin=origin == key,
            hatched=origin is not None and origin != key,
            no_way=no_way,
            pull=self._pull(key, partial.total if whole else None),
            caption=self._caption(key, computed, no_way),
            partner=self._partners.get(key),
        )

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
        value_text = None if value is None else numbers.text(value)
        if gradient is None:
            return value_text, None
        several = trace.gradient_at(key, self.frame.cursor).expected > 1
        return value_text, numbers.text(gradient) + (f" + {ELLIPSIS}" if several else "")

    def message(self, wire: int) -> Message | None:
        """What a branch of a fan-out has carried: it stays near the consumer."""
        if not self.branches(wire):
            return None
        message = self.frame.trace.message_at(wire, self.frame.cursor)
        if message is None:
            return None
        on_its_way = self._motion_runs and self._is_moving_wire(wire)
        return None if on_its_way else message

    def branches(self, wire: int) -> bool:
        """Whether this wire is one of several along which gradients come back to the same gate."""
        source = self.circuit.wires[wire].source
        partial = self.frame.trace.gradient_at(source, self.frame.cursor)
        return partial.expected > 1 and self.frame.trace.is_ancestor(self.circuit.wires[wire].target)

    def phase(self, step: Step) -> tuple[str, float]:
        """The phase of a step that is in motion."""
        assert self.frame.motion is not None  # noqa: S101
        return phase(self.frame.trace, step, self.frame.motion)

    # What is in motion ---------------------------------------------------------------------------

    @cached_property
    def moving(self) -> dict[int, Step]:
        """The steps in motion by the gate that acts."""
        return {step.gate: step for step in self.frame.moving}

    @property
    def _motion_runs(self) -> bool:
        motion = self.frame.motion
        return motion is not None and not motion.reduced

    @cached_property
    def current(self) -> dict[int, Direction]:
        """The gates that act now: those in motion, else that of the step just done."""
        frame = self.frame
        steps = list(self.moving.values())
        if not steps and frame.cursor.messages:
            steps = [frame.trace.steps[frame.cursor.steps]]
        elif not steps and 0 < frame.cursor.steps < len(frame.trace.steps):
            steps = [frame.trace.steps[frame.cursor.steps - 1]]
        return {step.gate: "forward" if step.pass_ == "forward" else "backward" for step in steps}

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

    @cached_property
    def _landings(self) -> dict[int, Landing]:
        """Who a moving gradient has not reached yet, or is just being added to."""
        result: dict[int, Landing] = {}
        for step in self.moving.values() if self._motion_runs else ():
            name, share = self.phase(step)
            landed = name in ("add", "over")
            if step.pass_ == "seed":
                result[step.gate] = Landing(Cursor(step.index), name == "over", None)
            for number, message in self.arriving(step):
                first = result.get(message.to)
                before = Cursor(step.index, number) if first is None else first.before
                adding = name == "add" and share < _SUM_SHOWN
                result[message.to] = Landing(
                    before, landed, self._sum(message.to, before) if adding else None
                )
        return result

    def _sum(self, key: int, before: Cursor) -> str | None:
        """What is being added up at a gate: the old total, if there is one, and what arrives."""
        old = self.frame.trace.gradient_at(key, before)
        terms = [m.downstream for step in self.moving.values() for _, m in self.arriving(step) if m.to == key]
        if old.arrived:
            terms.insert(0, old.total or 0.0)
        if len(terms) < 2:
            return None
        return " + ".join(_term(term) if index else numbers.text(term) for index, term in enumerate(terms))

    def arriving(self, step: Step) -> list[tuple[int, Message]]:
        """The messages of a step that move, with their numbers."""
        only = None if self.frame.motion is None else self.frame.motion.message
        return [(n, message) for n, message in enumerate(step.messages) if only is None or n == only]

    def _is_moving_wire(self, wire: int) -> bool:
        steps = [step for step in self.moving.values() if self.phase(step)[0] != "over"]
        return any(message.wire == wire for step in steps for _, message in self.arriving(step))

    # The parts of a state ------------------------------------------------------------------------

    def _gradient(self, key: int) -> tuple[Partial, str | None]:
        landing = self._landings.get(key)
        cursor = self.frame.cursor if landing is None or landing.landed else landing.before
        partial = self.frame.trace.gradient_at(key, cursor)
        if partial.total is None:
            return partial, None
        if landing is not None and landing.sum_text:
            return partial, landing.sum_text
        text = numbers.text(partial.total)
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
        return finished and not (self._motion_runs and key in self.moving)

    def _inputs(self, key: int) -> tuple[float, ...]:
        values = [self.frame.trace.value(wire.source) for wire in self.circuit.incoming(key)]
        return tuple(value for value in values if value is not None)

    def _arrived(self, key: int) -> frozenset[int]:
        step = self.moving.get(key)
        if step is None or step.pass_ != "forward" or not self._motion_runs or self.phase(step)[0] == "over":
            return frozenset()
        return frozenset() if self.phase(step)[0] == "arrive" else frozenset(range(len(step.inputs)))

    def _is_constant(self, key: int) -> bool:
        return metrics.shape_of(self.circuit, self.circuit.gates[key]) is Shape.SQUARE

    def _pull(self, key: int, gradient: float | None) -> float | None:
        is_handle = metrics.shape_of(self.circuit, self.circuit.gates[key]) in (Shape.PILL, Shape.DOUBLE_PILL)
        if not is_handle or gradient is None or math.isnan(gradient):
            return None
        return gradient * self.frame.direction

    def _caption(self, key: int, computed: bool, no_way: bool) -> str:
        trace = self.frame.trace
        if no_way:
            objective = None if trace.objective is None else self.circuit.gates[trace.objective].name
            return f"0, no way to {shown_name(objective) if objective else 'the objective'}"
        if computed and trace.at_kink(key):
            return "no single slope here"
        if computed or trace.value(key) is not None:
            return ""
        return trace.waiting(key) or ""


def _term(number: float) -> str:
    text = numbers.text(number)
    return f"({text})" if number < 0 else text
