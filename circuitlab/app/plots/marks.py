"""What plots have in common: names at the ends of the axes, a line of words, a point that marks a place.

Imports matplotlib: import this module when a plot is needed.
"""

from typing import Any

from matplotlib.text import Text

from circuitlab.app.plots.plot import MEDIUM, Plot

LONGEST_NAME = 6
"""Of an axis; a longer one is cut."""
NAME_ROOM = 20
"""At the end of an axis, where its name stands: no number there, in px at 100 %."""


def shortened(name: str) -> str:
    """A name that has room at the end of an axis."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def name_axes(plot: Plot, across: str, up: str) -> None:
    """Names at the ends of the axes, outside, in line with the numbers."""
    pad = plot.width_of(5)
    for name, end, away in ((across, (1, 0), (0, -pad)), (up, (0, 1), (-pad, 0))):
        plot.axes.annotate(
            shortened(name),
            end,
            away,
            "axes fraction",
            textcoords="offset points",
            ha="right",
            va="top",
            color=plot.color("ink"),
            fontproperties=plot.face(weight=MEDIUM),
            annotation_clip=False,
        )


def say(plot: Plot, words: str) -> Text:
    """Words in the middle of the axes, where there is nothing else to see."""
    return plot.axes.text(
        0.5,
        0.5,
        words,
        transform=plot.axes.transAxes,
        ha="center",
        va="center",
        color=plot.color("secondary"),
        fontproperties=plot.face(13),
    )


def marking(plot: Plot, role: str, size: float = 10) -> dict[str, Any]:
    """How a point is drawn that marks where something is now: full, with a rim that lifts it off."""
    return {
        "marker": "o",
        "markersize": plot.width_of(size),
        "markerfacecolor": plot.color(role),
        "markeredgecolor": plot.color("panel"),
        "markeredgewidth": plot.width_of(2),
        "clip_on": False,
    }
