"""Which stretches of parallel tracks are taken, and by whom. Pure geometry, used for rows and for columns."""

from bisect import insort
from collections import defaultdict
from collections.abc import Collection

_PITCH = 16.0


class Tracks:
    """Boxes, kept by the tracks that they lie on, so that asking for one line looks at few of them.

    "Across" is the coordinate that tells tracks apart (y of a row), "along" the one that runs on them.
    """

    def __init__(self) -> None:
        self._boxes: defaultdict[int, list[tuple[float, float, float, float, int]]] = defaultdict(list)

    def add(self, low: float, high: float, begin: float, end: float, owner: int) -> None:
        """Take the box from low to high across, and from begin to end along."""
        for track in range(int(low // _PITCH), int(high // _PITCH) + 1):
            insort(self._boxes[track], (begin, end, low, high, owner))

    def is_free(self, across: float, begin: float, end: float, ignored: Collection[int]) -> bool:
        """Whether a line can run there without entering a box of an owner that is not ignored."""
        for start, stop, low, high, owner in self._boxes.get(int(across // _PITCH), ()):
            if start >= end:
                return True
            if stop > begin and low < across < high and owner not in ignored:
                return False
        return True
