"""What a step asks: the gate's value, the seed, each message along a wire, and the total where several meet.

Pure. A number that is not finite is not asked for: it is shown.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from circuitlab.engine.cursor import Cursor, end

if TYPE_CHECKING:
    from circuitlab.engine.trace import Message, Step, Trace

Sort: TypeAlias = Literal["value", "seed", "message", "total"]
Label: TypeAlias = tuple[Literal["value", "gradient", "message"], int]
"""A number on the canvas: the value or the gradient of a gate, or the message along a wire of a fan-out."""


@dataclass(frozen=True, slots=True)
class Question:
    """One number that is to be predicted.

    step: index in the trace. gate: whose number it is: of a message, who receives it. right: the answer.
    message: the place of the message among those of the step; of a total, of the last message to it.
    wire: along which the message comes. alone: whether this message is all that its receiver gets.
    """

    sort: Sort
    step: int
    gate: int
    right: float
    message: int = 0
    wire: int | None = None
    alone: bool = True

    @property
    def label(self) -> Label:
        """Where its number will stand."""
        if self.sort == "value":
            return "value", self.gate
        if self.wire is not None and not self.alone:
            return "message", self.wire
        return "gradient", self.gate


def after(trace: "Trace", cursor: Cursor) -> tuple[Question, ...]:
    """What the smallest piece of the trace after a cursor asks: a step, or one message of a backward step."""
    if cursor >= end(trace):
        return ()
    step = trace.steps[cursor.steps]
    if step.pass_ == "forward":
        found = [Question("value", step.index, step.gate, step.value)]
    elif step.pass_ == "seed":
        found = [Question("seed", step.index, step.gate, trace.seed)]
    else:
        found = _of_message(trace, step, cursor.messages) if step.messages else []
    return tuple(question for question in found if math.isfinite(question.right))


def of_step(trace: "Trace", index: int, first: int = 0) -> tuple[Question, ...]:
    """All that a step asks, in order, from its message `first` on."""
    pieces = max(1, len(trace.steps.messages(index)))
    cursors = (Cursor(index, message) for message in range(first, pieces))
    return tuple(question for cursor in cursors for question in after(trace, cursor))


def about(trace: "Trace", what: Literal["value", "gradient"], gate: int) -> Question | None:
    """The question for all of a gate's value or gradient, wherever in the trace it is.

    None where no step brings that number, as the value of an input, or where it is not finite.
    """
    found: tuple[Question, ...]
    if what == "value":
        step = trace.step_of(gate, "forward")
        found = () if step is None else after(trace, Cursor(step))
    elif gate == trace.objective:
        found = after(trace, Cursor(trace.forward_count))
    else:
        arrivals = trace.index.arrivals[trace.plan.slots[gate]] if trace.objective is not None else ()
        found = _last_of(trace, arrivals[-1]) if arrivals else ()
    return found[-1] if found and found[-1].label == (what, gate) else None


def known_at(trace: "Trace", question: Question) -> Cursor:
    """The first place where its number is known, at the end of a step."""
    return Cursor(min(question.step + 1, len(trace)))


def _last_of(trace: "Trace", number: int) -> tuple[Question, ...]:
    """What is asked when this message of the trace arrives."""
    step = trace.index.senders[number]
    return after(trace, Cursor(step, number - trace.steps.messages(step).start))


def message_of(trace: "Trace", question: Question) -> "Message":
    """The message that is asked for; of a total, the last one to it."""
    return trace.steps[question.step].messages[question.message]


def reports(trace: "Trace", question: Question) -> "tuple[Message, ...]":
    """All messages that a total adds up, in the order of their arrival."""
    numbers = trace.index.arrivals[trace.plan.slots[question.gate]]
    return tuple(trace.steps.message(trace.index.senders[number], number) for number in numbers)


def _of_message(trace: "Trace", step: "Step", place: int) -> list[Question]:
    message = step.messages[place]
    before = trace.gradient_at(message.to, Cursor(step.index, place))
    alone = before.expected == 1
    asked = Question("message", step.index, message.to, message.downstream, place, message.wire, alone)
    if alone or before.arrived + 1 < before.expected:
        return [asked]
    return [asked, Question("total", step.index, message.to, message.total, place)]
