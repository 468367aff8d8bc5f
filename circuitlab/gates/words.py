"""The words that explain a gate kind: what it does, and how it shares out a gradient. Plain data.

The texts are templates for `str.format`. Each has at hand:
    {out}       the gate's name                     {value}     its value
    {inputs}    the names at its inputs, "x and y"  {either}    the same with "or"; {both}: "both" or "all"
    {slopes}    all local gradients
    {up}        the upstream gradient               {heard}   the inputs that are sent more than 0
    {a} {b} …   the name at one port                {a_value}   the value at that port
    {a_slope}   the local gradient there            {a_sent}    what is sent back there
    {a_far}     the slope in words: "4 times as far, the other way"
    {x}, {x_slope}, {x_sent}, {x_far}   the same of the one input that is no constant, in `alone`
Numbers come as text. What is said of a slip has {out} and {x}, the input that is asked about, at hand.
"""

from collections.abc import Callable
from dataclasses import dataclass

Test = Callable[[tuple[float, ...], float], bool]
"""Of the inputs and the output of a gate."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence about the way back for special numbers."""

    applies: Test
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A classic mistake about a local gradient of a kind.

    said: what is said to who made it, a sentence without the right number.
    slopes: by port, the formula that gives the wrong local gradient, "" where nobody makes it; further ports
        share the last. It is in port names and `out`, and in `own` (the value at this port), `slope` (the
        right local gradient) and `count` (how many inputs there are).
    """

    said: str
    slopes: tuple[str, ...]

    def slope(self, port: int) -> str:
        """The formula of the wrong local gradient at a port; "" for none."""
        return self.slopes[min(port, len(self.slopes) - 1)]


VALUE_FOR_SLOPE = Slip("That took {out}'s value. What counts is how fast {out} moves with {x}.", ("out",))
"""The slip that every function invites."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind says of itself.

    does: a verb and its objects, "adds {inputs}", to be put after the gate's name.
    back: the sentence for a backward step.
    cases: sentences that take its place where they apply; the first that does counts.
    alone: by port, what takes the place of all of them where every other input is a constant; further
        ports share the last.
    """

    does: str
    back: str
    cases: tuple[Case, ...] = ()
    alone: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()

    def sentence_back(self, inputs: tuple[float, ...], value: float, receivers: tuple[int, ...]) -> str:
        """The template for a backward step at these numbers that sends something to these ports."""
        if self.alone and len(inputs) > 1 and len(receivers) == 1:
            return self.alone[min(receivers[0], len(self.alone) - 1)]
        return next((case.text for case in self.cases if case.applies(inputs, value)), self.back)
