"""The words that explain a gate kind: what it does, and how it shares out a gradient. Plain data.

The texts are templates for `str.format`. Each has at hand:
    {out}       the gate's name                     {value}     its value
    {inputs}    the names at its inputs, "x and y"  {a} {b} …   the name at one port
    {a_value}   the value at that port              {a_slope}   the local gradient there
    {up}        the upstream gradient               {a_sent}    what is sent back there
Numbers come as text. Gates with 2 to 8 inputs only use {inputs}, {out}, {value} and {up}.
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
class Words:
    """What a kind says of itself.

    does: a verb and its objects, "adds {inputs}", to be put after the gate's name.
    back: the sentence for a backward step.
    cases: sentences that take its place where they apply; the first that does counts.
    """

    does: str
    back: str
    cases: tuple[Case, ...] = ()

    def sentence_back(self, inputs: tuple[float, ...], value: float) -> str:
        """The template for a backward step at these numbers."""
        return next((case.text for case in self.cases if case.applies(inputs, value)), self.back)
