"""All paths from a gate to the objective: how many there are, the largest products, and what they add up to.

The chain rule, multiplied out: a gradient is the sum, over all paths along the wires, of the products of the
local gradients on them, times the seed. There can be exponentially many paths, where the backward pass needs
one multiplication a wire: they are counted without walking them, and only the largest are made.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from circuitlab.engine.trace import Trace
from circuitlab.engine.ways import Hop, Ways, largest, measuring
from circuitlab.engine.work import Work, done

MOST = 200
"""So many paths are made, unless told otherwise."""
MOST_ASKED = 10_000
_ROUNDING = 2.0**-52


@dataclass(frozen=True, slots=True)
class Path:
    """One way along the wires from a gate to the objective.

    gates: ids, from the gate to the objective. wires: ids, one fewer; x * x has two paths, along different
    wires. locals: the local gradient on each of them. product: seed x all of these, multiplied in the order
    of the backward pass; inf or nan where IEEE doubles say so.
    """

    gates: tuple[int, ...]
    wires: tuple[int, ...]
    locals: tuple[float, ...]
    product: float


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths from `gate` to the objective, of one trace.

    gradient: of the gate, by the backward pass; None for a constant, which is sent nothing, and without a
        backward pass: there are no paths then.
    count: of all paths, exactly. paths: all of them or the largest, by |product|; those that are not finite
        come first, equally large ones in the order of their gates.
    total: what the products in `paths` add up to. share: how much of all |products| these are, from 0 to 1;
        nan where some are not finite.
    multiplications: that all these paths need, one a wire. messages: those of the backward pass, one
        multiplication each, which gives the gradients of all gates.
    rounding: how far two ways to add up the same products can be apart.
    """

    gate: int
    gradient: float | None
    count: int
    paths: tuple[Path, ...]
    total: float
    share: float
    multiplications: int
    messages: int
    rounding: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether all paths are there."""
        return len(self.paths) == self.count

    @property
    def agrees(self) -> bool | None:
        """Whether the products add up to the gradient, but for rounding.

        None where that can't be said: not all paths are there, or a number is not finite.
        """
        gradient = self.gradient
        if not self.complete or gradient is None or not math.isfinite(self.total + gradient + self.rounding):
            return None
        return abs(self.total - gradient) <= self.rounding


def find(trace: Trace, gate: int, most: int = MOST) -> Paths:
    """The paths of a gate, at most the `most` largest. KeyError if there is no such gate."""
    return done(finding(trace, gate, most))


def finding(trace: Trace, gate: int, most: int = MOST) -> Work[Paths]:
    """`find`, with pauses in which a window can go on. Raises ValueError for a `most` that is too large."""
    if not 0 <= most <= MOST_ASKED:
        raise ValueError(f"expected from 0 to {MOST_ASKED:,} paths, got {most}")
    plan, tape = trace.plan, trace.tape
    start, gradient, messages = plan.slots[gate], trace.gradient(gate), len(tape.targets)
    if gradient is None or start not in plan.ancestors:
        return Paths(gate, gradient, 0, (), 0.0, 1.0, 0, messages)
    ways = yield from measuring(trace, start)
    paths = list[Path]()
    for hops in largest(ways, start, most):
        if hops is not None:
            paths.append(_path(trace, gate, hops))
        yield
    paths.sort(key=_rank)
    products = [path.product for path in paths]
    total = math.fsum(products) if all(map(math.isfinite, products)) else sum(products)
    count, whole = ways.counts[start], abs(tape.seed) * ways.weights[start]
    return Paths(
        gate=gate,
        gradient=gradient,
        count=count,
        paths=tuple(paths),
        total=total,
        share=1.0 if len(paths) == count else _share(products, whole),
        multiplications=ways.lengths[start],
        messages=messages,
        rounding=_ROUNDING * whole * (_wires(ways) + len(paths)),
    )


def _path(trace: Trace, gate: int, hops: Sequence[Hop]) -> Path:
    ids, locals_ = trace.plan.ids, trace.tape.locals
    factors = tuple([locals_[hop.message] for hop in hops])
    product = trace.seed
    for local in reversed(factors):
        product *= local
    gates = (gate, *[ids[hop.slot] for hop in hops])
    return Path(gates, tuple([hop.wire for hop in hops]), factors, product)


def _rank(path: Path) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
    """Largest first."""
    size = abs(path.product) if math.isfinite(path.product) else math.inf
    return -size, path.gates, path.wires


def _share(products: Sequence[float], whole: float) -> float:
    part = sum(map(abs, products))
    if not math.isfinite(part + whole):
        return math.nan
    return min(1.0, part / whole) if whole else 1.0


def _wires(ways: Ways) -> int:
    return sum(map(len, ways.onward.values()))
