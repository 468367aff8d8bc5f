"""Which stretches of parallel tracks are taken, and by whom. Pure geometry, used for rows and for columns."""

from collections import defaultdict
from collections.abc import Collection

_PITCH = 16.0
_STRETCH = 512.0

_Box = tuple[float, float, float, float, int, float]
"""Begin, end, low, high, owner, slack."""


class Tracks:
    """Boxes, kept by the stretches of tracks that they lie on, so that asking for one line looks at few.

    "Across" is the coordinate that tells tracks apart (y of a row), "along" the one that runs on them.
    """

    def __init__(self) -> None:
        self._boxes: defaultdict[tuple[int, int], set[_Box]] = defaultdict(set)

    def add(
        self, low: float, high: float, begin: float, end: float, owner: int, *, slack: float = 0.0
    ) -> None:
        """Take the box from low to high across, and from begin to end along.

        slack: how much of it, on both sides, is given up when room is short.
        """
        for stretch in range(int(begin // _STRETCH), int(end // _STRETCH) + 1):
            # cut to the stretch, what is taken again and again (the trunk of a fan-out) is kept once
            first, last = max(begin, stretch * _STRETCH), min(end, (stretch + 1) * _STRETCH)
            box = (first, last, low, high, owner, slack)
            for track in range(int(low // _PITCH), int(high // _PITCH) + 1):
                self._boxes[track, stretch].add(box)

    def is_free(
        self, across: float, begin: float, end: float, ignored: Collection[int], *, give: float = 0.0
    ) -> bool:
        """Whether a line can run there without entering a box of an owner that is not ignored.

        give: the part of every box's slack that is given up, 0 to 1.
        """
        track = int(across // _PITCH)
        for stretch in range(int(begin // _STRETCH), int(end // _STRETCH) + 1):
            for start, stop, low, high, owner, slack in self._boxes.get((track, stretch), ()):
                inside = low + give * slack < across < high - give * slack
                if inside and start < end and stop > begin and owner not in ignored:
                    return False
        return True
