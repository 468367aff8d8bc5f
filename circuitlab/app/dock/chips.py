"""What the timeline shows, as plain data: the trace's steps as chips, where they stand and what they say.

Pure: no widget, no painter.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.app.canvas.frame import duration
from circuitlab.circuit.circuit import Circuit
from circuitlab.teach.names import listed, name_of, pretty, sign_of
from circuitlab.teach.numbers import text as number

if TYPE_CHECKING:
    from circuitlab.app.canvas.frame import Frame
    from circuitlab.engine.trace import Cursor, Step, Trace

GAP = 4.0
PASS_GAP = 16.0
LABEL_LEAST = 28.0
"""Chips that are narrower have no label."""
CHIP_LEAST = 6.0
"""Chips that are narrower merge to one bar a pass."""
LONGEST_TIP = 120
"""Characters of a formula in a tooltip; in a chip there is room for fewer."""
MANY = 60
"""No label fits any more with so many steps, so none is made."""
TITLES = {"forward": "Forward", "seed": "Seed", "backward": "Backward"}
ROLES = {"forward": "value", "seed": "gradient", "backward": "gradient"}
"""The colour of each pass."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The steps of one part of the trace: indices first to last (included), and where they stand."""

    part: str
    first: int
    last: int
    left: float
    right: float

    @property
    def count(self) -> int:
        """How many steps it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole trace laid out along a line."""

    stretches: tuple[Stretch, ...]
    chip_width: float

    @property
    def merged(self) -> bool:
        """Whether a pass is one bar: its steps are too narrow to be told apart."""
        return self.chip_width < CHIP_LEAST

    def span(self, index: int) -> tuple[float, float]:
        """Left and right edge of a step's chip."""
        for stretch in self.stretches:
            if index <= stretch.last:
                place = index - stretch.first
                if self.merged:
                    width = (stretch.right - stretch.left) / stretch.count
                    return stretch.left + place * width, stretch.left + (place + 1) * width
                left = stretch.left + place * (self.chip_width + GAP)
                return left, left + self.chip_width
        raise IndexError(index)

    def step_at(self, x: float) -> int | None:
        """Index of the step whose chip (or the gap before it) is at x; None left of all of them."""
        if not self.stretches or x < self.stretches[0].left:
            return None
        for stretch in self.stretches:
            if x <= stretch.right:
                width = (stretch.right - stretch.left) / stretch.count
                place = int((x - stretch.left) / width) if x > stretch.left else 0
                return stretch.first + min(place, stretch.count - 1)
        return self.stretches[-1].last


def lay_out(trace: "Trace", left: float, right: float, scale: float = 1.0) -> Strip:
    """Share the room between `left` and `right` among the steps: each the same, passes told apart."""
    total, forward = len(trace), trace.forward_count
    if total == 0:
        return Strip((), 0.0)
    bounds = [("forward", 0, forward), ("seed", forward, forward + 1), ("backward", forward + 1, total)]
    present = [(name, first, min(stop, total)) for name, first, stop in bounds if min(stop, total) > first]
    gaps = GAP * (total - len(present)) + PASS_GAP * scale * (len(present) - 1)
    width = (right - left - gaps) / total
    if width < CHIP_LEAST:
        width = (right - left - PASS_GAP * scale * (len(present) - 1)) / total
        gap, shown = 0.0, min(width, CHIP_LEAST - 1)
    else:
        gap, shown = GAP, width
    stretches, x = [], left
    for name, first, stop in present:
        end = x + (stop - first) * (width + gap) - gap
        stretches.append(Stretch(name, first, stop - 1, x, end))
        x = end + PASS_GAP * scale
    return Strip(tuple(stretches), shown)


def long_text(circuit: Circuit, trace: "Trace", step: "Step", *, covered: bool = False) -> str:
    """What a step does, as a formula: "q = x + y", "f to q and z". covered: the seed is not to be told."""
    label, named = name_of(circuit, step.gate), circuit.gates[step.gate].name is not None
    part = step.pass_
    if part == "forward":
        from circuitlab.circuit.text_print import formula_of

        return pretty(formula_of(circuit, step.gate, LONGEST_TIP))
    if part == "seed" and covered:
        return f"∂{label}/∂{label}" if named else "seed"
    if part == "seed" and not named:
        return f"seed = {number(trace.seed)}"
    if part == "seed":
        factor = "" if trace.seed == 1 else f"{number(trace.seed)} · "
        return f"{factor}∂{label}/∂{label} = {number(trace.seed)}"
    targets = dict.fromkeys(name_of(circuit, message.to) for message in step.messages)
    return f"{label} to {listed(list(targets))}" if targets else label


def short_text(circuit: Circuit, step: "Step") -> str:
    """The gate alone."""
    part = step.pass_
    if part == "seed":
        return part
    name = circuit.gates[step.gate].name
    return sign_of(circuit, step.gate) if name is None else pretty(name)


def current_step(frame: "Frame", cursor: "Cursor") -> int | None:
    """The step that is outlined: the one in motion, else the last one done; none at either end."""
    if frame.motion is not None:
        return frame.motion.first
    if frame.asked is not None:
        return frame.asked.index
    if cursor.messages:
        return cursor.steps
    return cursor.steps - 1 if 0 < cursor.steps < len(frame.trace) else None


def playhead(strip: Strip, frame: "Frame", cursor: "Cursor") -> float | None:
    """Where the playhead stands: at the right edge of the last step done, or inside the one in motion."""
    if not strip.stretches:
        return None
    if frame.motion is not None:
        left, right = strip.span(frame.motion.first)[0], strip.span(frame.motion.last)[1]
        whole = duration(frame.trace, frame.motion) or 1.0
        return left + (right - left) * min(1.0, frame.motion.t_ms / whole)
    if frame.asked is not None and not cursor.messages:
        return sum(strip.span(frame.asked.index)) / 2
    if cursor.messages and cursor.steps < len(frame.trace):
        left, right = strip.span(cursor.steps)
        return left + (right - left) * cursor.messages / max(1, len(frame.trace.steps[cursor.steps].messages))
    return strip.span(cursor.steps - 1)[1] if cursor.steps else strip.span(0)[0]
