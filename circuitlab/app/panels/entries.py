"""The panels of the right side that are opened by hand, from the top down."""

from math import inf
from typing import NamedTuple

WIDTH, WIDE = 344, 400
"""Wide: while a panel is to be seen that needs it, for a table, a plot, or lines of code."""
ROOMY, ALONE = 800.0, inf
"""A side that is less high than what a panel needs has room for it only where the others are folded."""


class Entry(NamedTuple):
    """What a panel is called, how much of the height it takes, and how it is on first start.

    roomy: on a side that is less high it needs the room of the others; 0: on none. width: of the side while
    it is to be seen, if it is wide. lab: while it is unfolded, only those of the lab are to be seen, or it
    alone, and a lesson's.
    """

    icon: str
    title: str
    keys: str
    stretch: int
    wide: bool = False
    open: bool = True
    folded: bool = False
    roomy: float = 0
    width: int = WIDE
    lab: bool = False


PANELS = {
    "step": Entry("list", "Step", "Ctrl+2", 1),
    "code": Entry("code", "Code", "Ctrl+5", 1, wide=True, open=False),
    "inspector": Entry("sliders", "Inspector", "Ctrl+3", 0, folded=True),
    "check": Entry("check-curve", "Gradient Check", "Ctrl+4", 2, wide=True, open=False, roomy=ROOMY),
    "paths": Entry("route", "Paths", "Ctrl+Shift+P", 2, open=False, roomy=ROOMY),
    "modes": Entry("modes", "Forward or Reverse", "Ctrl+6", 2, open=False, roomy=ROOMY),
    "data": Entry("table", "Data", "Ctrl+7", 2, wide=True, open=False, roomy=ROOMY, lab=True),
    "train": Entry("train", "Training", "Ctrl+8", 3, wide=True, open=False, roomy=ROOMY, lab=True),
    "climb": Entry("climb", "Climb", "Ctrl+9", 3, wide=True, open=False, roomy=ALONE, width=480, lab=True),
}
