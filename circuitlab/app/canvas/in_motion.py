"""The steps of a frame that are on their way: how far each is, and what it has reached. Plain data."""

from dataclasses import dataclass
from functools import cached_property

from circuitlab.app.canvas.frame import Frame, phase
from circuitlab.engine.trace import Cursor, Message, Step

_SUM_SHOWN = 0.6
"""For this part of its time an addition shows old total, plus, message; then the new total."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Messages on their way to one gate: the cursor before the first of them, and the sum being shown."""

    before: Cursor
    landed: bool
    sum_text: str | None


class InMotion:
    """What moves in one frame, each thing found out when it is asked for."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @cached_property
    def steps(self) -> dict[int, Step]:
        """The steps in motion by the gate that acts."""
        return {step.gate: step for step in self._frame.moving}

    @property
    def travels(self) -> bool:
        """Whether things travel: with reduced motion they only fade."""
        motion = self._frame.motion
        return motion is not None and not motion.reduced

    def phase(self, step: Step) -> tuple[str, float]:
        """The phase of a step that is in motion."""
        assert self._frame.motion is not None  # noqa: S101
        return phase(self._frame.trace, step, self._frame.motion)

    def arriving(self, step: Step) -> list[tuple[int, Message]]:
        """The messages of a step that move, with their numbers."""
        only = None if self._frame.motion is None else self._frame.motion.message
        return [(n, message) for n, message in enumerate(step.messages) if only is None or n == only]

    def carries(self, wire: int) -> bool:
        """Whether a message is on its way along this wire."""
        steps = [step for step in self.steps.values() if self.travels and self.phase(step)[0] != "over"]
        return any(message.wire == wire for step in steps for _, message in self.arriving(step))

    def entered(self, gate: int) -> frozenset[int]:
        """The input ports of a gate that a moving value has reached."""
        step = self.steps.get(gate)
        if step is None or step.pass_ != "forward" or not self.travels:
            return frozenset()
        outside = self.phase(step)[0] in ("arrive", "over")
        return frozenset() if outside else frozenset(range(len(step.inputs)))

    @cached_property
    def landings(self) -> dict[int, Landing]:
        """Who a moving gradient has not reached yet, or is just being added to."""
        result: dict[int, Landing] = {}
        for step in self.steps.values() if self.travels else ():
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
        old = self._frame.trace.gradient_at(key, before)
        terms = [m.downstream for step in self.steps.values() for _, m in self.arriving(step) if m.to == key]
        if old.arrived:
            terms.insert(0, old.total or 0.0)
        if len(terms) < 2:
            return None
        first, *others = terms
        return " + ".join((self._frame.text(first), *map(self._term, others)))

    def _term(self, number: float) -> str:
        text = self._frame.text(number)
        return f"({text})" if number < 0 else text
