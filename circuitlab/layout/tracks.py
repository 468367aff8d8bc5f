"""Which stretches of parallel tracks are taken, and by whom. Pure geometry, used for rows and for columns."""

from collections import defaultdict
from collections.abc import Collection

_PITCH = 16.0
_STRETCH = 512.0


class Tracks:
    """Boxes, kept by the stretches of tracks that they lie on, so that asking for one line looks at few.

    "Across" is the coordinate that tells tracks apart (y of a row), "along" the one that runs on them.
    """

    def __init__(self) -> None:
        self._boxes: defaultdict[tuple[int, int], list[tuple[float, float, float, float, int]]]
        self._boxes = defaultdict(list)

    def add(self, low: float, high: float, begin: float, end: float, owner: int) -> None:
        """Take the box from low to high across, and from begin to end along."""
        box = (begin, end, low, high, owner)
        for track in range(int(low // _PITCH), int(high // _PITCH) + 1):
            for stretch in range(int(begin // _STRETCH), int(end // _STRETCH) + 1):
                self._boxes[track, stretch].append(box)

    def is_free(self, across: float, begin: float, end: float, ignored: Collection[int]) -> bool:
        """Whether a line can run there without entering a box of an owner that is not ignored."""
        track = int(across // _PITCH)
        for stretch in range(int(begin // _STRETCH), int(end // _STRETCH) + 1):
            for start, stop, low, high, owner in self._boxes.get((track, stretch), ()):
                if low < across < high and start < end and stop > begin and owner not in ignored:
                    return False
        return True
