"""What the canvas shows at one moment: a trace, the cursor in it, and a motion that decorates the cursor.

A frame is plain data and a pure function of these, so that the same picture can be painted live, in a
test, and in an exported film. The cursor moves at once; the motion only shows how it got there.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from circuitlab.teach import numbers

if TYPE_CHECKING:
    from circuitlab.engine.trace import Cursor, Step, Trace
    from circuitlab.teach.predict.questions import Label

FORWARD_MS = 900.0
SEED_MS = 600.0
BACKWARD_MS = 1200.0
FAN_OUT_MS = 400.0
FADE_MS = 120.0
ARRIVE_MS = 250.0
"""Until then the inputs, or the upstream gradient, arrive."""
COMPUTE_MS = 600.0
"""Until then the formula, or the local slope, lights up."""

_TIMES = {"forward": FORWARD_MS, "seed": SEED_MS, "backward": BACKWARD_MS}

Phase = Literal["arrive", "compute", "leave", "add", "over"]


@dataclass(frozen=True, slots=True)
class Motion:
    """Steps on their way: the cursor is already past them.

    first, last: indices into the trace's steps, last included: one step, or the steps of a level, which
        move together.
    t_ms: milliseconds at speed 1 since the motion began, from 0 to `duration(trace, motion)`.
    message: the index of the one message of the step that moves (grain "message"), None for all.
    reduced: reduced motion: a fade and the path highlighted, nothing travels.
    """

    first: int
    last: int
    t_ms: float = 0.0
    message: int | None = None
    reduced: bool = False


@dataclass(frozen=True, slots=True)
class Covers:
    """Numbers that are not to be seen, and the step that is asked about.

    labels: shown as "?". step: the step after the cursor, one of whose numbers is asked for. wires: those
    that bring it. told: the wire of a fan-out whose message was told already, though it is still to come.
    asked: the number itself, in whose place a field stands; in a lecture there is none, and "?" does.
    """

    labels: "frozenset[Label]" = frozenset()
    step: int | None = None
    wires: tuple[int, ...] = ()
    told: int | None = None
    asked: "Label | None" = None


OPEN = Covers()
"""Nothing is covered, and nothing is asked."""


@dataclass(frozen=True, slots=True)
class Ghost:
    """The run before, to be seen beside this one.

    gates: those whose values are to be seen; None: all values and gradients.
    """

    trace: "Trace"
    gates: frozenset[int] | None = None

    def shows(self, gate: int) -> bool:
        """Whether anything of this gate is to be seen."""
        return self.gates is None or gate in self.gates


@dataclass(frozen=True)
class Lit:
    """A path along the wires that is lit.

    gates: ids, from where it begins. wires: ids, each leading to the next gate. factors: by gate, what it
    multiplies by, as text; none where that is not to be seen. alone: all else steps back.
    """

    gates: tuple[int, ...]
    wires: tuple[int, ...]
    factors: tuple[tuple[int, str], ...] = ()
    alone: bool = True

    @cached_property
    def all_gates(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.gates)

    @cached_property
    def all_wires(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.wires)


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment. direction: +1 shows the pulls that raise the objective, -1 those that lower it.

    lecture: numbers have three digits, and what has no part in the current step steps back. lit: a path
    along the wires that stands out. ghost: the run that this one is compared with. spoken: the gates that a
    slide speaks of, whose numbers are seen from far too. by_itself: values change without a hand, as in a
    climb or a training, and count more than gradients where there is room for one.
    """

    trace: "Trace"
    cursor: "Cursor"
    motion: Motion | None = None
    direction: int = 1
    covers: Covers = OPEN
    lecture: bool = False
    lit: Lit | None = None
    ghost: Ghost | None = None
    spoken: frozenset[int] = frozenset()
    by_itself: bool = False

    @property
    def asked(self) -> "Step | None":
        """The step that is asked about."""
        index = self.covers.step
        return None if index is None or index >= len(self.trace.steps) else self.trace.steps[index]

    @property
    def alone(self) -> Lit | None:
        """The path that all else steps back from."""
        return self.lit if self.lit is not None and self.lit.alone else None

    def text(self, number: float) -> str:
        """A number as this frame shows it."""
        return numbers.text(number, numbers.LECTURE_DIGITS if self.lecture else numbers.DIGITS)

    @property
    def is_over(self) -> bool:
        """Whether all steps are done and nothing moves any more."""
        return self.cursor.steps >= len(self.trace.steps) and self.motion is None

    @property
    def moving(self) -> "tuple[Step, ...]":
        """The steps in motion, none when all is still."""
        if self.motion is None:
            return ()
        last = min(self.motion.last, len(self.trace.steps) - 1)
        return tuple(self.trace.steps[index] for index in range(self.motion.first, last + 1))


def duration(trace: "Trace", motion: Motion) -> float:
    """How long a motion takes at speed 1, in ms (look.md, Time)."""
    if motion.reduced:
        return FADE_MS
    steps = Frame(trace, _nowhere(), motion).moving
    return max((_step_duration(trace, step, motion) for step in steps), default=0.0)


def adds_up(trace: "Trace", step: "Step", motion: Motion) -> bool:
    """Whether one of the step's moving messages meets an earlier one at a fan-out, and is added to it."""
    from circuitlab.engine.trace import Cursor

    return any(
        trace.gradient_at(message.to, Cursor(step.index, number)).arrived > 0
        for number, message in enumerate(step.messages)
        if motion.message is None or number == motion.message
    )


def phase(trace: "Trace", step: "Step", motion: Motion) -> tuple[Phase, float]:
    """The part of its time that a step is in, and how much of that part is over, from 0 to 1."""
    end = _TIMES[step.pass_]
    bounds: list[tuple[Phase, float, float]] = [
        ("arrive", 0.0, ARRIVE_MS),
        ("compute", ARRIVE_MS, min(COMPUTE_MS, end)),
        ("leave", COMPUTE_MS, end),
    ]
    if motion.t_ms >= end and adds_up(trace, step, motion):
        bounds.append(("add", end, end + FAN_OUT_MS))
    for name, start, stop in bounds:
        if motion.t_ms < stop:
            return name, max(0.0, motion.t_ms - start) / (stop - start)
    return "over", 1.0


def ease_in_out(t: float) -> float:
    """Cubic, from 0 to 1: how things travel."""
    return 4 * t**3 if t < 0.5 else 1 - (2 - 2 * t) ** 3 / 2


def ease_out(t: float) -> float:
    """Cubic, from 0 to 1: how numbers appear."""
    return 1 - (1 - t) ** 3


def _step_duration(trace: "Trace", step: "Step", motion: Motion) -> float:
    return _TIMES[step.pass_] + (FAN_OUT_MS if adds_up(trace, step, motion) else 0.0)


def _nowhere() -> "Cursor":
    from circuitlab.engine.trace import Cursor

    return Cursor()
