"""The ways on from a gate to the objective: how many, how long, how much they weigh, and the best first.

A way is made of hops, each against the direction of one message of the backward pass. All that is known of
them is summed up from the objective down, so that exponentially many cost no more than the wires.
"""

import math
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from circuitlab.engine.trace import Trace
from circuitlab.engine.work import Work

PAUSE = 1_000
"""Between two pauses, so many gates are looked at."""


class Hop(NamedTuple):
    """Along one wire: the slot where it leads, the number of the message that it carries back, its id."""

    slot: int
    message: int
    wire: int


class Size(NamedTuple):
    """How large a product is: sizes of factors add, and compare as products do.

    broken: its factors that are not finite; whole: less one for each factor 0. log: of all others.
    """

    broken: int = 0
    whole: int = 0
    log: float = 0.0

    def times(self, other: "Size") -> "Size":
        """The size of a product of two."""
        return Size(self.broken + other.broken, self.whole + other.whole, self.log + other.log)

    def over(self, other: "Size") -> "Size":
        """How much larger this is."""
        return Size(self.broken - other.broken, self.whole - other.whole, self.log - other.log)


def size_of(factor: float) -> Size:
    """The size of one factor."""
    if not math.isfinite(factor):
        return Size(broken=1)
    return Size(log=math.log(abs(factor))) if factor else Size(whole=-1)


@dataclass(frozen=True, slots=True)
class Ways:
    """What is known of the ways on from each slot that a gate reaches.

    onward: by slot, the hops from there, in the order of the gates they lead to. counts: of the ways to the
    objective. lengths: of all of them together, in wires. weights: the sum of all |products|.
    best: the size of the largest product.
    """

    onward: Mapping[int, Sequence[Hop]]
    locals: Sequence[float]
    counts: dict[int, int] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)
    weights: dict[int, float] = field(default_factory=dict)
    best: dict[int, Size] = field(default_factory=dict)

    def size(self, hop: Hop) -> Size:
        """Of the largest product that begins with this hop."""
        return size_of(self.locals[hop.message]).times(self.best[hop.slot])


def measuring(trace: Trace, start: int) -> Work[Ways]:
    """The ways on from a slot that has a way to the objective."""
    ways = Ways((yield from _reaching(trace, start)), trace.tape.locals)
    for number, slot in enumerate(sorted(ways.onward, reverse=True)):
        hops = ways.onward[slot]
        if slot == trace.tape.objective:
            ways.counts[slot], ways.lengths[slot], ways.weights[slot] = 1, 0, 1.0
            ways.best[slot] = Size()
            continue
        ways.counts[slot] = sum(ways.counts[hop.slot] for hop in hops)
        ways.lengths[slot] = sum(ways.lengths[hop.slot] + ways.counts[hop.slot] for hop in hops)
        ways.weights[slot] = sum(abs(ways.locals[hop.message]) * ways.weights[hop.slot] for hop in hops)
        ways.best[slot] = max(map(ways.size, hops))
        if number % PAUSE == 0:
            yield
    return ways


def _reaching(trace: Trace, start: int) -> Work[dict[int, Sequence[Hop]]]:
    """The hops on from every slot that can be reached. None leads astray: only ancestors send messages."""
    index, seeded = trace.index, trace.forward_count + 1
    onward, waiting = dict[int, Sequence[Hop]](), [start]
    while waiting:
        slot = waiting.pop()
        if slot in onward:
            continue  # it was pushed once for each gate before it
        hops = [_hop(trace, number, index.senders[number] - seeded) for number in index.arrivals[slot]]
        onward[slot] = sorted(hops)
        waiting += {hop.slot for hop in hops if hop.slot not in onward}
        if len(onward) % PAUSE == 0:
            yield
    return onward


def _hop(trace: Trace, message: int, step: int) -> Hop:
    """Against a message that this backward step sends."""
    plan, tape = trace.plan, trace.tape
    slot = tape.backward[step]
    port, _ = plan.slopes[slot][message - tape.starts[step]]
    return Hop(slot, message, plan.wires[slot][port])


Way: TypeAlias = "tuple[Way, Hop] | None"
"""A way so far, its last hop last: long ones share their beginnings."""


class Branch(NamedTuple):
    """Where a way can leave those that are known, for another hop than they took.

    gain: how much smaller its product is at least, negated, so that the best branch is the largest. turn:
    the later it was found, the sooner it is taken: among equals, ways are found in order.
    begin: the way up to this slot. place: which of the hops on from there is meant.
    """

    gain: tuple[float, ...]
    turn: int
    begin: Way
    slot: int
    place: int


def largest(ways: Ways, start: int, most: int) -> Iterator[list[Hop] | None]:
    """The ways with the largest products, best first, and a None now and then for a pause.

    Each follows the best hops from where it leaves an earlier one. No more branches are kept than ways are
    still wanted: each of them is good for at least one.
    """
    ranked = dict[int, Sequence[tuple[Size, Hop]]]()
    branches, turn = [Branch((0, 0, 0.0), 0, None, start, 0)], 0
    for found in range(min(most, ways.counts[start])):
        gain, _, way, slot, place = branches.pop()
        wanted = most - found - 1
        length = 0
        while ways.onward[slot]:
            if slot not in ranked:
                ranked[slot] = _ranked(ways, slot)
            hops = ranked[slot]
            if place + 1 < len(hops):
                turn += 1
                loss = hops[place + 1][0].over(hops[place][0])
                less = tuple(known - more for known, more in zip(gain, loss, strict=True))
                insort(branches, Branch(less, turn, way, slot, place + 1))
                del branches[: max(0, len(branches) - wanted)]
            hop = hops[place][1]
            way, slot, place = (way, hop), hop.slot, 0
            length += 1
            if length % PAUSE == 0:
                yield None
        yield _unrolled(way)


def _ranked(ways: Ways, slot: int) -> list[tuple[Size, Hop]]:
    """The hops on from a slot, each with how much it falls short of the best; the best first."""
    best = ways.best[slot]
    return sorted(((best.over(ways.size(hop)), hop) for hop in ways.onward[slot]), key=lambda pair: pair[0])


def _unrolled(way: Way) -> list[Hop]:
    hops = list[Hop]()
    while way is not None:
        way, hop = way
        hops.append(hop)
    hops.reverse()
    return hops
