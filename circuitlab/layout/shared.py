"""What the wires of one gate have in common: where they turn, and the lanes that they run along. Pure."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf

Point = tuple[float, float]

_TRIED = 8
"""Turns and lanes that the next wire tries to share: a gate that feeds hundreds has hundreds of them."""


@dataclass(frozen=True, slots=True)
class Trunk:
    """A lane of one gate's wires: from its output port to `leave`, over to the lane's y, along to `reach`."""

    start: Point
    leave: float
    lane: float
    reach: float


class Shared:
    """The turns and trunks of the wires of one gate that have their ways already."""

    def __init__(self) -> None:
        self._turns: list[float] = []
        self._trunks: dict[tuple[float, float], Trunk] = {}
        self.reach = -inf
        """How far wires of the gate run straight from its output port."""

    def take(self, points: Sequence[Point]) -> Sequence[Point]:
        """Learn from another wire. What of it does not lead along what was known already."""
        for x, _ in points[1:-1:2]:
            place = bisect_left(self._turns, x)
            if place == len(self._turns) or self._turns[place] != x:
                insort(self._turns, x)
        known_reach, self.reach = self.reach, max(self.reach, points[1][0])
        if len(points) < 5:
            known_part = min(points[1][0], max(known_reach, points[0][0]))
            return [(known_part, points[0][1]), *points[1:]]
        (leave, _), (_, lane), (enter, _) = points[1:4]
        known = self._trunks.get((leave, lane))
        if known is None:
            self._trunks[leave, lane] = Trunk(points[0], leave, lane, enter)
            return points
        self._trunks[leave, lane] = replace(known, reach=max(known.reach, enter))
        return [(known.reach, lane), *points[3:]] if enter > known.reach else points[3:]

    def turns_from(self, low: float) -> list[float]:
        """Where wires of the gate turn, not left of `low`: the nearest first."""
        first = bisect_left(self._turns, low)
        return self._turns[first : first + _TRIED]

    def turns_up_to(self, high: float) -> list[float]:
        """Where wires of the gate turn, not right of `high`: the nearest first."""
        last = bisect_right(self._turns, high)
        return self._turns[max(0, last - _TRIED) : last][::-1]

    def trunks_near(self, y: float) -> Iterable[Trunk]:
        """Its lanes, the nearest to a height first."""
        return sorted(self._trunks.values(), key=lambda trunk: (abs(trunk.lane - y), trunk.leave))[:_TRIED]
