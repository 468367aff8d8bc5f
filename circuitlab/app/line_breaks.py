"""Where a text is broken: which pieces stand on each line. For labels on the canvas and for slides. Pure."""

import re
from collections.abc import Sequence

HOLDING = frozenset({"=", "≈", "at", "was"})
"""What is read together with what follows: no line ends with one of these."""
SIGNS = "=≈"
"""What is read together with what stands before it too: no line begins with one of these."""

_HELD = re.compile(rf"(?<=\s)({'|'.join(sorted(HOLDING))}) ")
_SIGN = re.compile(rf" (?=[{SIGNS}]\s)")


def held(text: str) -> str:
    """The text with spaces at which no line is broken, where it is read together."""
    return _SIGN.sub("\u00a0", _HELD.sub("\\1\u00a0", text))


def lines_of(widths: Sequence[float], gap: float, room: float) -> list[list[int]]:
    """The pieces of each line, by their indices: as many as there is room for, and at least one.

    gap: what stands between two pieces of a line.
    """
    lines: list[list[int]] = []
    used = 0.0
    for index, width in enumerate(widths):
        if lines and used + gap + width <= room:
            lines[-1].append(index)
            used += gap + width
        else:
            lines.append([index])
            used = width
    return lines
