"""What a gate and a wire show, what of it is covered, and what stood there before. Plain data."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from circuitlab.app.canvas.frame import Frame, Ghost
from circuitlab.app.hidden import COVERED

if TYPE_CHECKING:
    from circuitlab.engine.steps import Message
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
    asked: which of its numbers is asked for, "" for none. spoken: where a slide speaks of it, which of its
    numbers is seen from far. quiet: none is, for the slide speaks of others.
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
    spoken: Direction | None = None
    quiet: bool = False

    @property
    def from_far(self) -> Literal["forward", "backward", "both"] | None:
        """Which of its numbers are seen from far."""
        if self.quiet or self.spoken is not None:
            return self.spoken
        return self.partner if self.current is None else "both"

    def is_loud(self, way: Direction) -> bool:
        """Whether the value (forward) or the gradient (backward) is one of the current step's numbers."""
        return way in (self.current, self.partner)


class WireState(NamedTuple):
    """What a frame says about a wire.

    message: what a branch of a fan-out has carried: it stays near the consumer. covered: it is not to be
    seen, and may be still to come. old: what it carried in the run before, if that is to be seen. aside: it
    has no part in the current step.
    """

    message: "Message | None" = None
    covered: bool = False
    old: "Message | None" = None
    aside: bool = False

    @property
    def tells(self) -> bool:
        """Whether there is a message to be seen, or "?"."""
        return self.covered or self.message is not None


def covered(state: State, key: int, frame: Frame) -> State:
    """The state of a gate without what would tell a number that is covered."""
    asked = frame.covers.asked
    if not frame.covers.labels and asked is None:
        return state
    if state.origin or state.hatched:  # which would tell that it is not finite, and why
        state = replace(state, origin=False, hatched=False, caption="")
    if _hides(frame, ("value", key)):
        state = replace(state, value=None, value_text=COVERED, inputs=())
    if _hides(frame, ("gradient", key)):
        state = replace(state, gradient=None, gradient_text=COVERED, pull=None, no_way=False)
        state = replace(state, caption="" if state.caption.startswith(NO_WAY) else state.caption)
    return replace(state, asked=asked[0]) if asked is not None and asked[1] == key else state


def _hides(frame: Frame, label: "Label") -> bool:
    """Whether "?" stands in the place of a number."""
    return label in frame.covers.labels or (frame.lecture and label == frame.covers.asked)


def haunted(state: State, key: int, frame: Frame, ghost: Ghost, *, lands: bool) -> State:
    """The state with what the run before had at this place, where this run shows something.

    lands: whether a gradient is just arriving there.
    """
    value = ghost.trace.value_at(key, frame.cursor) if state.value is not None else None
    gradient = None
    if ghost.gates is None and state.gradient is not None and not lands:
        old = ghost.trace.gradient_at(key, frame.cursor)
        gradient = old.total if old.arrived == old.expected else None

    def text(old: float | None, now: str | None) -> str | None:
        shown = None if old is None or now is None or ELLIPSIS in now else frame.text(old)
        return shown if shown != now else None

    return replace(
        state,
        old_value=value,
        old_gradient=gradient,
        old_value_text=text(value, state.value_text),
        old_gradient_text=text(gradient, state.gradient_text),
    )
