"""The panels of the right side that are opened by hand, from the top down."""

from typing import NamedTuple

WIDTH, WIDE = 344, 400
"""Wide: while a panel is to be seen that needs it, for a table, a plot, or lines of code."""
ROOMY = 800
"""A side that is less high than this has room for a roomy panel only where the others are folded."""


class Entry(NamedTuple):
    """What a panel is called, how much of the height it takes, and how it is on first start.

    roomy: on a low screen it needs the room of the others. width: of the side while it is to be seen, if it
    is wide. alone: while it is unfolded, no other panel of the side is to be seen but a lesson's.
    """

    icon: str
    title: str
    keys: str
    stretch: int
    wide: bool = False
    open: bool = True
    folded: bool = False
    roomy: bool = False
    width: int = WIDE
    alone: bool = False


PANELS = {
    "step": Entry("list", "Step", "Ctrl+2", 1),
    "code": Entry("code", "Code", "Ctrl+5", 1, wide=True, open=False),
    "inspector": Entry("sliders", "Inspector", "Ctrl+3", 0, folded=True),
    "check": Entry("check-curve", "Gradient Check", "Ctrl+4", 2, wide=True, open=False, roomy=True),
    "paths": Entry("route", "Paths", "Ctrl+Shift+P", 2, open=False, roomy=True),
    "modes": Entry("modes", "Forward or Reverse", "Ctrl+6", 2, open=False, roomy=True),
    "data": Entry("table", "Data", "Ctrl+7", 2, wide=True, open=False, roomy=True),
    "train": Entry("train", "Training", "Ctrl+8", 3, wide=True, open=False, roomy=True),
    "climb": Entry("climb", "Climb", "Ctrl+9", 3, wide=True, open=False, width=480, alone=True),
}
